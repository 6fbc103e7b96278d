/* SPDX-License-Identifier: Apache-2.0
 * docs.h - where a rule is described, for formats that link to it.
 */
#ifndef SL_REPORT_DOCS_H
#define SL_REPORT_DOCS_H

#include "report/json_values.h"

/* Sets a member to the rule's place in the reference at `url`, which has the rules of the installation; nothing where there is none. */
void sl_docs_set(json_t **object, const char *key, sl_buffer *scratch, const char *url, const sl_manifest *manifest, const sl_rule_manifest *rule);

#endif
