/* SPDX-License-Identifier: Apache-2.0
 * names.c - names of parts, found exactly or as a misspelling.
 */
#include "parse/names.h"

#include "base/distance.h"
#include "base/fold.h"
#include "base/utf8.h"

sl_str sl_folder_fold(sl_folder *folder, sl_str text)
{
	const sl_str none = { folder->ascii, 0 };
	if (text.size == 0 || text.size > SL_NAME_MAX_BYTES)
		return none;
	if (sl_is_ascii(text))
		return (sl_str){ folder->ascii, sl_fold_ascii(text, folder->ascii) };
	if (!sl_fold(text, &folder->other)) {
		folder->failed = true;
		return none;
	}
	return sl_buffer_str(&folder->other);
}

void sl_folder_finish(sl_folder *folder)
{
	sl_buffer_finish(&folder->other);
}

static bool matches(const sl_name *name, sl_str folded)
{
	if (!name->placeholder)
		return sl_str_equal(name->folded, folded);
	if (folded.size <= name->folded.size + name->tail.size)
		return false;
	return sl_str_starts(folded, name->folded) && sl_str_ends(folded, name->tail);
}

static bool is_ascii_word(char c)
{
	return (unsigned char)c < 0x80 && c > ' ';
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool sl_name_may_begin(const sl_name *names, uint32_t count, sl_str text)
{
	/* Two characters in front of a third one that does not combine with them are folded by themselves. */
	if (text.size < 3 || !is_ascii_word(text.data[0]) || !is_ascii_word(text.data[1]) || (unsigned char)text.data[2] >= 0x80)
		return true;
	char first = small(text.data[0]), second = small(text.data[1]);
	for (uint32_t i = 0; i < count; i++) {
		sl_str folded = names[i].folded;
		if (folded.size < 2 || (folded.data[0] == first && folded.data[1] == second))
			return true;
	}
	return false;
}

const sl_name *sl_name_find(const sl_name *names, uint32_t count, sl_str folded)
{
	if (folded.size == 0)
		return NULL;
	for (uint32_t i = 0; i < count; i++) {
		if (matches(&names[i], folded))
			return &names[i];
	}
	return NULL;
}

/* As many words of `text` as `prefix` has: what to compare with the fixed part of "Related on {site}". */
static sl_str leading_words(sl_str text, sl_str prefix)
{
	size_t spaces = 0, at = 0;
	sl_str trimmed = sl_str_trim(prefix);
	for (size_t i = 0; i < trimmed.size; i++)
		spaces += trimmed.data[i] == ' ';
	for (; at < text.size; at++) {
		if (text.data[at] == ' ' && spaces-- == 0)
			break;
	}
	return (sl_str){ text.data, at };
}

static uint32_t distance_to(const sl_name *name, sl_str folded)
{
	sl_str want = name->folded, have = folded;
	if (name->placeholder) {
		want = sl_str_trim(name->folded);
		have = leading_words(folded, name->folded);
		if (have.size >= folded.size) /* nothing stands for the placeholder */
			return UINT32_MAX;
	}
	return sl_distance(have, want, sl_near_limit(sl_utf8_count(want)));
}

const sl_name *sl_name_nearest(const sl_name *names, uint32_t count, sl_str folded, const bool *wanted, uint32_t *distance)
{
	const sl_name *nearest = NULL;
	*distance = UINT32_MAX;
	if (folded.size == 0)
		return NULL;
	for (uint32_t i = 0; i < count; i++) {
		if (wanted && names[i].slot != SUMLINT_NONE && !wanted[names[i].slot])
			continue;
		uint32_t d = distance_to(&names[i], folded);
		if (d < *distance) {
			*distance = d;
			nearest = &names[i];
		}
	}
	return nearest;
}
