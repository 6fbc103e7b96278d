/* SPDX-License-Identifier: Apache-2.0
 * words.h - where words begin, for who counts them (words.c) and who writes down where they are (byte_map.c).
 */
#ifndef SL_BASE_WORDS_H
#define SL_BASE_WORDS_H

#include "base/str.h"

/* Where words have their first letter or digit, among 64 bytes of ASCII of which these are white space, and those letters and digits. *fresh: no word has
   begun since the last white space; it is brought up to what is behind these bytes. */
static inline uint64_t sl_word_starts(uint64_t spaces, uint64_t word, bool *fresh)
{
	uint64_t other = ~(spaces | word), behind;
	/* Where a word may begin: behind white space, or at the first byte where none has begun yet. */
	uint64_t start = spaces << 1 | *fresh;
	/* What stands between that place and the first letter, as the bracket of "(so": the carry of an addition runs through it, and may run out. */
	bool out = __builtin_add_overflow(other, start & other, &behind);
	*fresh = out | (spaces >> 63);
	return word & (start | (behind & ~other));
}

/* What one character after the other gave. */
typedef struct sl_word_walk {
	size_t at;  /* behind the last of them */
	bool fresh;
	uint64_t starts;
} sl_word_walk;

/* The same for bytes [block, block + 64) of any text, or up to its end: from byte `at` on where that is further, for the last character of the block
   before may end in this one. */
sl_word_walk sl_words_walk(sl_str text, size_t block, size_t at, bool fresh);

#endif
