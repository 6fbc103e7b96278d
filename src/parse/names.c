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

static size_t count_spaces(sl_str text)
{
	size_t spaces = 0;
	for (size_t i = 0; i < text.size; i++)
		spaces += text.data[i] == ' ';
	return spaces;
}

/* The first words of `text`, with that many spaces between them. */
static sl_str leading_words(sl_str text, size_t spaces)
{
	size_t at = 0;
	for (; at < text.size; at++) {
		if (text.data[at] == ' ' && spaces-- == 0)
			break;
	}
	return (sl_str){ text.data, at };
}

/* From the fixed part of "Related on {site}": to as many words as it has, or one less or more, for a space may be what is wrong. */
static uint32_t distance_to_prefix(const sl_name *name, sl_str folded)
{
	sl_str want = sl_str_trim(name->folded);
	uint32_t limit = sl_near_limit(sl_utf8_count(want)), nearest = UINT32_MAX;
	size_t spaces = count_spaces(want);
	for (size_t n = spaces > 0 ? spaces - 1 : 0; n <= spaces + 1; n++) {
		sl_str have = leading_words(folded, n);
		if (have.size >= folded.size) /* nothing stands for the placeholder */
			break;
		uint32_t distance = sl_distance(have, want, limit);
		if (distance < nearest)
			nearest = distance;
	}
	return nearest;
}

static uint32_t distance_to(const sl_name *name, sl_str folded)
{
	if (name->placeholder)
		return distance_to_prefix(name, folded);
	return sl_distance(folded, name->folded, sl_near_limit(sl_utf8_count(name->folded)));
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
