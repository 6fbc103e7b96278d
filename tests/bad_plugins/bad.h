/* SPDX-License-Identifier: Apache-2.0
 * bad.h - what the plugins for the tests of the loader share: each is good but for one thing. Their manifest promises the rules `one` and `two`.
 */
#ifndef BAD_PLUGINS_BAD_H
#define BAD_PLUGINS_BAD_H

#include "sumlint/plugin.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Leaves a mark that the object was mapped. */
__attribute__((constructor)) static void leave_a_mark(void)
{
	const char *path = getenv("SUMLINT_TEST_MARK");
	int descriptor = path ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (descriptor >= 0)
		close(descriptor);
}

static inline void check_nothing(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	(void)document;
	(void)context;
}

static inline void *create_nothing(const sumlint_host *host, const sumlint_options *options)
{
	(void)host;
	(void)options;
	return NULL;
}

#define RULE(id) { .struct_size = sizeof(sumlint_rule), .name = (id), .check = check_nothing }

/* The descriptor, with `rule_count` and `rules` to come, and the exported function that gives it. */
#define PLUGIN(...) \
	static const sumlint_plugin plugin = { .struct_size = sizeof(sumlint_plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "good", __VA_ARGS__ }; \
	const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host) \
	{ \
		return host ? &plugin : NULL; \
	}

#endif
