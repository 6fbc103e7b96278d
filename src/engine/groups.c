/* SPDX-License-Identifier: Apache-2.0
 * groups.c - the control groups of this process, and those around them.
 */
#include "engine/groups.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

#define PATH_SIZE 4500
/* A line for each hierarchy, of which there are some dozen at the most. */
#define GROUPS_SIZE 16384

bool sl_group_read(const char *folder, const char *name, char *text, size_t size)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return sl_read_text(path, text, size) > 0;
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

static bool is_named(const char *names, const char *name)
{
	for (size_t size; *names; names += size + (names[size] == ',')) {
		size = strcspn(names, ",");
		if (size == strlen(name) && memcmp(names, name, size) == 0)
			return true;
	}
	return false;
}

void sl_groups_find(char *lines, const char *controller, const char **v1, const char **v2)
{
	*v1 = *v2 = NULL;
	for (char *line = lines, *next; *line; line = next) {
		size_t size = strcspn(line, "\n");
		next = line + size + (line[size] == '\n');
		line[size] = '\0';
		char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
		if (!group)
			continue;
		*group++ = '\0';
		controllers++;
		if (!*controllers)
			*v2 = group;
		else if (is_named(controllers, controller))
			*v1 = group;
	}
}

/* A controller is in one hierarchy only: in that of version 2 where version 1 has none for it (cgroups(7)). */
uint64_t sl_group_least(const sl_group_limit *limit)
{
	char lines[GROUPS_SIZE];
	const char *v1, *v2;
	uint64_t least = SL_GROUP_NO_LIMIT;
	if (!sl_read_text("/proc/self/cgroup", lines, sizeof(lines)))
		return least;
	sl_groups_find(lines, limit->controller, &v1, &v2);
	for (size_t i = 0; v1 && limit->roots[i]; i++)
		least = least_of(least, least_around(limit->roots[i], v1, limit->v1));
	if (v2 && !v1)
		least = least_of(least_around("/sys/fs/cgroup", v2, limit->v2), least_around("/sys/fs/cgroup/unified", v2, limit->v2));
	return least;
}
