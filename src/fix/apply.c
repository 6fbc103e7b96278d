/* SPDX-License-Identifier: Apache-2.0
 * apply.c - chooses fixes that do not stand in each other's way, and writes the text anew.
 */
#include "fix/apply.h"

#include <stdlib.h>

/* Edits that were taken, ascending by place. */
typedef struct taken {
	sumlint_edit *edits;
	uint32_t count;
	uint32_t capacity;
} taken;

const sumlint_fix *sl_fix_wanted(const sl_diagnostic *diagnostic, bool unsafe)
{
	for (uint32_t i = 0; i < diagnostic->fix_count && !diagnostic->suppressed && !diagnostic->known; i++) {
		if (diagnostic->fixes[i].edit_count && (unsafe || diagnostic->fixes[i].safety == SUMLINT_FIX_SAFE))
			return &diagnostic->fixes[i];
	}
	return NULL;
}

/* Index of the first taken edit that ends at or behind `at`. */
static uint32_t first_behind(const taken *list, uint32_t at)
{
	uint32_t low = 0, high = list->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (list->edits[middle].span.end < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Replacements may stand side by side; where one of two is an insertion, which comes first is not ours to say. */
static bool in_the_way(sl_span a, sl_span b)
{
	bool insertion = a.start == a.end || b.start == b.end;
	if (insertion)
		return a.start <= b.end && b.start <= a.end;
	return a.start < b.end && b.start < a.end;
}

static bool fits(const taken *list, const sumlint_fix *fix)
{
	for (uint32_t i = 0; i < fix->edit_count; i++) {
		sl_span span = fix->edits[i].span;
		for (uint32_t at = first_behind(list, span.start); at < list->count && list->edits[at].span.start <= span.end; at++) {
			if (in_the_way(list->edits[at].span, span))
				return false;
		}
	}
	return true;
}

static bool take(sl_arena *arena, taken *list, const sumlint_fix *fix)
{
	for (uint32_t i = 0; i < fix->edit_count; i++) {
		if (!sl_arena_grow(arena, (void **)&list->edits, list->count, &list->capacity, sizeof(*list->edits)))
			return false;
		uint32_t at = list->count++;
		for (; at > 0 && list->edits[at - 1].span.start > fix->edits[i].span.start; at--)
			list->edits[at] = list->edits[at - 1];
		list->edits[at] = fix->edits[i];
	}
	return true;
}

static bool write(sl_str text, const taken *list, sl_buffer *into)
{
	uint32_t at = 0;
	sl_buffer_reserve(into, (size_t)text.size + 256);
	for (uint32_t i = 0; i < list->count; i++) {
		const sumlint_edit *edit = &list->edits[i];
		sl_buffer_append(into, sl_str_slice(text.data, (sl_span){ at, edit->span.start }));
		sl_buffer_append(into, edit->text);
		at = edit->span.end;
	}
	sl_buffer_append(into, sl_str_slice(text.data, (sl_span){ at, (uint32_t)text.size }));
	return !into->failed;
}

bool sl_fix_apply(sl_arena *arena, sl_str text, const sl_checked *checked, const sl_fix_choice *choice, sl_buffer *into, uint32_t *applied)
{
	taken list = { 0 };
	*applied = 0;
	sl_buffer_clear(into);
	for (uint32_t i = 0; i < checked->count; i++) {
		const sumlint_fix *fix = sl_fix_wanted(&checked->diagnostics[i], choice->unsafe);
		if (!fix || (choice->only != SUMLINT_NONE && choice->only != i) || !fits(&list, fix))
			continue;
		if (!take(arena, &list, fix))
			return false;
		(*applied)++;
	}
	return *applied == 0 || write(text, &list, into);
}
