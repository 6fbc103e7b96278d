/* SPDX-License-Identifier: Apache-2.0
 * title.h - the rules of the plugin `title`.
 */
#ifndef PLUGINS_TITLE_H
#define PLUGINS_TITLE_H

#include "shared/rule.h"

extern const sumlint_rule title_punctuation;

/* Words of the document's title; 0 where there is none, or none that says anything: title/required has that, and the other rules are silent. */
uint32_t title_words(const sumlint_document *document);
/* True where that is more than 0. */
bool title_says_something(const sumlint_document *document);

#endif
