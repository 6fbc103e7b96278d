/* SPDX-License-Identifier: Apache-2.0
 * rule_schema.h - the rules' options as a JSON Schema.
 */
#ifndef SL_CLI_RULE_SCHEMA_H
#define SL_CLI_RULE_SCHEMA_H

#include "cli/session.h"

/* JSON Schema (draft 07) of what may stand under `rules:` in a config. False when memory is short: nothing was written. */
bool sl_rules_schema(const sl_manifests *manifests, FILE *out);

#endif
