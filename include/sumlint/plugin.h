/* SPDX-License-Identifier: Apache-2.0
 *
 * plugin.h - what a plugin gives: one exported function that returns a table of rules.
 *
 *     SUMLINT_EXPORT const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host);
 *
 * The host calls it once, after the manifest was read and before any rule is used. NULL means the plugin cannot
 * work with this host (an extension is missing, say) and is reported. The table is owned by the plugin, immutable,
 * and lives until the shared object is unloaded.
 */
#ifndef SUMLINT_PLUGIN_H
#define SUMLINT_PLUGIN_H

#include "abi.h"
#include "diagnostic.h"
#include "document.h"
#include "host.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A fact that a rule stated about a document: see ext/facts.h. Frozen. */
typedef struct sumlint_fact {
	sumlint_str path; /* of the document */
	sumlint_str value;
	sumlint_span span;
	uint64_t document; /* the document's number in the order of the report */
} sumlint_fact;

/* A rule. Growable. Every function is called on one thread at a time for one instance. */
typedef struct sumlint_rule {
	uint32_t struct_size;
	uint32_t reserved;
	const char *name; /* without the plugin's: "unknown". NUL-terminated; must be in the manifest. */

	/* Makes an instance for one set of options. NULL function: no options, instance is NULL. On failure returns
	   NULL and the run ends with exit status 2. */
	void *(*create)(const sumlint_host *host, const sumlint_options *options);
	/* Ends an instance. Required when create is there; NULL instances are never handed to it. */
	void (*destroy)(void *instance);

	/* Checks one document. Required. Pure: the same document and options give the same reports, in any process
	   and order. Keeps no state in the instance or elsewhere. */
	void (*check)(void *instance, const sumlint_document *document, sumlint_context *context);

	/* Judges all facts of one key of the whole corpus, in document order, after the last check. NULL: none. Reports
	   name the fact they are about through ext/facts.h report_fact. */
	void (*judge)(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t fact_count,
	    sumlint_context *context);
} sumlint_rule;

/* A plugin. Growable. */
typedef struct sumlint_plugin {
	uint32_t struct_size;
	uint32_t abi_minor; /* SUMLINT_ABI_MINOR the plugin was built with */
	const char *name;   /* as in the manifest; NUL-terminated */
	uint32_t rule_count;
	uint32_t reserved;
	const sumlint_rule *const *rules;
} sumlint_plugin;

/* The type and the name of the exported function. */
typedef const sumlint_plugin *(*sumlint_plugin_function)(const sumlint_host *host);
#define SUMLINT_PLUGIN_SYMBOL "sumlint_plugin_v1"

/* Declared for the plugin to define. */
SUMLINT_EXPORT const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host);

#ifdef __cplusplus
}
#endif
#endif
