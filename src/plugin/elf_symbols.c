/* SPDX-License-Identifier: Apache-2.0
 * elf_symbols.c - the dynamic symbols of a shared object. How many there are is said nowhere but in the hash tables.
 */
#include "plugin/elf_file.h"

#include <stdlib.h>

#define BAD_HASH "is damaged: the hash table of its symbols makes no sense"
#define BAD_SYMBOLS "is damaged: its symbols make no sense"

/* Links of a chain read at once. */
#define LINKS 256

/* ---- DT_GNU_HASH (https://sourceware.org/legacy-ml/binutils/2006-10/msg00377.html) ---- */

/* How many links there are to read at an address. */
static uint64_t links_at(const sl_elf *file, uint64_t address)
{
	const ElfW(Phdr) *segment = sl_elf_segment(file, address, sizeof(uint32_t), PF_R);
	if (!segment || address - segment->p_vaddr > segment->p_filesz)
		return 0;
	uint64_t left = (segment->p_filesz - (address - segment->p_vaddr)) / sizeof(uint32_t);
	return left < LINKS ? left : LINKS;
}

/* The chains lie end to end, each ending with an odd link: *count is the number of the symbol behind the end of `first`'s. */
static bool end_of_chain(sl_elf *file, uint64_t chains, uint32_t offset, uint32_t first, uint64_t *count)
{
	uint32_t links[LINKS];
	for (uint64_t at = first;;) {
		uint64_t address = chains + (at - offset) * sizeof(*links), here = links_at(file, address);
		if (here == 0 || !sl_elf_read_at(file, address, here * sizeof(*links), links, BAD_HASH))
			return sl_elf_wrong(file, BAD_HASH);
		for (uint64_t i = 0; i < here; i++, at++) {
			if (links[i] & 1) {
				*count = at + 1;
				return true;
			}
		}
	}
}

static bool read_buckets(sl_elf *file, uint64_t address, const uint32_t *head, uint32_t *highest)
{
	uint32_t *buckets = sl_elf_read_new_at(file, address, (uint64_t)head[0] * sizeof(*buckets), BAD_HASH);
	if (!buckets)
		return false;
	bool good = true;
	for (uint32_t i = 0; i < head[0]; i++) {
		good = good && (buckets[i] == 0 || buckets[i] >= head[1]);
		*highest = buckets[i] > *highest ? buckets[i] : *highest;
	}
	free(buckets);
	return good || sl_elf_wrong(file, BAD_HASH);
}

static bool count_by_gnu_hash(sl_elf *file, uint64_t table, uint64_t *count)
{
	uint32_t head[4]; /* buckets, first symbol, bloom words, shift */
	if (!sl_elf_read_at(file, table, sizeof(head), head, BAD_HASH))
		return false;
	if (head[0] == 0 || head[2] == 0 || (head[2] & (head[2] - 1)) != 0 || head[3] > 31)
		return sl_elf_wrong(file, BAD_HASH);
	uint64_t buckets = table + sizeof(head) + (uint64_t)head[2] * sizeof(ElfW(Addr));
	uint64_t chains = buckets + (uint64_t)head[0] * sizeof(uint32_t);
	uint32_t highest = 0;
	if (!sl_elf_segment(file, table, buckets - table, PF_R))
		return sl_elf_wrong(file, BAD_HASH);
	if (!read_buckets(file, buckets, head, &highest))
		return false;
	*count = head[1]; /* where nothing is exported */
	return highest == 0 || end_of_chain(file, chains, head[1], highest, count);
}

/* ---- DT_HASH ---- */

/* Every symbol is in one chain at most: more steps than symbols are a circle. */
static bool chains_end(const uint32_t *buckets, uint32_t bucket_count, const uint32_t *chains, uint32_t symbol_count)
{
	uint64_t steps = 0;
	for (uint32_t i = 0; i < bucket_count; i++) {
		for (uint32_t at = buckets[i]; at != STN_UNDEF; at = chains[at]) {
			if (at >= symbol_count || ++steps > symbol_count)
				return false;
		}
	}
	return true;
}

static bool count_by_hash(sl_elf *file, uint64_t table, uint64_t *count)
{
	uint32_t head[2]; /* buckets, and links of chains: one a symbol */
	if (!sl_elf_read_at(file, table, sizeof(head), head, BAD_HASH))
		return false;
	uint64_t words = (uint64_t)head[0] + head[1];
	if (head[0] == 0)
		return sl_elf_wrong(file, BAD_HASH);
	uint32_t *buckets = sl_elf_read_new_at(file, table + sizeof(head), words * sizeof(*buckets), BAD_HASH);
	if (!buckets)
		return false;
	bool good = chains_end(buckets, head[0], buckets + head[0], head[1]);
	free(buckets);
	*count = head[1];
	return good || sl_elf_wrong(file, BAD_HASH);
}

/* ---- the symbols ---- */

bool sl_elf_symbols_read(sl_elf *file, const sl_elf_dynamic *dynamic, sl_elf_symbols *out)
{
	uint64_t table, address;
	bool good;
	if (sl_elf_tag(dynamic, DT_GNU_HASH, &table))
		good = count_by_gnu_hash(file, table, &out->count);
	else if (sl_elf_tag(dynamic, DT_HASH, &table))
		good = count_by_hash(file, table, &out->count);
	else
		good = sl_elf_wrong(file, "is damaged: its symbols have no hash table");
	if (!good)
		return false;
	if (!sl_elf_tag(dynamic, DT_SYMTAB, &address))
		return sl_elf_wrong(file, BAD_SYMBOLS);
	out->items = sl_elf_read_new_at(file, address, out->count * sizeof(*out->items), BAD_SYMBOLS);
	return out->items != NULL;
}

bool sl_elf_symbols_check(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols)
{
	for (uint64_t i = 0; i < symbols->count; i++) {
		if (symbols->items[i].st_name >= dynamic->strings_size)
			return sl_elf_wrong(file, BAD_SYMBOLS);
	}
	return true;
}
