/* SPDX-License-Identifier: Apache-2.0
 * manifest_option.h - the schema of a rule's options, and values against it.
 */
#ifndef SL_CONFIG_MANIFEST_OPTION_H
#define SL_CONFIG_MANIFEST_OPTION_H

#include "config/manifest.h"

/* A name of a plugin, a rule or an option: small letters, digits, hyphens. */
bool sl_manifest_name(sl_reader *reader, const sl_yaml *node, const char *what, sl_str *out);
/* Reads `options: {...}` of a rule. False with troubles. */
bool sl_manifest_options(sl_reader *reader, const sl_yaml *node, sl_rule_manifest *rule);
/* Reads a value by its schema: type, range, choices. False with troubles at `node`. Text lives as long as the tree. */
bool sl_option_read(sl_reader *reader, const sl_yaml *node, const sl_option_schema *schema, sl_option_value *out);
/* The number of the option of that name; rule->option_count where there is none. */
uint32_t sl_option_find(const sl_rule_manifest *rule, sl_str name);

#endif
