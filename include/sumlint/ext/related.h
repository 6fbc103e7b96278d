/* SPDX-License-Identifier: Apache-2.0
 *
 * ext/related.h - extension "sumlint.related/1": other places of the document that a diagnostic leads to.
 *
 * The first use of a term that comes again, the section that another one belongs in front of: what a reader looks for next.
 * Reports show them where their format can, editors as links.
 */
#ifndef SUMLINT_EXT_RELATED_H
#define SUMLINT_EXT_RELATED_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUMLINT_EXT_RELATED "sumlint.related/1"

/* A place, and what it has to do with the defect. Frozen. */
typedef struct sumlint_related {
	sumlint_span span;   /* of the same document; cut to it */
	sumlint_str message; /* one line: "“Open Science” is here first" */
} sumlint_related;

typedef struct sumlint_ext_related {
	uint32_t struct_size;
	uint32_t reserved;

	/* In check only: as host->report, with `related_count` places of `related` (NULL: none) in the order in which they are to be
	   shown. Copies all of it. */
	void (*report)(sumlint_context *context, const sumlint_diagnostic *diagnostic, const sumlint_related *related,
	    uint32_t related_count);
} sumlint_ext_related;

#ifdef __cplusplus
}
#endif
#endif
