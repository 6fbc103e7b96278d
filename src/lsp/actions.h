/* SPDX-License-Identifier: Apache-2.0
 * actions.h - a list of code actions in the making.
 */
#ifndef SL_LSP_ACTIONS_H
#define SL_LSP_ACTIONS_H

#include "lsp/server.h"

typedef struct sl_acting {
	sl_server *server;
	sl_open *document;
	json_t *list;
	const json_t *range; /* that was asked about */
	bool later;          /* edits that cost something are made when they are asked for */
} sl_acting;

/* `diagnostic` (NULL: none) is what it is for; takes `edit` over. NULL: it is made later. */
void sl_lsp_add_action(sl_acting *acting, const char *kind, sl_str title, json_t *diagnostic, json_t *edit, bool preferred);

/* That of the first line. */
const char *sl_lsp_line_end(const sl_text *text);

/* term_actions.c: where a term is unknown, the vocabulary may be given it. */
void sl_lsp_offer_term(sl_acting *acting, const sl_problem *problem, json_t *diagnostic);

#endif
