/* SPDX-License-Identifier: Apache-2.0
 * room.c - the memory of workers where nobody said how much it may be.
 */
#include "engine/engine.h"

#include "engine/groups.h"

#include <stdlib.h>
#include <unistd.h>

#define USUAL_LIMIT ((uint64_t)2 << 30)
/* Of what there is, the part that all workers together may take: the rest is for the pool, and for others. */
#define SHARE_PARTS 4
#define SHARE_TAKEN 3
/* However small the machine, and however many the workers: no usual document needs as much. */
#define LEAST_SHARE ((uint64_t)256 << 20)

static uint64_t limit_in(const char *folder, const char *name)
{
	char value[64], *end;
	if (!sl_group_read(folder, name, value, sizeof(value)))
		return SL_GROUP_NO_LIMIT;
	uint64_t limit = strtoull(value, &end, 10);
	/* "max" */
	return end == value || limit == 0 ? SL_GROUP_NO_LIMIT : limit;
}

static uint64_t limit_v2(const char *folder)
{
	return limit_in(folder, "memory.max");
}

static uint64_t limit_v1(const char *folder)
{
	return limit_in(folder, "memory.limit_in_bytes");
}

static uint64_t usable_memory(void)
{
	static const char *const roots[] = { "/sys/fs/cgroup/memory", NULL };
	static const sl_group_limit memory = { "memory", roots, limit_v2, limit_v1 };
	long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	uint64_t all = pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : SL_GROUP_NO_LIMIT, group = sl_group_least(&memory);
	return group < all ? group : all;
}

void sl_engine_choose_memory(sl_engine_options *options, uint32_t workers)
{
	if (options->memory_limit != SL_MEMORY_USUAL)
		return;
	uint64_t share = usable_memory() / SHARE_PARTS * SHARE_TAKEN / (workers ? workers : 1);
	options->memory_limit = USUAL_LIMIT;
	options->memory_most = share > LEAST_SHARE ? share : LEAST_SHARE;
}
