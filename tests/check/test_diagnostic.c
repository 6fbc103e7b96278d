/* SPDX-License-Identifier: Apache-2.0
 * test_diagnostic.c - what rules report, as it comes out of a check: copied, mended, in order; and the host's own rules.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "probe.h"

#include <errno.h>

static void report(sumlint_context *context, uint32_t start, uint32_t end, sl_str message)
{
	sumlint_diagnostic given = { .struct_size = sizeof(given), .span = { start, end }, .message = message };
	probe.hooks->host->report(context, &given);
}

/* ---- order -------------------------------------------------------------------------------------------------------- */

static void report_in_disorder(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	(void)document;
	if (strcmp(rule, "two") == 0 || strcmp(rule, "one") == 0) {
		report(context, 5, 6, SL_LIT("a"));
		report(context, 0, 4, SL_LIT("b"));
		report(context, 0, 2, SL_LIT("c"));
		report(context, 0, 2, SL_LIT("again"));
		report(context, 3, 3, SL_LIT("empty"));
	}
}

static void diagnostics_come_by_place_then_rule_then_as_reported(void **state)
{
	(void)state;
	probe.hooks->check = report_in_disorder;
	assert_true(probe_try(probe.settings, "a.txt", SL_LIT("0123456789")));
	assert_string_equal(probe_result(),
	    "0-2 probe/one error c;0-2 probe/one error again;0-2 probe/two warning c;0-2 probe/two warning again;"
	    "0-4 probe/one error b;0-4 probe/two warning b;3-3 probe/one error empty;3-3 probe/two warning empty;"
	    "5-6 probe/one error a;5-6 probe/two warning a;");
}

enum { MANY = 200000 };

static void report_many(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	for (uint32_t i = 0; i < MANY; i++) {
		uint32_t at = (uint32_t)((uint64_t)i * 2654435761u % 1000);
		report(context, at, at, SL_LIT("m"));
	}
}

static void a_great_many_diagnostics_are_all_kept(void **state)
{
	(void)state;
	char text[1000];
	memset(text, 'x', sizeof(text));
	probe_check("a.txt", (sl_str){ text, sizeof(text) }, report_many);
	assert_int_equal(probe.checked.count, MANY);
	for (uint32_t i = 1; i < MANY; i++)
		assert_true(probe.checked.diagnostics[i - 1].span.start <= probe.checked.diagnostics[i].span.start);
}

/* ---- copies and mending ------------------------------------------------------------------------------------------- */

static void report_and_overwrite(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	char message[] = "message", help[] = "help", title[] = "title", text[] = "text";
	sumlint_edit edit = { { 0, 1 }, sl_str_of(text) };
	sumlint_fix fix = { sl_str_of(title), SUMLINT_FIX_SAFE, 1, &edit };
	sumlint_diagnostic given = { .struct_size = sizeof(given), .span = { 0, 1 }, .message = sl_str_of(message), .help = sl_str_of(help),
		.fix_count = 1, .fixes = &fix };
	probe.hooks->host->report(context, &given);
	memset(message, '?', sizeof(message) - 1);
	memset(help, '?', sizeof(help) - 1);
	memset(title, '?', sizeof(title) - 1);
	memset(text, '?', sizeof(text) - 1);
	memset(&edit, 0xFF, sizeof(edit));
	memset(&fix, 0xFF, sizeof(fix));
	memset(&given, 0xFF, sizeof(given));
}

static void everything_of_a_report_is_copied(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("x"), report_and_overwrite);
	assert_int_equal(probe.checked.count, 1);
	const sl_diagnostic *found = &probe.checked.diagnostics[0];
	assert_true(sl_str_is(found->message, "message"));
	assert_true(sl_str_is(found->help, "help"));
	assert_int_equal(found->fix_count, 1);
	assert_true(sl_str_is(found->fixes[0].title, "title"));
	assert_int_equal(found->fixes[0].safety, SUMLINT_FIX_SAFE);
	assert_int_equal(found->fixes[0].edit_count, 1);
	assert_true(sl_str_is(found->fixes[0].edits[0].text, "text"));
	assert_string_equal(probe_troubles(), "");
}

static void report_related(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	const sumlint_ext_related *extension = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_RELATED);
	char first[] = "here\nfirst";
	sumlint_related related[] = { { { 0, 1 }, sl_str_of(first) }, { { 2, 4000000000u }, SL_LIT("cut") } };
	sumlint_diagnostic given = { .struct_size = sizeof(given), .span = { 1, 2 }, .message = SL_LIT("m") };
	extension->report(context, &given, related, 2);
	memset(first, '?', sizeof(first) - 1);
	memset(related, 0xFF, sizeof(related));
	extension->report(context, &given, NULL, 3);
}

static void related_places_are_copied_and_cut(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("abc"), report_related);
	assert_int_equal(probe.checked.count, 2);
	const sl_diagnostic *found = probe.checked.diagnostics;
	assert_int_equal(found[0].related_count, 2);
	assert_true(sl_str_is(found[0].related[0].message, "here first"));
	assert_int_equal(found[0].related[0].span.end, 1);
	assert_int_equal(found[0].related[1].span.start, 2);
	assert_int_equal(found[0].related[1].span.end, 3);
	assert_int_equal(found[1].related_count, 0);
}

static void report_odd_spans(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	report(context, 1, 4000000000u, SL_LIT("past the end"));
	report(context, 9000, 9001, SL_LIT("outside"));
	report(context, 8, 7, SL_LIT("reversed"));
	report(context, 3, 5, SL_LIT("from within to within"));
	report(context, 4, 4, SL_LIT("a place within"));
}

static void spans_are_cut_to_the_document_and_to_whole_characters(void **state)
{
	(void)state;
	/* 0 a, 1 U+8BED, 4 U+00FC, 6 b, 7 c, 8 d; 9 is the end */
	probe_check("a.txt", SL_LIT("a\u8bed\u00fc" "bcd"), report_odd_spans);
	assert_string_equal(probe_result(),
	    "1-6 probe/one error from within to within;1-9 probe/one error past the end;4-4 probe/one error a place within;"
	    "8-8 probe/one error reversed;9-9 probe/one error outside;");
}

static void report_odd_texts(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	report(context, 0, 0, SL_LIT("two\nlines\tand\r\x1b[31m \x7f"));
	report(context, 1, 1, SL_LIT("caf\xe9 \xed\xa0\x80!"));
	report(context, 2, 2, SL_LIT(""));
	report(context, 3, 3, (sl_str){ NULL, 12 });
}

static void texts_become_one_line_of_utf8(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("0123456789"), report_odd_texts);
	assert_string_equal(probe_result(),
	    "0-0 probe/one error two lines and  [31m  ;1-1 probe/one error caf\ufffd \ufffd\ufffd\ufffd!;"
	    "2-2 probe/one error summary of one;3-3 probe/one error summary of one;");
	assert_true(sl_str_is(probe.checked.diagnostics[0].help, "summary of one"));
}

/* ---- other versions of the struct ------------------------------------------------------------------------------- */

static void report_other_sizes(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	struct {
		sumlint_diagnostic known;
		char more[64];
	} later = { .known = { .struct_size = sizeof(later), .span = { 0, 1 }, .message = SL_LIT("from a later version") } };
	memset(later.more, 0xFF, sizeof(later.more));
	probe.hooks->host->report(context, &later.known);
	sumlint_diagnostic given = { .struct_size = offsetof(sumlint_diagnostic, help), .span = { 1, 2 }, .message = SL_LIT("no help") };
	probe.hooks->host->report(context, &given);
	given.struct_size = offsetof(sumlint_diagnostic, message);
	given.span.start = 2;
	probe.hooks->host->report(context, &given);
	given.struct_size = 0;
	probe.hooks->host->report(context, &given);
}

static void a_larger_struct_is_fine_and_a_smaller_one_is_told(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("0123"), report_other_sizes);
	assert_string_equal(probe_result(), "0-0 probe/one error the rule reports a defect without a readable message;"
					    "0-1 probe/one error from a later version;1-2 probe/one error no help;"
					    "2-2 probe/one error the rule reports a defect without a readable message;");
	assert_int_equal(probe.troubles.count, 3);
	assert_non_null(strstr(probe_troubles(), "probe/one"));
}

static void break_the_interface(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	probe.hooks->host->report(context, NULL);
	const sumlint_ext_facts *facts = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_FACTS);
	sumlint_diagnostic given = { .struct_size = sizeof(given) };
	facts->report_fact(context, NULL, &given);
	facts->state(context, SL_LIT("key"), SL_LIT("value"), (sumlint_span){ 0, 0 });
}

static void what_the_interface_forbids_is_an_error_of_the_run(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("0123"), break_the_interface);
	assert_int_equal(probe.checked.count, 0);
	assert_int_equal(probe.checked.fact_count, 0);
	assert_string_equal(probe_troubles(), "!a.txt: rule 'probe/one' breaks the plugin interface: report is called with NULL;"
					      "!a.txt: rule 'probe/one' breaks the plugin interface: check calls report_fact; it has report;"
					      "!a.txt: rule 'probe/one' breaks the plugin interface: it states facts, but has no judge;");
}

static void run_short(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	(void)document;
	if (strcmp(rule, "one") == 0)
		probe.hooks->host->fail_memory(context);
	else if (strcmp(rule, "two") == 0)
		fail_msg("another rule was run");
}

static void a_plugin_short_of_memory_ends_the_check(void **state)
{
	(void)state;
	probe.hooks->check = run_short;
	assert_false(probe_try(probe.settings, "a.txt", SL_LIT("x")));
	probe.hooks->check = NULL;
	assert_true(probe_try(probe.settings, "a.txt", SL_LIT("x")));
}

/* ---- texts made by the host --------------------------------------------------------------------------------------- */

static char long_text[5000];

static void report_formatted(const sumlint_document *document, sumlint_context *context)
{
	const sumlint_host *host = probe.hooks->host;
	report(context, 0, 0, host->format(context, "%d of %s", 7, "nine"));
	sumlint_str formatted = host->format(context, "<%s>", long_text);
	assert_int_equal(formatted.size, sizeof(long_text) - 1 + 2);
	assert_int_equal(formatted.data[formatted.size], 0);
	report(context, 1, 1, host->quote(context, SL_LIT("  two \n\t words\u00a0and more ")));
	report(context, 2, 2, host->quote(context, SL_LIT("\x1b[2J\u202e")));
	report(context, 3, 3, host->quote(context, SL_LIT("caf\xe9")));
	report(context, 4, 4, host->quote(context, (sumlint_str){ NULL, 0 }));
	report(context, 5, 5, host->quote(context, SL_LIT("123456789 123456789 123456789 123456789 123456789 123456789 1")));
	report(context, 6, 6, host->quote(context, SL_LIT("123456789 123456789 123456789 123456789 123456789 1234567890")));
	report(context, 7, 7, host->quote(context, document->text));
}

static void format_and_quote_make_texts_for_messages(void **state)
{
	(void)state;
	memset(long_text, 'x', sizeof(long_text) - 1);
	probe_check("a.txt", SL_LIT("语语语语语语语语语语"), report_formatted);
	const char *result = probe_result();
	assert_non_null(strstr(result, "error 7 of nine;"));
	assert_non_null(strstr(result, "error “two words and more”;"));
	assert_non_null(strstr(result, "error “U+001B[2JU+202E”;"));
	assert_non_null(strstr(result, "error “caf\ufffd”;"));
	assert_non_null(strstr(result, "error “”;"));
	assert_non_null(strstr(result, "error “123456789 123456789 123456789 123456789 123456789 123456789…”;"));
	assert_non_null(strstr(result, "error “123456789 123456789 123456789 123456789 123456789 1234567890”;"));
	assert_non_null(strstr(result, "error “语语语语语语语语语语”;"));
}

static void compare_texts(const sumlint_document *document, sumlint_context *context)
{
	(void)document;
	const sumlint_ext_text *text = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_TEXT);
	assert_non_null(text);
	assert_null(probe.hooks->host->extension(probe.hooks->host, "sumlint.text/2"));
	assert_null(probe.hooks->host->extension(probe.hooks->host, ""));
	assert_true(text->equal(context, SL_LIT("Straße  und\u00a0Weg"), SL_LIT("STRASSE UND WEG")));
	assert_true(text->equal(context, SL_LIT("e\u0301"), SL_LIT("\u00c9")));
	assert_false(text->equal(context, SL_LIT("a"), SL_LIT("b")));
	assert_true(text->equal(context, (sumlint_str){ NULL, 0 }, SL_LIT("")));
	assert_false(text->equal(context, SL_LIT("caf\xe9"), SL_LIT("cafe"))); /* no UTF-8 is no reason to end the run */
	sumlint_str folded = text->fold(context, SL_LIT("  ÄB  c "));
	sumlint_str other = text->fold(context, SL_LIT("other"));
	assert_true(sl_str_is(folded, "äb c"));
	assert_true(sl_str_is(other, "other"));
	assert_int_equal(text->words(SL_LIT("one, two – three")), 3);
	assert_int_equal(text->distance(context, SL_LIT("Lerning"), SL_LIT("LEARNING"), 2), 1);
	assert_int_equal(text->distance(context, SL_LIT("ab"), SL_LIT("ba"), 2), 1);
	assert_int_equal(text->distance(context, SL_LIT("abc"), SL_LIT("xyz"), 2), SUMLINT_NONE);
	report(context, 0, 0, SL_LIT("done"));
}

static void texts_compare_as_the_product_compares_them(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("x"), compare_texts);
	assert_string_equal(probe_result(), "0-0 probe/one error done;");
	assert_string_equal(probe_troubles(), "");
}

/* ---- the host's own rules ----------------------------------------------------------------------------------------- */

static void must_not_run(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	(void)document;
	(void)context;
	fail_msg("rule %s was run", rule);
}

static void assert_encoding(sl_str bytes, const char *expected)
{
	assert_true(probe_try(probe.settings, "a.txt", bytes));
	assert_string_equal(probe_result(), expected);
	assert_true(probe.checked.partial);
	assert_true(sl_str_is(probe.checked.diagnostics[0].help, "save the file as UTF-8"));
}

static void a_file_that_is_no_utf8_is_reported_and_not_checked(void **state)
{
	(void)state;
	probe.hooks->check = must_not_run;
	assert_encoding(SL_LIT("caf\xe9 au lait"), "3-4 core/encoding error byte 0xE9 is not UTF-8: the file seems to be Windows-1252 or Latin-1;");
	assert_encoding(SL_LIT("a\xed\xa0\x80"), "1-2 core/encoding error byte 0xED is not UTF-8;");
	assert_encoding(SL_LIT("ELF\0\1"), "3-4 core/encoding error NUL byte: this is a binary file, or text that is not UTF-8;");
	assert_encoding(SL_LIT("\xff\xfeT\0"), "0-2 core/encoding error the byte order mark says that this file is UTF-16 (little-endian), not UTF-8;");
	assert_encoding(SL_LIT("\xfe\xff\0T"), "0-2 core/encoding error the byte order mark says that this file is UTF-16 (big-endian), not UTF-8;");
	assert_encoding(SL_LIT("\0\0\xfe\xff\0"), "0-4 core/encoding error the byte order mark says that this file is UTF-32 (big-endian), not UTF-8;");
	assert_encoding(SL_LIT("\xff\xfe\0\0T"), "0-4 core/encoding error the byte order mark says that this file is UTF-32 (little-endian), not UTF-8;");
}

static void a_file_that_cannot_be_read_is_reported(void **state)
{
	(void)state;
	probe.hooks->check = must_not_run;
	assert_true(sl_source_read(&probe.source, "/nowhere/at/all"));
	assert_true(sl_check(probe_checker(), probe.settings, SL_LIT("gone.md"), &probe.source, &probe.check_arena, &probe.checked));
	assert_string_equal(probe_result(), "0-0 core/io error cannot read this file: No such file or directory;");
	assert_true(probe.checked.partial);
	probe.source.error = EFBIG;
	assert_true(sl_check(probe_checker(), probe.settings, SL_LIT("gone.md"), &probe.source, &probe.check_arena, &probe.checked));
	assert_string_equal(probe_result(), "0-0 core/io error cannot read this file: it is 4 GiB or larger;");
}

static void broken_front_matter_keeps_the_rules_from_running(void **state)
{
	(void)state;
	probe.hooks->check = must_not_run;
	assert_true(probe_try(probe.settings, "a.md", SL_LIT("---\ntitle: [unclosed\n---\nText\n")));
	assert_int_equal(probe.checked.count, 1);
	assert_true(sl_str_is(probe.checked.diagnostics[0].rule->id, "core/front-matter"));
	assert_true(probe.checked.partial);
	assert_true(probe.checked.diagnostics[0].span.start >= 4);
	assert_true(probe.checked.diagnostics[0].span.end <= 24);
}

static void a_good_file_is_checked_whole(void **state)
{
	(void)state;
	probe.hooks->check = report_in_disorder;
	assert_true(probe_try(probe.settings, "a.md", SL_LIT("---\ntitle: A title\n---\nText\n")));
	assert_int_equal(probe.checked.count, 10);
	assert_false(probe.checked.partial);
	assert_true(probe_try(probe.settings, "a.txt", SL_LIT("")));
	assert_int_equal(probe.checked.count, 10);
}

static void the_document_is_what_the_file_says(const sumlint_document *document, sumlint_context *context)
{
	assert_true(sl_str_is(document->path, "folder/a.md"));
	assert_true(sl_str_is(document->text, "\xEF\xBB\xBF# A title\n"));
	assert_int_equal(document->syntax, SUMLINT_SYNTAX_MARKDOWN);
	assert_int_equal(document->type->slot_count, 3);
	report(context, 3, 12, SL_LIT("seen"));
}

static void rules_are_handed_the_parsed_document(void **state)
{
	(void)state;
	probe_check("folder/a.md", SL_LIT("\xEF\xBB\xBF# A title\n"), the_document_is_what_the_file_says);
	assert_string_equal(probe_result(), "3-12 probe/one error seen;");
}

#define test(name) cmocka_unit_test_setup_teardown(name, probe_open, probe_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(diagnostics_come_by_place_then_rule_then_as_reported),
		test(a_great_many_diagnostics_are_all_kept),
		test(everything_of_a_report_is_copied),
		test(related_places_are_copied_and_cut),
		test(spans_are_cut_to_the_document_and_to_whole_characters),
		test(texts_become_one_line_of_utf8),
		test(a_larger_struct_is_fine_and_a_smaller_one_is_told),
		test(what_the_interface_forbids_is_an_error_of_the_run),
		test(a_plugin_short_of_memory_ends_the_check),
		test(format_and_quote_make_texts_for_messages),
		test(texts_compare_as_the_product_compares_them),
		test(a_file_that_is_no_utf8_is_reported_and_not_checked),
		test(a_file_that_cannot_be_read_is_reported),
		test(broken_front_matter_keeps_the_rules_from_running),
		test(a_good_file_is_checked_whole),
		test(rules_are_handed_the_parsed_document),
	};
	return cmocka_run_group_tests(tests, probe_start, probe_stop);
}
