/* SPDX-License-Identifier: Apache-2.0
 * parts.h - parts of the document at hand, and terms told of.
 */
#ifndef SL_LSP_PARTS_H
#define SL_LSP_PARTS_H

#include "lsp/server.h"

/* The part that holds the byte, or ends there; the last of several; NULL where none does. */
const sumlint_part *sl_lsp_part_at(const sumlint_document *document, uint32_t offset);
/* The term's entry, in Markdown. */
void sl_lsp_describe_term(const sumlint_vocabulary *vocabulary, uint32_t number, sl_buffer *into);

#endif
