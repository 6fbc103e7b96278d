/* SPDX-License-Identifier: Apache-2.0
 * found.h - what was found in documents of the workspace, until it is told: as text as soon as it can be, for there may be much of it.
 */
#ifndef SL_LSP_FOUND_H
#define SL_LSP_FOUND_H

#include "lsp/server.h"

typedef struct sl_found_file sl_found_file;

typedef struct sl_found {
	sl_arena arena;
	sl_found_file *files; /* those without a problem are there too */
} sl_found;

void sl_found_init(sl_found *found);
void sl_found_clear(sl_found *found);
uint32_t sl_found_count(const sl_found *found);
/* A document that was checked. False when memory is short. */
bool sl_found_file_add(sl_found *found, sl_str path);
/* SL_TASK_PROBLEM. False also where it is none. */
bool sl_found_problem_add(sl_server *server, sl_found *found, sl_wire *wire);
/* Appends a WorkspaceDocumentDiagnosticReport of each document, with commas between them and behind what is there, and forgets them. `previous` is what the
   client knows: {uri: id}. */
void sl_found_tell(sl_server *server, sl_found *found, const json_t *previous, sl_buffer *items);

#endif
