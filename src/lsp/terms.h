/* SPDX-License-Identifier: Apache-2.0
 * terms.h - terms in documents, and the entries of vocabularies they stand for.
 */
#ifndef SL_LSP_TERMS_H
#define SL_LSP_TERMS_H

#include "discover/discover.h"
#include "lsp/server.h"

/* A term as a document uses it. */
typedef struct sl_term_place {
	const sumlint_vocabulary *vocabulary;
	uint32_t term;  /* SUMLINT_NONE: it is none of the vocabulary's */
	uint32_t match; /* SUMLINT_MATCH_* */
	sl_str text;
	sl_span span;
	bool plain; /* its bytes are the text: they can be replaced */
} sl_term_place;

const sumlint_vocabulary *sl_lsp_vocabulary(const sl_settings *settings, sl_str name);
/* All in order; false from `take` ends it. False when memory is short. */
typedef bool sl_take_term(void *user, const sl_term_place *place);
bool sl_lsp_terms(const sl_settings *settings, const sl_document *document, sl_take_term *take, void *user);
/* The one at the byte. */
bool sl_lsp_term_at(sl_server *server, sl_open *document, uint32_t offset, sl_term_place *out);

/* The one at the byte of a vocabulary's file: any of its labels, or where another term names it. `text` is its preferred label. */
bool sl_lsp_entry_at(sl_server *server, const sl_open *document, uint32_t offset, sl_term_place *out);
/* All documents below the workspace's folders; finish them where it gives true. */
bool sl_lsp_discover(sl_server *server, sl_files *files);

/* A vocabulary's file, to be shown or changed: as it is open, or on disk. */
typedef struct sl_term_file {
	sl_arena arena;
	char *path; /* absolute */
	char *uri;
	sl_open *open; /* or NULL */
	sl_text *text;
	sl_text own; /* where it is not open */
	const sl_yaml *terms; /* the list; NULL where it cannot be read */
	bool ours; /* of the installation: not to be written to */
} sl_term_file;

/* Whether it may be changed, as far as can be said without reading it. */
bool sl_term_file_is_writable(sl_server *server, const sumlint_vocabulary *vocabulary);
/* False where it cannot be had. Close in either case. */
bool sl_term_file_open(sl_server *server, const sumlint_vocabulary *vocabulary, sl_term_file *out);
void sl_term_file_close(sl_term_file *file);
/* The term's node with that preferred label, and its label's; NULL where there is none. */
const sl_yaml *sl_term_file_term(const sl_term_file *file, sl_str label, const sl_yaml **name);
/* Appends text as a YAML scalar that stands in a block or a flow. */
void sl_append_yaml(sl_buffer *into, sl_str text);

#endif
