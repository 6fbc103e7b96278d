/* SPDX-License-Identifier: Apache-2.0
 * init_yaml.c - plain and quoted scalars.
 */
#include "cli/init_yaml.h"

#include "base/utf8.h"

#include <strings.h>

#define COMMENT_CHARACTERS 80

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters, digits, and what means nothing to YAML between them. */
static bool is_plain(sl_str text)
{
	static const char *const words[] = { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };
	if (text.size == 0 || !is_letter(text.data[0]) || text.data[text.size - 1] == ' ')
		return false;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		if (!is_letter(c) && !(c >= '0' && c <= '9') && !strchr(" -_./()+&", c))
			return false;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (text.size == strlen(words[i]) && strncasecmp(text.data, words[i], (size_t)text.size) == 0)
			return false;
	}
	return true;
}

/* What would not be seen, or would end the line for some reader. */
static bool wants_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) ||
	    (c >= 0x2066 && c <= 0x2069) || c == 0xFFFE || c == 0xFFFF;
}

void sl_yaml_put_quoted(sl_buffer *out, sl_str text)
{
	sl_buffer_append_char(out, '"');
	for (size_t at = 0; at < text.size;) {
		uint32_t c = sl_utf8_next(text, &at);
		if (wants_escape(c)) {
			sl_buffer_printf(out, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c);
			continue;
		}
		if (c == '"' || c == '\\')
			sl_buffer_append_char(out, '\\');
		sl_buffer_append_codepoint(out, c);
	}
	sl_buffer_append_char(out, '"');
}

void sl_yaml_put(sl_buffer *out, sl_str text)
{
	if (is_plain(text))
		sl_buffer_append(out, text);
	else
		sl_yaml_put_quoted(out, text);
}

void sl_yaml_put_single(sl_buffer *out, sl_str text)
{
	sl_buffer_append_char(out, '\'');
	for (size_t at = 0; at < text.size;) {
		uint32_t c = sl_utf8_next(text, &at);
		if (c == '\'')
			sl_buffer_append_char(out, '\'');
		sl_buffer_append_codepoint(out, wants_escape(c) ? ' ' : c);
	}
	sl_buffer_append_char(out, '\'');
}

void sl_yaml_put_comment(sl_buffer *out, sl_str text)
{
	sl_append_visible(out, text, COMMENT_CHARACTERS);
}
