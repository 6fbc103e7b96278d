/* SPDX-License-Identifier: Apache-2.0
 * globs.c - lists of path patterns, sorted out at load so that asking is cheap.
 */
#include "config/globs.h"

#include "base/file.h"
#include "base/glob.h"

/* base/glob.h matches nothing by a longer one. */
#define MAX_PATTERN_BYTES 500

static bool is_special(char c)
{
	return c && strchr("*?[]{}\\", c);
}

static bool has_slash(sl_str text)
{
	return text.size && memchr(text.data, '/', (size_t)text.size);
}

/* ---- at load ---- */

static sl_glob_shape shape_of(sl_str middle, sl_str prefix, sl_str suffix)
{
	bool folder = prefix.size == 0 || prefix.data[prefix.size - 1] == '/';
	if (sl_str_is(middle, "*"))
		return SL_GLOB_STAR;
	if (folder && ((sl_str_is(middle, "**/*") && !has_slash(suffix)) || (sl_str_is(middle, "**") && suffix.size == 0)))
		return SL_GLOB_ANY;
	return SL_GLOB_OTHER;
}

static void classify(sl_glob *glob)
{
	sl_str text = glob->text;
	size_t first = 0, last = (size_t)text.size;
	while (first < text.size && !is_special(text.data[first]))
		first++;
	glob->prefix = (sl_str){ text.data, first };
	if (first == text.size) {
		glob->shape = SL_GLOB_LITERAL;
		glob->suffix = (sl_str){ text.data, 0 };
		return;
	}
	while (!is_special(text.data[last - 1]))
		last--;
	glob->suffix = (sl_str){ text.data + last, text.size - last };
	glob->shape = shape_of((sl_str){ text.data + first, last - first }, glob->prefix, glob->suffix);
	/* Folders between may be none at all: then the slash behind them is not there either. */
	if (glob->shape == SL_GLOB_OTHER && sl_str_starts(glob->suffix, SL_LIT("/")))
		glob->suffix = (sl_str){ glob->suffix.data + 1, glob->suffix.size - 1 };
}

static bool read_glob(sl_reader *reader, const sl_yaml *node, const char *what, sl_glob *out)
{
	sl_str text;
	if (!sl_yaml_want_name(reader, node, what, &text))
		return false;
	if (text.size > MAX_PATTERN_BYTES) {
		sl_yaml_error(reader, node, "%s: a pattern has at most %d bytes", what, MAX_PATTERN_BYTES);
		return false;
	}
	out->negated = text.data[0] == '!';
	if (out->negated)
		text = (sl_str){ text.data + 1, text.size - 1 };
	while (sl_str_starts(text, SL_LIT("./")))
		text = (sl_str){ text.data + 2, text.size - 2 };
	out->folders_only = sl_str_ends(text, SL_LIT("/"));
	while (sl_str_ends(text, SL_LIT("/")))
		text.size--;
	out->name_only = !has_slash(text);
	while (sl_str_starts(text, SL_LIT("/")))
		text = (sl_str){ text.data + 1, text.size - 1 };
	if (text.size == 0) {
		sl_yaml_error(reader, node, "%s: the pattern '%.*s' names nothing", what, SL_ARG(node->text));
		return false;
	}
	out->text = text;
	classify(out);
	return true;
}

bool sl_globs_read(sl_reader *reader, const sl_yaml *node, const char *what, sl_str base, sl_globs *out)
{
	bool list = node->kind == SL_YAML_LIST, good = true;
	uint32_t count = list ? node->count : 1;
	*out = (sl_globs){ .base = base };
	out->items = sl_arena_calloc(reader->arena, count, sizeof(*out->items));
	if (!out->items) {
		sl_no_memory(reader->troubles);
		return false;
	}
	for (uint32_t i = 0; i < count; i++)
		good = read_glob(reader, list ? node->items[i] : node, what, &out->items[i]) && good;
	out->count = good ? count : 0;
	return good;
}

/* ---- at run ---- */

static bool match_one(const sl_glob *glob, sl_str path)
{
	sl_str subject = glob->name_only ? sl_path_name(path) : path;
	uint64_t fixed = glob->prefix.size + glob->suffix.size;
	if (subject.size < fixed || !sl_str_starts(subject, glob->prefix) || !sl_str_ends(subject, glob->suffix))
		return false;
	switch (glob->shape) {
	case SL_GLOB_LITERAL:
		return subject.size == fixed;
	case SL_GLOB_STAR:
		return !has_slash((sl_str){ subject.data + glob->prefix.size, subject.size - fixed });
	case SL_GLOB_ANY:
		return subject.size > fixed || glob->suffix.size > 0;
	case SL_GLOB_OTHER:
		return sl_glob_match(glob->text, subject, true);
	}
	return false;
}

/* Length of the folder part of `path` that comes after `at` bytes of it, without its slash; path.size for the path itself. */
static size_t next_prefix(sl_str path, size_t at)
{
	const char *slash = at < path.size ? memchr(path.data + at, '/', (size_t)path.size - at) : NULL;
	return slash ? (size_t)(slash - path.data) : (size_t)path.size;
}

/* "folder/" takes what is below: some folder above the path has to match. */
static bool match_folder_above(const sl_glob *glob, sl_str path)
{
	for (size_t end = next_prefix(path, 0); end < path.size; end = next_prefix(path, end + 1)) {
		if (match_one(glob, (sl_str){ path.data, end }))
			return true;
	}
	return false;
}

bool sl_globs_match(const sl_globs *globs, sl_str path)
{
	for (uint32_t i = globs->count; i-- > 0;) {
		const sl_glob *glob = &globs->items[i];
		if (glob->folders_only ? match_folder_above(glob, path) : match_one(glob, path))
			return !glob->negated;
	}
	return false;
}

static sl_ignored ignore_one(const sl_globs *globs, sl_str path, bool folder)
{
	for (uint32_t i = globs->count; i-- > 0;) {
		const sl_glob *glob = &globs->items[i];
		if ((folder || !glob->folders_only) && match_one(glob, path))
			return glob->negated ? SL_IGNORE_NO : SL_IGNORE_YES;
	}
	return SL_IGNORE_SILENT;
}

sl_ignored sl_globs_ignore(const sl_globs *globs, sl_str path, bool folder)
{
	size_t start = 0;
	while (globs->count && sl_str_starts((sl_str){ path.data + start, path.size - start }, SL_LIT("../")))
		start += 3;
	for (size_t end = next_prefix(path, start); globs->count; end = next_prefix(path, end + 1)) {
		bool whole = end == path.size;
		sl_ignored said = ignore_one(globs, (sl_str){ path.data, end }, folder || !whole);
		/* What is in an ignored folder cannot be taken back: gitignore(5). */
		if (whole || said == SL_IGNORE_YES)
			return said;
	}
	return SL_IGNORE_SILENT;
}
