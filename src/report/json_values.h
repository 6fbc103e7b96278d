/* SPDX-License-Identifier: Apache-2.0
 * json_values.h - values of JSON, made with one rule about failure: a function gives NULL when memory is short, and NULL put into a value makes
 * the whole NULL. Built freely, tested once, in sl_json_dump.
 */
#ifndef SL_REPORT_JSON_VALUES_H
#define SL_REPORT_JSON_VALUES_H

#include "collect/collect.h"

#include <jansson.h>

/* Text of any bytes; what is no UTF-8 becomes U+FFFD. `scratch` is overwritten. */
json_t *sl_json_string(sl_buffer *scratch, sl_str text);
/* Take `value` over whether they work or not. */
void sl_json_set(json_t **object, const char *key, json_t *value);
void sl_json_append(json_t **array, json_t *value);
void sl_json_set_number(json_t **object, const char *key, uint64_t value);
void sl_json_set_name(json_t **object, const char *key, const char *name); /* a NUL-terminated text of our own */
/* An object whose only member is the text. */
json_t *sl_json_wrap(sl_buffer *scratch, const char *key, sl_str text);

/* A problem, and the totals, as the formats json and jsonl have them: a contract. */
json_t *sl_json_problem(sl_buffer *scratch, const sl_problem *problem);
json_t *sl_json_summary(const sl_counts *counts);

/* Appends a value on one line, and lets go of it. False when memory is, or was, short: errno says so. */
bool sl_json_dump(sl_buffer *into, json_t *value);

#endif
