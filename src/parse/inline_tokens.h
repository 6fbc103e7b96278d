/* SPDX-License-Identifier: Apache-2.0
 * inline_tokens.h - the marks found in inline content, shared by inline.c, which finds and writes, and inline_emphasis.c, which pairs.
 */
#ifndef SL_PARSE_INLINE_TOKENS_H
#define SL_PARSE_INLINE_TOKENS_H

#include "base/str.h"

/* Marks of usual content fit without an allocation. */
#define SL_TOKENS_FIXED 48

/* Bytes that are not simply text. */
typedef struct sl_token {
	sl_span source;     /* these bytes, */
	sl_span keep;       /* of which these are text; empty: none */
	uint32_t codepoint; /* or which say this character, where it is not 0 */
	uint32_t before;    /* of a delimiter run or an opening bracket: the one before it on its list, SUMLINT_NONE */
	uint32_t after;
	char c; /* of a delimiter run: '*', '_' or '~' */
	bool opens;
	bool closes;
	bool image; /* of a bracket */
} sl_token;

typedef struct sl_tokens {
	sl_token *items; /* fixed or on the heap */
	uint32_t count;
	uint32_t capacity;
	uint32_t last_run;     /* ends of the two lists */
	uint32_t last_bracket;
	bool failed; /* memory ran out */
	sl_token fixed[SL_TOKENS_FIXED];
} sl_tokens;

/* Adds the delimiter run [start, end) of `text`'s bytes within `bounds`. False when memory is short. */
bool sl_token_add_run(sl_tokens *tokens, const char *text, sl_span bounds, sl_span run);
/* Pairs the runs from token `first` on, and takes them off the list. */
void sl_tokens_pair(sl_tokens *tokens, uint32_t first);
/* A new token for bytes of which nothing is kept; NULL when memory is short. */
sl_token *sl_token_add(sl_tokens *tokens, uint32_t start, uint32_t end);

#endif
