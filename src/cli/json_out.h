/* SPDX-License-Identifier: Apache-2.0
 * json_out.h - a JSON value onto a stream.
 */
#ifndef SL_CLI_JSON_OUT_H
#define SL_CLI_JSON_OUT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* Writes it, indented, with a line end. False when memory is short: nothing was written. */
bool sl_json_print(const json_t *value, FILE *out);

#endif
