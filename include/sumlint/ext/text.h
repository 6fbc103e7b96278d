/* SPDX-License-Identifier: Apache-2.0
 *
 * ext/text.h - extension "sumlint.text/1": text as sumlint compares and counts it.
 */
#ifndef SUMLINT_EXT_TEXT_H
#define SUMLINT_EXT_TEXT_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUMLINT_EXT_TEXT "sumlint.text/1"

typedef struct sumlint_ext_text {
	uint32_t struct_size;
	uint32_t reserved;

	/* 1 where both are equal under Unicode case folding and NFC with runs of white space as one; else 0. */
	uint32_t (*equal)(sumlint_context *context, sumlint_str a, sumlint_str b);
	/* The form under which texts are compared. Lifetime as under host->format. */
	sumlint_str (*fold)(sumlint_context *context, sumlint_str text);
	/* Number of words: runs without white space that hold a letter or digit; each Han or Kana character is one. */
	uint32_t (*words)(sumlint_str text);
	/* Damerau-Levenshtein distance in code points of the folded texts, or SUMLINT_NONE when over `limit`. */
	uint32_t (*distance)(sumlint_context *context, sumlint_str a, sumlint_str b, uint32_t limit);
} sumlint_ext_text;

#ifdef __cplusplus
}
#endif
#endif
