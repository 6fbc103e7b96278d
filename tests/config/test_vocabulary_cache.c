/* SPDX-License-Identifier: Apache-2.0
 * test_vocabulary_cache.c - a compiled vocabulary answers as the one that was read, serves for its source alone, and is never used when it is
 * damaged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fold.h"
#include "config/vocabulary.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/sumlint-cache-XXXXXX";
static char source_path[64], compiled_path[64];

/* ---- files ---- */

static void put(const char *path, sl_str bytes)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, (size_t)bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static bool open_file(const char *path, sl_compiled_kind kind, sl_compiled *out)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(descriptor >= 0);
	bool good = sl_compiled_open(descriptor, kind, out);
	close(descriptor);
	return good;
}

/* NULL where the file at compiled_path is not used for the source at source_path. */
static sumlint_vocabulary *load(void)
{
	sl_compiled compiled;
	if (!open_file(compiled_path, SL_COMPILED_VOCABULARY, &compiled) || !sl_compiled_serves(&compiled, source_path)) {
		assert_null(compiled.map);
		return NULL;
	}
	sumlint_vocabulary *vocabulary = sl_vocabulary_take(SL_LIT("v.yaml"), &compiled);
	assert_non_null(vocabulary);
	assert_null(compiled.map);
	return vocabulary;
}

/* ---- vocabularies ---- */

static uint32_t random_state;

static uint32_t below(uint32_t limit)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % limit;
}

static void append_word(sl_buffer *text)
{
	static const char *const pieces[] = { "open", "Data", "scien", "ce", "É", "straße", "и", "機械", "ing", "Re", "learn", " ", "-" };
	for (uint32_t i = 1 + below(5); i > 0; i--)
		sl_buffer_append(text, sl_str_of(pieces[below(sizeof(pieces) / sizeof(*pieces))]));
}

/* The number keeps labels apart; one in fifty is longer than any slot knows. */
static void append_label(sl_buffer *text, unsigned number, const char *suffix)
{
	sl_buffer_append(text, SL_LIT("\"x"));
	for (uint32_t i = below(50) == 0 ? 150 : 1 + below(3); i > 0; i--)
		append_word(text);
	sl_buffer_printf(text, " %u%s\"", number, suffix);
}

static void generate(sl_buffer *text, unsigned terms)
{
	sl_buffer_append(text, SL_LIT("title: Random\nterms:\n  - prefLabel: root\n"));
	for (unsigned i = 0; i < terms; i++) {
		sl_buffer_append(text, SL_LIT("  - prefLabel: "));
		append_label(text, i, "");
		sl_buffer_append(text, SL_LIT("\n    altLabels: ["));
		for (uint32_t alternatives = below(4); alternatives > 0; alternatives--) {
			append_label(text, i, alternatives == 1 ? "a" : alternatives == 2 ? "b" : "c");
			sl_buffer_append(text, SL_LIT(", "));
		}
		sl_buffer_append(text, SL_LIT("]\n"));
		if (below(3) == 0)
			sl_buffer_append(text, SL_LIT("    broader: Root\n"));
		if (below(5) == 0)
			sl_buffer_append(text, SL_LIT("    scopeNote: What is meant.\n"));
		if (below(5) == 0)
			sl_buffer_append(text, SL_LIT("    deprecated: true\n    replacedBy: root\n"));
	}
}

static sumlint_vocabulary *read_text(sl_str text)
{
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	sumlint_vocabulary *vocabulary = sl_vocabulary_read(SL_LIT("v.yaml"), text, &troubles);
	if (!vocabulary)
		fail_msg("%u: %.*s", (unsigned)troubles.items[0].line, SL_ARG(troubles.items[0].message));
	sl_troubles_finish(&troubles);
	return vocabulary;
}

/* Writes the text and its compiled form; what was read of it. */
static sumlint_vocabulary *compile(sl_str text)
{
	sl_buffer compiled;
	sl_buffer_init(&compiled);
	sumlint_vocabulary *vocabulary = read_text(text);
	assert_true(sl_vocabulary_compile(vocabulary, text, &compiled));
	put(source_path, text);
	put(compiled_path, sl_buffer_str(&compiled));
	sl_buffer_finish(&compiled);
	return vocabulary;
}

static void assert_str(sl_str a, sl_str b)
{
	assert_int_equal(a.size, b.size);
	assert_true(sl_str_equal(a, b));
}

static void assert_same_answers(const sumlint_vocabulary *a, const sumlint_vocabulary *b, sl_str label)
{
	sl_buffer folded;
	sl_buffer_init(&folded);
	assert_true(sl_fold(label, &folded));
	uint32_t match = 9, other = 9;
	assert_int_equal(sl_vocabulary_find(a, sl_buffer_str(&folded), &match), sl_vocabulary_find(b, sl_buffer_str(&folded), &other));
	assert_int_equal(match, other);
	sl_str nearest = { NULL, 0 }, near = { NULL, 0 };
	bool failed = false;
	assert_int_equal(sl_vocabulary_suggest(a, sl_buffer_str(&folded), &nearest, &failed),
	    sl_vocabulary_suggest(b, sl_buffer_str(&folded), &near, &failed));
	assert_false(failed);
	assert_str(nearest, near);
	sl_buffer_finish(&folded);
}

/* The label, with a letter less, and with another one. */
static void assert_same_about(const sumlint_vocabulary *a, const sumlint_vocabulary *b, sl_str label)
{
	char changed[512];
	assert_same_answers(a, b, label);
	if (label.size < 3 || label.size > sizeof(changed))
		return;
	assert_same_answers(a, b, (sl_str){ label.data + 1, label.size - 1 });
	memcpy(changed, label.data, (size_t)label.size);
	changed[0] = 'q';
	assert_same_answers(a, b, (sl_str){ changed, label.size });
}

static void assert_same(const sumlint_vocabulary *a, const sumlint_vocabulary *b)
{
	assert_int_equal(sl_vocabulary_size(a), sl_vocabulary_size(b));
	assert_str(sl_vocabulary_file(a), sl_vocabulary_file(b));
	for (uint32_t i = 0; i < sl_vocabulary_size(a); i++) {
		const sumlint_term *one = sl_vocabulary_term(a, i), *other = sl_vocabulary_term(b, i);
		assert_str(one->pref_label, other->pref_label);
		assert_str(one->scope_note, other->scope_note);
		assert_int_equal(one->broader, other->broader);
		assert_int_equal(one->deprecated, other->deprecated);
		assert_int_equal(one->replaced_by, other->replaced_by);
		assert_int_equal(other->reserved, 0);
		assert_int_equal(sl_vocabulary_line(a, i), sl_vocabulary_line(b, i));
		assert_same_about(a, b, one->pref_label);
		assert_ptr_equal(other, sl_vocabulary_term(b, i));
	}
	assert_null(sl_vocabulary_term(b, sl_vocabulary_size(b)));
}

static void a_compiled_vocabulary_answers_as_the_one_that_was_read(void **state)
{
	(void)state;
	static const unsigned sizes[] = { 0, 1, 11, 12, 200, 1000 };
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		sl_buffer text;
		sl_buffer_init(&text);
		random_state = (uint32_t)i;
		generate(&text, sizes[i]);
		sumlint_vocabulary *made = compile(sl_buffer_str(&text)), *loaded = load();
		assert_non_null(loaded);
		assert_same(made, loaded);
		/* Every label, as the alternative ones are named nowhere else: whatever stands in quotes. */
		for (const char *at = text.data; (at = strchr(at, '"')) != NULL; at++) {
			const char *end = strchr(at + 1, '"');
			assert_same_about(made, loaded, (sl_str){ at + 1, (uint64_t)(end - at - 1) });
			at = end;
		}
		sl_vocabulary_free(made);
		sl_vocabulary_free(loaded);
		sl_buffer_finish(&text);
	}
}

static void a_vocabulary_without_terms_is_one(void **state)
{
	(void)state;
	sumlint_vocabulary *made = compile(SL_LIT("terms: []\n")), *loaded = load();
	assert_non_null(loaded);
	assert_int_equal(sl_vocabulary_size(loaded), 0);
	assert_same_answers(made, loaded, SL_LIT("anything"));
	sl_vocabulary_free(made);
	sl_vocabulary_free(loaded);
}

/* ---- other sources ---- */

static void it_serves_for_its_source_alone(void **state)
{
	(void)state;
	static const char text[] = "terms: [Open Science, Expert Systems]\n";
	sl_vocabulary_free(compile(sl_str_of(text)));
	sl_vocabulary_free(load());
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		char changed[sizeof(text)];
		memcpy(changed, text, sizeof(text));
		changed[i] ^= 1;
		put(source_path, (sl_str){ changed, sizeof(text) - 1 });
		assert_null(load());
		put(source_path, (sl_str){ text, i });
		assert_null(load());
	}
	put(source_path, SL_LIT("terms: [Open Science, Expert Systems]\n\n"));
	assert_null(load());
	unlink(source_path);
	assert_null(load());
	mkdir(source_path, 0700);
	assert_null(load());
	rmdir(source_path);
	mkfifo(source_path, 0600);
	assert_null(load());
	unlink(source_path);
	put(source_path, sl_str_of(text));
	sumlint_vocabulary *again = load();
	assert_non_null(again);
	sl_vocabulary_free(again);
}

static void a_tree_is_no_vocabulary(void **state)
{
	(void)state;
	sl_compiled compiled;
	sl_vocabulary_free(compile(SL_LIT("terms: [Open Science]\n")));
	assert_false(open_file(compiled_path, SL_COMPILED_TREE, &compiled));
}

/* ---- damage ---- */

typedef struct damage {
	sl_buffer text;
	sl_buffer bytes; /* of the compiled file */
	sumlint_vocabulary *made;
} damage;

static void damage_begin(damage *d, unsigned terms)
{
	sl_buffer_init(&d->text);
	sl_buffer_init(&d->bytes);
	random_state = 7;
	generate(&d->text, terms);
	d->made = compile(sl_buffer_str(&d->text));
	assert_true(sl_vocabulary_compile(d->made, sl_buffer_str(&d->text), &d->bytes));
}

static void damage_end(damage *d)
{
	sl_vocabulary_free(d->made);
	sl_buffer_finish(&d->text);
	sl_buffer_finish(&d->bytes);
}

/* What is used in spite of a change between the parts is what was written. Number of files that were used: 0 or 1. */
static unsigned try_damaged(const damage *d, size_t at, unsigned char change)
{
	d->bytes.data[at] = (char)(d->bytes.data[at] ^ change);
	put(compiled_path, sl_buffer_str(&d->bytes));
	d->bytes.data[at] = (char)(d->bytes.data[at] ^ change);
	sumlint_vocabulary *loaded = load();
	if (!loaded)
		return 0;
	assert_same(d->made, loaded);
	sl_vocabulary_free(loaded);
	return 1;
}

static void what_is_damaged_is_not_used(void **state)
{
	(void)state;
	damage d;
	unsigned used = 0;
	damage_begin(&d, 20);
	for (size_t at = 0; at < d.bytes.size; at++)
		used += try_damaged(&d, at, (unsigned char)(1u << at % 8));
	/* Padding behind the head and the source: 16 bytes each at most. */
	assert_in_range(used, 0, 32);
	damage_end(&d);
	damage_begin(&d, 300);
	for (unsigned i = 0; i < 500; i++)
		try_damaged(&d, below((uint32_t)d.bytes.size), (unsigned char)(1 + below(255)));
	damage_end(&d);
}

static void what_is_cut_short_is_not_used(void **state)
{
	(void)state;
	damage d;
	damage_begin(&d, 20);
	for (size_t size = 0; size < d.bytes.size; size += size < 1024 ? 1 : 97) {
		put(compiled_path, (sl_str){ d.bytes.data, size });
		assert_null(load());
	}
	sl_buffer_append(&d.bytes, SL_LIT("more"));
	put(compiled_path, sl_buffer_str(&d.bytes));
	assert_null(load());
	damage_end(&d);
}

/* ---- ---- */

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(source_path, sizeof(source_path), "%s/v.yaml", folder);
	snprintf(compiled_path, sizeof(compiled_path), "%s/v.compiled", folder);
	return 0;
}

static int end(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_compiled_vocabulary_answers_as_the_one_that_was_read),
		cmocka_unit_test(a_vocabulary_without_terms_is_one),
		cmocka_unit_test(it_serves_for_its_source_alone),
		cmocka_unit_test(a_tree_is_no_vocabulary),
		cmocka_unit_test(what_is_damaged_is_not_used),
		cmocka_unit_test(what_is_cut_short_is_not_used),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
