/* SPDX-License-Identifier: Apache-2.0
 * globs.c - lists of path patterns, sorted out at load so that asking is cheap.
 */
#include "config/globs.h"

#include "base/file.h"
#include "base/glob.h"

/* base/glob.h matches nothing by a longer one. */
#define MAX_PATTERN_BYTES 500
/* What {a,b} may come to in one pattern, and how many patterns there may be: every document is held against each. */
#define MAX_ALTERNATIVES 32
#define MAX_PATTERNS 1000

static bool is_special(char c)
{
	return c && strchr("*?[]{}\\", c);
}

static bool has_slash(sl_str text)
{
	return text.size && memchr(text.data, '/', (size_t)text.size);
}

/* ---- at load ---- */

/* True where all that is special is `*` within a name, and two stars for folders or at the end. */
static bool only_stars(sl_str text)
{
	for (size_t at = 0; at < text.size; at++) {
		if (text.data[at] != '*') {
			if (is_special(text.data[at]))
				return false;
			continue;
		}
		size_t end = at;
		while (end < text.size && text.data[end] == '*')
			end++;
		bool name = (at == 0 || text.data[at - 1] == '/') && (end == text.size || text.data[end] == '/');
		if (end - at > 2 || (end - at == 2 && !name))
			return false;
		at = end - 1;
	}
	return true;
}

static sl_glob_shape shape_of(sl_str text, sl_str middle, sl_str prefix, sl_str suffix)
{
	bool folder = prefix.size == 0 || prefix.data[prefix.size - 1] == '/';
	if (sl_str_is(middle, "*"))
		return SL_GLOB_STAR;
	if (folder && ((sl_str_is(middle, "**/*") && !has_slash(suffix)) || (sl_str_is(middle, "**") && suffix.size == 0)))
		return SL_GLOB_ANY;
	return only_stars(text) ? SL_GLOB_STARS : SL_GLOB_OTHER;
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
	glob->shape = shape_of(text, (sl_str){ text.data + first, last - first }, glob->prefix, glob->suffix);
	/* Folders between may be none at all: then the slash behind them is not there either. */
	if (glob->shape >= SL_GLOB_STARS && sl_str_starts(glob->suffix, SL_LIT("/")))
		glob->suffix = (sl_str){ glob->suffix.data + 1, glob->suffix.size - 1 };
}

static bool read_plain(sl_reader *reader, const sl_yaml *node, const char *what, sl_str text, sl_glob *out)
{
	while (sl_str_starts(text, SL_LIT("./")))
		text = (sl_str){ text.data + 2, text.size - 2 };
	out->folders_only = sl_str_ends(text, SL_LIT("/"));
	while (sl_str_ends(text, SL_LIT("/")))
		text.size--;
	out->name_only = !has_slash(text);
	while (sl_str_starts(text, SL_LIT("/")))
		text = (sl_str){ text.data + 1, text.size - 1 };
	if (text.size == 0) {
		sl_yaml_error(reader, node, "%s: the pattern '%.*s' names nothing", what, SL_SHOWN(node->text));
		return false;
	}
	out->text = text;
	classify(out);
	return true;
}

/* The patterns that one with braces stands for. */
typedef struct alternatives {
	sl_str texts[MAX_ALTERNATIVES];
	uint32_t count;
} alternatives;

/* Finds the first {a,b}; false where there is none. */
static bool find_braces(sl_str text, size_t *open, size_t *close)
{
	for (size_t i = 0; i < text.size; i++) {
		const char *end = text.data[i] == '{' ? memchr(text.data + i, '}', (size_t)text.size - i) : NULL;
		if (text.data[i] == '\\')
			i++;
		if (!end)
			continue;
		*open = i;
		*close = (size_t)(end - text.data);
		return true;
	}
	return false;
}

/* `text` with its bytes [open, close] replaced. In the arena; data is NULL when memory is short. */
static sl_str with_choice(sl_arena *arena, sl_str text, size_t open, size_t close, sl_str choice)
{
	size_t tail = (size_t)text.size - close - 1;
	char *made = sl_arena_alloc(arena, open + (size_t)choice.size + tail + 1);
	if (!made)
		return (sl_str){ NULL, 0 };
	memcpy(made, text.data, open);
	memcpy(made + open, choice.data, (size_t)choice.size);
	memcpy(made + open + choice.size, text.data + close + 1, tail);
	made[open + choice.size + tail] = '\0';
	return (sl_str){ made, open + choice.size + tail };
}

/* Adds what the braces at [open, close] come to. False with troubles. */
static bool expand_braces(sl_reader *reader, const sl_yaml *node, const char *what, sl_str text, size_t open, size_t close, alternatives *out)
{
	if (memchr(text.data + open + 1, '{', close - open - 1)) {
		sl_yaml_error(reader, node, "%s: '{' within '{'", what);
		return false;
	}
	for (size_t from = open + 1, to; from <= close; from = to + 1) {
		for (to = from; to < close && text.data[to] != ',';)
			to++;
		if (out->count == MAX_ALTERNATIVES) {
			sl_yaml_error(reader, node, "%s: the braces stand for more than %d patterns", what, MAX_ALTERNATIVES);
			return false;
		}
		out->texts[out->count] = with_choice(reader->arena, text, open, close, (sl_str){ text.data + from, to - from });
		if (!out->texts[out->count++].data) {
			sl_no_memory(reader->troubles);
			return false;
		}
	}
	return true;
}

/* Expands until no text has braces. False with troubles. */
static bool expand(sl_reader *reader, const sl_yaml *node, const char *what, alternatives *all)
{
	for (uint32_t at = 0; at < all->count;) {
		size_t open, close;
		if (!find_braces(all->texts[at], &open, &close)) {
			at++;
			continue;
		}
		sl_str text = all->texts[at];
		all->texts[at] = all->texts[--all->count];
		if (!expand_braces(reader, node, what, text, open, close, all))
			return false;
	}
	return true;
}

typedef struct globs_reading {
	sl_reader *reader;
	const char *what;
	sl_globs *out;
	uint32_t capacity;
} globs_reading;

static bool add_glob(globs_reading *r, const sl_yaml *node, sl_str text, bool negated)
{
	sl_globs *out = r->out;
	if (!sl_arena_grow(r->reader->arena, (void **)&out->items, out->count, &r->capacity, sizeof(*out->items))) {
		sl_no_memory(r->reader->troubles);
		return false;
	}
	out->items[out->count].negated = negated;
	return read_plain(r->reader, node, r->what, text, &out->items[out->count++]);
}

static bool read_glob(globs_reading *r, const sl_yaml *node)
{
	alternatives all = { .count = 1 };
	sl_str text;
	if (!sl_yaml_want_name(r->reader, node, r->what, &text))
		return false;
	if (text.size > MAX_PATTERN_BYTES) {
		sl_yaml_error(r->reader, node, "%s: a pattern has at most %d bytes", r->what, MAX_PATTERN_BYTES);
		return false;
	}
	bool negated = text.data[0] == '!', good = true;
	all.texts[0] = negated ? (sl_str){ text.data + 1, text.size - 1 } : text;
	if (!expand(r->reader, node, r->what, &all))
		return false;
	for (uint32_t i = 0; i < all.count && good; i++)
		good = add_glob(r, node, all.texts[i], negated);
	return good;
}

bool sl_globs_read(sl_reader *reader, const sl_yaml *node, const char *what, sl_str base, sl_globs *out)
{
	bool list = node->kind == SL_YAML_LIST, good = true;
	uint32_t count = list ? node->count : 1;
	globs_reading r = { .reader = reader, .what = what, .out = out };
	*out = (sl_globs){ .base = base };
	if (count > MAX_PATTERNS) {
		sl_yaml_error(reader, node, "%s has %u patterns: the most is %d", what, (unsigned)count, MAX_PATTERNS);
		return false;
	}
	for (uint32_t i = 0; i < count; i++)
		good = read_glob(&r, list ? node->items[i] : node) && good;
	if (!good)
		out->count = 0;
	return good;
}

/* ---- at run ---- */

/* Stars only: on a mismatch the last star takes one character more, or, where it may not, the last two stars one folder more. What comes before those
   matched as early as it could, so nothing is lost by leaving it as it is. */
static bool match_stars(sl_str pattern, sl_str path)
{
	const size_t none = SIZE_MAX;
	size_t p = 0, at = 0, star = none, star_at = 0, folders = none, folders_at = 0;
	while (at < path.size || p < pattern.size) {
		bool starred = p < pattern.size && pattern.data[p] == '*';
		if (starred && p + 1 < pattern.size && pattern.data[p + 1] == '*') {
			if (p + 2 == pattern.size)
				return true;
			p += 3;
			folders = p;
			folders_at = at;
			star = none;
		} else if (starred) {
			star = ++p;
			star_at = at;
		} else if (p < pattern.size && at < path.size && pattern.data[p] == path.data[at]) {
			p++;
			at++;
		} else if (star != none && star_at < path.size && path.data[star_at] != '/') {
			p = star;
			at = ++star_at;
		} else if (folders != none && folders_at < path.size) {
			const char *slash = memchr(path.data + folders_at, '/', (size_t)path.size - folders_at);
			if (!slash)
				return false;
			folders_at = (size_t)(slash - path.data) + 1;
			p = folders;
			at = folders_at;
			star = none;
		} else {
			return false;
		}
	}
	return true;
}

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
	case SL_GLOB_STARS:
		return match_stars(glob->text, subject);
	case SL_GLOB_OTHER:
		return sl_glob_match(glob->text, subject, false);
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

void sl_globs_put(const sl_globs *globs, sl_buffer *out, size_t limit)
{
	for (uint32_t i = 0; i < globs->count && out->size < limit; i++) {
		const sl_glob *glob = &globs->items[i];
		bool anchored = !glob->name_only && !has_slash(glob->text);
		sl_buffer_printf(out, "%s%s%s%.*s%s", out->size ? ", " : "", glob->negated ? "!" : "", anchored ? "/" : "", SL_ARG(glob->text),
		    glob->folders_only ? "/" : "");
	}
}
