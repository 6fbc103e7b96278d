/* SPDX-License-Identifier: Apache-2.0
 * test_terms.c - items looked up in a vocabulary as rules see them: what matches, what is meant, what comes twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

#include "probe.h"

#include <stdlib.h>
#include <time.h>

enum { SLOT_SUMMARY, SLOT_TOPICS, SLOT_AUDIENCE };

static const sumlint_ext_vocabulary *terms_of_host(void)
{
	const sumlint_ext_vocabulary *terms = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_VOCABULARY);
	assert_non_null(terms);
	return terms;
}

/* ---- items of our own making: the document's text at every '|' ------------------------------------------------------- */

static void make_items(const sumlint_document *document, sumlint_part *part, sumlint_item *items)
{
	const char *text = document->text.data;
	for (uint32_t at = 0; at < document->text.size;) {
		uint32_t end = at + (uint32_t)strcspn(text + at, "|\n");
		sl_str said = { text + at, end - at };
		items[part->item_count++] = (sumlint_item){ .text = said, .span = { at, end }, .outer = { at, end }, .words = sl_word_count(said) };
		at = end + 1;
	}
	part->items = items;
}

static sl_buffer result;

static void append_use(const sumlint_term_use *use)
{
	sl_buffer_printf(&result, "%.*s@%u-%u", SL_ARG(use->text), use->span.start, use->span.end);
	if (use->term != SUMLINT_NONE)
		sl_buffer_printf(&result, " %s%u", use->match == SUMLINT_MATCH_ALT ? "alt" : "pref", use->term);
	sl_buffer_append(&result, use->flags & SUMLINT_USE_PUNCTUATED ? SL_LIT(" punctuated") : SL_LIT(""));
	sl_buffer_append(&result, use->flags & SUMLINT_USE_EMPTY ? SL_LIT(" empty") : SL_LIT(""));
	sl_buffer_append(&result, use->flags & SUMLINT_USE_JOINED ? SL_LIT(" joined") : SL_LIT(""));
	if (use->first != SUMLINT_NONE)
		sl_buffer_printf(&result, " as %u", use->first);
	sl_buffer_append_char(&result, ';');
}

static void look_up(const sumlint_document *document, sumlint_context *context)
{
	static sumlint_item items[32];
	sumlint_part part = { .struct_size = sizeof(part), .kind = SUMLINT_PART_SECTION, .slot = SLOT_TOPICS, .origin = SUMLINT_ORIGIN_BODY };
	make_items(document, &part, items);
	const sumlint_term_use *uses = terms_of_host()->uses(context, &part);
	assert_non_null(uses);
	for (uint32_t i = 0; i < part.item_count; i++)
		append_use(&uses[i]);
	assert_ptr_equal(terms_of_host()->uses(context, &part), uses); /* once for all rules */
}

static const char *uses_of(const char *text)
{
	sl_buffer_clear(&result);
	probe_check("a.txt", sl_str_of(text), look_up);
	return result.data;
}

static int open_test(void **state)
{
	sl_buffer_init(&result);
	return probe_open(state);
}

static int close_test(void **state)
{
	sl_buffer_finish(&result);
	return probe_close(state);
}

/* ---- what matches ------------------------------------------------------------------------------------------------ */

static void labels_match_under_folding(void **state)
{
	(void)state;
	assert_string_equal(uses_of("Open Science|machine  LEARNING"), "Open Science@0-12 pref0;machine  LEARNING@13-30 pref1;");
	assert_string_equal(uses_of("open research|ML"), "open research@0-13 alt0;ML@14-16 alt1;");
	assert_string_equal(uses_of("Expert Systems"), "Expert Systems@0-14 pref2;");
	assert_string_equal(uses_of("Machine Lerning"), "Machine Lerning@0-15;");
}

static void labels_may_have_punctuation_of_their_own(void **state)
{
	(void)state;
	assert_string_equal(uses_of("C++|.NET|Yahoo!|Research and Development"),
	    "C++@0-3 pref3;.NET@4-8 pref4;Yahoo!@9-15 pref6;Research and Development@16-40 pref5;");
	assert_string_equal(uses_of("C++.|.net,|\"Yahoo!\""), "C++@0-3 pref3 punctuated;.net@5-9 pref4 punctuated;Yahoo!@12-18 pref6 punctuated;");
}

static void punctuation_around_a_term_is_told(void **state)
{
	(void)state;
	assert_string_equal(uses_of("Open Science."), "Open Science@0-12 pref0 punctuated;");
	assert_string_equal(uses_of("“Open Science”;"), "Open Science@3-15 pref0 punctuated;");
	assert_string_equal(uses_of("(ML)"), "ML@1-3 alt1 punctuated;");
	assert_string_equal(uses_of("Unheard Of."), "Unheard Of@0-10 punctuated;");
	assert_string_equal(uses_of("Ph.D."), "Ph.D.@0-5;");
	assert_string_equal(uses_of("Developers’"), "Developers’@0-13;");
}

static void an_item_without_words_is_empty(void **state)
{
	(void)state;
	assert_string_equal(uses_of("ML||–"), "ML@0-2 alt1;@3-3 empty;–@4-7 empty;");
	assert_string_equal(uses_of("|"), "@0-0 empty;");
}

static void several_terms_in_one_item_are_told(void **state)
{
	(void)state;
	assert_string_equal(uses_of("Open Science, ML"), "Open Science, ML@0-16 joined;");
	assert_string_equal(uses_of("Open Science and ML"), "Open Science and ML@0-19 joined;");
	assert_string_equal(uses_of("ML; C++, .NET and OSci"), "ML; C++, .NET and OSci@0-22 joined;");
	assert_string_equal(uses_of("Research and Development, ML"), "Research and Development, ML@0-28 joined;");
	assert_string_equal(uses_of("Open Science, Nonsense"), "Open Science, Nonsense@0-22;");
	assert_string_equal(uses_of("Science and ML"), "Science and ML@0-14;");
}

/* ---- what comes twice ---------------------------------------------------------------------------------------------- */

static void the_same_term_or_text_is_told_with_its_first(void **state)
{
	(void)state;
	assert_string_equal(uses_of("ML|Open Science|Machine Learning.|OSci|ml"),
	    "ML@0-2 alt1;Open Science@3-15 pref0;Machine Learning@16-32 pref1 punctuated as 0;OSci@34-38 alt0 as 1;ml@39-41 alt1 as 0;");
	assert_string_equal(uses_of("Nonsense|Other|NONSENSE|nonsense."),
	    "Nonsense@0-8;Other@9-14;NONSENSE@15-23 as 0;nonsense@24-32 punctuated as 0;");
	assert_string_equal(uses_of("||x"), "@0-0 empty;@1-1 empty;x@2-3;"); /* emptiness is not said twice */
}

/* ---- which parts have uses ------------------------------------------------------------------------------------------ */

static void ask_for_other_parts(const sumlint_document *document, sumlint_context *context)
{
	static sumlint_item items[8];
	sumlint_part part = { .struct_size = sizeof(part), .slot = SLOT_TOPICS };
	make_items(document, &part, items);
	assert_null(terms_of_host()->uses(context, NULL));
	sumlint_part by_place = part, near = part, unknown = part, summary = part, audience = part, empty = part;
	by_place.flags = SUMLINT_PART_BY_PLACE;
	near.flags = SUMLINT_PART_NEAR;
	unknown.slot = SUMLINT_NONE;
	summary.slot = SLOT_SUMMARY;
	audience.slot = SLOT_AUDIENCE;
	empty.item_count = 0;
	assert_null(terms_of_host()->uses(context, &by_place));
	assert_null(terms_of_host()->uses(context, &unknown));
	assert_null(terms_of_host()->uses(context, &summary));
	assert_int_equal(terms_of_host()->uses(context, &near)[0].term, 1);
	assert_int_equal(terms_of_host()->uses(context, &audience)[0].term, SUMLINT_NONE);
	assert_int_equal(terms_of_host()->uses(context, &audience)[1].term, 0);
	assert_non_null(terms_of_host()->uses(context, &empty));
	/* More parts than the first table holds. */
	static sumlint_part many[200];
	const sumlint_term_use *uses[200];
	for (uint32_t i = 0; i < 200; i++) {
		many[i] = part;
		uses[i] = terms_of_host()->uses(context, &many[i]);
		assert_int_equal(uses[i][0].term, 1);
	}
	for (uint32_t i = 0; i < 200; i++)
		assert_ptr_equal(terms_of_host()->uses(context, &many[i]), uses[i]);
}

static void only_parts_of_terms_have_uses(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("ML|AI Scientist"), ask_for_other_parts);
	assert_string_equal(probe_troubles(), "");
}

static void a_vocabulary_that_is_not_configured_knows_no_term(void **state)
{
	(void)state;
	sl_settings *settings = probe_settings();
	settings->vocabulary_count = 1; /* audience alone */
	probe.settings = settings;
	assert_string_equal(uses_of("ML|Open Science.|ml"), "ML@0-2;Open Science@3-15 punctuated;ml@17-19 as 0;");
}

/* ---- the vocabulary itself ------------------------------------------------------------------------------------------ */

/* `parts` has just those that `uses` has terms of. */
static void compare_parts(const sumlint_document *document, sumlint_context *context, const sumlint_ext_vocabulary *terms)
{
	uint32_t count = 99, listed = 0;
	const sumlint_part *const *parts = terms->parts(context, &count);
	for (uint32_t i = 0; i < document->part_count; i++) {
		if (terms->uses(context, document->parts[i])) {
			assert_true(listed < count);
			assert_ptr_equal(parts[listed++], document->parts[i]);
		}
	}
	assert_int_equal(listed, count);
	assert_true((parts != NULL) == (count > 0));
}

static void ask_the_vocabulary(const sumlint_document *document, sumlint_context *context)
{
	const sumlint_ext_vocabulary *terms = terms_of_host();
	compare_parts(document, context, terms);
	const sumlint_vocabulary *topics = terms->find(context, SL_LIT("topics"));
	uint32_t match = 99;
	sumlint_str nearest;
	assert_non_null(topics);
	assert_null(terms->find(context, SL_LIT("topic")));
	assert_null(terms->find(context, (sumlint_str){ NULL, 0 }));
	assert_int_equal(terms->lookup(context, topics, SL_LIT(" OPEN research "), &match), 0);
	assert_int_equal(match, SUMLINT_MATCH_ALT);
	assert_int_equal(terms->lookup(context, topics, SL_LIT("nothing"), &match), SUMLINT_NONE);
	assert_int_equal(match, SUMLINT_MATCH_NONE);
	assert_int_equal(terms->lookup(context, topics, SL_LIT("caf\xe9"), &match), SUMLINT_NONE);
	assert_true(sl_str_is(terms->term(topics, 0)->pref_label, "Open Science"));
	assert_int_equal(terms->term(topics, 2)->deprecated, 1);
	assert_int_equal(terms->term(topics, 2)->replaced_by, 1);
	assert_null(terms->term(topics, 7));
	assert_null(terms->term(topics, SUMLINT_NONE));
	assert_int_equal(terms->suggest(context, topics, SL_LIT("Machine Lerning"), &nearest), 1);
	assert_true(sl_str_is(nearest, "Machine Learning"));
	assert_int_equal(terms->suggest(context, topics, SL_LIT("open reserch"), &nearest), 0);
	assert_true(sl_str_is(nearest, "Open research"));
	assert_int_equal(terms->suggest(context, topics, SL_LIT("something else"), &nearest), SUMLINT_NONE);
	assert_int_equal(nearest.size, 0);
	assert_int_equal(terms->suggest(context, topics, SL_LIT("Expert System"), &nearest), SUMLINT_NONE); /* deprecated */
	char *huge = calloc(1, 1 << 20);
	assert_non_null(huge);
	memset(huge, 'x', 1 << 20);
	assert_int_equal(terms->suggest(context, topics, (sumlint_str){ huge, 1 << 20 }, &nearest), SUMLINT_NONE);
	free(huge);
}

/* ---- what is said of all terms of a part ------------------------------------------------------------------------------ */

static uint32_t told; /* traits of the document's one part that has terms */

static void tell_traits(const sumlint_document *document, sumlint_context *context)
{
	const sumlint_ext_vocabulary *terms = terms_of_host();
	uint32_t count = 99, again = 99;
	const sumlint_part_terms *all = terms->part_terms(context, &count);
	assert_int_equal(count, 1);
	assert_ptr_equal(all[0].part, terms->parts(context, &again)[0]);
	assert_ptr_equal(all[0].uses, terms->uses(context, all[0].part));
	assert_ptr_equal(terms->part_terms(context, &again), all);
	assert_int_equal(again, 1);
	assert_ptr_equal(document->by_slot[all[0].part->slot], all[0].part);
	told = all[0].traits;
}

static void expect_traits(const char *path, const char *text, uint32_t traits)
{
	/* Once looked up, and once remembered. */
	for (int i = 0; i < 2; i++) {
		told = UINT32_MAX;
		probe_check(path, sl_str_of(text), tell_traits);
		if (told != traits)
			fail_msg("traits of %s: %u instead of %u", text, told, traits);
	}
}

static void what_some_terms_have_is_told(void **state)
{
	(void)state;
	expect_traits("a.md", "## Topics\n\n- Open Science\n- machine learning\n", 0);
	expect_traits("a.txt", "Best for: AI Scientist\n", 0);
	expect_traits("a.md", "## Topics\n\n- Nothing known\n- Machine Learning\n", SUMLINT_TERMS_UNKNOWN);
	expect_traits("a.md", "## Topics\n\n- Machine Learning\n- Open research\n", SUMLINT_TERMS_ALIAS);
	expect_traits("a.md", "## Topics\n\n- Expert Systems\n", SUMLINT_TERMS_DEPRECATED);
	expect_traits("a.md", "## Topics\n\n- Open Science\n- Open Science\n", SUMLINT_TERMS_REPEATED);
	expect_traits("a.md", "## Topics\n\n- Nothing known\n- nothing known\n", SUMLINT_TERMS_UNKNOWN | SUMLINT_TERMS_REPEATED);
	expect_traits("a.md", "## Topics\n\n- “Machine Learning”,\n", SUMLINT_TERMS_FLAGGED);
	expect_traits("a.md", "## Topics\n\n- Machine Learning, Open Science\n", SUMLINT_TERMS_UNKNOWN | SUMLINT_TERMS_FLAGGED);
	expect_traits("a.md", "## Topics\n\n1. Machine Learning\n2. Open Science\n", SUMLINT_TERMS_FORM);
	expect_traits("a.md", "## Topics\n\n- Machine Learning\n  - Open Science\n", SUMLINT_TERMS_FORM);
	expect_traits("a.md", "## Topics\n\nMachine Learning, Open Science\n", SUMLINT_TERMS_FORM);
	expect_traits("a.md", "---\ntopics: [Machine Learning, Open Science]\n---\n\n# T\n", 0);
	expect_traits("a.txt", "Best for: AI Scientist,\nAI Scientist\n", SUMLINT_TERMS_REPEATED | SUMLINT_TERMS_FORM);
	assert_string_equal(probe_troubles(), "");
}

/* More items than are compared with one another, and more parts than are gone through one by one. */
static void compare_many_parts(const sumlint_document *document, sumlint_context *context)
{
	const sumlint_ext_vocabulary *terms = terms_of_host();
	uint32_t count = 0, parts = 0;
	compare_parts(document, context, terms);
	assert_non_null(terms->parts(context, &parts));
	const sumlint_part_terms *all = terms->part_terms(context, &count);
	assert_int_equal(count, 20);
	assert_int_equal(parts, count);
	for (uint32_t i = 0; i < count; i++) {
		assert_ptr_equal(all[i].uses, terms->uses(context, all[i].part));
		assert_int_equal(all[i].part->item_count, 20);
		assert_int_equal(all[i].traits, SUMLINT_TERMS_UNKNOWN | SUMLINT_TERMS_REPEATED);
		assert_int_equal(all[i].uses[19].first, 0);
		assert_int_equal(all[i].uses[18].first, SUMLINT_NONE);
	}
}

static void many_parts_have_their_own_terms(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	for (int part = 0; part < 20; part++) {
		sl_buffer_append(&text, SL_LIT("## Topics\n\n"));
		for (int i = 0; i < 19; i++)
			sl_buffer_printf(&text, "- unknown %d.%d\n", part, i);
		sl_buffer_printf(&text, "- Unknown %d.0\n\n", part);
	}
	probe_check("a.md", sl_buffer_str(&text), compare_many_parts);
	sl_buffer_finish(&text);
	assert_string_equal(probe_troubles(), "");
}

static void a_vocabulary_answers_rules(void **state)
{
	(void)state;
	probe_check("a.txt", SL_LIT("x"), ask_the_vocabulary);
	/* What was written twice is remembered, as it was written. */
	probe_check("a.txt", SL_LIT("Topics\n- Machine Learning\n- machine learning\n- Open research\n"), ask_the_vocabulary);
	probe_check("a.txt", SL_LIT("Topics\n- Machine Learning\n- machine learning\n- Open research\n"), ask_the_vocabulary);
	assert_string_equal(probe_troubles(), "");
}

/* ---- much ------------------------------------------------------------------------------------------------------------- */

static void look_up_many(const sumlint_document *document, sumlint_context *context)
{
	uint32_t capacity = (uint32_t)document->text.size;
	sumlint_item *items = calloc(capacity, sizeof(*items));
	assert_non_null(items);
	sumlint_part part = { .struct_size = sizeof(part), .slot = SLOT_TOPICS };
	make_items(document, &part, items);
	const sumlint_term_use *uses = terms_of_host()->uses(context, &part);
	assert_non_null(uses);
	assert_int_equal(uses[part.item_count - 1].first, 0);
	free(items);
}

static void a_great_many_items_take_no_time(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < 100000; i++)
		sl_buffer_printf(&text, "word%u|", i);
	sl_buffer_append(&text, SL_LIT("word0"));
	clock_t begun = clock();
	probe_check("a.txt", sl_buffer_str(&text), look_up_many);
	/* One item of many pieces, and one of much punctuation. */
	sl_buffer_clear(&text);
	sl_buffer_append(&text, SL_LIT("x|"));
	for (uint32_t i = 0; i < 100000; i++)
		sl_buffer_append(&text, SL_LIT("ML, "));
	sl_buffer_append(&text, SL_LIT("|y|"));
	for (uint32_t i = 0; i < 100000; i++)
		sl_buffer_append(&text, SL_LIT("!?"));
	sl_buffer_append(&text, SL_LIT("z"));
	for (uint32_t i = 0; i < 100000; i++)
		sl_buffer_append(&text, SL_LIT("!?"));
	sl_buffer_append(&text, SL_LIT("|x"));
	probe_check("a.txt", sl_buffer_str(&text), look_up_many);
	assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 20.0);
	sl_buffer_finish(&text);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_test, close_test)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(labels_match_under_folding),
		test(labels_may_have_punctuation_of_their_own),
		test(punctuation_around_a_term_is_told),
		test(an_item_without_words_is_empty),
		test(several_terms_in_one_item_are_told),
		test(the_same_term_or_text_is_told_with_its_first),
		test(only_parts_of_terms_have_uses),
		test(a_vocabulary_that_is_not_configured_knows_no_term),
		test(a_vocabulary_answers_rules),
		test(what_some_terms_have_is_told),
		test(many_parts_have_their_own_terms),
		test(a_great_many_items_take_no_time),
	};
	return cmocka_run_group_tests(tests, probe_start, probe_stop);
}
