/* SPDX-License-Identifier: Apache-2.0
 * str.h - small helpers over sumlint_str, the text type of every stage. Nothing here allocates.
 */
#ifndef SL_BASE_STR_H
#define SL_BASE_STR_H

#include "sumlint/abi.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef sumlint_str sl_str;
typedef sumlint_span sl_span;

/* For printf("%.*s", SL_ARG(s)). */
#define SL_ARG(s) (int)((s).size > 1000000 ? 1000000 : (s).size), ((s).data ? (s).data : "")
#define SL_LIT(literal) ((sl_str){ (literal), sizeof(literal) - 1 })

static inline sl_str sl_str_of(const char *text)
{
	return (sl_str){ text, text ? strlen(text) : 0 };
}

static inline sl_str sl_str_slice(const char *base, sl_span span)
{
	return (sl_str){ base + span.start, span.end - span.start };
}

static inline bool sl_str_equal(sl_str a, sl_str b)
{
	/* Most differ in the first byte, and need no call. */
	return a.size == b.size && (a.size == 0 || (a.data[0] == b.data[0] && memcmp(a.data, b.data, a.size) == 0));
}

static inline bool sl_str_is(sl_str a, const char *b)
{
	return sl_str_equal(a, sl_str_of(b));
}

/* Byte order, shorter first where one is the other's beginning. */
int sl_str_compare(sl_str a, sl_str b);
bool sl_str_starts(sl_str text, sl_str prefix);
bool sl_str_ends(sl_str text, sl_str suffix);
/* ASCII, and neither white space nor a control character but for DEL. */
static inline bool sl_is_visible(char c)
{
	return c > ' ' && (unsigned char)c < 0x80;
}

/* Without ASCII white space and U+00A0 at both ends. */
sl_str sl_str_trim_ends(sl_str text);
static inline sl_str sl_str_trim(sl_str text)
{
	/* Most texts have letters at both ends. */
	bool trimmed = text.size && sl_is_visible(text.data[0]) && sl_is_visible(text.data[text.size - 1]);
	return trimmed ? text : sl_str_trim_ends(text);
}

#endif
