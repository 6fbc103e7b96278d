/* SPDX-License-Identifier: Apache-2.0
 *
 * host.h - what a plugin may call.
 */
#ifndef SUMLINT_HOST_H
#define SUMLINT_HOST_H

#include "abi.h"
#include "diagnostic.h"
#include "document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One check of one document by one rule. Opaque; valid during that call only. */
typedef struct sumlint_context sumlint_context;

/* The options of one rule as configured, checked against the manifest's schema, defaults filled in. Opaque;
   valid during create only. */
typedef struct sumlint_options sumlint_options;

/* The host's functions. Owned by the host, lives as long as the plugin is loaded, never NULL. Growable.
   All functions may be called from the thread the host called the plugin on, and from no other. */
typedef struct sumlint_host {
	uint32_t struct_size;
	uint32_t abi_major;
	uint32_t abi_minor;
	uint32_t reserved;
	sumlint_str version; /* of sumlint: "0.1.0" */

	/* Reports a defect. Copies *diagnostic. A span outside the document is cut to it. When memory is short the
	   whole run fails with exit status 2: nothing is dropped silently. */
	void (*report)(sumlint_context *context, const sumlint_diagnostic *diagnostic);

	/* printf into memory of the host that lives until the call into the plugin returns. Never NULL data; empty
	   when memory is short (the run then fails as under report). NUL-terminated behind its size. */
	sumlint_str (*format)(sumlint_context *context, const char *format, ...)
#if defined(__GNUC__)
	    __attribute__((format(printf, 2, 3)))
#endif
	    ;

	/* `text` for use in a message: in typographic quotes, white space runs as one space, control characters
	   made visible, cut with an ellipsis after 60 code points. Lifetime as under format. */
	sumlint_str (*quote)(sumlint_context *context, sumlint_str text);

	/* Option `name` (NUL-terminated) of the rule; the manifest's default where not configured. The option must be
	   in the manifest with the matching type; otherwise the result is 0, empty or 0 items. Text lives as long as
	   the instance. */
	int64_t (*option_integer)(const sumlint_options *options, const char *name);
	uint32_t (*option_boolean)(const sumlint_options *options, const char *name);
	sumlint_str (*option_string)(const sumlint_options *options, const char *name);
	uint32_t (*option_list_size)(const sumlint_options *options, const char *name);
	sumlint_str (*option_list_item)(const sumlint_options *options, const char *name, uint32_t index);

	/* A named extension, "sumlint.vocabulary/1" (ext/ headers), or NULL where this host has none of that name and
	   revision. The table lives as long as the plugin. `name` is NUL-terminated. */
	const void *(*extension)(const struct sumlint_host *host, const char *name);

	/* In check or judge: tells that memory of the plugin's own is short. The run ends with exit status 2. */
	void (*fail_memory)(sumlint_context *context);
} sumlint_host;

#ifdef __cplusplus
}
#endif
#endif
