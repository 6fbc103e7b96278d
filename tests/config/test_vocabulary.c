/* SPDX-License-Identifier: Apache-2.0
 * test_vocabulary.c - vocabularies: what they say, what contradicts itself, look-up, and the nearest label.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/distance.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "config/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct run {
	sl_troubles troubles;
	sumlint_vocabulary *vocabulary;
} run;

static void open_text(run *r, sl_str text)
{
	sl_troubles_init(&r->troubles);
	r->vocabulary = sl_vocabulary_read(SL_LIT("v.yaml"), text, &r->troubles);
}

static void open_vocabulary(run *r, const char *text)
{
	open_text(r, sl_str_of(text));
}

static void close_vocabulary(run *r)
{
	sl_vocabulary_free(r->vocabulary);
	sl_troubles_finish(&r->troubles);
}

static const char *told(const run *r)
{
	static char text[16384];
	size_t at = 0;
	text[0] = '\0';
	for (uint32_t i = 0; i < r->troubles.count && at < sizeof(text); i++) {
		const sl_trouble *t = &r->troubles.items[i];
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%u:%u: %s\n", (unsigned)t->line, (unsigned)t->column, t->message.data);
	}
	return text;
}

static uint32_t find(const run *r, const char *label, uint32_t *match)
{
	sl_buffer folded;
	sl_buffer_init(&folded);
	assert_true(sl_fold(sl_str_of(label), &folded));
	uint32_t term = sl_vocabulary_find(r->vocabulary, sl_buffer_str(&folded), match);
	sl_buffer_finish(&folded);
	return term;
}

/* The label as written, "" where none is near. */
static const char *suggest(const run *r, const char *label)
{
	static char text[256];
	sl_buffer folded;
	sl_str nearest = { NULL, 0 };
	bool failed = false;
	sl_buffer_init(&folded);
	assert_true(sl_fold(sl_str_of(label), &folded));
	uint32_t term = sl_vocabulary_suggest(r->vocabulary, sl_buffer_str(&folded), &nearest, &failed);
	assert_false(failed);
	snprintf(text, sizeof(text), "%.*s", term == SUMLINT_NONE ? 0 : (int)nearest.size, nearest.data ? nearest.data : "");
	sl_buffer_finish(&folded);
	return text;
}

/* ---- good ones ---- */

static void a_vocabulary_says_all_of_its_terms(void **state)
{
	(void)state;
	run r;
	uint32_t match;
	open_vocabulary(&r, "title: Topics\nterms:\n  - prefLabel: Open Science\n    altLabels: [Open research, '  Offene\n      Wissenschaft ']\n"
			    "    broader: research practice\n    scopeNote: |\n      A note.\n  - Research Practice\n"
			    "  - { prefLabel: Expert Systems, deprecated: true, replacedBy: STRASSE }\n  - { prefLabel: Straße, altLabels: caf\xC3\xA9 }\n"
			    "  - { prefLabel: Gone, deprecated: true, broader: [Open Science, Straße] }\n");
	assert_string_equal(told(&r), "");
	assert_int_equal(sl_vocabulary_size(r.vocabulary), 5);
	assert_string_equal(sl_vocabulary_file(r.vocabulary).data, "v.yaml");
	const sumlint_term *term = sl_vocabulary_term(r.vocabulary, 0);
	assert_string_equal(term->pref_label.data, "Open Science");
	assert_string_equal(term->scope_note.data, "A note.");
	assert_int_equal(term->broader, 1);
	assert_int_equal(term->deprecated, 0);
	assert_int_equal(term->replaced_by, SUMLINT_NONE);
	assert_int_equal(sl_vocabulary_line(r.vocabulary, 0), 3);
	assert_int_equal(sl_vocabulary_line(r.vocabulary, 1), 9);
	assert_int_equal(sl_vocabulary_term(r.vocabulary, 2)->deprecated, 1);
	assert_int_equal(sl_vocabulary_term(r.vocabulary, 2)->replaced_by, 3);
	assert_int_equal(sl_vocabulary_term(r.vocabulary, 4)->broader, 0);
	assert_null(sl_vocabulary_term(r.vocabulary, 5));
	assert_int_equal(sl_vocabulary_line(r.vocabulary, SUMLINT_NONE), 0);
	/* Labels compare folded: case, NFC, white space. */
	assert_int_equal(find(&r, "OPEN  science", &match), 0);
	assert_int_equal(match, SUMLINT_MATCH_PREF);
	assert_int_equal(find(&r, "offene wissenschaft", &match), 0);
	assert_int_equal(match, SUMLINT_MATCH_ALT);
	assert_int_equal(find(&r, "strasse", &match), 3);
	assert_int_equal(find(&r, "CAFE\xCC\x81", &match), 3);
	assert_int_equal(match, SUMLINT_MATCH_ALT);
	assert_int_equal(find(&r, "cafe", &match), SUMLINT_NONE);
	assert_int_equal(match, SUMLINT_MATCH_NONE);
	assert_int_equal(find(&r, "", &match), SUMLINT_NONE);
	close_vocabulary(&r);
	open_vocabulary(&r, "terms: []\n");
	assert_string_equal(told(&r), "");
	assert_int_equal(sl_vocabulary_size(r.vocabulary), 0);
	assert_int_equal(find(&r, "a", &match), SUMLINT_NONE);
	assert_string_equal(suggest(&r, "anything"), "");
	close_vocabulary(&r);
}

/* ---- bad ones ---- */

#define T "terms:\n"

static const struct {
	const char *text;
	const char *troubles;
} wrong[] = {
	{ "- a\n", "1:1: a vocabulary must be a map, not a list\n" },
	{ "title: x\n", "1:1: the vocabulary has no 'terms'\n" },
	{ "term: []\nterms: []\n", "1:1: unknown key 'term' in a vocabulary; did you mean 'terms'?\n" },
	{ "title: [x]\nterms: {}\n", "1:8: 'title' must be text, not a list\n2:8: 'terms' must be a list, not a map\n" },
	{ T "  - { altLabels: [x] }\n", "2:5: a term has no 'prefLabel'\n" },
	{ T "  - { preflabel: x }\n", "2:7: unknown key 'preflabel' in a term; did you mean 'prefLabel'?\n" },
	{ T "  - [x]\n", "2:5: a term must be a map, not a list\n" },
	{ T "  - ''\n", "2:5: 'prefLabel' must not be empty\n" },
	{ T "  - { prefLabel: A, altLabels: [[b]] }\n", "2:33: 'altLabels' must be text, not a list\n" },
	{ T "  - { prefLabel: A, deprecated: maybe }\n", "2:33: 'deprecated' must be true or false, not 'maybe'\n" },
	{ T "  - { prefLabel: A, scopeNote: [] }\n", "2:32: 'scopeNote' must be text, not a list\n" },
	/* One label in two places, whatever its case. */
	{ T "  - Alpha\n  - { prefLabel: Beta, altLabels: [ALPHA] }\n", "3:36: 'ALPHA' is here a second time: 'Alpha' at line 2 is the same label, of another term\n" },
	{ T "  - { prefLabel: A b, altLabels: ['a  B'] }\n", "2:35: 'a  B' is here a second time: 'A b' at line 2 is the same label\n" },
	{ T "  - A\n  - A\n  - a\n",
	    "3:5: 'A' is here a second time: 'A' at line 2 is the same label, of another term\n"
	    "4:5: 'a' is here a second time: 'A' at line 2 is the same label, of another term\n" },
	/* What terms say of each other. */
	{ T "  - Machine Learning\n  - { prefLabel: B, broader: Machine Lerning }\n",
	    "3:30: 'broader': 'Machine Lerning' is no term; did you mean 'Machine Learning'?\n" },
	{ T "  - { prefLabel: A, broader: Nothing like it }\n", "2:30: 'broader': 'Nothing like it' is no term of this vocabulary\n" },
	{ T "  - { prefLabel: A, altLabels: [Aleph] }\n  - { prefLabel: B, broader: aleph }\n",
	    "3:30: 'broader': 'aleph' is an alternative label; write 'A'\n" },
	{ T "  - { prefLabel: A, broader: A }\n", "2:30: 'broader' names the term itself\n" },
	{ T "  - { prefLabel: A, broader: C }\n  - { prefLabel: B, broader: A }\n  - { prefLabel: C, broader: B }\n",
	    "2:30: 'broader' goes round in a circle: 'C' is broader than 'A', and in the end the other way round\n" },
	{ T "  - B\n  - { prefLabel: A, replacedBy: B }\n", "3:33: a term with 'replacedBy' must be 'deprecated: true'\n" },
	{ T "  - { prefLabel: B, deprecated: true }\n  - { prefLabel: A, deprecated: true, replacedBy: B }\n",
	    "3:51: 'replacedBy' names a term that is deprecated itself (line 2)\n" },
	{ T "  - { prefLabel: A, deprecated: true, replacedBy: A }\n", "2:51: 'replacedBy' names a term that is deprecated itself (line 2)\n" },
};

static void contradictions_are_told_with_both_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		run r;
		open_vocabulary(&r, wrong[i].text);
		if (r.vocabulary || strcmp(told(&r), wrong[i].troubles) != 0)
			fail_msg("%s\n%s\nnot\n%s", wrong[i].text, told(&r), wrong[i].troubles);
		close_vocabulary(&r);
	}
}

/* ---- suggestions ---- */

static void the_nearest_label_is_suggested(void **state)
{
	(void)state;
	run r;
	open_vocabulary(&r, "terms:\n  - { prefLabel: Alignment, altLabels: [Assignment] }\n  - Machine Learning\n  - Machine Leaning\n"
			    "  - { prefLabel: Old Machine, deprecated: true, altLabels: [Old engine] }\n  - { prefLabel: Cats, altLabels: [Bats] }\n  - Hats\n"
			    "  - AI\n  - Ethik der Künste\n");
	assert_string_equal(suggest(&r, "Machine Lerning"), "Machine Learning"); /* before "Leaning": as near, and first in the file */
	assert_string_equal(suggest(&r, "machine leanin"), "Machine Leaning");
	assert_string_equal(suggest(&r, "Algnment"), "Alignment");
	assert_string_equal(suggest(&r, "Asssignment"), "Assignment"); /* nearer than the preferred label */
	assert_string_equal(suggest(&r, "rats"), "Cats");            /* a preferred label before an alternative, though both are as near */
	assert_string_equal(suggest(&r, "mahcine learning"), "Machine Learning");
	assert_string_equal(suggest(&r, "Old Machin"), "");  /* deprecated */
	assert_string_equal(suggest(&r, "Old engin"), "");   /* and its other names */
	assert_string_equal(suggest(&r, "IA"), "");          /* too short to guess */
	assert_string_equal(suggest(&r, "completely different"), "");
	assert_string_equal(suggest(&r, "ethik der kunste"), "Ethik der Künste");
	assert_string_equal(suggest(&r, ""), "");
	char longest[260];
	memset(longest, 'x', sizeof(longest));
	longest[259] = '\0';
	assert_string_equal(suggest(&r, longest), "");
	close_vocabulary(&r);
}

/* What the quick search finds is what looking at every label finds. */
static void suggestions_are_those_of_a_full_search(void **state)
{
	(void)state;
	static const char letters[] = "abcde";
	sl_buffer text;
	run r;
	char labels[400][16];
	uint32_t seed = 12345;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("terms:\n"));
	for (size_t i = 0; i < 400; i++) {
		size_t size = snprintf(labels[i], 5, "%zu", i) > 0 ? strlen(labels[i]) : 0; /* no two the same */
		for (size_t end = size + 2 + i % 8; size < end; size++) {
			seed = seed * 1664525 + 1013904223;
			labels[i][size] = letters[(seed >> 16) % 5];
		}
		labels[i][size] = '\0';
		sl_buffer_printf(&text, "  - '%s'\n", labels[i]);
	}
	open_text(&r, sl_buffer_str(&text));
	assert_string_equal(told(&r), "");
	for (size_t i = 0; i < 400; i++) {
		char asked[24];
		strcpy(asked, labels[i]);
		asked[i % strlen(asked)] = 'z';
		if (i % 3 == 0)
			strcat(asked, "e");
		uint32_t best = UINT32_MAX;
		const char *nearest = "";
		for (size_t j = 0; j < 400; j++) {
			sl_str label = sl_str_of(labels[j]);
			uint32_t distance = sl_distance(sl_str_of(asked), label, sl_near_limit(sl_utf8_count(label)));
			if (distance < best) {
				best = distance;
				nearest = labels[j];
			}
		}
		assert_string_equal(suggest(&r, asked), nearest);
	}
	close_vocabulary(&r);
	sl_buffer_finish(&text);
}

/* ---- size ---- */

static void a_hundred_thousand_terms_are_no_trouble(void **state)
{
	(void)state;
	sl_buffer text;
	run r;
	uint32_t match;
	char label[64];
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("terms:\n"));
	for (int i = 0; i < 100000; i++)
		sl_buffer_printf(&text, "  - { prefLabel: Subject number %d, altLabels: [No. %d], broader: Subject number %d }\n", i, i, i ? i - 1 : 100000);
	sl_buffer_append(&text, SL_LIT("  - Subject number 100000\n"));
	open_text(&r, sl_buffer_str(&text));
	assert_string_equal(told(&r), "");
	assert_int_equal(sl_vocabulary_size(r.vocabulary), 100001);
	for (uint32_t i = 0; i < 100000; i += 97) {
		snprintf(label, sizeof(label), "NO.  %u", (unsigned)i);
		assert_int_equal(find(&r, label, &match), i);
		assert_int_equal(match, SUMLINT_MATCH_ALT);
	}
	for (int i = 0; i < 20; i++) {
		snprintf(label, sizeof(label), "Subjcet number %d", 70000 + i);
		assert_string_equal(suggest(&r, label) + strlen("Subject number "), label + strlen("Subjcet number "));
	}
	close_vocabulary(&r);
	sl_buffer_finish(&text);
}

/* The same label over and over: each is told, at its line. */
static void many_duplicates_are_all_told(void **state)
{
	(void)state;
	sl_buffer text;
	run r;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("terms:\n"));
	for (int i = 0; i < 20000; i++)
		sl_buffer_append(&text, SL_LIT("  - Same\n"));
	open_text(&r, sl_buffer_str(&text));
	assert_null(r.vocabulary);
	assert_int_equal(r.troubles.count, 19999);
	assert_int_equal(r.troubles.items[19998].line, 20001);
	close_vocabulary(&r);
	sl_buffer_finish(&text);
}

static void aliases_are_no_way_round_the_limits(void **state)
{
	(void)state;
	sl_buffer text;
	run r;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("title: &a x\nterms:\n  - { prefLabel: A, altLabels: &b ["));
	for (int i = 0; i < 3000; i++)
		sl_buffer_printf(&text, "l%d,", i);
	sl_buffer_append(&text, SL_LIT("] }\n"));
	for (int i = 0; i < 3000; i++)
		sl_buffer_printf(&text, "  - { prefLabel: B%d, altLabels: *b }\n", i);
	open_text(&r, sl_buffer_str(&text));
	assert_null(r.vocabulary);
	assert_int_equal(r.troubles.count, 1);
	assert_string_equal(r.troubles.items[0].message.data, "too big with all aliases written out");
	close_vocabulary(&r);
	sl_buffer_finish(&text);
}

/* Of long labels the hash table does not hold the size. */
static void long_labels_are_told_apart(void **state)
{
	(void)state;
	run r;
	uint32_t match;
	char labels[3][301], text[1200];
	for (size_t i = 0; i < 3; i++) {
		size_t size = 254 + i * 23;
		memset(labels[i], 'a', size);
		labels[i][size] = '\0';
	}
	snprintf(text, sizeof(text), "terms: [%s, %s, %s]\n", labels[0], labels[1], labels[2]);
	open_vocabulary(&r, text);
	assert_string_equal(told(&r), "");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(find(&r, labels[i], &match), i);
		labels[i][100] = 'b';
		assert_int_equal(find(&r, labels[i], &match), SUMLINT_NONE);
		labels[i][100] = '\0';
		assert_int_equal(find(&r, labels[i], &match), SUMLINT_NONE);
	}
	assert_int_equal(find(&r, "", &match), SUMLINT_NONE);
	close_vocabulary(&r);
}

static void files_that_cannot_be_read_are_told(void **state)
{
	(void)state;
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	assert_null(sl_vocabulary_read_file("/nonexistent/v.yaml", &troubles));
	assert_string_equal(troubles.items[0].file.data, "/nonexistent/v.yaml");
	assert_string_equal(troubles.items[0].message.data, "cannot be read: No such file or directory");
	sl_troubles_finish(&troubles);
	sl_vocabulary_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vocabulary_says_all_of_its_terms),
		cmocka_unit_test(contradictions_are_told_with_both_lines),
		cmocka_unit_test(the_nearest_label_is_suggested),
		cmocka_unit_test(suggestions_are_those_of_a_full_search),
		cmocka_unit_test(a_hundred_thousand_terms_are_no_trouble),
		cmocka_unit_test(many_duplicates_are_all_told),
		cmocka_unit_test(aliases_are_no_way_round_the_limits),
		cmocka_unit_test(long_labels_are_told_apart),
		cmocka_unit_test(files_that_cannot_be_read_are_told),
	};
	return cmocka_run_group_tests_name("vocabulary", tests, NULL, NULL);
}
