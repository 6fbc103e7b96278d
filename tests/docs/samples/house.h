/* SPDX-License-Identifier: Apache-2.0
 * house.h - what the files of the sample plugin share. docs/writing-plugins.md shows them.
 */
#ifndef HOUSE_H
#define HOUSE_H

#include <sumlint/sumlint.h>

/* Of a string literal. */
#define TEXT(literal) ((sumlint_str){ (literal), sizeof(literal) - 1 })
#define TEXT_ARG(text) (int)(text).size, (text).data

extern const sumlint_host *house_host;
extern const sumlint_ext_vocabulary *house_vocabularies;
extern const sumlint_ext_facts *house_facts;
extern const sumlint_ext_text *house_texts;

extern const sumlint_rule house_exclamation, house_broader, house_same_title;

#endif
