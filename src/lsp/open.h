/* SPDX-License-Identifier: Apache-2.0
 * open.h - a document that the client has open: its text is what the client says, not what is on disk.
 */
#ifndef SL_LSP_OPEN_H
#define SL_LSP_OPEN_H

#include "collect/result.h"
#include "lsp/text.h"
#include "parse/document.h"

#include <jansson.h>
#include <uthash.h>

typedef struct sl_open {
	UT_hash_handle hh;
	char *key;  /* its URI in the form in which URIs are compared */
	char *uri;  /* as the client writes it */
	char *path; /* absolute; of an untitled one a name that tells its syntax */
	bool untitled;
	json_int_t version;
	sl_text text;
	uint64_t edition; /* grows with every change of the text or of what applies to it */
	const sl_settings *settings; /* NULL: it is no document */
	/* What is wrong with it. */
	uint64_t due;     /* when it is to be checked; 0: nothing is to be done */
	uint64_t checked; /* the edition that was; 0: none */
	uint64_t changed_at; /* when the text changed last; 0: never */
	uint64_t waits_since; /* the first change that was not checked; 0: none */
	uint64_t began;   /* when the last check did */
	uint64_t took;    /* milliseconds that it took */
	bool risky;       /* a check of it broke, or a plugin did: the next has a process of its own */
	uint64_t result_id;
	uint64_t handed;  /* the edition that the check of the workspace was given */
	sl_arena arena;
	sl_problem *problems;
	uint32_t problem_count;
	bool published; /* the client has problems of it */
	/* What it is with its safe fixes applied. */
	uint64_t mended_edition;
	bool mends; /* it is another text */
	sl_buffer mended;
	/* Its parts. */
	uint64_t parsed_edition;
	sl_arena parse_arena;
	sl_document *parsed;
} sl_open;

/* NULL when memory is short. */
sl_open *sl_open_create(sl_str key, sl_str uri, sl_str path);
void sl_open_free(sl_open *document);
/* One entry of `contentChanges`. False where it is none; *no_memory when it is that. */
bool sl_open_change(sl_open *document, const json_t *change, sl_encoding encoding, bool *no_memory);

#endif
