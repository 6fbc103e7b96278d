/* SPDX-License-Identifier: Apache-2.0
 * features.h - what is answered, a table a file.
 */
#ifndef SL_LSP_FEATURES_H
#define SL_LSP_FEATURES_H

#include "lsp/server.h"

extern const sl_method sl_lsp_lifecycle_methods[];
extern const sl_method sl_lsp_sync_methods[];
extern const sl_method sl_lsp_diagnostic_methods[];
extern const sl_method sl_lsp_action_methods[];
extern const sl_method sl_lsp_completion_methods[];
extern const sl_method sl_lsp_hover_methods[];
extern const sl_method sl_lsp_symbol_methods[];
extern const sl_method sl_lsp_navigation_methods[];

/* Adds to the capabilities what these tables offer. */
void sl_lsp_offer(const sl_server *server, json_t *capabilities);

#endif
