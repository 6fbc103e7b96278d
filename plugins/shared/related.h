/* SPDX-License-Identifier: Apache-2.0
 * related.h - a defect reported together with the one place it refers to.
 */
#ifndef PLUGINS_SHARED_RELATED_H
#define PLUGINS_SHARED_RELATED_H

#include "shared/rule.h"

/* Each plugin that reports so defines it, and sets it before any of its rules runs. */
extern const sumlint_ext_related *plugin_related;

/* Reports a defect with its fix (without edits: a person has to mend it); leads to `place`, of which `what` is said. */
static inline void report_related(sumlint_context *context, sumlint_span span, sumlint_str message, const sumlint_fix *fix, sumlint_span place,
    sumlint_str what)
{
	const sumlint_related related = { place, what };
	const sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = span, .message = message, .fix_count = fix->edit_count != 0,
		.fixes = fix };
	plugin_related->report(context, &diagnostic, &related, 1);
}

#endif
