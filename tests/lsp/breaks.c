/* SPDX-License-Identifier: Apache-2.0
 * breaks.c - a plugin that crashes or hangs where a document says so.
 */
#include "sumlint/plugin.h"

#include <stdlib.h>
#include <string.h>

static int has(const sumlint_document *document, const char *word)
{
	size_t size = strlen(word);
	for (size_t i = 0; i + size <= document->text.size; i++) {
		if (memcmp(document->text.data + i, word, size) == 0)
			return 1;
	}
	return 0;
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	volatile unsigned long turns = 0;
	(void)instance;
	(void)context;
	if (has(document, "Shared crash"))
		abort();
	while (has(document, "Shared hang"))
		turns = turns + 1;
}

static const sumlint_rule rule = { .struct_size = sizeof(rule), .name = "down", .check = check };
static const sumlint_rule *const rules[] = { &rule };
static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "breaks", .rule_count = 1, .rules = rules };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	(void)host;
	return &plugin;
}
