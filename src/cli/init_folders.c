/* SPDX-License-Identifier: Apache-2.0
 * init_folders.c - paths in order, so that what is below a folder is a range: the folders that are documents' are the outermost that hold
 * mostly such.
 */
#include "cli/init_folders.h"

#include "base/file.h"
#include "base/utf8.h"

/* What no pattern of `documents` takes is named for people only: so many patterns of it, and the rest is a number. */
#define MAX_FOR_PEOPLE 20
/* A list of patterns holds 1000 (config/globs.c), and each has at most 500 bytes. */
#define MAX_PATTERNS 900
#define MAX_PATTERN_BYTES 500

static const char *const extensions[] = { ".md", ".markdown", ".txt" };
#define EXTENSIONS (sizeof(extensions) / sizeof(*extensions))

typedef struct proposing {
	sl_survey *survey;
	sl_folder_proposal *out;
	sl_buffer pattern;
	uint32_t for_people; /* patterns of `ignore` that nothing depends on */
	bool good;
} proposing;

/* The files [from, to), all of which have the first `prefix` bytes of their paths in common: a folder with its '/'. */
typedef struct range {
	uint32_t from;
	uint32_t to;
	size_t prefix;
} range;

typedef struct range_counts {
	uint32_t documents;
	uint32_t direct;   /* of them in the folder itself */
	uint32_t children; /* folders below it that have documents */
} range_counts;

static sl_str path_of(const proposing *p, uint32_t file)
{
	return p->survey->files[file].path;
}

/* Behind the '/' of the folder below `prefix` that the file is in; 0 where it is in none. */
static size_t child_prefix(const proposing *p, uint32_t file, size_t prefix)
{
	sl_str path = path_of(p, file);
	const char *slash = memchr(path.data + prefix, '/', (size_t)path.size - prefix);
	return slash ? (size_t)(slash - path.data) + 1 : 0;
}

/* The folder below `r` that file `from` is in; an empty range where it is in none. */
static range child_at(const proposing *p, range r, uint32_t from)
{
	range child = { from, from, child_prefix(p, from, r.prefix) };
	while (child.prefix && child.to < r.to && sl_str_starts(path_of(p, child.to), (sl_str){ path_of(p, from).data, child.prefix }))
		child.to++;
	return child;
}

static uint32_t documents_in(const proposing *p, range r)
{
	uint32_t count = 0;
	for (uint32_t i = r.from; i < r.to; i++)
		count += p->survey->files[i].document;
	return count;
}

static range_counts count_range(const proposing *p, range r)
{
	range_counts counts = { 0 };
	for (uint32_t i = r.from; i < r.to;) {
		range child = child_at(p, r, i);
		if (child.to == i) {
			counts.direct += p->survey->files[i].document;
			counts.documents += p->survey->files[i++].document;
			continue;
		}
		uint32_t documents = documents_in(p, child);
		counts.documents += documents;
		counts.children += documents > 0;
		i = child.to;
	}
	return counts;
}

/* ---- patterns ------------------------------------------------------------------------------------------------- */

/* A path as a pattern: what is special is taken as it is, and a name that no YAML can say is any name. */
static void put_path(sl_buffer *out, sl_str path)
{
	for (size_t at = 0; at < path.size;) {
		const char *slash = memchr(path.data + at, '/', (size_t)path.size - at);
		size_t end = slash ? (size_t)(slash - path.data) : (size_t)path.size;
		sl_str name = { path.data + at, end - at };
		bool valid = sl_utf8_check(name) == name.size;
		for (size_t i = 0; valid && i < name.size; i++) {
			if (strchr("*?[]{}\\!", name.data[i]))
				sl_buffer_append_char(out, '\\');
			sl_buffer_append_char(out, name.data[i]);
		}
		if (!valid)
			sl_buffer_append_char(out, '*');
		if (slash)
			sl_buffer_append_char(out, '/');
		at = end + (slash != NULL);
	}
}

static bool add(proposing *p, sl_pattern_proposals *list, uint32_t files)
{
	if (p->pattern.size > MAX_PATTERN_BYTES || list->count == MAX_PATTERNS) {
		p->out->unsaid += files;
		return true;
	}
	sl_arena *arena = &p->survey->arena;
	p->good = p->good && !p->pattern.failed &&
	    sl_arena_grow(arena, (void **)&list->items, list->count, &list->capacity, sizeof(*list->items));
	sl_str text = p->good ? sl_arena_copy(arena, sl_buffer_str(&p->pattern)) : (sl_str){ NULL, 0 };
	p->good = text.data != NULL;
	if (p->good)
		list->items[list->count++] = (sl_pattern_proposal){ text, files };
	return p->good;
}

/* A pattern without a '/' in it would mean the name wherever it is. */
static void start_pattern(proposing *p, sl_str path)
{
	sl_buffer_clear(&p->pattern);
	const char *slash = memchr(path.data, '/', (size_t)path.size);
	if (!slash || slash + 1 == path.data + path.size)
		sl_buffer_append_char(&p->pattern, '/');
	put_path(&p->pattern, path);
}

/* One for each extension that documents have: of the folder and all below it, or of the folder surveyed itself. */
static void add_documents(proposing *p, range r)
{
	sl_str folder = { path_of(p, r.from).data, r.prefix };
	for (size_t k = 0; k < EXTENSIONS; k++) {
		uint32_t files = 0;
		for (uint32_t i = r.from; i < r.to; i++) {
			bool counts = r.prefix > 0 || child_prefix(p, i, 0) == 0;
			files += counts && p->survey->files[i].document && sl_str_is(sl_path_extension(path_of(p, i)), extensions[k]);
		}
		if (!files)
			continue;
		sl_buffer_clear(&p->pattern);
		put_path(&p->pattern, folder);
		sl_buffer_printf(&p->pattern, "%s*%s", r.prefix ? "**/" : "/", extensions[k]);
		add(p, &p->out->documents, files);
	}
}

static void ignore(proposing *p, sl_str path, uint32_t files, bool needed)
{
	if (!needed && p->for_people++ >= MAX_FOR_PEOPLE) {
		p->out->unsaid += files;
		return;
	}
	start_pattern(p, path);
	add(p, &p->out->ignore, files);
}

/* ---- the tree ------------------------------------------------------------------------------------------------- */

/* No deeper than paths are. `taken`: by a pattern of a folder above. */
static void visit(proposing *p, range r, bool taken)
{
	range_counts counts = count_range(p, r);
	uint32_t others = r.to - r.from - counts.documents;
	if (counts.documents == 0) {
		ignore(p, (sl_str){ path_of(p, r.from).data, r.prefix }, others, taken);
		return;
	}
	bool whole = r.prefix > 0 && (counts.direct || (counts.children > 1 && others < counts.documents));
	if (!taken && (whole || counts.direct))
		add_documents(p, r);
	taken = taken || whole;
	for (uint32_t i = r.from; i < r.to && p->good;) {
		range child = child_at(p, r, i);
		if (child.to > i)
			visit(p, child, taken);
		else if (!p->survey->files[i].document)
			ignore(p, path_of(p, i), 1, taken || counts.direct > 0);
		i = child.to > i ? child.to : i + 1;
	}
}

bool sl_propose_folders(sl_survey *survey, sl_folder_proposal *out)
{
	*out = (sl_folder_proposal){ 0 };
	proposing p = { .survey = survey, .out = out, .good = true };
	sl_buffer_init(&p.pattern);
	if (survey->document_count)
		visit(&p, (range){ 0, survey->count, 0 }, false);
	sl_buffer_finish(&p.pattern);
	return p.good;
}
