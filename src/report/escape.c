/* SPDX-License-Identifier: Apache-2.0
 * escape.c - any bytes as text that is safe to show.
 */
#include "report/escape.h"

#include "base/utf8.h"

uint32_t sl_decode(sl_str text, size_t *at)
{
	unsigned char first = (unsigned char)text.data[*at];
	if (first < 0x80) {
		++*at;
		return first;
	}
	size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
	sl_str one = { text.data + *at, size };
	if (first < 0xC2 || size > text.size - *at || sl_utf8_check(one) != size) {
		++*at;
		return SL_BAD_BYTE;
	}
	return sl_utf8_next(text, at);
}

bool sl_is_unprintable(uint32_t c)
{
	if (c < 0x300)
		return c < 0x20 || (c >= 0x7F && c < 0xA0);
	/* ALM, LRM, RLM; line and paragraph separator; embeddings and overrides; isolates (UAX #9, table 4). */
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Where the next character that cannot be shown as it is begins. */
static size_t plain_run(sl_str text, size_t at)
{
	while (at < text.size && (unsigned char)text.data[at] >= 0x20 && (unsigned char)text.data[at] < 0x7F)
		at++;
	return at;
}

void sl_append_escaped(sl_buffer *into, sl_str text)
{
	for (size_t at = 0; at < text.size;) {
		size_t run = plain_run(text, at);
		if (run > at) {
			sl_buffer_append(into, (sl_str){ text.data + at, run - at });
			at = run;
			continue;
		}
		size_t start = at;
		uint32_t c = sl_decode(text, &at);
		if (c == '\n')
			sl_buffer_append(into, SL_LIT("\\n"));
		else if (c == '\t')
			sl_buffer_append(into, SL_LIT("\\t"));
		else if (c == SL_BAD_BYTE || c < 0x80)
			sl_buffer_printf(into, "\\x%02X", (unsigned)(unsigned char)text.data[start]);
		else if (sl_is_unprintable(c))
			sl_buffer_printf(into, "\\u{%04X}", (unsigned)c);
		else
			sl_buffer_append(into, (sl_str){ text.data + start, at - start });
	}
}

void sl_append_valid(sl_buffer *into, sl_str text)
{
	/* sl_utf8_check stops at NUL too, which is valid here. */
	for (size_t at = 0; at < text.size;) {
		sl_str rest = { text.data + at, text.size - at };
		size_t valid = sl_utf8_check(rest);
		sl_buffer_append(into, (sl_str){ rest.data, valid });
		at += valid;
		if (at < text.size) {
			if (text.data[at] == '\0')
				sl_buffer_append_char(into, '\0');
			else
				sl_buffer_append(into, SL_LIT("\xEF\xBF\xBD"));
			at++;
		}
	}
}
