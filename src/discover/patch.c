/* SPDX-License-Identifier: Apache-2.0
 * patch.c - headers are kept line by line; of content lines only the first byte is looked at, and they are counted, so that nothing in a
 * document is taken for a header.
 */
#include "discover/patch.h"

/* A header line holds a name, each byte of which may be written as four. */
#define MAX_LINE ((size_t)1 << 18)

void sl_patch_init(sl_patch *patch, sl_patch_file *file, sl_patch_hunk *hunk, void *user)
{
	*patch = (sl_patch){ .file = file, .hunk = hunk, .user = user };
	sl_buffer_init(&patch->line);
	sl_buffer_init(&patch->name);
}

void sl_patch_finish(sl_patch *patch)
{
	sl_buffer_finish(&patch->line);
	sl_buffer_finish(&patch->name);
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* The byte behind a backslash at text.data[*at]; *at moves behind it. -1 where there is none such. */
static int escaped(sl_str text, size_t *at)
{
	static const char letters[] = "abtnvfr\"\\", bytes[] = "\a\b\t\n\v\f\r\"\\";
	if (*at == text.size)
		return -1;
	char c = text.data[(*at)++];
	const char *letter = c ? strchr(letters, c) : NULL;
	if (letter)
		return (unsigned char)bytes[letter - letters];
	int value = 0;
	for (int digits = 0; digits < 3; digits++) {
		if (c < '0' || c > '7')
			return -1;
		value = value * 8 + (c - '0');
		if (digits == 2)
			break;
		if (*at == text.size)
			return -1;
		c = text.data[(*at)++];
	}
	return value > 0 && value <= 255 ? value : -1;
}

bool sl_git_unquote(sl_str text, sl_buffer *into)
{
	sl_buffer_clear(into);
	if (text.size == 0 || text.data[0] != '"') {
		sl_buffer_append(into, text);
		return !into->failed;
	}
	for (size_t at = 1; at < text.size;) {
		char c = text.data[at++];
		if (c == '"')
			return at == text.size && !into->failed;
		int byte = c == '\\' ? escaped(text, &at) : (unsigned char)c;
		if (byte < 0)
			return false;
		sl_buffer_append_char(into, (char)byte);
	}
	return false;
}

/* What is behind "+++ ": the new name, or /dev/null. */
static bool take_name(sl_patch *patch, sl_str text)
{
	/* git sets a tab behind a name with a space in it, be it quoted or not. A tab in a name is quoted. */
	if (text.size && text.data[text.size - 1] == '\t')
		text.size--;
	if (sl_str_is(text, "/dev/null"))
		text.size = 0;
	if (!sl_git_unquote(text, &patch->name)) {
		patch->bad = !patch->name.failed;
		return false;
	}
	sl_str name = sl_buffer_str(&patch->name);
	if (name.size && !sl_str_starts(name, SL_LIT("b/"))) {
		patch->bad = true;
		return false;
	}
	if (name.size)
		name = (sl_str){ name.data + 2, name.size - 2 };
	return !patch->file || patch->file(patch->user, name);
}

/* ---- hunks ------------------------------------------------------------------------------------------------------- */

static bool take_number(sl_str *text, uint32_t *number)
{
	uint64_t value = 0;
	size_t at = 0;
	while (at < text->size && text->data[at] >= '0' && text->data[at] <= '9') {
		value = value * 10 + (uint64_t)(text->data[at++] - '0');
		if (value > UINT32_MAX / 2)
			return false;
	}
	*number = (uint32_t)value;
	*text = (sl_str){ text->data + at, text->size - at };
	return at > 0;
}

/* "START" or "START,COUNT" behind a sign. */
static bool take_range(sl_str *text, char sign, uint32_t *start, uint32_t *count)
{
	if (text->size == 0 || text->data[0] != sign)
		return false;
	*text = (sl_str){ text->data + 1, text->size - 1 };
	*count = 1;
	if (!take_number(text, start))
		return false;
	if (text->size == 0 || text->data[0] != ',')
		return true;
	*text = (sl_str){ text->data + 1, text->size - 1 };
	return take_number(text, count);
}

/* "@@ -1,2 +3,4 @@ ..." without the first "@@ ". */
static bool take_hunk(sl_patch *patch, sl_str text)
{
	uint32_t old_start, new_start;
	bool good = take_range(&text, '-', &old_start, &patch->old_left) && sl_str_starts(text, SL_LIT(" "));
	if (good) {
		text = (sl_str){ text.data + 1, text.size - 1 };
		good = take_range(&text, '+', &new_start, &patch->new_left) && sl_str_starts(text, SL_LIT(" @@"));
	}
	if (!good) {
		patch->bad = true;
		return false;
	}
	patch->old_line = old_start + (patch->old_left == 0);
	patch->new_line = new_start + (patch->new_left == 0);
	return true;
}

static bool flush_run(sl_patch *patch)
{
	sl_hunk run = patch->run;
	if (run.old_count == 0 && run.new_count == 0)
		return true;
	run.old_start = patch->old_line - (run.old_count ? run.old_count : 1);
	run.new_start = patch->new_line - (run.new_count ? run.new_count : 1);
	patch->run = (sl_hunk){ 0 };
	return patch->hunk(patch->user, &run);
}

/* The first byte of a content line. */
static bool count_line(sl_patch *patch, char first)
{
	bool old = first == '-' || first == ' ' || first == '\n', new = first == '+' || first == ' ' || first == '\n';
	if (first == '\\') /* "\ No newline at end of file" */
		return true;
	if ((!old && !new) || (old && patch->old_left == 0) || (new && patch->new_left == 0)) {
		patch->bad = true;
		return false;
	}
	if (old && new && !flush_run(patch))
		return false;
	patch->old_left -= old;
	patch->new_left -= new;
	patch->old_line += old;
	patch->new_line += new;
	patch->run.old_count += old && !new;
	patch->run.new_count += new && !old;
	return patch->old_left || patch->new_left || flush_run(patch);
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static bool take_header(sl_patch *patch)
{
	sl_str line = sl_buffer_str(&patch->line);
	if (sl_str_starts(line, SL_LIT("+++ ")))
		return take_name(patch, (sl_str){ line.data + 4, line.size - 4 });
	if (sl_str_starts(line, SL_LIT("@@ ")))
		return take_hunk(patch, (sl_str){ line.data + 3, line.size - 3 });
	return true;
}

bool sl_patch_feed(sl_patch *patch, const char *bytes, size_t size)
{
	while (size > 0) {
		const char *end = memchr(bytes, '\n', size);
		size_t piece = end ? (size_t)(end - bytes) : size;
		bool content = patch->in_line || patch->old_left || patch->new_left;
		if (content && !patch->in_line && !count_line(patch, bytes[0]))
			return false;
		if (!content) {
			sl_buffer_append(&patch->line, (sl_str){ bytes, piece });
			patch->bad = patch->line.size > MAX_LINE;
			if (patch->line.failed || patch->bad || (end && !take_header(patch)))
				return false;
			if (end)
				sl_buffer_clear(&patch->line);
		}
		patch->in_line = content && !end;
		size -= piece + (end != NULL);
		bytes += piece + (end != NULL);
	}
	return true;
}

bool sl_patch_is_whole(const sl_patch *patch)
{
	return !patch->bad && !patch->in_line && patch->line.size == 0 && patch->old_left == 0 && patch->new_left == 0;
}
