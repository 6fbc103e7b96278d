/* SPDX-License-Identifier: Apache-2.0
 * pattern_words.h - the words of a pattern's text, for pattern.c.
 */
#ifndef SL_CONFIG_PATTERN_WORDS_H
#define SL_CONFIG_PATTERN_WORDS_H

#include "config/pattern.h"

/* The words of a pattern that PCRE2 takes. All in `arena`. False when memory is short. */
bool sl_pattern_words_read(sl_arena *arena, sl_str pattern, sl_pattern_word **words, uint32_t *count, bool *template);

#endif
