/* SPDX-License-Identifier: Apache-2.0
 * groups.h - what the control groups of this process allow it (cgroup v2 and v1).
 */
#ifndef SL_ENGINE_GROUPS_H
#define SL_ENGINE_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_GROUP_NO_LIMIT UINT64_MAX

/* One thing that is limited. */
typedef struct sl_group_limit {
	const char *controller;   /* its name in version 1 */
	const char *const *roots; /* folders where version 1 of it may be mounted; NULL at the end */
	uint64_t (*v2)(const char *folder); /* the limit that stands in the folder of one group; SL_GROUP_NO_LIMIT: none */
	uint64_t (*v1)(const char *folder);
} sl_group_limit;

/* The smallest limit of the own group and of those around it. */
uint64_t sl_group_least(const sl_group_limit *limit);
/* Of what stands in /proc/PID/cgroup, which is cut into lines: the group of version 1 that has the controller, and that of version 2; NULL: none
   ("NUMBER:CONTROLLERS:GROUP" a line, without controllers where it is of version 2; cgroups(7)). */
void sl_groups_find(char *lines, const char *controller, const char **v1, const char **v2);
/* The beginning of a file in the folder of a group, as far as there is room, NUL-terminated; false where there is none. */
bool sl_group_read(const char *folder, const char *name, char *text, size_t size);

#endif
