/* SPDX-License-Identifier: Apache-2.0
 * find.h - the next byte of a few kinds. Texts are searched for these all day long, so it goes 16 bytes at a time where the machine can.
 */
#ifndef SL_BASE_FIND_H
#define SL_BASE_FIND_H

#include <stddef.h>

/* Offset of the first line feed or carriage return in bytes [from, end) of text; `end` where there is none. */
size_t sl_find_line_end(const char *text, size_t from, size_t end);
/* Offset of the first byte that is `one` or `other`. */
size_t sl_find_either(const char *text, size_t from, size_t end, char one, char other);
/* Offset of the first of \ ` * _ ~ [ < & or white space (ASCII) other than a single space; `end` where there is none. */
size_t sl_find_markup(const char *text, size_t from, size_t end);

#endif
