/* SPDX-License-Identifier: Apache-2.0
 * utf8.h - UTF-8 as RFC 3629 has it (no surrogates, no overlong forms, nothing past U+10FFFF).
 */
#ifndef SL_BASE_UTF8_H
#define SL_BASE_UTF8_H

#include "base/str.h"

/* Offset of the first byte that is not valid UTF-8 or is NUL; text.size where there is none. */
size_t sl_utf8_check(sl_str text);
/* True where every byte is below 0x80. */
bool sl_is_ascii(sl_str text);
/* Decodes one code point of valid UTF-8 at *at, moves *at behind it. */
uint32_t sl_utf8_next(sl_str text, size_t *at);
/* Number of code points (of valid UTF-8). */
size_t sl_utf8_count(sl_str text);
/* Unicode White_Space. */
bool sl_is_space(uint32_t codepoint);
/* Letter, digit, mark, or any code point from U+0080 that is no white space, punctuation or control. */
bool sl_is_word(uint32_t codepoint);
/* Number of words: runs without white space that hold a word character; each Han, Hiragana or Katakana character is one. */
uint32_t sl_word_count(sl_str text);
/* Appends `text` for people: white space runs as one space, control and bidi-control characters as U+XXXX, cut with an ellipsis
   after `limit` code points. */
struct sl_buffer;
void sl_append_visible(struct sl_buffer *buffer, sl_str text, size_t limit);

#endif
