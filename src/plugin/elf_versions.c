/* SPDX-License-Identifier: Apache-2.0
 * elf_versions.c - the versions that a shared object's symbols have or need (Linux Standard Base Core 5.0, chapter 10.7).
 */
#include "plugin/elf_file.h"

#include <stdlib.h>

#define DAMAGED "is damaged: the versions of its symbols make no sense"
#define INDEX_BITS 0x7fffu /* the bit above says hidden */
/* Every entry has an index of its own: more are entries seen twice, by lists that run into one another. */
#define MAX_ENTRIES INDEX_BITS

/* Names and the highest index seen so far. */
typedef struct versions {
	sl_elf *file;
	const sl_elf_dynamic *dynamic;
	uint32_t highest;
	uint32_t entries;
} versions;

static bool wrong(versions *seen)
{
	return sl_elf_wrong(seen->file, DAMAGED);
}

static bool take(versions *seen, uint64_t name, uint32_t index)
{
	index &= INDEX_BITS;
	seen->highest = index > seen->highest ? index : seen->highest;
	return (name < seen->dynamic->strings_size && ++seen->entries <= MAX_ENTRIES) || wrong(seen);
}

/* The dynamic linker stops the program where a version is asked of a library that is not loaded. */
static bool is_needed(const sl_elf_dynamic *dynamic, uint64_t name)
{
	if (name >= dynamic->strings_size)
		return false;
	for (uint64_t i = 0; i < dynamic->count; i++) {
		if (dynamic->entries[i].d_tag == DT_NEEDED && dynamic->entries[i].d_un.d_val < dynamic->strings_size &&
		    strcmp(dynamic->strings + dynamic->entries[i].d_un.d_val, dynamic->strings + name) == 0)
			return true;
	}
	return false;
}

/* Lists go forward only: each ends with the segment at the latest. */
static bool read_needs(versions *seen, uint64_t at)
{
	ElfW(Verneed) need;
	do {
		if (!sl_elf_read_at(seen->file, at, sizeof(need), &need, DAMAGED))
			return false;
		if (!is_needed(seen->dynamic, need.vn_file))
			return wrong(seen);
		ElfW(Vernaux) version;
		uint64_t version_at = at + need.vn_aux;
		do {
			if (!sl_elf_read_at(seen->file, version_at, sizeof(version), &version, DAMAGED) ||
			    !take(seen, version.vna_name, version.vna_other))
				return false;
			version_at += version.vna_next;
		} while (version.vna_next);
		at += need.vn_next;
	} while (need.vn_next);
	return true;
}

static bool read_definitions(versions *seen, uint64_t at)
{
	ElfW(Verdef) definition;
	do {
		ElfW(Verdaux) name;
		if (!sl_elf_read_at(seen->file, at, sizeof(definition), &definition, DAMAGED) ||
		    !sl_elf_read_at(seen->file, at + definition.vd_aux, sizeof(name), &name, DAMAGED) ||
		    !take(seen, name.vda_name, definition.vd_ndx))
			return false;
		at += definition.vd_next;
	} while (definition.vd_next);
	return true;
}

static bool check_indices(versions *seen, uint64_t at, uint64_t count)
{
	ElfW(Half) *indices = sl_elf_read_new_at(seen->file, at, count * sizeof(*indices), DAMAGED);
	if (!indices)
		return false;
	bool good = seen->highest > 0;
	for (uint64_t i = 0; i < count && good; i++)
		good = (indices[i] & INDEX_BITS) <= seen->highest;
	free(indices);
	return good || wrong(seen);
}

bool sl_elf_versions_check(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols)
{
	versions seen = { .file = file, .dynamic = dynamic };
	uint64_t needs, definitions, indices;
	bool needed = sl_elf_tag(dynamic, DT_VERNEED, &needs), defined = sl_elf_tag(dynamic, DT_VERDEF, &definitions);
	if ((needed && !read_needs(&seen, needs)) || (defined && !read_definitions(&seen, definitions)))
		return false;
	if (!sl_elf_tag(dynamic, DT_VERSYM, &indices))
		return (!needed && !defined) || wrong(&seen);
	return check_indices(&seen, indices, symbols->count);
}
