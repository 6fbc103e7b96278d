/* SPDX-License-Identifier: Apache-2.0
 * front_matter.c - finds the fences and has the YAML between them read.
 */
#include "parse/front_matter.h"

#include "base/utf8.h"

#include <string.h>

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

static uint32_t line_end(sl_str text, uint32_t at)
{
	while (at < text.size && !ends_line(text.data[at]))
		at++;
	return at;
}

/* Behind the line end (LF, CRLF or CR) that is at `at`. */
static uint32_t after_line_end(sl_str text, uint32_t at)
{
	if (at + 1 < text.size && text.data[at] == '\r' && text.data[at + 1] == '\n')
		return at + 2;
	return at < text.size ? at + 1 : at;
}

/* A line of three bytes and perhaps white space. */
static bool is_fence(sl_str text, uint32_t start, uint32_t end, const char *fence)
{
	if (end - start < 3 || memcmp(text.data + start, fence, 3) != 0)
		return false;
	for (uint32_t i = start + 3; i < end; i++) {
		if (text.data[i] != ' ' && text.data[i] != '\t')
			return false;
	}
	return true;
}

/* The first line from `at` that closes front matter, or false. */
static bool find_close(sl_str text, uint32_t at, sl_span *close)
{
	while (at < text.size) {
		uint32_t end = line_end(text, at);
		if (is_fence(text, at, end, "---") || is_fence(text, at, end, "...")) {
			*close = (sl_span){ at, end };
			return true;
		}
		at = after_line_end(text, end);
	}
	return false;
}

/* `key:`, alone or with a value behind it. A sentence has no colon behind its first word, or words in front of it. */
static bool reads_as_key(sl_str text, uint32_t at)
{
	sl_str line = sl_str_slice(text.data, (sl_span){ at, line_end(text, at) });
	for (size_t next = 0, before = 0; next < line.size; before = next) {
		uint32_t c = sl_utf8_next(line, &next);
		if (c == ':')
			return before > 0 && (next == line.size || line.data[next] == ' ' || line.data[next] == '\t');
		if (!sl_is_word(c) && c != '-' && c != '_')
			return false;
	}
	return false;
}

/* ---- problems ---- */

static bool set_problem(sl_arena *arena, sl_front_matter *out, sl_span span, sl_str message)
{
	sl_front_matter_problem *problem = sl_arena_calloc(arena, 1, sizeof(*problem));
	if (!problem)
		return false;
	problem->span = span;
	problem->message = sl_arena_copy(arena, message);
	out->problem = problem;
	return problem->message.data != NULL;
}

/* From a place the YAML reader names, counted in lines and code points, to the end of what its line says. What it finds wrong at the very end is
   shown at the closing fence. */
static sl_span span_of(sl_str text, const sl_front_matter *front, uint32_t line, uint32_t column)
{
	uint32_t at = front->yaml.start;
	for (uint32_t i = 2; i < line && at < front->yaml.end; i++)
		at = after_line_end(text, line_end(text, at));
	uint32_t end = line_end(text, at);
	sl_str rest = sl_str_slice(text.data, (sl_span){ at, end });
	size_t into = 0;
	for (uint32_t i = 1; i < column && into < rest.size; i++)
		sl_utf8_next(rest, &into);
	sl_str said = sl_str_trim((sl_str){ rest.data + into, rest.size - into });
	if (said.size == 0)
		return (sl_span){ at + (uint32_t)into, at + (uint32_t)into };
	uint32_t start = (uint32_t)(said.data - text.data);
	return (sl_span){ start, start + (uint32_t)said.size };
}

/* ---- reading ---- */

static bool read_yaml(sl_arena *arena, sl_str path, sl_str text, sl_front_matter *out)
{
	sl_troubles troubles;
	bool good = true;
	sl_troubles_init(&troubles);
	sl_yaml *root = sl_yaml_read(arena, path, sl_str_slice(text.data, out->yaml), out->yaml.start, 2, &troubles);
	if (troubles.no_memory) {
		good = false;
	} else if (root && root->kind == SL_YAML_MAP) {
		out->map = root;
	} else if (root) {
		good = set_problem(arena, out, span_of(text, out, root->line, root->column),
		    SL_LIT("the front matter must be a mapping: lines of 'key: value'"));
	} else {
		const sl_trouble *first = troubles.items;
		good = first && set_problem(arena, out, span_of(text, out, first->line, first->column), first->message);
	}
	sl_troubles_finish(&troubles);
	return good;
}

/* ---- what is meant as front matter, and is not read as such ---- */

/* The first line with anything on it, a line `fence` here, is followed by another such line. */
static bool has_fences(sl_str text, uint32_t at, const char *fence, uint32_t *next)
{
	uint32_t end = line_end(text, at);
	if (!is_fence(text, at, end, fence))
		return false;
	*next = after_line_end(text, end);
	for (at = *next; at < text.size; at = after_line_end(text, end)) {
		end = line_end(text, at);
		if (is_fence(text, at, end, fence))
			return true;
	}
	return false;
}

static uint32_t behind_blank_lines(sl_str text, uint32_t at)
{
	uint32_t start = at;
	for (; at < text.size && (ends_line(text.data[at]) || text.data[at] == ' ' || text.data[at] == '\t'); at++) {
		if (ends_line(text.data[at]))
			start = at + 1;
	}
	return start;
}

/* Below blank lines, or in TOML as Hugo and Zola have it. */
static bool tell_missed(sl_arena *arena, sl_str text, uint32_t start, sl_front_matter *out)
{
	uint32_t at = behind_blank_lines(text, start), next;
	if (text.size < at + 3u)
		return true;
	const sl_span fence = { at, at + 3 };
	if (text.data[at] == '+' && has_fences(text, at, "+++", &next))
		return set_problem(arena, out, fence, SL_LIT("this front matter is TOML, which is not read: write it as YAML, between two lines '---'"));
	if (at > start && text.data[at] == '-' && has_fences(text, at, "---", &next) && reads_as_key(text, next))
		return set_problem(arena, out, fence,
		    SL_LIT("this is not read as front matter, which begins on the first line: remove the blank lines above it"));
	return true;
}

bool sl_front_matter_read(sl_arena *arena, sl_str path, sl_str text, sl_front_matter *out)
{
	*out = (sl_front_matter){ 0 };
	uint32_t start = sl_str_starts(text, SL_LIT("\xEF\xBB\xBF")) ? 3 : 0;
	if (text.size < start + 3u)
		return true;
	if (memcmp(text.data + start, "---", 3) != 0)
		return !memchr("+\n\r \t", text.data[start], 5) || tell_missed(arena, text, start, out);
	uint32_t end = line_end(text, start), next = after_line_end(text, end);
	if (!is_fence(text, start, end, "---"))
		return true;
	sl_span close;
	if (!find_close(text, next, &close)) {
		if (!reads_as_key(text, next))
			return true;
		return set_problem(arena, out, (sl_span){ start, start + 3 },
		    SL_LIT("the front matter that begins here is not closed: a line '---' is missing behind it"));
	}
	out->span = (sl_span){ start, after_line_end(text, close.end) };
	out->yaml = (sl_span){ next, close.start };
	return read_yaml(arena, path, text, out);
}
