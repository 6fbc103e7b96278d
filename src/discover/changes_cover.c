/* SPDX-License-Identifier: Apache-2.0
 * changes_cover.c - the fewest paths that name the files whose patch is wanted, and no other file that has one: git compares each path with all it has
 * in its index, so that a thousand files named one by one in a repository of a million cost more than all else.
 */
#include "discover/changes_parts.h"

#include <stdlib.h>

/* A path that has a patch. */
typedef struct patched {
	sl_str path;
	bool wanted;
} patched;

typedef struct cover {
	sl_arena *arena;
	patched *items; /* folder by folder */
	uint32_t count;
	uint32_t *unwanted; /* how many there are in front of each of them, and of the end */
	const char **paths;
	uint32_t path_count;
} cover;

/* What is in a folder comes one behind the other: "a", "a/b", "a-b". */
static int compare_patched(const void *a, const void *b)
{
	const sl_str left = ((const patched *)a)->path, right = ((const patched *)b)->path;
	size_t at = 0;
	while (at < left.size && at < right.size && left.data[at] == right.data[at])
		at++;
	if (at == left.size || at == right.size)
		return (left.size > right.size) - (left.size < right.size);
	unsigned char one = left.data[at] == '/' ? 0 : (unsigned char)left.data[at], other = right.data[at] == '/' ? 0 : (unsigned char)right.data[at];
	return (one > other) - (one < other);
}

static bool add(cover *c, sl_str path, bool wanted)
{
	if (path.size)
		c->items[c->count++] = (patched){ path, wanted };
	return wanted;
}

/* False when memory is short. *any: something is wanted. */
static bool gather(cover *c, const sl_changes *changes, bool *any)
{
	size_t most = (size_t)changes->count * 2 + changes->other_count + 1;
	c->items = sl_arena_calloc(c->arena, most, sizeof(*c->items));
	c->unwanted = sl_arena_calloc(c->arena, most, sizeof(*c->unwanted));
	c->paths = sl_arena_calloc(c->arena, most, sizeof(*c->paths));
	*any = false;
	if (!c->items || !c->unwanted || !c->paths)
		return false;
	for (uint32_t i = 0; i < changes->count; i++) {
		const sl_change *change = &changes->items[i];
		if (change->whole)
			continue;
		*any = add(c, change->path, change->wanted) || *any;
		add(c, change->old, change->wanted);
	}
	for (uint32_t i = 0; i < changes->other_count; i++)
		add(c, changes->others[i], false);
	if (c->count > 1)
		qsort(c->items, c->count, sizeof(*c->items), compare_patched);
	for (uint32_t i = 0; i < c->count; i++)
		c->unwanted[i + 1] = c->unwanted[i] + !c->items[i].wanted;
	return true;
}

/* Where the name that begins at `from` ends: at a '/', or with the path. */
static size_t name_end(sl_str path, size_t from)
{
	while (from < path.size && path.data[from] != '/')
		from++;
	return from;
}

static bool is_parent(sl_str path, size_t from, size_t end)
{
	return end - from == 2 && path.data[from] == '.' && path.data[from + 1] == '.';
}

/* Those from `first` up to `last`, which are alike up to `from`, where a name begins. False when memory is short. */
static bool name(cover *c, uint32_t first, uint32_t last, size_t from)
{
	for (uint32_t next; first < last; first = next) {
		sl_str path = c->items[first].path;
		size_t end = name_end(path, from);
		bool wanted = false;
		for (next = first; next < last; next++) {
			sl_str other = c->items[next].path;
			if (name_end(other, from) != end || memcmp(other.data + from, path.data + from, end - from) != 0)
				break;
			wanted = wanted || c->items[next].wanted;
		}
		bool folder = c->items[next - 1].path.size > end, alone = next - first == 1;
		if (!wanted)
			continue;
		/* A file, or a folder of which all is wanted; what is above the current folder has that in it, too. */
		if (!folder || alone || (c->unwanted[next] == c->unwanted[first] && !is_parent(path, from, end))) {
			sl_str named = sl_arena_copy(c->arena, alone ? path : (sl_str){ path.data, end });
			c->paths[c->path_count++] = named.data;
			if (!named.data)
				return false;
		} else {
			/* One that was a file and is a folder now has nothing behind its name. */
			uint32_t inside = first;
			while (inside < next && c->items[inside].path.size == end)
				inside++;
			if (inside - first > c->unwanted[inside] - c->unwanted[first])
				c->paths[c->path_count++] = path.data;
			if (!name(c, inside, next, end + 1))
				return false;
		}
	}
	return true;
}

bool sl_changes_cover(sl_changes *changes, const char ***paths, uint32_t *count, bool *any)
{
	cover c = { .arena = &changes->arena };
	*paths = NULL;
	*count = 0;
	if (!gather(&c, changes, any) || (c.unwanted[c.count] && !name(&c, 0, c.count, 0))) {
		sl_no_memory(changes->git.troubles);
		return false;
	}
	*paths = c.paths;
	*count = c.path_count;
	return true;
}
