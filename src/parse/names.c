/* SPDX-License-Identifier: Apache-2.0
 * names.c - names of parts, found exactly or as a misspelling.
 */
#include "parse/names.h"

#include "base/distance.h"
#include "base/fold.h"
#include "base/utf8.h"

#include <string.h>

sl_str sl_folder_fold(sl_folder *folder, sl_str text)
{
	const sl_str none = { folder->ascii, 0 };
	if (text.size == 0 || text.size > SL_NAME_MAX_BYTES)
		return none;
	if (sl_fold_simple(text, folder->ascii))
		return (sl_str){ folder->ascii, text.size };
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

const sl_name *sl_name_as_written(const sl_name *names, uint32_t count, sl_str text)
{
	for (uint32_t i = 0; i < count && !names[i].placeholder; i++) {
		if (sl_str_equal(names[i].text, text))
			return text.size <= SL_NAME_MAX_BYTES ? &names[i] : NULL;
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

/* From the fixed part of "Related on {site}": to as many words as it has, or one less or more, for a space may be what is wrong. *spaces_in: how many there
   are in what is nearest. */
static uint32_t distance_to_prefix(const sl_name *name, sl_str folded, size_t *spaces_in)
{
	sl_str want = sl_str_trim(name->folded);
	uint32_t limit = sl_near_limit(sl_utf8_count(want)), nearest = UINT32_MAX;
	size_t spaces = count_spaces(want);
	for (size_t n = spaces > 0 ? spaces - 1 : 0; n <= spaces + 1; n++) {
		sl_str have = leading_words(folded, n);
		if (have.size >= folded.size) /* nothing stands for the placeholder */
			break;
		uint32_t distance = sl_distance(have, want, limit);
		if (distance < nearest) {
			nearest = distance;
			*spaces_in = n;
		}
	}
	return nearest;
}

static uint32_t distance_to(const sl_name *name, sl_str folded)
{
	size_t spaces;
	if (name->placeholder)
		return distance_to_prefix(name, folded, &spaces);
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

/* ---- as written ---- */

/* What is behind so many words of the text, and one more. */
static sl_str behind_spaces(sl_str text, size_t spaces)
{
	size_t at = 0;
	bool space = false;
	for (size_t next = 0; next < text.size; at = next) {
		bool before = space;
		space = sl_is_space(sl_utf8_next(text, &next));
		if (space && !before && spaces-- == 0)
			break;
	}
	return sl_str_trim((sl_str){ text.data + at, text.size - at });
}

sl_str sl_name_mended(sl_arena *arena, const sl_name *name, sl_str folded, sl_str text)
{
	const sl_str nothing = { NULL, 0 };
	size_t spaces = 0;
	if (!name->placeholder)
		return name->text;
	size_t head = (size_t)((const char *)memchr(name->text.data, '{', (size_t)name->text.size) - name->text.data);
	if (name->tail.size || distance_to_prefix(name, folded, &spaces) == UINT32_MAX)
		return nothing;
	sl_str rest = behind_spaces(text, spaces);
	char *written = rest.size ? sl_arena_alloc(arena, head + (size_t)rest.size) : NULL;
	if (!written)
		return nothing;
	memcpy(written, name->text.data, head);
	memcpy(written + head, rest.data, (size_t)rest.size);
	return (sl_str){ written, head + rest.size };
}

static size_t skip_space(sl_str text, size_t at)
{
	for (size_t next = at; at < text.size; at = next) {
		if (!sl_is_space(sl_utf8_next(text, &next)))
			break;
	}
	return at;
}

static sl_str one_character(sl_str text, size_t at)
{
	size_t end = at;
	sl_utf8_next(text, &end);
	return sl_str_slice(text.data, (sl_span){ (uint32_t)at, (uint32_t)end });
}

/* The first place where two texts that fold to the same differ is a letter in another case. White space, and letters that are composed otherwise, are not
   what this is about. */
static bool has_other_capitals(sl_str a, sl_str b, bool *failed)
{
	size_t i = 0, k = 0;
	if (sl_str_equal(a, b))
		return false;
	while (i < a.size && k < b.size) {
		size_t behind_i = skip_space(a, i), behind_k = skip_space(b, k);
		if (behind_i > i && behind_k > k) {
			i = behind_i;
			k = behind_k;
			continue;
		}
		sl_str x = one_character(a, i), y = one_character(b, k);
		if (!sl_str_equal(x, y))
			return sl_fold_equal(x, y, failed);
		i += (size_t)x.size;
		k += (size_t)y.size;
	}
	return false;
}

static bool is_boundary(sl_str text, size_t at)
{
	return at == text.size || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

/* "Related on {site}": what stands before and behind the placeholder, where the text has both in as many bytes. */
static bool write_around(sl_arena *arena, sl_str name, sl_str text, bool *failed, sl_str *out)
{
	size_t open = (size_t)((const char *)memchr(name.data, '{', (size_t)name.size) - name.data);
	size_t close = (size_t)((const char *)memchr(name.data, '}', (size_t)name.size) - name.data) + 1, tail_size = (size_t)name.size - close;
	if (text.size <= open + tail_size || !is_boundary(text, open) || !is_boundary(text, (size_t)text.size - tail_size))
		return true;
	sl_str head = { name.data, open }, tail = { name.data + close, tail_size };
	sl_str have_head = { text.data, open }, have_tail = { text.data + text.size - tail_size, tail_size };
	if (!sl_fold_equal(have_head, head, failed) || !sl_fold_equal(have_tail, tail, failed) ||
	    (!has_other_capitals(have_head, head, failed) && !has_other_capitals(have_tail, tail, failed)))
		return true;
	char *written = sl_arena_alloc(arena, (size_t)text.size);
	if (!written)
		return false;
	memcpy(written, text.data, (size_t)text.size);
	memcpy(written, head.data, open);
	memcpy(written + text.size - tail_size, tail.data, tail_size);
	*out = (sl_str){ written, text.size };
	return true;
}

bool sl_name_written(sl_arena *arena, const sl_name *name, sl_str text, sl_str *out)
{
	bool failed = false;
	*out = (sl_str){ NULL, 0 };
	if (name->placeholder)
		return write_around(arena, name->text, text, &failed, out) && !failed;
	if (!sl_str_equal(name->text, text) && has_other_capitals(text, name->text, &failed))
		*out = name->text;
	return !failed;
}
