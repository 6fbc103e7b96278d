/* SPDX-License-Identifier: Apache-2.0
 * cpus.c - how many workers are of use.
 */
#include "engine/engine.h"

#include "engine/groups.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static uint32_t affinity(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
		return (uint32_t)CPU_COUNT(&set);
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (uint32_t)online : 1;
}

/* CPUs by quota and period. Part of a CPU counts as one. */
static uint64_t ratio(long long quota, long long period)
{
	if (quota <= 0 || period <= 0)
		return SL_GROUP_NO_LIMIT;
	long long cpus = (quota + period - 1) / period;
	return cpus < 1 ? 1 : cpus > 100000 ? SL_GROUP_NO_LIMIT : (uint64_t)cpus;
}

/* In "FOLDER/cpu.max", "QUOTA PERIOD", of version 2. */
static uint64_t quota_v2(const char *folder)
{
	char value[64];
	long long quota, period;
	return sl_group_read(folder, "cpu.max", value, sizeof(value)) && sscanf(value, "%lld %lld", &quota, &period) == 2 ? ratio(quota, period)
															   : SL_GROUP_NO_LIMIT;
}

/* In two files of version 1. */
static uint64_t quota_v1(const char *folder)
{
	char quota[64], period[64];
	if (!sl_group_read(folder, "cpu.cfs_quota_us", quota, sizeof(quota)) || !sl_group_read(folder, "cpu.cfs_period_us", period, sizeof(period)))
		return SL_GROUP_NO_LIMIT;
	return ratio(atoll(quota), atoll(period));
}

uint32_t sl_usable_cpus(void)
{
	static const char *const roots[] = { "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", NULL };
	static const sl_group_limit quota = { "cpu", roots, quota_v2, quota_v1 };
	uint64_t limit = sl_group_least(&quota);
	uint32_t cpus = affinity();
	return limit < cpus ? (uint32_t)limit : cpus;
}
