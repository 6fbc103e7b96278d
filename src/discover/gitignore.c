/* SPDX-License-Identifier: Apache-2.0
 * gitignore.c - patterns read and asked as git's dir.c does it; tests/discover holds it against `git check-ignore`.
 * The user's own core.excludesFile is left out on purpose: the same tree gives the same report on every machine.
 */
#include "discover/gitignore.h"

#include "base/file.h"
#include "discover/wildmatch.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* A file of patterns larger than this is no such file. */
#define LARGEST_FILE ((size_t)16 << 20)

struct sl_ignore_pattern {
	sl_str text;    /* without '!', the '/' at its end, and the one at its start */
	size_t literal; /* how many bytes come before the first wildcard */
	bool negated;
	bool folders_only;
	bool name_only; /* no '/' in it: asked of the last component at any depth */
	bool suffix;    /* `*` and nothing special behind it */
};

/* ---- reading ---------------------------------------------------------------------------------------------- */

static bool is_special(char c)
{
	return c == '*' || c == '?' || c == '[' || c == '\\';
}

static size_t literal_length(sl_str text)
{
	size_t at = 0;
	while (at < text.size && !is_special(text.data[at]))
		at++;
	return at;
}

/* Without spaces at the end, but for those behind a backslash. */
static sl_str trim_spaces(sl_str line)
{
	size_t end = 0;
	for (size_t at = 0; at < line.size; at++) {
		if (line.data[at] == '\\') {
			if (++at == line.size)
				return line;
			end = at + 1;
		} else if (line.data[at] != ' ') {
			end = at + 1;
		}
	}
	return (sl_str){ line.data, end };
}

static bool read_pattern(sl_str line, sl_ignore_pattern *out)
{
	*out = (sl_ignore_pattern){ 0 };
	if (line.size && line.data[0] == '!') {
		out->negated = true;
		line = (sl_str){ line.data + 1, line.size - 1 };
	}
	if (line.size && line.data[line.size - 1] == '/') {
		out->folders_only = true;
		line.size--;
	}
	if (line.size == 0)
		return false;
	out->name_only = memchr(line.data, '/', (size_t)line.size) == NULL;
	if (line.data[0] == '/')
		line = (sl_str){ line.data + 1, line.size - 1 };
	out->text = line;
	out->literal = literal_length(line);
	if (line.size && line.data[0] == '*') {
		sl_str rest = { line.data + 1, line.size - 1 };
		out->suffix = literal_length(rest) == rest.size;
	}
	return true;
}

/* The next line of `bytes` from *at on, without its end. */
static sl_str next_line(sl_str bytes, size_t *at)
{
	const char *start = bytes.data + *at;
	size_t left = (size_t)bytes.size - *at;
	const char *end = memchr(start, '\n', left);
	sl_str line = { start, end ? (size_t)(end - start) : left };
	*at += (size_t)line.size + 1;
	if (line.size && line.data[line.size - 1] == '\r')
		line.size--;
	const char *nul = memchr(line.data, '\0', (size_t)line.size);
	if (nul)
		line.size = (size_t)(nul - line.data);
	return line;
}

const sl_gitignore *sl_gitignore_parse(sl_arena *arena, sl_str bytes, size_t base, const sl_gitignore *outer)
{
	if (sl_str_starts(bytes, SL_LIT("\xEF\xBB\xBF")))
		bytes = (sl_str){ bytes.data + 3, bytes.size - 3 };
	if (bytes.size == 0)
		return outer;
	bytes = sl_arena_copy(arena, bytes);
	if (!bytes.data)
		return NULL;
	sl_ignore_pattern *patterns = NULL;
	uint32_t count = 0, capacity = 0;
	for (size_t at = 0; at < bytes.size;) {
		sl_str line = next_line(bytes, &at);
		if (line.size == 0 || line.data[0] == '#')
			continue;
		if (!sl_arena_grow(arena, (void **)&patterns, count, &capacity, sizeof(*patterns))) {
			arena->failed = true;
			return NULL;
		}
		if (read_pattern(trim_spaces(line), &patterns[count]))
			count++;
	}
	if (count == 0)
		return outer;
	sl_gitignore *list = sl_arena_calloc(arena, 1, sizeof(*list));
	if (list)
		*list = (sl_gitignore){ outer, patterns, count, base };
	return list;
}

const sl_gitignore *sl_gitignore_read(
    sl_arena *arena, const char *path, bool follow, size_t base, const sl_gitignore *outer, sl_troubles *troubles)
{
	struct stat about;
	if ((follow ? stat(path, &about) : lstat(path, &about)) != 0 || !S_ISREG(about.st_mode))
		return outer;
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	int error = sl_read_file(path, LARGEST_FILE, &bytes);
	const sl_gitignore *list = outer;
	if (error == 0)
		list = sl_gitignore_parse(arena, sl_buffer_str(&bytes), base, outer);
	else if (error == ENOMEM)
		arena->failed = true;
	else
		sl_warning(troubles, sl_str_of(path), 0, 0, "cannot be read, so its patterns are not applied: %s", strerror(error));
	sl_buffer_finish(&bytes);
	return arena->failed ? NULL : list;
}

/* ---- asking ----------------------------------------------------------------------------------------------- */

static bool pattern_takes(const sl_ignore_pattern *pattern, sl_str relative, sl_str name)
{
	sl_str asked = pattern->name_only ? name : relative;
	sl_str text = pattern->text;
	if (pattern->literal == text.size)
		return sl_str_equal(text, asked);
	if (pattern->suffix && pattern->name_only)
		return sl_str_ends(asked, (sl_str){ text.data + 1, text.size - 1 });
	if (pattern->literal > asked.size || memcmp(text.data, asked.data, pattern->literal) != 0)
		return false;
	/* As in git, what comes behind the literal beginning is matched as if it were all of the pattern. */
	size_t skip = pattern->name_only ? 0 : pattern->literal;
	return sl_wildmatch((sl_str){ text.data + skip, text.size - skip }, (sl_str){ asked.data + skip, asked.size - skip });
}

bool sl_gitignore_takes(const sl_gitignore *list, sl_str path, bool folder)
{
	size_t name_at = (size_t)path.size;
	while (name_at > 0 && path.data[name_at - 1] != '/')
		name_at--;
	sl_str name = { path.data + name_at, path.size - name_at };
	for (; list; list = list->outer) {
		sl_str relative = { path.data + list->base, path.size - list->base };
		for (uint32_t i = list->count; i > 0; i--) {
			const sl_ignore_pattern *pattern = &list->patterns[i - 1];
			if ((folder || !pattern->folders_only) && pattern_takes(pattern, relative, name))
				return !pattern->negated;
		}
	}
	return false;
}

/* ---- the repository around a folder ------------------------------------------------------------------------ */

/* Follows one line of text in a file to a folder: `gitdir: FOLDER` in .git, the path alone in commondir. */
static bool follow_file(const char *file, sl_str prefix, sl_str folder, sl_buffer *into)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	bool found = sl_read_file(file, 65536, &bytes) == 0 && sl_str_starts(sl_buffer_str(&bytes), prefix);
	if (found) {
		sl_str path = { bytes.data + prefix.size, bytes.size - prefix.size };
		sl_buffer_clear(into);
		sl_path_join(into, folder, sl_str_trim(path));
	}
	sl_buffer_finish(&bytes);
	return found;
}

/* The folder that holds info/exclude: .git, or for a linked worktree the repository it is linked to. */
static void git_folder(sl_str top, sl_buffer *into)
{
	struct stat about;
	sl_buffer file;
	sl_buffer_init(&file);
	sl_path_join(into, top, SL_LIT(".git"));
	if (into->failed || stat(into->data, &about) != 0 || !S_ISREG(about.st_mode))
		goto done;
	sl_buffer_append(&file, sl_buffer_str(into));
	if (file.failed || !follow_file(file.data, SL_LIT("gitdir:"), top, into))
		goto done;
	sl_buffer_clear(&file);
	sl_path_join(&file, sl_buffer_str(into), SL_LIT("commondir"));
	sl_buffer worktree = *into;
	sl_buffer_init(into);
	if (file.failed || !follow_file(file.data, SL_LIT(""), sl_buffer_str(&worktree), into)) {
		sl_buffer_finish(into);
		*into = worktree;
	} else {
		sl_buffer_finish(&worktree);
	}
done:
	into->failed = into->failed || file.failed;
	sl_buffer_finish(&file);
}

const sl_gitignore *sl_gitignore_exclude(sl_arena *arena, sl_str top, size_t base, sl_troubles *troubles)
{
	const sl_gitignore *list = NULL;
	sl_buffer path;
	sl_buffer_init(&path);
	git_folder(top, &path);
	sl_buffer_append(&path, SL_LIT("/info/exclude"));
	if (path.failed)
		arena->failed = true;
	else
		list = sl_gitignore_read(arena, path.data, true, base, NULL, troubles);
	sl_buffer_finish(&path);
	return list;
}

/* Length of the beginning of an absolute path that is the top of a repository; 0 where there is none. */
static size_t repository_top(const char *folder, sl_buffer *scratch)
{
	struct stat about;
	for (size_t size = strlen(folder);;) {
		sl_buffer_clear(scratch);
		sl_path_join(scratch, (sl_str){ folder, size }, SL_LIT(".git"));
		if (scratch->failed)
			return 0;
		if (lstat(scratch->data, &about) == 0)
			return size;
		if (size <= 1)
			return 0;
		while (size > 1 && folder[size - 1] != '/')
			size--;
		size -= size > 1; /* the slash, but not the root's */
	}
}

const sl_gitignore *sl_gitignore_around(sl_arena *arena, const char *folder, sl_buffer *inside, sl_troubles *troubles)
{
	const sl_gitignore *list = NULL;
	sl_buffer scratch;
	sl_buffer_init(&scratch);
	char *real = realpath(folder, NULL);
	if (!real) {
		arena->failed = arena->failed || errno == ENOMEM;
		goto done; /* what is wrong with the folder is said when it is entered */
	}
	size_t top = repository_top(real, &scratch);
	if (top == 0)
		goto done;
	list = sl_gitignore_exclude(arena, (sl_str){ real, top }, 0, troubles);
	size_t from = real[top - 1] == '/' ? top : top + 1; /* where paths below the top begin */
	if (top == strlen(real))
		goto done; /* the folder itself is the top: its .gitignore is read when it is entered */
	sl_buffer_append(inside, (sl_str){ real + from, strlen(real + from) });
	sl_buffer_append_char(inside, '/');
	for (size_t end = top; real[end] && !arena->failed;) {
		sl_buffer_clear(&scratch);
		sl_path_join(&scratch, (sl_str){ real, end }, SL_LIT(".gitignore"));
		if (scratch.failed)
			break;
		list = sl_gitignore_read(arena, scratch.data, false, end > top ? end + 1 - from : 0, list, troubles);
		end = end == top ? from : end + 1;
		while (real[end] && real[end] != '/')
			end++;
	}
done:
	arena->failed = arena->failed || scratch.failed || inside->failed;
	free(real);
	sl_buffer_finish(&scratch);
	return arena->failed ? NULL : list;
}
