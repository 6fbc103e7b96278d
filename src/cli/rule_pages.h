/* SPDX-License-Identifier: Apache-2.0
 * rule_pages.h - a rule as its manifest describes it: for a terminal, for the reference in docs/, for programs.
 */
#ifndef SL_CLI_RULE_PAGES_H
#define SL_CLI_RULE_PAGES_H

#include "cli/session.h"

void sl_rule_text(const sl_rule_manifest *rule, FILE *out);
/* The reference: a chapter a plugin. */
void sl_rules_markdown(const sl_manifests *manifests, FILE *out);
/* [{"id":..., "summary":..., ...}]. False when memory is short: nothing was written. */
bool sl_rules_json(const sl_manifests *manifests, FILE *out);

#endif
