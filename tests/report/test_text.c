/* SPDX-License-Identifier: Apache-2.0
 * test_text.c - the report for people: the plain line that editors parse, and what a person at a terminal gets besides.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/report.h"

#include "problem.h"

#include <errno.h>

static const char document[] = "# Title\n\n## Topics\n- Open research\n- AI\n";
static sl_source source;
static sink out;

static int start(void **state)
{
	(void)state;
	sl_source_init(&source);
	open_sink(&out);
	return sl_source_set(&source, SL_LIT(document)) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	close_sink(&out);
	sl_source_finish(&source);
	return 0;
}

static const sumlint_edit edit = { { 21, 34 }, { "Open Science", 12 } };
static const sumlint_fix fixes[] = {
	{ { "replace by “Open Science”", 29 }, SUMLINT_FIX_SAFE, 1, &edit },
	{ { "drop it", 7 }, SUMLINT_FIX_UNSAFE, 1, &edit },
};

static sl_problem alias(void)
{
	sl_problem problem = problem_at(&source, 21, 34, "“Open research” is another label of “Open Science”");
	problem.help = SL_LIT("use the preferred label");
	problem.fixes = fixes;
	problem.fix_count = 2;
	return problem;
}

static const char *report_as(const sl_report_style *style, const sl_problem *problems, size_t count)
{
	sl_counts counts = { .files = 1, .problems = { [SL_ERROR] = count } };
	sl_report *report = sl_report_text.create(out.stream, style);
	assert_non_null(report);
	for (size_t i = 0; i < count; i++)
		assert_true(sl_report_text.problem(report, &problems[i]));
	assert_true(sl_report_text.finish(report, &counts));
	sl_report_text.free(report);
	return written(&out);
}

static void a_pipe_gets_one_line_a_problem_and_nothing_else(void **state)
{
	(void)state;
	sl_report_style style = { 0 };
	sl_problem problems[] = { alias(), problem_at(&source, 0, 7, "second"), problem_at(&source, 40, 40, "third") };
	problems[1].severity = SL_WARNING;
	problems[2].severity = SL_INFO;
	assert_string_equal(report_as(&style, problems, 3),
	    "a.md:4:3: error: “Open research” is another label of “Open Science” [topics/alias]\n"
	    "a.md:1:1: warning: second [topics/alias]\n"
	    "a.md:6:1: info: third [topics/alias]\n");
}

static void no_problems_are_no_output(void **state)
{
	(void)state;
	sl_report_style style = { .colour = true, .excerpts = true };
	assert_string_equal(report_as(&style, NULL, 0), "");
}

static void a_person_sees_the_place_the_help_and_the_fixes(void **state)
{
	(void)state;
	sl_report_style style = { .excerpts = true };
	sl_problem problems[] = { alias(), problem_at(&source, 0, 7, "second") };
	problems[1].help = (sl_str){ NULL, 0 };
	assert_string_equal(report_as(&style, problems, 2),
	    "a.md:4:3: error: “Open research” is another label of “Open Science” [topics/alias]\n"
	    " 4 | - Open research\n"
	    "   |   ^^^^^^^^^^^^^\n"
	    "   = help: use the preferred label\n"
	    "   = fix: replace by “Open Science”\n"
	    "   = fix (unsafe): drop it\n"
	    "\n"
	    "a.md:1:1: error: second [topics/alias]\n"
	    " 1 | # Title\n"
	    "   | ^^^^^^^\n"
	    "\n");
}

static void a_file_that_was_not_read_shows_no_line(void **state)
{
	(void)state;
	sl_report_style style = { .excerpts = true };
	assert_true(sl_source_read(&source, "/nowhere/at/all"));
	sl_problem problem = problem_at(&source, 0, 0, "cannot read this file");
	problem.help = SL_LIT("check the path");
	assert_string_equal(report_as(&style, &problem, 1),
	    "a.md:1:1: error: cannot read this file [topics/alias]\n   = help: check the path\n\n");
}

static void colours_mark_severity_place_and_rule(void **state)
{
	(void)state;
	sl_report_style style = { .colour = true };
	sl_problem problem = problem_at(&source, 0, 7, "first");
	assert_string_equal(report_as(&style, &problem, 1),
	    "\x1b[1ma.md:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m first \x1b[2m[topics/alias]\x1b[0m\n");
}

/* A pager or a log that shows the colours' text alone shows what there is without colours. */
static void colours_change_nothing_but_colours(void **state)
{
	(void)state;
	sl_report_style coloured = { .colour = true, .excerpts = true }, plain = { .excerpts = true };
	sl_problem problem = alias();
	report_as(&coloured, &problem, 1);
	size_t size = out.size;
	report_as(&plain, &problem, 1);
	sl_buffer bare;
	sl_buffer_init(&bare);
	for (size_t i = 0; i < size; i++) {
		if (out.bytes[i] == '\x1b')
			i += strcspn(out.bytes + i, "m");
		else
			sl_buffer_append_char(&bare, out.bytes[i]);
	}
	assert_string_equal(bare.data, out.bytes + size);
	sl_buffer_finish(&bare);
}

static void hostile_names_and_messages_stay_on_their_line(void **state)
{
	(void)state;
	sl_report_style style = { 0 };
	sl_problem problem = problem_at(&source, 0, 7, "\x1b]0;title\x07 \u202e red\nb.md:1:1: error: forged [x/y]");
	problem.file = SL_LIT("a\nb.md:1:1: error\x1b[2J\xff.md");
	assert_string_equal(report_as(&style, &problem, 1),
	    "a\\nb.md:1:1: error\\x1B[2J\\xFF.md:1:1: error: \\x1B]0;title\\x07 \\u{202E} red\\nb.md:1:1: error: forged [x/y] [topics/alias]\n");
}

static void hostile_source_help_and_fixes_are_made_visible(void **state)
{
	(void)state;
	sl_report_style style = { .excerpts = true };
	assert_true(sl_source_set(&source, SL_LIT("x\x1b[2J y")));
	sumlint_fix fix = { SL_LIT("\x1b[2J"), SUMLINT_FIX_SAFE, 1, &edit };
	sl_problem problem = problem_at(&source, 6, 7, "m");
	problem.help = SL_LIT("h\u202e");
	problem.fixes = &fix;
	problem.fix_count = 1;
	assert_string_equal(report_as(&style, &problem, 1),
	    "a.md:1:7: error: m [topics/alias]\n 1 | x␛[2J y\n   |       ^\n   = help: h\\u{202E}\n   = fix: \\x1B[2J\n\n");
}

static void long_lines_fit_the_terminal(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < 1000; i++)
		sl_buffer_append(&text, SL_LIT("语"));
	assert_true(sl_source_set(&source, sl_buffer_str(&text)));
	sl_buffer_finish(&text);
	for (uint32_t width = 1; width < 130; width += 7) {
		sl_report_style style = { .excerpts = true, .width = width };
		sl_problem problem = problem_at(&source, 300, 306, "");
		size_t from = out.size;
		const char *line = strchr(report_as(&style, &problem, 1) + from, '\n') + 1;
		uint32_t columns = 0;
		for (; *line != '\n'; line++) /* three bytes and two columns each, but for the ellipses */
			columns += (*line & 0xC0) != 0x80 ? (unsigned char)*line == 0xE8 ? 2 : 1 : 0;
		assert_true(columns <= (width < 21 ? 21 : width));
		assert_true(columns + 4 >= width || width > 100);
	}
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

static void a_full_device_is_told(void **state)
{
	(void)state;
	sl_problem problem = alias();
	sl_counts counts = { 0 };
	for (int buffered = 0; buffered < 2; buffered++) {
		FILE *full = fopen("/dev/full", "w");
		assert_non_null(full);
		setvbuf(full, NULL, buffered ? _IOFBF : _IONBF, buffered ? 4096 : 0);
		sl_report_style style = { 0 };
		sl_report *report = sl_report_text.create(full, &style);
		assert_non_null(report);
		errno = 0;
		bool good = sl_report_text.problem(report, &problem);
		assert_int_equal(good, buffered);
		assert_false(good && sl_report_text.finish(report, &counts));
		assert_int_equal(errno, ENOSPC);
		sl_report_text.free(report);
		fclose(full);
	}
	sl_report_text.free(NULL);
}

static void formats_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(sl_report_find(SL_LIT("text")), &sl_report_text);
	assert_ptr_equal(sl_report_find(SL_LIT("json")), &sl_report_json);
	assert_null(sl_report_find(SL_LIT("tex")));
	assert_null(sl_report_find(SL_LIT("")));
	for (size_t i = 0; sl_report_formats[i]; i++)
		assert_ptr_equal(sl_report_find(sl_str_of(sl_report_formats[i]->name)), sl_report_formats[i]);
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_pipe_gets_one_line_a_problem_and_nothing_else),
		test(no_problems_are_no_output),
		test(a_person_sees_the_place_the_help_and_the_fixes),
		test(a_file_that_was_not_read_shows_no_line),
		test(colours_mark_severity_place_and_rule),
		test(colours_change_nothing_but_colours),
		test(hostile_names_and_messages_stay_on_their_line),
		test(hostile_source_help_and_fixes_are_made_visible),
		test(long_lines_fit_the_terminal),
		test(a_full_device_is_told),
		test(formats_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
