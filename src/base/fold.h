/* SPDX-License-Identifier: Apache-2.0
 * fold.h - the form under which texts are compared: Unicode case folding and NFC (UAX #15, canonical caseless matching,
 * Unicode 3.13 D145), white space runs as one space, none at the ends. A NO-BREAK SPACE is white space.
 */
#ifndef SL_BASE_FOLD_H
#define SL_BASE_FOLD_H

#include "base/buffer.h"

/* Replaces what `into` holds by the folded form of valid UTF-8 `text`. ASCII costs one pass. False when memory is short. */
bool sl_fold(sl_str text, sl_buffer *into);
/* The folded form of ASCII text, written to `into`, which has room for as many bytes as the text has; returns its size. */
size_t sl_fold_ascii(sl_str text, char *into);
/* The same where nothing is to be folded but capitals, as in nearly all labels: true, and `into` has as many bytes as the text. False where it is not ASCII, or
   has white space to be joined or taken off; then `into` may hold anything. */
bool sl_fold_simple(sl_str text, char *into);
/* A 64-bit hash of bytes, the same in every run. */
uint64_t sl_hash(sl_str text);
/* True where both fold to the same. On short memory false, and *failed is set. */
bool sl_fold_equal(sl_str a, sl_str b, bool *failed);

#endif
