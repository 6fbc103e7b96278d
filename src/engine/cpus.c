/* SPDX-License-Identifier: Apache-2.0
 * cpus.c - how many workers are of use.
 */
#include "engine/engine.h"

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

static bool read_line(const char *path, char *line, int size)
{
	FILE *file = fopen(path, "re");
	bool good = file && fgets(line, size, file);
	if (file)
		fclose(file);
	return good;
}

/* CPUs by quota and period; UINT32_MAX where there is no limit. Part of a CPU counts as one. */
static uint32_t ratio(long long quota, long long period)
{
	if (quota <= 0 || period <= 0)
		return UINT32_MAX;
	long long cpus = (quota + period - 1) / period;
	return cpus < 1 ? 1 : cpus > 100000 ? UINT32_MAX : (uint32_t)cpus;
}

/* The quota of the own group and of those around it: the smallest counts. */
static uint32_t quota_v2(void)
{
	char line[4096], path[5000];
	FILE *file = fopen("/proc/self/cgroup", "re");
	uint32_t least = UINT32_MAX;
	if (!file)
		return least;
	while (fgets(line, sizeof(line), file)) {
		if (strncmp(line, "0::", 3) != 0)
			continue;
		char *group = line + 3;
		group[strcspn(group, "\n")] = '\0';
		for (char *end = group + strlen(group); end; end = strrchr(group, '/')) {
			char value[64];
			long long quota, period;
			*end = '\0';
			snprintf(path, sizeof(path), "/sys/fs/cgroup%s/cpu.max", group);
			if (read_line(path, value, sizeof(value)) && sscanf(value, "%lld %lld", &quota, &period) == 2) {
				uint32_t cpus = ratio(quota, period);
				least = cpus < least ? cpus : least;
			}
		}
	}
	fclose(file);
	return least;
}

static uint32_t quota_v1(void)
{
	char quota[64], period[64];
	if (!read_line("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", quota, sizeof(quota)) ||
	    !read_line("/sys/fs/cgroup/cpu/cpu.cfs_period_us", period, sizeof(period)))
		return UINT32_MAX;
	return ratio(atoll(quota), atoll(period));
}

uint32_t sl_usable_cpus(void)
{
	uint32_t cpus = affinity(), v2 = quota_v2(), v1 = quota_v1();
	cpus = v2 < cpus ? v2 : cpus;
	return v1 < cpus ? v1 : cpus;
}
