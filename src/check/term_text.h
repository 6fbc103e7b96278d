/* SPDX-License-Identifier: Apache-2.0
 * term_text.h - the text of an item that is no label as it stands: what of it may be one.
 */
#ifndef SL_CHECK_TERM_TEXT_H
#define SL_CHECK_TERM_TEXT_H

#include "base/str.h"
#include "sumlint/ext/vocabulary.h"

/* Each answers a slice of its text. */

/* Without what can be taken off the front. */
sl_str sl_term_strip_front(sl_str text);
/* Without one character of what can be taken off the end; of the same size where nothing can. */
sl_str sl_term_strip_last(sl_str text);
/* Without all that can be taken off, brackets too. */
sl_str sl_term_strip(sl_str text);
/* Without what is surely no part of a term; for text that is no known one either way. */
sl_str sl_term_strip_surely(sl_str text);
/* Without the "and" or "&" before the last of an enumeration. */
sl_str sl_term_strip_and(sl_str text);

/* A label holds no more separators than this: keeps the search for the longest one linear. */
#define SL_TERM_SEPARATORS_WITHIN 3

/* True where the folded text is several terms at one separator, or at several. */
bool sl_term_joined(const sumlint_vocabulary *vocabulary, sl_str folded);

#endif
