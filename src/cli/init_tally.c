/* SPDX-License-Identifier: Apache-2.0
 * init_tally.c - counting texts.
 */
#include "cli/init_tally.h"

#include <stdlib.h>

void sl_tally_init(sl_tally *tally, sl_arena *arena)
{
	*tally = (sl_tally){ .arena = arena };
	sl_buffer_init(&tally->key);
}

void sl_tally_finish(sl_tally *tally)
{
	HASH_CLEAR(hh, tally->table);
	sl_buffer_finish(&tally->key);
}

static sl_tally_entry *add(sl_tally *tally, sl_str key, uint32_t kind)
{
	sl_tally_entry *entry = sl_arena_calloc(tally->arena, 1, sizeof(*entry));
	sl_str kept = sl_arena_copy(tally->arena, key);
	if (!entry || !kept.data)
		return NULL;
	entry->number = HASH_COUNT(tally->table);
	entry->kind = kind;
	entry->folded = (sl_str){ kept.data, kept.size - 1 };
	HASH_ADD_KEYPTR(hh, tally->table, kept.data, (unsigned)kept.size, entry);
	return entry->hh.tbl ? entry : NULL;
}

/* False when memory is short. */
static bool count_spelling(sl_tally *tally, sl_tally_entry *entry, sl_str text)
{
	uint32_t at = 0;
	while (at < SL_TALLY_SPELLINGS && entry->uses[at] && !sl_str_equal(entry->spellings[at], text))
		at++;
	if (at == SL_TALLY_SPELLINGS)
		return true;
	if (!entry->uses[at])
		entry->spellings[at] = sl_arena_copy(tally->arena, text);
	entry->uses[at]++;
	return entry->spellings[at].data != NULL;
}

sl_tally_entry *sl_tally_count(sl_tally *tally, sl_str text, uint32_t kind)
{
	sl_tally_entry *entry = NULL;
	if (!sl_fold(text, &tally->key))
		return NULL;
	sl_buffer_append_char(&tally->key, (char)kind);
	if (tally->key.failed)
		return NULL;
	sl_str key = sl_buffer_str(&tally->key);
	HASH_FIND(hh, tally->table, key.data, (unsigned)key.size, entry);
	if (!entry)
		entry = add(tally, key, kind);
	if (!entry || !count_spelling(tally, entry, text))
		return NULL;
	entry->count++;
	return entry;
}

sl_str sl_tally_name(const sl_tally_entry *entry)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < SL_TALLY_SPELLINGS; i++) {
		if (entry->uses[i] > entry->uses[best])
			best = i;
	}
	return entry->spellings[best];
}

static int compare(const void *a, const void *b)
{
	const sl_tally_entry *left = *(sl_tally_entry *const *)a, *right = *(sl_tally_entry *const *)b;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	int order = sl_str_compare(left->folded, right->folded);
	return order ? order : (left->kind > right->kind) - (left->kind < right->kind);
}

sl_tally_entry **sl_tally_sorted(const sl_tally *tally, uint32_t *count)
{
	sl_tally_entry **all = sl_arena_calloc(tally->arena, HASH_COUNT(tally->table) + (size_t)1, sizeof(sl_tally_entry *));
	*count = 0;
	if (!all)
		return NULL;
	for (sl_tally_entry *entry = tally->table; entry; entry = entry->hh.next)
		all[(*count)++] = entry;
	qsort(all, *count, sizeof(sl_tally_entry *), compare);
	return all;
}
