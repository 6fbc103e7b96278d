/* SPDX-License-Identifier: Apache-2.0
 * cpus.c - how many workers are of use.
 */
#include "engine/engine.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 4500

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

/* In "FOLDER/cpu.max", "QUOTA PERIOD", of version 2. */
static uint32_t quota_v2(const char *folder)
{
	char path[PATH_SIZE], value[64];
	long long quota, period;
	snprintf(path, sizeof(path), "%s/cpu.max", folder);
	return read_line(path, value, sizeof(value)) && sscanf(value, "%lld %lld", &quota, &period) == 2 ? ratio(quota, period) : UINT32_MAX;
}

/* In two files of version 1. */
static uint32_t quota_v1(const char *folder)
{
	char path[PATH_SIZE], quota[64], period[64];
	snprintf(path, sizeof(path), "%s/cpu.cfs_quota_us", folder);
	if (!read_line(path, quota, sizeof(quota)))
		return UINT32_MAX;
	snprintf(path, sizeof(path), "%s/cpu.cfs_period_us", folder);
	return read_line(path, period, sizeof(period)) ? ratio(atoll(quota), atoll(period)) : UINT32_MAX;
}

/* The quota of the own group and of those around it: the smallest counts. In a container the group's own folder may be the root of what is there, whatever
   its name outside. */
static uint32_t quota_of(const char *root, const char *group, uint32_t (*quota_in)(const char *folder))
{
	char folder[4400];
	uint32_t least = UINT32_MAX;
	size_t size = strlen(root);
	snprintf(folder, sizeof(folder), "%s%s", root, group);
	for (char *end = folder + strlen(folder); end && end >= folder + size; end = strrchr(folder, '/')) {
		*end = '\0';
		uint32_t cpus = quota_in(folder);
		least = cpus < least ? cpus : least;
	}
	return least;
}

static uint32_t least_of(uint32_t one, uint32_t other)
{
	return one < other ? one : other;
}

/* A line is "NUMBER:CONTROLLERS:GROUP"; without controllers it is of version 2. */
static uint32_t quota_of_line(char *line)
{
	char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
	if (!group)
		return UINT32_MAX;
	*group++ = '\0';
	group[strcspn(group, "\n")] = '\0';
	controllers++;
	if (!*controllers)
		return least_of(quota_of("/sys/fs/cgroup", group, quota_v2), quota_of("/sys/fs/cgroup/unified", group, quota_v2));
	for (char *name = strtok(controllers, ","); name; name = strtok(NULL, ",")) {
		if (strcmp(name, "cpu") == 0)
			return least_of(quota_of("/sys/fs/cgroup/cpu", group, quota_v1), quota_of("/sys/fs/cgroup/cpu,cpuacct", group, quota_v1));
	}
	return UINT32_MAX;
}

static uint32_t quota_of_groups(void)
{
	char line[4096];
	FILE *file = fopen("/proc/self/cgroup", "re");
	uint32_t least = UINT32_MAX;
	while (file && fgets(line, sizeof(line), file))
		least = least_of(least, quota_of_line(line));
	if (file)
		fclose(file);
	return least;
}

uint32_t sl_usable_cpus(void)
{
	return least_of(affinity(), quota_of_groups());
}
