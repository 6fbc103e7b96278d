/* SPDX-License-Identifier: Apache-2.0
 * xml.c - characters, references and replacements.
 */
#include "report/xml.h"

#include "report/escape.h"

/* The reference that stands for the character, or NULL. Readers turn white space in attributes into blanks, and CR LF everywhere into LF, unless it
   comes by reference. */
static const char *reference(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&apos;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	default:
		return NULL;
	}
}

static bool is_forbidden(uint32_t c)
{
	return c == SL_BAD_BYTE || c < 0x20 || c == 0xFFFE || c == 0xFFFF;
}

void sl_append_xml(sl_buffer *into, sl_str text)
{
	for (size_t at = 0; at < text.size;) {
		size_t start = at;
		uint32_t c = sl_decode(text, &at);
		const char *by = reference(c);
		if (by)
			sl_buffer_append(into, sl_str_of(by));
		else if (is_forbidden(c))
			sl_buffer_append_codepoint(into, 0xFFFD);
		else if (sl_is_unprintable(c))
			sl_buffer_printf(into, "&#%u;", (unsigned)c);
		else
			sl_buffer_append(into, (sl_str){ text.data + start, at - start });
	}
}

void sl_append_attribute(sl_buffer *into, const char *name, sl_str value)
{
	sl_buffer_printf(into, " %s=\"", name);
	sl_append_xml(into, value);
	sl_buffer_append_char(into, '"');
}
