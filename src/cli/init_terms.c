/* SPDX-License-Identifier: Apache-2.0
 * init_terms.c - terms counted by what they are, and written as a vocabulary that does not contradict itself: of the starter's labels none
 * is taken twice, and what is no label of its is one only once.
 */
#include "cli/init_terms.h"

#include "check/term_text.h"
#include "cli/init_yaml.h"

#include <stdlib.h>

/* A term of the vocabulary to be written: the starter's, or one of the documents' own. */
typedef struct term {
	sl_str label;
	uint32_t number; /* of the starter, or SUMLINT_NONE */
	uint32_t count;
	sl_str nearest;  /* the label that it probably misspells, or "" */
	bool joined;     /* several terms in one */
} term;

typedef struct proposing {
	sl_survey *survey;
	const sumlint_vocabulary *starter;
	sl_tally own;       /* what the starter does not know, without what is around it */
	uint32_t *counts;   /* of each term of the starter */
	uint32_t *first;    /* label of the starter where each term's labels begin */
	bool *wanted;       /* it is in the file */
	sumlint_vocabulary *usual; /* of the own terms those that are used much; NULL: none is */
	uint32_t *usual_counts;
	term *terms;
	uint32_t count;
	sl_buffer folded;
} proposing;

/* A misspelling is rare beside what it misspells. */
#define RARE 2
#define TIMES_RARER 10

/* ---- counting ------------------------------------------------------------------------------------------------- */

static uint32_t find(proposing *p, sl_str text, bool *failed)
{
	uint32_t match = SUMLINT_MATCH_NONE;
	*failed = *failed || !sl_fold(text, &p->folded);
	return *failed ? SUMLINT_NONE : sl_vocabulary_find(p->starter, sl_buffer_str(&p->folded), &match);
}

static bool count_entry(proposing *p, const sl_tally_entry *entry)
{
	bool failed = false;
	sl_str text = sl_term_strip_surely(sl_tally_name(entry));
	const sl_str readings[] = { sl_tally_name(entry), text, sl_term_strip(text) };
	for (size_t i = 0; i < sizeof(readings) / sizeof(*readings); i++) {
		uint32_t number = find(p, readings[i], &failed);
		if (number == SUMLINT_NONE)
			continue;
		p->counts[number] += entry->count;
		p->wanted[number] = true;
		return true;
	}
	if (failed || text.size == 0)
		return !failed;
	sl_tally_entry *own = sl_tally_count(&p->own, text, 0);
	if (own)
		own->count += entry->count - 1;
	return own != NULL;
}

/* A deprecated term brings what replaces it. */
static void want_replacements(proposing *p)
{
	for (uint32_t i = 0; i < sl_vocabulary_size(p->starter); i++) {
		const sumlint_term *about = sl_vocabulary_term(p->starter, i);
		if (p->wanted[i] && about->deprecated && about->replaced_by != SUMLINT_NONE)
			p->wanted[about->replaced_by] = true;
	}
}

/* So that the check can tell the terms apart. */
static bool want_pieces(proposing *p, sl_str text)
{
	bool failed = false;
	for (size_t from = 0, to; from < text.size && !failed; from = to + 1) {
		to = from;
		while (to < text.size && !strchr(",;/|&", text.data[to]))
			to++;
		uint32_t number = find(p, sl_str_trim((sl_str){ text.data + from, to - from }), &failed);
		if (number != SUMLINT_NONE)
			p->wanted[number] = true;
	}
	return !failed;
}

/* The own terms that are used much as a vocabulary, for what may be misspellings of them. */
static bool make_usual(proposing *p)
{
	uint32_t size, count = 0;
	sl_tally_entry **own = sl_tally_sorted(&p->own, &size);
	p->usual_counts = sl_arena_calloc(&p->survey->arena, size + (size_t)1, sizeof(*p->usual_counts));
	sl_troubles troubles;
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("terms:\n"));
	for (; own && p->usual_counts && count < size && own[count]->count > RARE * TIMES_RARER; count++) {
		if (own[count]->count < own[0]->count / TIMES_RARER)
			break;
		p->usual_counts[count] = own[count]->count;
		sl_buffer_append(&text, SL_LIT("  - "));
		sl_yaml_put(&text, sl_tally_name(own[count]));
		sl_buffer_append_char(&text, '\n');
	}
	sl_troubles_init(&troubles);
	if (count && !text.failed)
		p->usual = sl_vocabulary_read(SL_LIT("terms"), sl_buffer_str(&text), &troubles);
	bool good = own && p->usual_counts && !text.failed && !troubles.no_memory;
	sl_troubles_finish(&troubles);
	sl_buffer_finish(&text);
	return good;
}

/* Sets `nearest` where the term is probably no term. */
static bool doubt(proposing *p, sl_str folded, term *out)
{
	bool failed = false;
	uint32_t match;
	sl_str label;
	uint32_t nearest = sl_vocabulary_suggest(p->starter, folded, &label, &failed);
	if (nearest != SUMLINT_NONE && (out->count <= RARE || p->counts[nearest] / TIMES_RARER >= out->count)) {
		out->nearest = label;
		p->wanted[nearest] = true; /* so that the check can suggest it */
	}
	if (!p->usual || sl_vocabulary_find(p->usual, folded, &match) != SUMLINT_NONE)
		return !failed;
	nearest = sl_vocabulary_suggest(p->usual, folded, &label, &failed);
	if (nearest != SUMLINT_NONE && p->usual_counts[nearest] / TIMES_RARER >= out->count)
		out->nearest = label;
	return !failed;
}

static bool list_own(proposing *p)
{
	bool good = make_usual(p);
	for (const sl_tally_entry *entry = p->own.table; entry && good; entry = entry->hh.next) {
		term *out = &p->terms[p->count++];
		*out = (term){ .label = sl_tally_name(entry), .number = SUMLINT_NONE, .count = entry->count };
		out->joined = sl_term_joined(p->starter, entry->folded);
		good = out->joined ? want_pieces(p, out->label) : doubt(p, entry->folded, out);
	}
	return good;
}

static int compare(const void *a, const void *b)
{
	const term *left = a, *right = b;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	return sl_str_compare(left->label, right->label);
}

static bool list(proposing *p)
{
	uint32_t size = sl_vocabulary_size(p->starter);
	p->terms = sl_arena_calloc(&p->survey->arena, (size_t)size + HASH_COUNT(p->own.table) + 1, sizeof(*p->terms));
	if (!p->terms || !list_own(p))
		return false;
	want_replacements(p);
	for (uint32_t i = 0; i < size; i++) {
		if (p->wanted[i])
			p->terms[p->count++] = (term){ .label = sl_vocabulary_term(p->starter, i)->pref_label, .number = i, .count = p->counts[i] };
	}
	qsort(p->terms, p->count, sizeof(*p->terms), compare);
	return true;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

static const char *times(uint32_t count)
{
	return count == 1 ? "" : "s";
}

static void put_alternatives(const proposing *p, uint32_t number, sl_buffer *out)
{
	bool any = false;
	for (uint32_t at = p->first[number]; at < sl_vocabulary_label_count(p->starter); at++) {
		sl_label_use label = sl_vocabulary_label(p->starter, at);
		if (label.term != number)
			break;
		if (label.preferred)
			continue;
		sl_buffer_append(out, any ? SL_LIT(", ") : SL_LIT("\n    altLabels: ["));
		sl_yaml_put(out, label.text);
		any = true;
	}
	sl_buffer_append(out, any ? SL_LIT("]") : SL_LIT(""));
}

static void put_label_of(const proposing *p, const char *key, uint32_t number, sl_buffer *out)
{
	if (number == SUMLINT_NONE || !p->wanted[number])
		return;
	sl_buffer_printf(out, "\n    %s: ", key);
	sl_yaml_put(out, sl_vocabulary_term(p->starter, number)->pref_label);
}

static void put_starter(const proposing *p, const term *one, sl_buffer *out)
{
	const sumlint_term *about = sl_vocabulary_term(p->starter, one->number);
	sl_buffer_append(out, SL_LIT("  - prefLabel: "));
	sl_yaml_put(out, one->label);
	sl_buffer_printf(out, "    # %u", (unsigned)one->count);
	put_alternatives(p, one->number, out);
	put_label_of(p, "broader", about->broader, out);
	if (about->deprecated) {
		sl_buffer_append(out, SL_LIT("\n    deprecated: true"));
		put_label_of(p, "replacedBy", about->replaced_by, out);
	}
	sl_buffer_append_char(out, '\n');
}

static void put_own(const term *one, sl_buffer *out)
{
	sl_buffer_append(out, SL_LIT("  - "));
	sl_yaml_put(out, one->label);
	sl_buffer_printf(out, "    # %u\n", (unsigned)one->count);
}

static bool is_doubted(const term *one)
{
	return one->joined || one->nearest.size;
}

static void put_doubted(const term *one, sl_buffer *out)
{
	sl_buffer_append(out, SL_LIT("  # - "));
	sl_yaml_put_comment(out, one->label);
	sl_buffer_printf(out, "    # %u time%s", (unsigned)one->count, times(one->count));
	if (one->joined) {
		sl_buffer_append(out, SL_LIT(": several terms in one\n"));
		return;
	}
	sl_buffer_append(out, SL_LIT(": or is it \""));
	sl_yaml_put_comment(out, one->nearest);
	sl_buffer_append(out, SL_LIT("\"?\n"));
}

static void put_head(const proposing *p, sl_survey_terms which, sl_buffer *out)
{
	static const char *const titles[] = { "Topics", "Audience" };
	sl_buffer_printf(out, "# Proposed by `sumlint init` from %u document%s: the terms they have, with how often, the most frequent first. What the\n"
			      "# starter vocabulary knows comes with its alternative labels; what else there is, as it is written most. Make it yours: a term\n"
			      "# that is not listed here will be reported.\n",
	    (unsigned)p->survey->document_count, times(p->survey->document_count));
	sl_buffer_printf(out, "title: %s\nterms:\n", titles[which]);
}

static void put_all(const proposing *p, sl_survey_terms which, sl_buffer *out, sl_terms_proposal *proposal)
{
	for (uint32_t i = 0; i < p->count; i++) {
		bool starter = p->terms[i].number != SUMLINT_NONE;
		proposal->starter += starter;
		proposal->doubted += !starter && is_doubted(&p->terms[i]);
	}
	proposal->terms = p->count - proposal->doubted;
	if (proposal->terms == 0)
		return;
	put_head(p, which, out);
	for (uint32_t i = 0; i < p->count; i++) {
		if (p->terms[i].number != SUMLINT_NONE)
			put_starter(p, &p->terms[i], out);
		else if (!is_doubted(&p->terms[i]))
			put_own(&p->terms[i], out);
	}
	if (proposal->doubted)
		sl_buffer_append(out, SL_LIT("\n  # Nearly a term that is known: a misspelling will be reported as such, and what is a term of its own goes into the list.\n"));
	for (uint32_t i = 0; i < p->count; i++) {
		if (p->terms[i].number == SUMLINT_NONE && is_doubted(&p->terms[i]))
			put_doubted(&p->terms[i], out);
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static const sumlint_vocabulary *starter_of(const sl_settings *settings, const char *name)
{
	for (uint32_t i = 0; settings && i < settings->vocabulary_count; i++) {
		if (sl_str_is(settings->vocabularies[i].name, name))
			return settings->vocabularies[i].vocabulary;
	}
	return NULL;
}

static bool prepare(proposing *p)
{
	sl_arena *arena = &p->survey->arena;
	uint32_t size = sl_vocabulary_size(p->starter);
	p->counts = sl_arena_calloc(arena, size + (size_t)1, sizeof(*p->counts));
	p->first = sl_arena_calloc(arena, size + (size_t)1, sizeof(*p->first));
	p->wanted = sl_arena_calloc(arena, size + (size_t)1, sizeof(*p->wanted));
	if (!p->counts || !p->first || !p->wanted)
		return false;
	for (uint32_t at = 0, last = SUMLINT_NONE; at < sl_vocabulary_label_count(p->starter); at++) {
		uint32_t number = sl_vocabulary_label(p->starter, at).term;
		if (number != last)
			p->first[number] = at;
		last = number;
	}
	return true;
}

bool sl_propose_terms(sl_survey *survey, sl_survey_terms which, sl_buffer *out, sl_terms_proposal *proposal)
{
	proposing p = { .survey = survey, .starter = starter_of(survey->settings, sl_survey_vocabulary(which)) };
	*proposal = (sl_terms_proposal){ 0 };
	if (!p.starter)
		return true;
	sl_tally_init(&p.own, &survey->arena);
	sl_buffer_init(&p.folded);
	bool good = prepare(&p);
	for (const sl_tally_entry *entry = survey->terms[which].table; entry && good; entry = entry->hh.next)
		good = count_entry(&p, entry);
	good = good && list(&p);
	if (good)
		put_all(&p, which, out, proposal);
	sl_vocabulary_free(p.usual);
	sl_buffer_finish(&p.folded);
	sl_tally_finish(&p.own);
	return good && !out->failed;
}
