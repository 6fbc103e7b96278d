/* SPDX-License-Identifier: Apache-2.0
 * fuzz_vocabulary.c - the input as a vocabulary: its terms, and what is found by their labels.
 */
#include "fuzz.h"

#include "base/fold.h"
#include "config/vocabulary.h"

/* A term is found by its own label, and its relations end. */
static void check_term(const sumlint_vocabulary *vocabulary, uint32_t number, sl_buffer *folded)
{
	const sumlint_term *term = sl_vocabulary_term(vocabulary, number);
	uint32_t match = 0, size = sl_vocabulary_size(vocabulary), steps = 0;
	FUZZ_CHECK(term && sl_vocabulary_line(vocabulary, number) > 0);
	fuzz_check_text(term->pref_label);
	fuzz_check_text(term->scope_note);
	FUZZ_CHECK(sl_fold(term->pref_label, folded));
	FUZZ_CHECK(sl_vocabulary_find(vocabulary, sl_buffer_str(folded), &match) == number && match == SUMLINT_MATCH_PREF);
	for (uint32_t at = number; at != SUMLINT_NONE; at = sl_vocabulary_term(vocabulary, at)->broader)
		FUZZ_CHECK(at < size && ++steps <= size);
	if (term->replaced_by != SUMLINT_NONE)
		FUZZ_CHECK(term->replaced_by < size && !sl_vocabulary_term(vocabulary, term->replaced_by)->deprecated);
}

/* What is suggested for a label with a character too many is a label of a term that is in use. */
static void check_suggestion(const sumlint_vocabulary *vocabulary, uint32_t number, sl_buffer *folded)
{
	sl_str nearest = { NULL, 0 };
	bool failed = false;
	FUZZ_CHECK(sl_fold(sl_vocabulary_term(vocabulary, number)->pref_label, folded));
	sl_buffer_append_char(folded, 'q');
	uint32_t found = sl_vocabulary_suggest(vocabulary, sl_buffer_str(folded), &nearest, &failed);
	FUZZ_CHECK(!failed);
	if (found == SUMLINT_NONE)
		return;
	uint32_t match = 0;
	FUZZ_CHECK(!sl_vocabulary_term(vocabulary, found)->deprecated);
	FUZZ_CHECK(sl_fold(nearest, folded));
	FUZZ_CHECK(sl_vocabulary_find(vocabulary, sl_buffer_str(folded), &match) == found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sl_troubles troubles;
	sl_buffer folded;
	sl_troubles_init(&troubles);
	sl_buffer_init(&folded);
	sumlint_vocabulary *vocabulary = sl_vocabulary_read(SL_LIT("fuzz.yaml"), (sl_str){ (const char *)data, size }, &troubles);
	if (!vocabulary)
		fuzz_check_refused(&troubles);
	for (uint32_t i = 0; vocabulary && i < sl_vocabulary_size(vocabulary); i++) {
		check_term(vocabulary, i, &folded);
		check_suggestion(vocabulary, i, &folded);
	}
	FUZZ_CHECK(!vocabulary || !sl_vocabulary_term(vocabulary, sl_vocabulary_size(vocabulary)));
	sl_vocabulary_free(vocabulary);
	sl_buffer_finish(&folded);
	sl_troubles_finish(&troubles);
	return 0;
}
