/* SPDX-License-Identifier: Apache-2.0
 * groups.c - the control groups of this process, and those around them.
 */
#include "engine/groups.h"

#include <stdio.h>
#include <string.h>

#define PATH_SIZE 4500

bool sl_group_read(const char *folder, const char *name, char *line, int size)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "re");
	bool good = file && fgets(line, size, file);
	if (file)
		fclose(file);
	return good;
}

static uint64_t least_of(uint64_t one, uint64_t other)
{
	return one < other ? one : other;
}

/* In a container the group's own folder may be the root of what is there, whatever its name outside. */
static uint64_t least_around(const char *root, const char *group, uint64_t (*limit_in)(const char *folder))
{
	char folder[4400];
	uint64_t least = SL_GROUP_NO_LIMIT;
	size_t size = strlen(root);
	snprintf(folder, sizeof(folder), "%s%s", root, group);
	for (char *end = folder + strlen(folder); end && end >= folder + size; end = strrchr(folder, '/')) {
		*end = '\0';
		least = least_of(least, limit_in(folder));
	}
	return least;
}

/* A line is "NUMBER:CONTROLLERS:GROUP"; without controllers it is of version 2. */
static uint64_t least_of_line(const sl_group_limit *limit, char *line)
{
	char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
	uint64_t least = SL_GROUP_NO_LIMIT;
	if (!group)
		return least;
	*group++ = '\0';
	group[strcspn(group, "\n")] = '\0';
	controllers++;
	if (!*controllers)
		return least_of(least_around("/sys/fs/cgroup", group, limit->v2), least_around("/sys/fs/cgroup/unified", group, limit->v2));
	for (char *name = strtok(controllers, ","); name; name = strtok(NULL, ",")) {
		for (size_t i = 0; strcmp(name, limit->controller) == 0 && limit->roots[i]; i++)
			least = least_of(least, least_around(limit->roots[i], group, limit->v1));
	}
	return least;
}

uint64_t sl_group_least(const sl_group_limit *limit)
{
	char line[4096];
	FILE *file = fopen("/proc/self/cgroup", "re");
	uint64_t least = SL_GROUP_NO_LIMIT;
	while (file && fgets(line, sizeof(line), file))
		least = least_of(least, least_of_line(limit, line));
	if (file)
		fclose(file);
	return least;
}
