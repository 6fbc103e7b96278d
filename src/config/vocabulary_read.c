/* SPDX-License-Identifier: Apache-2.0
 * vocabulary_read.c - a vocabulary from its YAML: terms, their labels, and what they say of each other.
 */
#include "base/file.h"
#include "base/fold.h"
#include "config/vocabulary_parts.h"

#include <errno.h>

/* A million terms with all they can have fit in. */
#define MAX_BYTES ((size_t)256 * 1024 * 1024)

/* A vocabulary in the making. */
typedef struct reading {
	sl_reader reader; /* its arena holds the tree and is freed after reading */
	sumlint_vocabulary *vocabulary;
	/* The vocabulary's own, to be filled. */
	sl_term_record *records;
	sl_label *labels;
	sl_label_slot *slots;
	const sl_yaml **term_nodes; /* NULL where a term is broken */
	sl_buffer folded;
	bool good;
} reading;

static void no_memory(reading *r)
{
	sl_no_memory(r->reader.troubles);
	r->good = false;
}

/* ---- texts ---- */

static bool add_text(reading *r, sl_str text, sl_text_place *out)
{
	sl_buffer *texts = &r->vocabulary->made_texts;
	/* Nobody writes as much; aliases may stand for it. */
	if (texts->size + text.size >= UINT32_MAX - 2) {
		no_memory(r);
		return false;
	}
	*out = (sl_text_place){ (uint32_t)texts->size, (uint32_t)text.size };
	sl_buffer_append(texts, text);
	sl_buffer_append_char(texts, '\0');
	r->vocabulary->texts = texts->data;
	if (texts->failed)
		no_memory(r);
	return !texts->failed;
}

static sl_str preferred_label(const reading *r, uint32_t term)
{
	return sl_vocabulary_text(r->vocabulary, r->records[term].pref_label);
}

/* ---- labels ---- */

static bool make_slots(reading *r, uint64_t labels)
{
	size_t count = 16;
	while (count / 4 * 3 < labels)
		count *= 2;
	r->vocabulary->slot_mask = (uint32_t)(count - 1);
	r->vocabulary->slots = r->slots = sl_arena_calloc(&r->vocabulary->arena, count, sizeof(*r->slots));
	return r->slots != NULL;
}

/* `label` knows its term, its line and whether it is preferred. */
static void enter_label(reading *r, sl_label label, sl_str text, uint64_t hash, const sl_label_slot *slot)
{
	sl_str folded = sl_buffer_str(&r->folded);
	if (!add_text(r, text, &label.written))
		return;
	/* Most labels of a list in small letters are folded already: one copy does for both. */
	label.folded = label.written;
	if (!sl_str_equal(folded, text) && !add_text(r, folded, &label.folded))
		return;
	uint32_t number = r->vocabulary->label_count++;
	r->labels[number] = label;
	r->slots[slot - r->slots] = (sl_label_slot){ sl_slot_check(hash, folded), label.folded.at, number, label.term * 2 + label.preferred };
	if (label.preferred)
		r->records[label.term].pref_label = label.written;
}

static void add_label(reading *r, const sl_yaml *node, uint32_t term, bool preferred)
{
	const sumlint_vocabulary *v = r->vocabulary;
	sl_str text;
	if (!sl_yaml_want_name(&r->reader, node, preferred ? "'prefLabel'" : "'altLabels'", &text)) {
		r->good = false;
		return;
	}
	text = sl_str_trim(text);
	if (!sl_fold(text, &r->folded)) {
		no_memory(r);
		return;
	}
	sl_str folded = sl_buffer_str(&r->folded);
	if (folded.size == 0) {
		sl_yaml_error(&r->reader, node, "a label must not be empty");
		r->good = false;
		return;
	}
	uint64_t hash = sl_hash(folded);
	const sl_label_slot *slot = sl_vocabulary_slot(v, folded, hash);
	if (slot->folded) {
		const sl_label *first = &v->labels[slot->label];
		sl_yaml_error(&r->reader, node, "'%.*s' is here a second time: '%.*s' at line %u is the same label%s", SL_SHOWN(text),
		    SL_SHOWN(sl_vocabulary_text(v, first->written)), (unsigned)first->line, first->term == term ? "" : ", of another term");
		r->good = false;
		return;
	}
	enter_label(r, (sl_label){ .term = term, .line = node->line, .preferred = preferred }, text, hash, slot);
}

static void add_alternatives(reading *r, const sl_yaml *node, uint32_t term)
{
	if (!node)
		return;
	if (node->kind != SL_YAML_LIST) {
		add_label(r, node, term, false);
		return;
	}
	for (uint32_t i = 0; i < node->count && !r->reader.troubles->no_memory; i++)
		add_label(r, node->items[i], term, false);
}

static uint32_t labels_in(const sl_yaml *term)
{
	const sl_yaml *alternatives = sl_yaml_get(term, "altLabels");
	if (!alternatives)
		return 1;
	return 1 + (alternatives->kind == SL_YAML_LIST ? alternatives->count : 1);
}

/* ---- terms ---- */

static void read_flags(reading *r, const sl_yaml *node, sl_term_record *term)
{
	bool deprecated = false;
	const sl_yaml *value = sl_yaml_get(node, "deprecated");
	r->good = (!value || sl_yaml_want_bool(&r->reader, value, "'deprecated'", &deprecated)) && r->good;
	term->deprecated = deprecated;
	value = sl_yaml_get(node, "replacedBy");
	if (value && !deprecated) {
		sl_yaml_error(&r->reader, value, "a term with 'replacedBy' must be 'deprecated: true'");
		r->good = false;
	}
	value = sl_yaml_get(node, "scopeNote");
	sl_str note;
	if (!value)
		return;
	if (!sl_yaml_want_text(&r->reader, value, "'scopeNote'", &note)) {
		r->good = false;
		return;
	}
	add_text(r, sl_str_trim(note), &term->scope_note);
}

static void read_term(reading *r, const sl_yaml *node, uint32_t number)
{
	static const char *const known[] = { "prefLabel", "altLabels", "broader", "deprecated", "replacedBy", "scopeNote", NULL };
	sl_term_record *term = &r->records[number];
	term->line = node->line;
	term->broader = term->replaced_by = SUMLINT_NONE;
	if (node->kind == SL_YAML_SCALAR) {
		add_label(r, node, number, true);
		return;
	}
	if (!sl_yaml_want_map(&r->reader, node, "a term")) {
		r->good = false;
		return;
	}
	r->good = sl_yaml_known_keys(&r->reader, node, "a term", known) && r->good;
	const sl_yaml *preferred = sl_yaml_get(node, "prefLabel");
	if (preferred) {
		add_label(r, preferred, number, true);
	} else {
		if (!sl_yaml_misspelt(node, "prefLabel"))
			sl_yaml_error(&r->reader, node, "a term has no 'prefLabel'");
		r->good = false;
	}
	add_alternatives(r, sl_yaml_get(node, "altLabels"), number);
	read_flags(r, node, term);
	r->term_nodes[number] = node;
}

/* ---- what terms say of each other ---- */

static uint32_t find_term(reading *r, const sl_yaml *node, const char *what)
{
	sl_str text, nearest;
	uint32_t match;
	bool failed = false;
	if (!sl_yaml_want_name(&r->reader, node, what, &text)) {
		r->good = false;
		return SUMLINT_NONE;
	}
	if (!sl_fold(text, &r->folded)) {
		no_memory(r);
		return SUMLINT_NONE;
	}
	sl_str folded = sl_buffer_str(&r->folded);
	uint32_t term = sl_vocabulary_find(r->vocabulary, folded, &match);
	if (match == SUMLINT_MATCH_PREF)
		return term;
	r->good = false;
	if (match == SUMLINT_MATCH_ALT) {
		nearest = preferred_label(r, term);
		sl_yaml_error(&r->reader, node, "%s: '%.*s' is an alternative label; write '%.*s'", what, SL_SHOWN(text), SL_SHOWN(nearest));
		return SUMLINT_NONE;
	}
	term = sl_vocabulary_suggest(r->vocabulary, folded, &nearest, &failed);
	if (failed)
		no_memory(r);
	else if (term != SUMLINT_NONE)
		sl_yaml_error(&r->reader, node, "%s: '%.*s' is no term; did you mean '%.*s'?", what, SL_SHOWN(text),
		    SL_SHOWN(preferred_label(r, term)));
	else
		sl_yaml_error(&r->reader, node, "%s: '%.*s' is no term of this vocabulary", what, SL_SHOWN(text));
	return SUMLINT_NONE;
}

static void resolve_broader(reading *r, const sl_yaml *node, uint32_t number)
{
	sl_term_record *term = &r->records[number];
	bool list = node->kind == SL_YAML_LIST;
	for (uint32_t i = 0; i < (list ? node->count : 1); i++) {
		const sl_yaml *item = list ? node->items[i] : node;
		uint32_t broader = find_term(r, item, "'broader'");
		if (broader == number) {
			sl_yaml_error(&r->reader, item, "'broader' names the term itself");
			r->good = false;
		} else if (term->broader == SUMLINT_NONE) {
			term->broader = broader; /* one is enough for the plugins; all are checked */
		}
	}
}

static void resolve(reading *r)
{
	for (uint32_t i = 0; i < r->vocabulary->term_count && !r->reader.troubles->no_memory; i++) {
		if (!r->term_nodes[i])
			continue;
		const sl_yaml *broader = sl_yaml_get(r->term_nodes[i], "broader");
		const sl_yaml *replacement = sl_yaml_get(r->term_nodes[i], "replacedBy");
		if (broader)
			resolve_broader(r, broader, i);
		if (!replacement)
			continue;
		uint32_t other = find_term(r, replacement, "'replacedBy'");
		if (other == SUMLINT_NONE)
			continue;
		if (r->records[other].deprecated) {
			sl_yaml_error(&r->reader, replacement, "'replacedBy' names a term that is deprecated itself (line %u)",
			    (unsigned)r->records[other].line);
			r->good = false;
			continue;
		}
		r->records[i].replaced_by = other;
	}
}

/* Every term has at most one broader one: walks each chain once, and a walk that meets itself has found a circle. */
static void find_circles(reading *r)
{
	sumlint_vocabulary *v = r->vocabulary;
	uint32_t *walks = sl_arena_calloc(r->reader.arena, v->term_count, sizeof(*walks)); /* which walk came by; 0: none yet */
	if (!walks) {
		no_memory(r);
		return;
	}
	for (uint32_t i = 0; i < v->term_count; i++) {
		uint32_t at = i;
		while (at != SUMLINT_NONE && walks[at] == 0) {
			walks[at] = i + 1;
			at = v->records[at].broader;
		}
		if (at == SUMLINT_NONE || walks[at] != i + 1)
			continue;
		uint32_t next = v->records[at].broader;
		sl_yaml_error(&r->reader, sl_yaml_get(r->term_nodes[at], "broader"),
		    "'broader' goes round in a circle: '%.*s' is broader than '%.*s', and in the end the other way round",
		    SL_SHOWN(preferred_label(r, next)), SL_SHOWN(preferred_label(r, at)));
		r->good = false;
	}
}

/* ---- the whole ---- */

static bool reserve(reading *r, const sl_yaml *terms)
{
	sumlint_vocabulary *v = r->vocabulary;
	uint64_t labels = 0;
	for (uint32_t i = 0; i < terms->count; i++)
		labels += labels_in(terms->items[i]);
	v->term_count = terms->count;
	v->records = r->records = sl_arena_calloc(&v->arena, terms->count, sizeof(*v->records));
	v->labels = r->labels = sl_arena_calloc(&v->arena, (size_t)labels, sizeof(*v->labels));
	r->term_nodes = sl_arena_calloc(r->reader.arena, terms->count, sizeof(const sl_yaml *));
	sl_buffer_append_char(&v->made_texts, '\0'); /* no text begins at 0 */
	if (!v->records || !v->labels || !r->term_nodes || v->made_texts.failed || !make_slots(r, labels)) {
		no_memory(r);
		return false;
	}
	v->texts = v->made_texts.data;
	return true;
}

static void read_root(reading *r, const sl_yaml *root)
{
	static const char *const known[] = { "title", "terms", NULL };
	if (!sl_yaml_want_map(&r->reader, root, "a vocabulary")) {
		r->good = false;
		return;
	}
	r->good = sl_yaml_known_keys(&r->reader, root, "a vocabulary", known);
	sl_str title;
	const sl_yaml *value = sl_yaml_get(root, "title"), *terms = sl_yaml_get(root, "terms");
	r->good = (!value || sl_yaml_want_text(&r->reader, value, "'title'", &title)) && r->good;
	if (!terms && !sl_yaml_misspelt(root, "terms"))
		sl_yaml_error(&r->reader, root, "the vocabulary has no 'terms'");
	if (!terms || !sl_yaml_want_list(&r->reader, terms, "'terms'") || !reserve(r, terms)) {
		r->good = false;
		return;
	}
	for (uint32_t i = 0; i < terms->count && !r->reader.troubles->no_memory; i++)
		read_term(r, terms->items[i], i);
	if (r->reader.troubles->no_memory)
		return;
	resolve(r);
	find_circles(r);
}

sumlint_vocabulary *sl_vocabulary_read(sl_str file, sl_str bytes, sl_troubles *troubles)
{
	sl_arena tree;
	sumlint_vocabulary *v = sl_vocabulary_new(file);
	if (!v) {
		sl_no_memory(troubles);
		return NULL;
	}
	sl_arena_init(&tree);
	reading r = { .reader = { &tree, v->file, troubles }, .vocabulary = v };
	sl_buffer_init(&r.folded);
	const sl_yaml *root = sl_yaml_read(&tree, v->file, bytes, 0, 1, troubles);
	if (root)
		read_root(&r, root);
	sl_buffer_finish(&r.folded);
	sl_arena_finish(&tree);
	if (r.good && !troubles->no_memory) {
		if (sl_vocabulary_open_terms(v))
			return v;
		sl_no_memory(troubles);
	}
	sl_vocabulary_free(v);
	return NULL;
}

sumlint_vocabulary *sl_vocabulary_read_file(const char *path, sl_troubles *troubles)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	sumlint_vocabulary *vocabulary = NULL;
	int error = sl_read_file(path, MAX_BYTES, &bytes);
	if (error == ENOMEM)
		sl_no_memory(troubles);
	else if (error)
		sl_error(troubles, sl_str_of(path), 0, 0, "cannot be read: %s", strerror(error));
	else
		vocabulary = sl_vocabulary_read(sl_str_of(path), sl_buffer_str(&bytes), troubles);
	sl_buffer_finish(&bytes);
	return vocabulary;
}
