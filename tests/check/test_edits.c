/* SPDX-License-Identifier: Apache-2.0
 * test_edits.c - fixes as they come out of a check: whole, sorted, and within front matter written as YAML that says what the rule meant.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "probe.h"

#include "base/utf8.h"
#include "parse/front_matter.h"

#include <stdio.h>

/* ---- a fix in, the fixed text out -------------------------------------------------------------------------------- */

static sumlint_fix given;
static sl_buffer fixed;

static void report_given(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .message = SL_LIT("m"), .fix_count = 1, .fixes = &given };
	probe.hooks->host->report(context, &diagnostic);
}

/* The text with the fix applied, or NULL where the fix was left out (and the diagnostic was not). */
static const char *apply(const char *path, const char *text, uint32_t count, const sumlint_edit *edits)
{
	sl_arena_reset(&probe.check_arena);
	given = (sumlint_fix){ SL_LIT("title"), given.safety ? given.safety : SUMLINT_FIX_SAFE, count, edits };
	probe_check(path, sl_str_of(text), report_given);
	assert_int_equal(probe.checked.count, 1);
	const sl_diagnostic *found = &probe.checked.diagnostics[0];
	if (!found->fix_count)
		return NULL;
	sl_buffer_clear(&fixed);
	uint32_t at = 0;
	for (uint32_t i = 0; i < found->fixes[0].edit_count; i++) {
		const sumlint_edit *edit = &found->fixes[0].edits[i];
		assert_true(edit->span.start >= at && edit->span.end >= edit->span.start);
		sl_buffer_append(&fixed, (sl_str){ text + at, edit->span.start - at });
		sl_buffer_append(&fixed, edit->text);
		at = edit->span.end;
	}
	sl_buffer_append(&fixed, sl_str_of(text + at));
	return fixed.data;
}

static sumlint_edit edit(uint32_t start, uint32_t end, const char *text)
{
	return (sumlint_edit){ { start, end }, sl_str_of(text) };
}

static int open_test(void **state)
{
	sl_buffer_init(&fixed);
	given.safety = SUMLINT_FIX_SAFE;
	return probe_open(state);
}

static int close_test(void **state)
{
	sl_buffer_finish(&fixed);
	return probe_close(state);
}

/* ---- fixes in the body -------------------------------------------------------------------------------------------- */

static void edits_of_the_body_are_taken_as_they_are(void **state)
{
	(void)state;
	sumlint_edit one[] = { edit(2, 3, "X: \"#\n\t") };
	assert_string_equal(apply("a.md", "012345", 1, one), "01X: \"#\n\t345");
	sumlint_edit all[] = { edit(0, 6, "") };
	assert_string_equal(apply("a.md", "012345", 1, all), "");
	given.safety = SUMLINT_FIX_UNSAFE;
	assert_non_null(apply("a.md", "012345", 1, one));
	assert_int_equal(probe.checked.diagnostics[0].fixes[0].safety, SUMLINT_FIX_UNSAFE);
	assert_string_equal(probe_troubles(), "");
}

static void edits_are_sorted_and_insertions_keep_their_order(void **state)
{
	(void)state;
	sumlint_edit edits[] = { edit(4, 5, "E"), edit(0, 1, "A"), edit(2, 2, "first "), edit(2, 3, "C"), edit(2, 2, "second ") };
	assert_string_equal(apply("a.md", "012345", 5, edits), "A1first second C3E5");
}

static void assert_left_out(uint32_t count, const sumlint_edit *edits, const char *why)
{
	char expected[256];
	snprintf(expected, sizeof(expected), "?a.md: a fix of rule 'probe/one' is left out: %s;", why);
	assert_null(apply("a.md", "01\u8bed" "5", count, edits));
	assert_string_equal(probe_troubles(), expected);
	probe_forgive();
}

static void a_fix_that_cannot_be_used_is_left_out_and_told(void **state)
{
	(void)state;
	sumlint_edit good = edit(0, 1, "x");
	assert_left_out(2, (sumlint_edit[]){ edit(0, 2, "x"), edit(1, 2, "y") }, "its edits overlap");
	assert_left_out(2, (sumlint_edit[]){ good, edit(0, 1, "y") }, "its edits overlap");
	assert_left_out(2, (sumlint_edit[]){ good, edit(6, 7, "") }, "it edits outside the document");
	assert_left_out(1, (sumlint_edit[]){ edit(2, 1, "") }, "it edits outside the document");
	assert_left_out(1, (sumlint_edit[]){ edit(3, 5, "") }, "it cuts a character in two");
	assert_left_out(1, (sumlint_edit[]){ edit(2, 4, "") }, "it cuts a character in two");
	assert_left_out(1, (sumlint_edit[]){ edit(0, 1, "caf\xe9") }, "its text is not UTF-8");
	assert_left_out(0, &good, "it has no edits");
	assert_left_out(1, NULL, "it has no edits");
	given.safety = 7;
	assert_left_out(1, &good, "it says neither that it is safe nor that it is unsafe");
}

static void report_four(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	sumlint_edit good = edit(0, 1, "x"), bad = edit(5, 9, "");
	sumlint_fix fixes[] = { { SL_LIT("bad"), SUMLINT_FIX_SAFE, 1, &bad }, { SL_LIT(""), SUMLINT_FIX_SAFE, 1, &good },
		{ SL_LIT("bad"), SUMLINT_FIX_SAFE, 1, &bad }, { SL_LIT("two\nlines"), SUMLINT_FIX_UNSAFE, 1, &good } };
	sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .message = SL_LIT("m"), .fix_count = 4, .fixes = fixes };
	probe.hooks->host->report(context, &diagnostic);
	diagnostic.fixes = NULL;
	probe.hooks->host->report(context, &diagnostic);
}

static void good_fixes_stay_where_others_are_left_out(void **state)
{
	(void)state;
	probe_check("a.md", SL_LIT("abc"), report_four);
	assert_int_equal(probe.checked.count, 2);
	const sl_diagnostic *found = &probe.checked.diagnostics[0];
	assert_int_equal(found->fix_count, 2);
	assert_true(sl_str_is(found->fixes[0].title, "apply the fix"));
	assert_true(sl_str_is(found->fixes[1].title, "two lines"));
	assert_int_equal(probe.checked.diagnostics[1].fix_count, 0);
	assert_int_equal(probe.troubles.count, 1); /* once for a rule and document is enough */
	assert_int_equal(probe.troubles.errors, 0);
}

/* ---- fixes in front matter ----------------------------------------------------------------------------------------- */

/* Replaces the only `part` of the text. */
static const char *replace(const char *text, const char *part, const char *by)
{
	const char *at = strstr(text, part);
	assert_non_null(at);
	sumlint_edit one = edit((uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(part)), by);
	return apply("a.md", text, 1, &one);
}

static void plain_values_stay_plain_where_they_can(void **state)
{
	(void)state;
	assert_string_equal(replace("---\ntitle: Old words\n---\n", "Old words", "New words"), "---\ntitle: New words\n---\n");
	assert_string_equal(replace("---\ntitle: Old words\n---\n", "Old", "New"), "---\ntitle: New words\n---\n");
	assert_string_equal(replace("---\ntitle: Old words.\n---\n", ".", ""), "---\ntitle: Old words\n---\n");
	assert_string_equal(replace("---\ntitle: Old words\n---\n", "Old words", ""), "---\ntitle: \n---\n");
	assert_string_equal(replace("---\ntopics: [A, Old, B]\n---\n", "Old", "C++"), "---\ntopics: [A, C++, B]\n---\n");
	assert_string_equal(replace("---\nold: x\n---\n", "old", "new"), "---\nnew: x\n---\n");
	assert_string_equal(replace("---\r\ntitle: Old\r\n---\r\n", "Old", "New"), "---\r\ntitle: New\r\n---\r\n");
}

static void plain_values_are_quoted_where_they_must_be(void **state)
{
	(void)state;
	assert_string_equal(replace("---\ntitle: Old\n---\n", "Old", "New: more"), "---\ntitle: \"New: more\"\n---\n");
	assert_string_equal(replace("---\ntitle: Old words\n---\n", "Old", "New:"), "---\ntitle: \"New: words\"\n---\n");
	assert_string_equal(replace("---\ntopics: [A, Old]\n---\n", "Old", "B, C"), "---\ntopics: [A, \"B, C\"]\n---\n");
	assert_string_equal(replace("---\ntopics:\n  - Old\n---\n", "Old", "B, C"), "---\ntopics:\n  - B, C\n---\n");
	assert_string_equal(replace("---\ntitle: Old\n---\n", "Old", "on"), "---\ntitle: \"on\"\n---\n");
	assert_string_equal(replace("---\ntitle: Old\n---\n", "Old", "2024-01-01"), "---\ntitle: \"2024-01-01\"\n---\n");
}

static void quoted_values_keep_their_quotes(void **state)
{
	(void)state;
	assert_string_equal(replace("---\ntitle: \"Old: words\"\n---\n", "Old", "New \"one\""), "---\ntitle: \"New \\\"one\\\": words\"\n---\n");
	assert_string_equal(replace("---\ntitle: 'Old: words'\n---\n", "Old", "It's"), "---\ntitle: 'It''s: words'\n---\n");
	assert_string_equal(replace("---\ntitle: 'Old: words'\n---\n", "Old: words", ""), "---\ntitle: ''\n---\n");
	assert_string_equal(replace("---\ntopics: [\"A\", \"Old\"]\n---\n", ", \"Old\"", ""), "---\ntopics: [\"A\"]\n---\n");
	assert_string_equal(replace("---\ntopics: [\"Old\"]\n---\n", "\"Old\"", ""), "---\ntopics: []\n---\n");
}

static void what_is_no_scalar_is_taken_as_it_is(void **state)
{
	(void)state;
	assert_string_equal(replace("---\nstuff:\n  - A\n  - Old: x\n---\n", "  - A\n", ""), "---\nstuff:\n  - Old: x\n---\n");
	assert_string_equal(replace("---\na: x\nb: y\n---\n", "b: y\n", ""), "---\na: x\n---\n");
	assert_string_equal(replace("---\na: [x, y]\n---\n", "[x, y]", "[]"), "---\na: []\n---\n");
	/* Behind the front matter text is text. */
	assert_string_equal(replace("---\ntitle: x\n---\nOld\n", "Old", "a: #b"), "---\ntitle: x\n---\na: #b\n");
}

static void quotes_blocks_and_aliases_are_not_cut(void **state)
{
	(void)state;
	assert_null(replace("---\ntitle: \"Old\"\n---\n", "\"Ol", "x"));
	assert_null(replace("---\ntitle: 'Old'\n---\n", "ld'", "x"));
	assert_null(replace("---\ntitle: |-\n  Old\n---\n", "-\n  Old", "x"));
	assert_null(replace("---\na: &x Old\nb: *x\n---\n", "*", "y"));
	assert_non_null(strstr(probe_troubles(), "it edits one of the two quotes of a YAML value"));
	assert_non_null(strstr(probe_troubles(), "it edits the head of a YAML block"));
	assert_non_null(strstr(probe_troubles(), "it edits a part of a YAML alias"));
}

static void a_very_long_plain_value_is_not_rewritten(void **state)
{
	(void)state;
	char text[6000];
	memset(text, 'x', sizeof(text));
	memcpy(text, "---\ntitle: ", 11);
	strcpy(text + 5500, "\n---\n");
	assert_null(apply("a.md", text, 1, &(sumlint_edit){ { 11, 12 }, SL_LIT("y") }));
	assert_non_null(strstr(probe_troubles(), "very long"));
}

/* ---- whatever is written reads back as it was meant ----------------------------------------------------------------- */

static const char *const texts[] = {
	"Open Science", "x", "a: b", "a:", ":a", "a :b", "- a", "-a", "-", "--- a", "? a", "a #b", "#a", "a#b", "[a]", "]a", "{a}", "a, b", ",a", "&a", "*a",
	"!a", "|", ">", "'a'", "it's", "\"a\" b", "a \"b\"", "a\\b", "%a", "@a", "`a`", "~", "null", "True", "no", "on", "y", "1", "1.5", "0x1F", "1e3", "-1",
	"12:30", "2024-01-01", ".inf", "...", "... a", "=", "<<", "C++", "C#", ".NET", "Node.js", "R&D", "a/b", "50%", "T\u00fclu \u8bed", "\U0001F600",
	"a\u00a0b", "a\xc2\x85" "b", "a\u2028b", "\ufeff" "a", "a\ufeff" "b", "a\tb", "a\x01" "b", "a\x7f" "b", "\xc2\x9b",
};

/* What stands around a value; the value is between the two parts. */
typedef struct frame {
	const char *before;
	const char *value;
	const char *after;
	bool lines; /* line ends and control characters become spaces there */
} frame;

static const frame frames[] = {
	{ "---\ntitle: ", "Old", "\n---\nText\n", false },
	{ "---\ntitle: ", "Old", " # a note\nother: x\n---\n", false },
	{ "---\ntitle: ", "Old\n  words", "\nother: x\n---\n", false },
	{ "---\ntitle:", "", "\nother: x\n---\n", false },
	{ "---\ntitle: \"", "Old \\\"x\\\"", "\"\nother: x\n---\n", false },
	{ "---\ntitle: '", "Old ''x''", "'\nother: x\n---\n", true },
	{ "---\ntitle: ", "\"Old\"", "\n---\n", false },
	{ "---\ntitle: ", "'Old'", "\n---\n", false },
	{ "---\ntitle: ", "|\n  Old\n  words\n", "other: x\n---\n", false },
	{ "---\ntitle: ", ">-\n  Old\n  words\n", "---\n", false },
	{ "---\nother: &x Old\ntitle: ", "*x", "\n---\n", false },
	{ "---\nother: &x 'Old'\ntitle: ", "*x", "\n---\n", false },
	{ "---\ntitle: &x ", "Old", "\nother: *x\n---\n", false },
	{ "---\ntitle: !!str ", "Old", "\nother: x\n---\n", false },
	{ "---\n{ title: ", "Old", ", other: x }\n---\n", false },
	{ "\xEF\xBB\xBF---\n'title': ", "Old", "\n---\n", false },
};

/* `text` as a place that knows no escapes can say it. */
static void append_said(sl_buffer *into, const char *text, bool lines)
{
	sl_str from = sl_str_of(text);
	for (size_t at = 0; at < from.size;) {
		uint32_t c = sl_utf8_next(from, &at);
		bool no = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0xFEFF;
		sl_buffer_append_codepoint(into, lines && no ? ' ' : c);
	}
}

static void assert_reads_back(const frame *place, const char *text)
{
	sl_buffer whole, said;
	sl_buffer_init(&whole);
	sl_buffer_init(&said);
	sl_buffer_printf(&whole, "%s%s%s", place->before, place->value, place->after);
	append_said(&said, text, place->lines);
	uint32_t start = (uint32_t)strlen(place->before);
	const char *result = apply("a.md", whole.data, 1, &(sumlint_edit){ { start, start + (uint32_t)strlen(place->value) }, sl_str_of(text) });
	if (!result)
		fail_msg("'%s' in\n%s is left out: %s", text, whole.data, probe_troubles());
	sl_front_matter read;
	assert_true(sl_front_matter_read(&probe.check_arena, SL_LIT("a.md"), sl_str_of(result), &read));
	const sl_yaml *value = read.map ? sl_yaml_get(read.map, "title") : NULL;
	if (!value || value->kind != SL_YAML_SCALAR || !sl_str_equal(value->text, sl_buffer_str(&said)))
		fail_msg("'%s' in\n%sbecame\n%sand reads as '%.*s'", text, whole.data, result, value ? (int)value->text.size : 7, value ? value->text.data : "nothing");
	sl_buffer_finish(&said);
	sl_buffer_finish(&whole);
}

static void what_is_written_reads_back_as_it_was_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++) {
		for (size_t k = 0; k < sizeof(texts) / sizeof(*texts); k++)
			assert_reads_back(&frames[i], texts[k]);
	}
}

/* A part of a value is replaced: the rest of it stays what it was. */
static void pieces_of_values_read_back_too(void **state)
{
	(void)state;
	static const char *const places[][2] = { { "---\nstuff: one ", " three\n---\n" }, { "---\nstuff: 'one ", " three'\n---\n" },
		{ "---\nstuff: \"one ", " three\"\n---\n" }, { "---\nstuff: [one ", " three]\n---\n" }, { "---\nstuff: |-\n  one ", " three\n---\n" },
		{ "---\nstuff: >-\n  one ", " three\n---\n" } };
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		for (size_t k = 0; k < sizeof(texts) / sizeof(*texts); k++) {
			char text[128];
			sl_buffer expected;
			bool lines = i == 1 || i > 3;
			snprintf(text, sizeof(text), "%stwo%s", places[i][0], places[i][1]);
			sl_buffer_init(&expected);
			sl_buffer_append(&expected, SL_LIT("one "));
			append_said(&expected, texts[k], lines);
			sl_buffer_append(&expected, SL_LIT(" three"));
			const char *result = replace(text, "two", texts[k]);
			assert_non_null(result);
			sl_front_matter read;
			assert_true(sl_front_matter_read(&probe.check_arena, SL_LIT("a.md"), sl_str_of(result), &read));
			const sl_yaml *value = read.map ? sl_yaml_get(read.map, "stuff") : NULL;
			if (value && value->kind == SL_YAML_LIST && value->count == 1)
				value = value->items[0];
			if (!value || value->kind != SL_YAML_SCALAR || !sl_str_equal(value->text, sl_buffer_str(&expected)))
				fail_msg("'%s' became\n%s", texts[k], result);
			sl_buffer_finish(&expected);
		}
	}
}

/* ---- much ---------------------------------------------------------------------------------------------------------- */

enum { VALUES = 20000 };

/* "- Old" each, behind "---\nlist:\n". */
static void report_each_value(const sumlint_document *document, sumlint_context *context)
{
	for (uint32_t i = 0; i < VALUES; i++) {
		uint32_t at = 10 + 6 * i + 2;
		sumlint_edit one = { { at, at + 3 }, SL_LIT("a: b") };
		sumlint_fix fix = { SL_LIT("t"), SUMLINT_FIX_SAFE, 1, &one };
		sumlint_diagnostic diagnostic = {
			.struct_size = sizeof(diagnostic), .span = one.span, .message = SL_LIT("m"), .fix_count = 1, .fixes = &fix
		};
		assert_memory_equal(document->text.data + at, "Old", 3);
		probe.hooks->host->report(context, &diagnostic);
	}
}

static void a_great_many_values_can_be_mended(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("---\nlist:\n"));
	for (uint32_t i = 0; i < VALUES; i++)
		sl_buffer_append(&text, SL_LIT("- Old\n"));
	sl_buffer_append(&text, SL_LIT("---\n"));
	probe_check("a.md", sl_buffer_str(&text), report_each_value);
	assert_int_equal(probe.checked.count, VALUES);
	for (uint32_t i = 0; i < VALUES; i++) {
		assert_int_equal(probe.checked.diagnostics[i].fix_count, 1);
		assert_true(sl_str_is(probe.checked.diagnostics[i].fixes[0].edits[0].text, "\"a: b\""));
	}
	sl_buffer_finish(&text);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_test, close_test)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(edits_of_the_body_are_taken_as_they_are),
		test(edits_are_sorted_and_insertions_keep_their_order),
		test(a_fix_that_cannot_be_used_is_left_out_and_told),
		test(good_fixes_stay_where_others_are_left_out),
		test(plain_values_stay_plain_where_they_can),
		test(plain_values_are_quoted_where_they_must_be),
		test(quoted_values_keep_their_quotes),
		test(what_is_no_scalar_is_taken_as_it_is),
		test(quotes_blocks_and_aliases_are_not_cut),
		test(a_very_long_plain_value_is_not_rewritten),
		test(what_is_written_reads_back_as_it_was_meant),
		test(pieces_of_values_read_back_too),
		test(a_great_many_values_can_be_mended),
	};
	return cmocka_run_group_tests(tests, probe_start, probe_stop);
}
