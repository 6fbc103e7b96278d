/* SPDX-License-Identifier: Apache-2.0
 * vocabulary.h - a controlled vocabulary in SKOS's terms, its look-up and its suggestions.
 */
#ifndef SL_CONFIG_VOCABULARY_H
#define SL_CONFIG_VOCABULARY_H

#include "config/compiled.h"
#include "config/yaml.h"
#include "sumlint/ext/vocabulary.h"

/* Reads a vocabulary file. NULL with troubles (all that can be found, each at its line): an unknown key, a term without prefLabel, one label in
   two places (names the line of the first), broader or replacedBy that is no prefLabel, a replacement that is itself deprecated, a cycle of
   broader. Freed by sl_vocabulary_free; immutable but for the index of suggestions, built at the first suggestion. */
sumlint_vocabulary *sl_vocabulary_read_file(const char *path, sl_troubles *troubles);
/* The same from memory; `file` is for messages. */
sumlint_vocabulary *sl_vocabulary_read(sl_str file, sl_str bytes, sl_troubles *troubles);
/* Appends the compiled form of a vocabulary that was read from `source` to an empty buffer. False when memory is short. */
bool sl_vocabulary_compile(sumlint_vocabulary *vocabulary, sl_str source, sl_buffer *into);
/* The vocabulary of an open compiled file, which is its own from now on. NULL when memory is short. */
sumlint_vocabulary *sl_vocabulary_take(sl_str file, sl_compiled *compiled);
void sl_vocabulary_free(sumlint_vocabulary *vocabulary);

uint32_t sl_vocabulary_size(const sumlint_vocabulary *vocabulary);
const sumlint_term *sl_vocabulary_term(const sumlint_vocabulary *vocabulary, uint32_t number);
/* Of a term that is there, without handing it out: a large vocabulary is far away. */
bool sl_vocabulary_is_deprecated(const sumlint_vocabulary *vocabulary, uint32_t number);
/* Line of the vocabulary file where a term starts, and the file. */
uint32_t sl_vocabulary_line(const sumlint_vocabulary *vocabulary, uint32_t number);
sl_str sl_vocabulary_file(const sumlint_vocabulary *vocabulary);

/* A label, preferred or alternative. */
typedef struct sl_label_use {
	sl_str text;   /* as written */
	sl_str folded; /* under sl_fold */
	uint32_t term;
	bool preferred;
} sl_label_use;
/* All labels, in the order of the file. */
uint32_t sl_vocabulary_label_count(const sumlint_vocabulary *vocabulary);
sl_label_use sl_vocabulary_label(const sumlint_vocabulary *vocabulary, uint32_t number);

/* Number of the term that has `folded` (under sl_fold) as a label, or SUMLINT_NONE; *match is SUMLINT_MATCH_*. One hash look-up. */
uint32_t sl_vocabulary_find(const sumlint_vocabulary *vocabulary, sl_str folded, uint32_t *match);
/* For labels that will be looked up soon, by their sl_hash: memory that is far away is fetched meanwhile, first of all of them the places in the table
   (sl_vocabulary_fetch_places), then what these lead to (sl_vocabulary_fetch_terms). sl_vocabulary_is_large: where that is worth it. */
bool sl_vocabulary_is_large(const sumlint_vocabulary *vocabulary);
void sl_vocabulary_fetch_places(const sumlint_vocabulary *vocabulary, const uint64_t *hashes, uint32_t count);
void sl_vocabulary_fetch_terms(const sumlint_vocabulary *vocabulary, const uint64_t *hashes, uint32_t count);
/* The nearest label to `folded` within sl_near_limit, not of a deprecated term; *nearest is the label as written. Ties: the shorter distance, then a
   prefLabel, then the order of the file. SUMLINT_NONE where none is near. *failed is set when memory is short. */
uint32_t sl_vocabulary_suggest(const sumlint_vocabulary *vocabulary, sl_str folded, sl_str *nearest, bool *failed);

#endif
