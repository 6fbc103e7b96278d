/* SPDX-License-Identifier: Apache-2.0
 * attribution.h - the rules of the plugin `attribution`.
 */
#ifndef PLUGINS_ATTRIBUTION_H
#define PLUGINS_ATTRIBUTION_H

#include "shared/rule.h"

extern const sumlint_rule attribution_format;
extern const sumlint_rule attribution_curator;
extern const sumlint_rule attribution_publisher;
extern const sumlint_rule attribution_position;

/* The lines of an attribution, and the blank ones behind: what else follows up to the next part is not its own. */
sumlint_span attribution_lines(const sumlint_part *part);

/* False where the curator or the publisher, as they are read in `part`, would be reported. */
bool attribution_names_pass(const sumlint_document *document, const sumlint_part *part, sumlint_context *context);

/* Set when the plugin is loaded. */
extern const sumlint_ext_text *text_extension;
extern const sumlint_ext_vocabulary *vocabulary_extension;

#endif
