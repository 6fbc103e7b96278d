/* SPDX-License-Identifier: Apache-2.0
 * test_source.c - files read whole, and the place of every byte in them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static sl_source source;

static int start(void **state)
{
	(void)state;
	sl_source_init(&source);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	sl_source_finish(&source);
	return 0;
}

static void set(sl_str text)
{
	assert_true(sl_source_set(&source, text));
}

static void assert_at(uint32_t offset, uint32_t line, uint32_t column)
{
	sl_position position;
	assert_true(sl_source_position(&source, offset, &position));
	if (position.line != line || position.column != column)
		fail_msg("byte %u is at %u:%u, expected %u:%u", offset, position.line, position.column, line, column);
}

static void assert_line(uint32_t line, const char *expected)
{
	sl_str text = sl_str_slice(source.bytes.data, sl_source_line(&source, line));
	if (!sl_str_is(text, expected))
		fail_msg("line %u is '%.*s', expected '%s'", line, SL_ARG(text), expected);
}

/* ---- positions ------------------------------------------------------------------------------------------------- */

static void every_kind_of_line_end_ends_a_line(void **state)
{
	(void)state;
	set(SL_LIT("one\ntwo\r\nthree\rfour\n\n\r\n\rlast"));
	assert_line(1, "one");
	assert_line(2, "two");
	assert_line(3, "three");
	assert_line(4, "four");
	assert_line(5, "");
	assert_line(6, "");
	assert_line(7, "");
	assert_line(8, "last");
	assert_at(0, 1, 1);
	assert_at(3, 1, 4); /* the line feed itself */
	assert_at(4, 2, 1);
	assert_at(8, 2, 5); /* between carriage return and line feed */
	assert_at(9, 3, 1);
	assert_at(15, 4, 1);
}

static void lines_are_found_at_every_alignment(void **state)
{
	(void)state;
	char text[64];
	for (size_t at = 0; at < sizeof(text); at++) {
		memset(text, 'x', sizeof(text));
		text[at] = at % 2 ? '\r' : '\n';
		text[(at + 7) % sizeof(text)] = '\t';
		set((sl_str){ text, sizeof(text) });
		assert_at((uint32_t)at, 1, (uint32_t)at + 1);
		assert_at((uint32_t)at + 1, 2, 1);
		assert_at(sizeof(text), 2, (uint32_t)(sizeof(text) - at));
	}
}

static void text_without_lines_has_a_first_one(void **state)
{
	(void)state;
	set(SL_LIT(""));
	assert_at(0, 1, 1);
	assert_at(17, 1, 1);
	assert_line(1, "");
	set(SL_LIT("\n"));
	assert_at(0, 1, 1);
	assert_at(1, 2, 1);
	assert_line(1, "");
	assert_line(2, "");
	set(SL_LIT("end"));
	assert_at(99, 1, 4);
	assert_line(0, "");
	assert_line(2, "");
}

static void columns_count_code_points(void **state)
{
	(void)state;
	set(SL_LIT("a\u00fc\u8bed\U0001F600e\u0301z\n\u00fc!"));
	assert_at(1, 1, 2);
	assert_at(3, 1, 3);
	assert_at(6, 1, 4);
	assert_at(10, 1, 5);
	assert_at(11, 1, 6); /* the combining accent has a column of its own */
	assert_at(13, 1, 7);
	assert_at(17, 2, 2);
}

static void a_byte_order_mark_has_no_column(void **state)
{
	(void)state;
	set(SL_LIT("\xEF\xBB\xBFTitle\n\xEF\xBB\xBFx"));
	assert_int_equal(source.bad_byte, source.bytes.size);
	assert_at(0, 1, 1);
	assert_at(2, 1, 1);
	assert_at(3, 1, 1);
	assert_at(4, 1, 2);
	assert_line(1, "Title");
	assert_at(12, 2, 2); /* only the first one is a mark */
	set(SL_LIT("\xEF\xBB\xBF"));
	assert_at(3, 1, 1);
	assert_line(1, "");
}

static void a_byte_that_is_no_utf8_counts_as_one(void **state)
{
	(void)state;
	set(SL_LIT("\u00fc\n\u00e9\x80\x80 x\n"));
	assert_int_equal(source.bad_byte, 5);
	assert_at(5, 2, 2);
	assert_at(6, 2, 3);
	assert_at(7, 2, 4);
	assert_line(2, "\u00e9\x80\x80 x");
}

static void a_column_in_a_long_line_is_that_of_counting(void **state)
{
	(void)state;
	enum { BEFORE = 5000, CHARACTERS = 20000 };
	static const char *const kinds[] = { "x", "\u00fc", "\u8bed", "\U0001F600" };
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < BEFORE; i++)
		sl_buffer_append_char(&text, i % 2 ? '\n' : 'x');
	uint32_t *offsets = malloc(CHARACTERS * sizeof(*offsets));
	assert_non_null(offsets);
	for (uint32_t i = 0; i < CHARACTERS; i++) {
		offsets[i] = (uint32_t)text.size;
		sl_buffer_append(&text, sl_str_of(kinds[i * 7 % 11 % 4]));
	}
	set(sl_buffer_str(&text));
	for (uint32_t i = CHARACTERS; i-- > 0;)
		assert_at(offsets[i], BEFORE / 2 + 1, i + 1);
	free(offsets);
	sl_buffer_finish(&text);
}

/* Ten thousand positions in a line of 64 MB; one look at the line each would take minutes. */
static void a_long_line_is_not_counted_again_and_again(void **state)
{
	(void)state;
	uint32_t size = 64u << 20;
	char *text = malloc(size);
	assert_non_null(text);
	memset(text, 'x', size);
	set((sl_str){ text, size });
	free(text);
	clock_t begun = clock();
	for (uint32_t i = 0; i < 10000; i++)
		assert_at(size - i * 6000, 1, size - i * 6000 + 1);
	assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 10.0);
}

static void nothing_is_left_of_the_file_before(void **state)
{
	(void)state;
	char text[10000];
	memset(text, '\n', sizeof(text));
	set((sl_str){ text, sizeof(text) });
	assert_at(9999, 10000, 1);
	memset(text, 'x', sizeof(text));
	set((sl_str){ text, sizeof(text) });
	assert_at(9999, 1, 10000);
	set(SL_LIT("ab\xff"));
	assert_int_equal(source.bad_byte, 2);
	set(SL_LIT("ab\ncd"));
	assert_int_equal(source.bad_byte, 5);
	assert_at(4, 2, 2);
}

/* ---- files ------------------------------------------------------------------------------------------------------ */

static char folder[64];
static char path[128];

static int enter(void **state)
{
	strcpy(folder, "/tmp/sumlint-source-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/file", folder);
	return start(state);
}

static int leave(void **state)
{
	unlink(path);
	rmdir(folder);
	return stop(state);
}

static void write_file(sl_str bytes)
{
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes.data, 1, (size_t)bytes.size, out), bytes.size);
	assert_int_equal(fclose(out), 0);
}

static void a_file_is_read_byte_for_byte(void **state)
{
	(void)state;
	write_file(SL_LIT("one\r\ntwo\0\xff"));
	assert_true(sl_source_read(&source, path));
	assert_int_equal(source.error, 0);
	assert_int_equal(source.bytes.size, 10);
	assert_memory_equal(source.bytes.data, "one\r\ntwo\0\xff", 10);
	assert_int_equal(source.bad_byte, 8);
	write_file(SL_LIT(""));
	assert_true(sl_source_read(&source, path));
	assert_int_equal(source.error, 0);
	assert_int_equal(source.bytes.size, 0);
	assert_int_equal(source.bad_byte, 0);
}

static void files_of_every_size_are_read_whole(void **state)
{
	(void)state;
	static const size_t sizes[] = { 1, 63, 64, 65, 4096, 65535, 65536, 65537, 131072, 300001, 5, 4000000 };
	char *bytes = malloc(4000000);
	assert_non_null(bytes);
	for (size_t i = 0; i < 4000000; i++)
		bytes[i] = (char)('a' + i % 23);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		write_file((sl_str){ bytes, sizes[i] });
		assert_true(sl_source_read(&source, path));
		assert_int_equal(source.error, 0);
		assert_int_equal(source.bytes.size, sizes[i]);
		assert_memory_equal(source.bytes.data, bytes, sizes[i]);
		assert_int_equal(source.bad_byte, sizes[i]);
	}
	free(bytes);
}

static void small_files_are_read_at_once_and_others_left(void **state)
{
	(void)state;
	static const size_t sizes[] = { 1, 63, 2048, SL_SOURCE_SMALL - 1, 0, SL_SOURCE_SMALL, SL_SOURCE_SMALL + 1, 7 };
	static char bytes[SL_SOURCE_SMALL + 1];
	memset(bytes, 'a', sizeof(bytes));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		write_file((sl_str){ bytes, sizes[i] });
		bool small = sizes[i] > 0 && sizes[i] < SL_SOURCE_SMALL;
		assert_int_equal(sl_source_read_small(&source, path), small);
		assert_int_equal(source.bytes.size, small ? sizes[i] : 0);
		if (small)
			assert_memory_equal(source.bytes.data, bytes, sizes[i]);
	}
	assert_false(sl_source_read_small(&source, "/nowhere/at/all"));
	assert_false(sl_source_read_small(&source, folder));
	assert_false(sl_source_read_small(&source, "/dev/null"));
	assert_false(sl_source_read_small(&source, "/dev/zero"));
	write_file(SL_LIT("one\xff"));
	assert_true(sl_source_read_small(&source, path));
	assert_int_equal(source.bad_byte, 3);
}

static void a_file_of_unknown_size_is_read_to_its_end(void **state)
{
	(void)state;
	assert_true(sl_source_read(&source, "/proc/self/maps")); /* says it has no bytes */
	assert_int_equal(source.error, 0);
	assert_true(source.bytes.size > 100);
	assert_true(sl_source_read(&source, "/dev/null"));
	assert_int_equal(source.error, 0);
	assert_int_equal(source.bytes.size, 0);
}

static void what_cannot_be_read_is_an_errno(void **state)
{
	(void)state;
	set(SL_LIT("of another file"));
	assert_true(sl_source_read(&source, "/nowhere/at/all"));
	assert_int_equal(source.error, ENOENT);
	assert_int_equal(source.bytes.size, 0);
	assert_int_equal(source.bad_byte, 0);
	assert_at(0, 1, 1);
	assert_true(sl_source_read(&source, folder));
	assert_int_equal(source.error, EISDIR);
	write_file(SL_LIT("x"));
	chmod(path, 0);
	assert_true(sl_source_read(&source, path));
	assert_int_equal(source.error, geteuid() == 0 ? 0 : EACCES);
	chmod(path, 0600);
	assert_true(sl_source_read(&source, path));
	assert_int_equal(source.error, 0);
}

static void a_fifo_does_not_hold_the_run(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_true(sl_source_read(&source, path));
	assert_int_equal(source.error, EINVAL);
	int writer = open(path, O_RDWR | O_NONBLOCK);
	assert_true(writer >= 0);
	assert_true(sl_source_read(&source, path));
	assert_int_equal(source.error, EINVAL);
	close(writer);
}

static void a_file_past_the_limit_is_refused_unread(void **state)
{
	(void)state;
	int file = open(path, O_CREAT | O_WRONLY, 0600);
	assert_true(file >= 0);
	if (ftruncate(file, (off_t)SL_SOURCE_MAX + 1) == 0) {
		assert_true(sl_source_read(&source, path));
		assert_int_equal(source.error, EFBIG);
		assert_true(source.bytes.capacity < 1u << 20);
	}
	close(file);
}

static void standard_input_is_read_through_a_pipe(void **state)
{
	(void)state;
	int ends[2], kept = dup(STDIN_FILENO);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "from a pipe\n", 12), 12);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_true(sl_source_read(&source, "-"));
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
	assert_int_equal(source.error, 0);
	assert_true(sl_str_is(sl_source_text(&source), "from a pipe\n"));
}

static void assert_feed_lines(uint32_t start, uint32_t end, uint32_t first, uint32_t last)
{
	uint32_t from = 0, to = 0;
	assert_true(sl_source_feed_lines(&source, (sl_span){ start, end }, &from, &to));
	assert_int_equal(from, first);
	assert_int_equal(to, last);
}

static void line_feeds_alone_are_counted_for_git(void **state)
{
	(void)state;
	assert_true(sl_source_set(&source, SL_LIT("a\nb\rc\r\nd\re")));
	assert_feed_lines(0, 0, 1, 1);
	assert_feed_lines(2, 4, 2, 2);  /* b and c are one line of git's */
	assert_feed_lines(0, 7, 1, 3);
	assert_feed_lines(9, 99, 3, 3);
	assert_true(sl_source_set(&source, SL_LIT("a\nb\nc")));
	assert_feed_lines(2, 4, 2, 3);
	assert_true(sl_source_set(&source, SL_LIT("")));
	assert_feed_lines(0, 0, 1, 1);
}

/* Lines 2 and 3 were one, line 5 is new, and behind line 6 two are gone. */
static void lines_are_told_as_they_were(void **state)
{
	(void)state;
	assert_true(sl_source_set(&source, SL_LIT("1\n2\n3\n4\n5\n6\n7\n8\n")));
	assert_true(sl_source_add_move(&source, (sl_moved){ 2, 2, 2, 1 }));
	assert_true(sl_source_add_move(&source, (sl_moved){ 5, 1, 4, 0 }));
	assert_true(sl_source_add_move(&source, (sl_moved){ 7, 0, 5, 2 }));
	assert_feed_lines(0, 1, 1, 1);
	assert_feed_lines(2, 3, 2, 2);
	assert_feed_lines(4, 5, 2, 2);
	assert_feed_lines(6, 7, 3, 3);
	assert_feed_lines(8, 9, 3, 4); /* between the two */
	assert_feed_lines(10, 11, 4, 4);
	assert_feed_lines(12, 13, 7, 7);
	assert_feed_lines(0, 15, 1, 8);
	assert_true(sl_source_set(&source, SL_LIT("1\n2\n3\n4\n")));
	assert_feed_lines(4, 5, 3, 3); /* other bytes: nothing was moved */
}

#define plain(name) cmocka_unit_test_setup_teardown(name, start, stop)
#define with_files(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		plain(every_kind_of_line_end_ends_a_line),
		plain(lines_are_found_at_every_alignment),
		plain(text_without_lines_has_a_first_one),
		plain(columns_count_code_points),
		plain(a_byte_order_mark_has_no_column),
		plain(a_byte_that_is_no_utf8_counts_as_one),
		plain(a_column_in_a_long_line_is_that_of_counting),
		plain(a_long_line_is_not_counted_again_and_again),
		plain(nothing_is_left_of_the_file_before),
		plain(line_feeds_alone_are_counted_for_git),
		plain(lines_are_told_as_they_were),
		with_files(a_file_is_read_byte_for_byte),
		with_files(files_of_every_size_are_read_whole),
		with_files(small_files_are_read_at_once_and_others_left),
		with_files(a_file_of_unknown_size_is_read_to_its_end),
		with_files(what_cannot_be_read_is_an_errno),
		with_files(a_fifo_does_not_hold_the_run),
		with_files(a_file_past_the_limit_is_refused_unread),
		with_files(standard_input_is_read_through_a_pipe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
