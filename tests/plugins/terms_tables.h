/* SPDX-License-Identifier: Apache-2.0
 * terms_tables.h - what the tests of topics and audience share: their config, and fixes applied until nothing is left to fix.
 */
#ifndef SL_TESTS_PLUGINS_TERMS_TABLES_H
#define SL_TESTS_PLUGINS_TERMS_TABLES_H

#include "harness.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define VOCABULARIES                                                                                                                                         \
	"vocabularies: { topics: '" SOURCE_ROOT "/tests/plugins/terms_topics.yaml', audience: '" SOURCE_ROOT "/tests/plugins/terms_audience.yaml' }\n"
/* A config with one type of these parts. */
#define CONFIG(parts)                                                                                                                                        \
	"types: { note: { title: { required: false }, order: any, parts: [" parts "] } }\n"                                                                  \
	"documents: [{ files: ['**'], type: note }]\n" VOCABULARIES

/* harness_table; and where a case says what is fixed, further rounds end, and leave nothing to report. A label that begins with '!' allows something to
   be left. */
void terms_table(const char *config, const char *plugins, const harness_case *cases, size_t count);

#endif
