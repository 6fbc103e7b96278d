/* SPDX-License-Identifier: Apache-2.0
 * yaml_cursor.c - positions in a YAML text.
 */
#include "config/yaml_cursor.h"

#include "base/find.h"
#include "base/utf8.h"

#define BLANK " \t\r\n"

/* Over ASCII, where characters are bytes, and the next line ends are searched for. */
static void advance_ascii(sl_cursor *cursor, sl_str bytes, size_t end)
{
	size_t at = cursor->at, before = cursor->at - cursor->index;
	while (at < end && (at = sl_find_line_end(bytes.data, at, end)) < end) {
		char c = bytes.data[at++];
		if (c == '\r' && at < bytes.size && bytes.data[at] == '\n')
			continue;
		cursor->line++;
		cursor->line_index = at - before;
	}
	cursor->at = end;
	cursor->index = end - before;
}

void sl_cursor_advance(sl_cursor *cursor, sl_str bytes, size_t index)
{
	size_t size = (size_t)bytes.size, most = index > cursor->index ? index - cursor->index : 0;
	if (most <= size - cursor->at && sl_is_ascii((sl_str){ bytes.data + cursor->at, most })) {
		advance_ascii(cursor, bytes, cursor->at + most);
		return;
	}
	while (cursor->index < index && cursor->at < size) {
		char first = bytes.data[cursor->at++];
		cursor->index++;
		if (first == '\n' || (first == '\r' && !(cursor->at < size && bytes.data[cursor->at] == '\n'))) {
			cursor->line++;
			cursor->line_index = cursor->index;
		}
		if ((unsigned char)first >= 0xC0) {
			while (cursor->at < size && ((unsigned char)bytes.data[cursor->at] & 0xC0) == 0x80)
				cursor->at++;
		}
	}
}

void sl_cursor_advance_bytes(sl_cursor *cursor, sl_str bytes, size_t at)
{
	while (cursor->at < at && cursor->at < bytes.size)
		sl_cursor_advance(cursor, bytes, cursor->index + 1);
}

uint32_t sl_cursor_column(const sl_cursor *cursor)
{
	return (uint32_t)(cursor->index - cursor->line_index) + 1;
}

void sl_cursor_skip_properties(sl_cursor *cursor, sl_str bytes, size_t limit)
{
	while (cursor->at < limit) {
		size_t at = cursor->at;
		char first = bytes.data[at];
		const char *stop = NULL;
		if (first == '!' && at + 1 < limit && bytes.data[at + 1] == '<')
			stop = ">";
		else if (first == '&' || first == '!')
			stop = BLANK;
		else if (first == '#')
			stop = "\r\n";
		else if (!strchr(BLANK, first))
			return;
		while (stop && at < limit && !strchr(stop, bytes.data[at]))
			at++;
		if (!stop || (*stop == '>' && at < limit))
			at++;
		sl_cursor_advance_bytes(cursor, bytes, at);
	}
}

size_t sl_yaml_block_end(sl_str bytes, size_t start, size_t end)
{
	size_t last = end;
	while (last > start && strchr(BLANK, bytes.data[last - 1]))
		last--;
	while (last < end && bytes.data[last] != '\n' && bytes.data[last] != '\r')
		last++;
	if (last + 1 < end && bytes.data[last] == '\r' && bytes.data[last + 1] == '\n')
		last++;
	return last < end ? last + 1 : last;
}
