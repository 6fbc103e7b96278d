/* SPDX-License-Identifier: Apache-2.0
 * test_gitignore.c - patterns by hand, and by the thousand against `git check-ignore`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "discover/gitignore.h"
#include "discover/wildmatch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool matches(const char *pattern, const char *text)
{
	return sl_wildmatch(sl_str_of(pattern), sl_str_of(text));
}

static void wildcards_stay_in_their_folder(void **state)
{
	(void)state;
	assert_true(matches("*.md", "a.md"));
	assert_false(matches("*.md", "a/b.md"));
	assert_true(matches("a?c", "abc"));
	assert_false(matches("a?c", "a/c"));
	assert_true(matches("**/b", "b"));
	assert_true(matches("**/b", "x/y/b"));
	assert_true(matches("a/**/b", "a/b"));
	assert_true(matches("a/**/b", "a/x/y/b"));
	assert_false(matches("a/**/b", "ab"));
	assert_true(matches("a/**", "a/x/y"));
	assert_false(matches("a**b", "a/b"));
	assert_true(matches("a**b", "axyb"));
	assert_true(matches("**/x*/**/*.md", "p/xq/r/s.md"));
	assert_true(matches("***/b", "x/b"));
}

static void sets_are_those_of_git(void **state)
{
	(void)state;
	assert_true(matches("[a-c]x", "bx"));
	assert_false(matches("[!a-c]x", "bx"));
	assert_true(matches("[^a-c]x", "dx"));
	assert_true(matches("[]]x", "]x"));
	assert_true(matches("[a-]", "-"));
	assert_true(matches("[\\]]", "]"));
	assert_true(matches("[[:digit:]a]", "7"));
	assert_false(matches("[[:digit:]a]", "b"));
	assert_false(matches("[[:nonsense:]a]", "a"));
	assert_false(matches("[abc", "a"));
	assert_false(matches("[!a]", "/"));
	assert_false(matches("a\\", "a"));
	assert_true(matches("a\\*", "a*"));
	assert_false(matches("?", "\xC3\xA9")); /* two bytes, as for git */
}

static void stars_do_not_explode(void **state)
{
	(void)state;
	char text[4001], pattern[2001];
	for (size_t i = 0; i < 2000; i++)
		pattern[i] = i % 2 ? 'a' : '*';
	memset(text, 'a', 4000);
	text[4000] = pattern[2000] = '\0';
	pattern[1999] = 'b';
	assert_false(matches(pattern, text));
	for (size_t i = 0; i + 3 < 2000; i += 4)
		memcpy(pattern + i, "**/*", 4);
	for (size_t i = 1; i < 4000; i += 2)
		text[i] = '/';
	assert_true(matches(pattern, text));
}

static bool ignored(const char *patterns, const char *path, bool folder)
{
	sl_arena arena;
	sl_arena_init(&arena);
	const sl_gitignore *list = sl_gitignore_parse(&arena, sl_str_of(patterns), 0, NULL);
	bool taken = sl_gitignore_takes(list, sl_str_of(path), folder);
	assert_false(arena.failed);
	sl_arena_finish(&arena);
	return taken;
}

static void lines_are_read_as_git_reads_them(void **state)
{
	(void)state;
	assert_true(ignored("a.md", "a.md", false));
	assert_true(ignored("a.md", "x/a.md", false));
	assert_false(ignored("/a.md", "x/a.md", false));
	assert_false(ignored("x/a.md", "y/x/a.md", false));
	assert_true(ignored("\xEF\xBB\xBF" "a.md\r\n", "a.md", false));
	assert_true(ignored("a.md   ", "a.md", false));
	assert_true(ignored("a\\ ", "a ", false));
	assert_false(ignored("# a", "# a", false));
	assert_true(ignored("\\#a", "#a", false));
	assert_true(ignored("\\!a", "!a", false));
	assert_false(ignored("build/", "build", false));
	assert_true(ignored("build/", "x/build", true));
	assert_false(ignored("*.md\n!keep.md\n", "keep.md", false));
	assert_true(ignored("!keep.md\n*.md\n", "keep.md", false));
	assert_false(ignored("\n\n/\n!\n", "a", false));
}

/* ---- against git ------------------------------------------------------------------------------------------- */

#define TRIALS 60

static uint32_t seed;

static uint32_t roll(uint32_t sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 10) % sides;
}

static const char *pick(const char *const *from, size_t count)
{
	return from[roll((uint32_t)count)];
}

static const char *const names[] = { "a", "b", "ab", "a.md", "b.md", "abc.md", "-x", "a b", "c]", "\xC3\xA9.md", "#h", "!n", "a\\b", "B" };
static const char *const pieces[] = { "a", "b", "c", "*", "**", "?", "[ab]", "[!a]", "[a-c]", ".md", "*.md", "/", "/", "/**/", "**/", "/**", "\\*",
	"\\", " ", "[[:alpha:]]", "]", "[", "#", "!", "-", "\xC3\xA9", "ab", "a.md" };
#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static void write_patterns(const char *path)
{
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	for (uint32_t lines = 1 + roll(5); lines > 0; lines--) {
		if (roll(4) == 0)
			fputc('!', out);
		for (uint32_t count = 1 + roll(4); count > 0; count--)
			fputs(pick(pieces, COUNT(pieces)), out);
		fputs(roll(4) ? "\n" : roll(2) ? "/\n" : "  \r\n", out);
	}
	assert_int_equal(fclose(out), 0);
}

/* Fills a folder at random, and every path below the top into `list`, each ending with NUL. */
static void plant(sl_buffer *path, size_t top, int depth, sl_buffer *list)
{
	size_t size = path->size;
	if (roll(3) == 0 || depth == 0) {
		sl_buffer_append(path, SL_LIT("/.gitignore"));
		write_patterns(path->data);
		path->size = size;
	}
	for (uint32_t count = 3 + roll(4); count > 0; count--) {
		sl_buffer_append_char(path, '/');
		sl_buffer_append(path, sl_str_of(pick(names, COUNT(names))));
		if (access(path->data, F_OK) != 0) {
			sl_buffer_append(list, (sl_str){ path->data + top + 1, path->size - top });
			if (depth < 3 && roll(2)) {
				assert_int_equal(mkdir(path->data, 0755), 0);
				plant(path, top, depth + 1, list);
			} else {
				FILE *file = fopen(path->data, "wb");
				assert_non_null(file);
				fclose(file);
			}
		}
		path->size = size;
		path->data[size] = '\0';
	}
}

/* What a walk does with a path: each folder on the way is asked about, then its patterns are read. */
static bool ours(sl_arena *arena, const char *top, sl_str path, sl_troubles *troubles)
{
	sl_buffer file;
	sl_buffer_init(&file);
	const sl_gitignore *list = sl_gitignore_exclude(arena, sl_str_of(top), 0, troubles);
	bool taken = false;
	for (size_t end = 0; !taken;) {
		sl_buffer_clear(&file);
		sl_buffer_printf(&file, "%s/%.*s%s", top, (int)end, path.data, ".gitignore");
		list = sl_gitignore_read(arena, file.data, false, end, list, troubles);
		while (end < path.size && path.data[end] != '/')
			end++;
		sl_buffer_clear(&file);
		sl_buffer_printf(&file, "%s/%.*s", top, (int)end, path.data);
		struct stat about;
		assert_int_equal(lstat(file.data, &about), 0);
		taken = sl_gitignore_takes(list, (sl_str){ path.data, end }, S_ISDIR(about.st_mode));
		if (end == path.size)
			break;
		end++;
	}
	sl_buffer_finish(&file);
	return taken;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

/* Runs `command` in the folder with the bytes on its standard input, and reads its standard output. */
static void run(const char *top, const char *command, sl_str input, sl_buffer *output)
{
	sl_buffer line;
	sl_buffer_init(&line);
	sl_buffer_printf(&line, "%s.in", top);
	FILE *in = fopen(line.data, "wb");
	assert_non_null(in);
	assert_int_equal(fwrite(input.data, 1, (size_t)input.size, in), input.size);
	assert_int_equal(fclose(in), 0);
	sl_buffer_clear(&line);
	sl_buffer_printf(&line, "cd %s && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null XDG_CONFIG_HOME=/nowhere %s < %s.in", top, command, top);
	FILE *pipe = popen(line.data, "r");
	assert_non_null(pipe);
	char bytes[4096];
	for (size_t got; (got = fread(bytes, 1, sizeof(bytes), pipe)) > 0;)
		sl_buffer_append(output, (sl_str){ bytes, got });
	pclose(pipe);
	sl_buffer_clear(&line);
	sl_buffer_printf(&line, "%s.in", top);
	unlink(line.data);
	sl_buffer_finish(&line);
}

static bool listed(const sl_buffer *list, sl_str path)
{
	for (size_t at = 0; at < list->size; at += strlen(list->data + at) + 1) {
		if (sl_str_is(path, list->data + at))
			return true;
	}
	return false;
}

static uint32_t compare_tree(const char *top)
{
	sl_buffer path, list, taken;
	sl_arena arena;
	sl_troubles troubles;
	sl_buffer_init(&path);
	sl_buffer_init(&list);
	sl_buffer_init(&taken);
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	run(top, "git init -q . && mkdir -p .git/info", SL_LIT(""), &taken);
	sl_buffer_append(&path, sl_str_of(top));
	sl_buffer_append(&path, SL_LIT("/.git/info/exclude"));
	write_patterns(path.data);
	path.size = strlen(top);
	path.data[path.size] = '\0';
	plant(&path, path.size, 0, &list);
	run(top, "git check-ignore --no-index -z --stdin", sl_buffer_str(&list), &taken);
	uint32_t asked = 0;
	for (size_t at = 0; at < list.size; asked++) {
		sl_str one = sl_str_of(list.data + at);
		at += (size_t)one.size + 1;
		bool mine = ours(&arena, top, one, &troubles), gits = listed(&taken, one);
		if (mine != gits)
			print_message("%s: %s: git says %d, we say %d\n", top, one.data, gits, mine);
		assert_int_equal(mine, gits);
		sl_arena_reset(&arena);
	}
	assert_int_equal(troubles.count, 0);
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
	sl_buffer_finish(&taken);
	sl_buffer_finish(&list);
	sl_buffer_finish(&path);
	return asked;
}

static void git_says_the_same(void **state)
{
	(void)state;
	if (system("git --version >/dev/null 2>&1") != 0)
		skip();
	uint32_t asked = 0;
	const char *given = getenv("SUMLINT_TEST_SEED");
	for (uint32_t trial = 0; trial < TRIALS; trial++) {
		char top[] = "/tmp/sumlint-ignore-XXXXXX";
		assert_non_null(mkdtemp(top));
		seed = trial * 7919 + (given ? (uint32_t)atoi(given) : 1);
		asked += compare_tree(top);
		nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	}
	assert_true(asked > TRIALS * 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wildcards_stay_in_their_folder),
		cmocka_unit_test(sets_are_those_of_git),
		cmocka_unit_test(stars_do_not_explode),
		cmocka_unit_test(lines_are_read_as_git_reads_them),
		cmocka_unit_test(git_says_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
