/* SPDX-License-Identifier: Apache-2.0
 * json.h - what the protocol's messages are made of, taken apart and put together. Values out follow the one rule of report/json_values.h.
 */
#ifndef SL_LSP_JSON_H
#define SL_LSP_JSON_H

#include "lsp/text.h"
#include "report/json_values.h"

/* The value at a path of keys ("textDocument.uri"); NULL where there is none. */
const json_t *sl_json_at(const json_t *value, const char *path);
/* A text at a path; data is NULL where there is none. */
sl_str sl_json_text(const json_t *value, const char *path);
bool sl_json_true(const json_t *value, const char *path);
/* True where the list at the path has the text, or, for numbers, the number. */
bool sl_json_has(const json_t *value, const char *path, const char *text);
/* {line, character}; numbers out of range are cut. False where it is none. */
bool sl_json_place(const json_t *value, sl_place *out);
bool sl_json_range(const json_t *value, sl_place *start, sl_place *end);

json_t *sl_json_of_place(sl_place place);
json_t *sl_json_of_range(sl_place start, sl_place end);
/* A text of valid UTF-8. */
json_t *sl_json_of(sl_str text);
json_t *sl_json_copy(const json_t *value); /* one more reference; NULL is null */

#endif
