/* SPDX-License-Identifier: Apache-2.0
 * edits.h - changes of texts as the protocol has them.
 */
#ifndef SL_LSP_EDITS_H
#define SL_LSP_EDITS_H

#include "lsp/server.h"

/* A TextEdit. */
json_t *sl_lsp_edit(sl_server *server, sl_text *text, sl_span span, sl_str by);
/* TextEdits that make the one text the other; what both have is left alone, line by line. */
json_t *sl_lsp_edits_between(sl_server *server, sl_text *text, sl_str after);
/* Adds TextEdits of a file to a WorkspaceEdit. `open` (NULL: it is not) gives the version. Takes `edits` over. */
void sl_lsp_edit_file(sl_server *server, json_t **edit, const char *uri, const sl_open *open, json_t *edits);
/* A WorkspaceEdit of the one document. */
json_t *sl_lsp_edit_of(sl_server *server, const sl_open *document, json_t *edits);

#endif
