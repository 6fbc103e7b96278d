/* SPDX-License-Identifier: Apache-2.0
 * markdown_scan.c - what a line of Markdown begins with (CommonMark 0.31, section 4; tables as GitHub has them).
 */
#include "parse/markdown.h"

static uint32_t skip_blanks(const char *text, uint32_t at, uint32_t end)
{
	while (at < end && sl_is_blank(text[at]))
		at++;
	return at;
}

static uint32_t skip_run(const char *text, uint32_t at, uint32_t end)
{
	char c = text[at];
	while (at < end && text[at] == c)
		at++;
	return at;
}

uint8_t sl_scan_heading(const char *text, uint32_t at, uint32_t end, sl_span *content)
{
	uint32_t after = skip_run(text, at, end);
	uint32_t level = after - at;
	if (level > 6 || (after < end && !sl_is_blank(text[after])))
		return 0;
	content->start = skip_blanks(text, after, end);
	content->end = sl_trim_end(text, content->start, end);
	uint32_t close = content->end;
	while (close > content->start && text[close - 1] == '#')
		close--;
	/* Closing #s stand alone: behind a blank, or with nothing before them. */
	if (close == content->start || sl_is_blank(text[close - 1]))
		content->end = sl_trim_end(text, content->start, close);
	return (uint8_t)level;
}

uint8_t sl_scan_underline(const char *text, uint32_t at, uint32_t end)
{
	char c = text[at];
	if (skip_blanks(text, skip_run(text, at, end), end) != end)
		return 0;
	return c == '=' ? 1 : 2;
}

bool sl_scan_rule(const char *text, uint32_t at, uint32_t end, uint32_t *until)
{
	char c = text[at];
	uint32_t count = 0;
	for (; at < end; at++) {
		if (text[at] == c)
			count++;
		else if (!sl_is_blank(text[at]))
			break;
	}
	*until = at;
	return at == end && count >= 3;
}

uint32_t sl_scan_fence(const char *text, uint32_t at, uint32_t end)
{
	uint32_t after = skip_run(text, at, end);
	if (after - at < 3 || (text[at] == '`' && after < end && memchr(text + after, '`', end - after)))
		return 0;
	return after - at;
}

bool sl_scan_fence_end(const char *text, uint32_t at, uint32_t end, char fence, uint32_t size)
{
	if (text[at] != fence)
		return false;
	uint32_t after = skip_run(text, at, end);
	return after - at >= size && skip_blanks(text, after, end) == end;
}

uint32_t sl_scan_marker(const char *text, uint32_t at, uint32_t end, uint32_t *number)
{
	uint32_t after = at;
	*number = SUMLINT_NONE;
	if (text[at] >= '0' && text[at] <= '9') {
		*number = 0;
		for (; after < end && after - at < 9 && text[after] >= '0' && text[after] <= '9'; after++)
			*number = *number * 10 + (uint32_t)(text[after] - '0');
		if (after == end || (text[after] != '.' && text[after] != ')'))
			return 0;
	}
	after++;
	return after == end || sl_is_blank(text[after]) ? after - at : 0;
}

uint32_t sl_scan_delimiters(const char *text, uint32_t at, uint32_t end)
{
	uint32_t cells = 0;
	bool bar = text[at] == '|';
	end = sl_trim_end(text, at, end);
	for (at += bar; at < end;) {
		at = skip_blanks(text, at, end);
		if (at < end && text[at] == ':')
			at++;
		if (at == end || text[at] != '-')
			return 0;
		at = skip_run(text, at, end);
		if (at < end && text[at] == ':')
			at++;
		cells++;
		at = skip_blanks(text, at, end);
		if (at == end)
			break;
		if (text[at++] != '|')
			return 0;
		bar = true;
	}
	return bar || text[end - 1] == ':' ? cells : 0;
}

uint32_t sl_scan_cells(const char *text, uint32_t at, uint32_t end)
{
	uint32_t cells = 1;
	at += at < end && text[at] == '|';
	for (; at < end; at++) {
		if (text[at] == '\\')
			at++;
		else if (text[at] == '|' && at + 1 < end)
			cells++;
	}
	return cells;
}
