/* SPDX-License-Identifier: Apache-2.0
 * sections.h - the rules of the plugin `sections`, and the questions they share.
 */
#ifndef PLUGINS_SECTIONS_H
#define PLUGINS_SECTIONS_H

#include "shared/rule.h"

extern const sumlint_rule sections_duplicate;
extern const sumlint_rule sections_heading_case;
extern const sumlint_rule sections_heading_level;
extern const sumlint_rule sections_items;
extern const sumlint_rule sections_order;
extern const sumlint_rule sections_unknown;

/* The slot whose content the part's is; NULL for a part without one, for a heading that only stands in a slot's place, and for content that could not be
   read. */
const sumlint_slot *sections_content_slot(const sumlint_document *document, const sumlint_part *part);
/* The part says nothing though it should: sections/empty has that, and other rules about content are silent. */
bool sections_is_empty(const sumlint_slot *slot, const sumlint_part *part);
/* The level of Markdown headings that most sections have, of two the smaller number; 0 where none has one. */
uint32_t sections_usual_level(const sumlint_document *document);
/* Reports a part that is there in another form than its own, and is not just called otherwise: form.c. */
void sections_report_form(const sumlint_document *document, const sumlint_part *part, sumlint_context *context);
/* What to call a part in a message: section “Summary”, line “Best for”, field “topics”. */
sumlint_str sections_call(sumlint_context *context, const sumlint_part *part);
/* The same for a slot. */
sumlint_str sections_call_slot(sumlint_context *context, const sumlint_slot *slot);
/* The bytes of its name are the name. Within a heading with markup inside, to replace the name would leave half of the markup behind; behind a bare `##` it
   would stick to it. */
bool sections_can_be_renamed(const sumlint_document *document, const sumlint_part *part);

#endif
