/* SPDX-License-Identifier: Apache-2.0
 * pattern.h - an attribution pattern: a PCRE2 expression with named captures, matched as a whole line.
 */
#ifndef SL_CONFIG_PATTERN_H
#define SL_CONFIG_PATTERN_H

#include "base/trouble.h"

#define SL_PATTERN_MAX_CAPTURES 16
/* A match that needs more is given up (pcre2api, "match limits"): far above any sane line, far below a hang. */
#define SL_PATTERN_MATCH_LIMIT 200000
#define SL_PATTERN_HEAP_LIMIT_KIB 8192

typedef struct sl_pattern sl_pattern;

typedef struct sl_pattern_match {
	uint32_t count;                          /* of named captures, in the order of the pattern */
	sl_str names[SL_PATTERN_MAX_CAPTURES];   /* live as long as the pattern */
	sl_span spans[SL_PATTERN_MAX_CAPTURES];  /* byte offsets into the subject; empty where unset */
} sl_pattern_match;

typedef enum sl_pattern_result { SL_PATTERN_NO, SL_PATTERN_YES, SL_PATTERN_LIMIT, SL_PATTERN_NO_MEMORY } sl_pattern_result;

/* A word of the pattern when it is a plain template: literal words and captures. */
typedef struct sl_pattern_word {
	sl_str text;      /* literal word with its punctuation, unescaped; for a capture its name */
	bool capture;
	sl_str before;    /* of a capture: literal bytes stuck to its front within the word */
	sl_str after;     /* and to its end: "." in `(?<curator>.+?)\.` */
} sl_pattern_word;

/* Compiles (anchored at both ends, UTF, UCP; JIT where there is one, when many lines are matched). NULL with *error (NUL-terminated, in arena) and *offset set, or
   with *error NULL when memory is short. */
sl_pattern *sl_pattern_compile(sl_arena *arena, sl_str text, const char **error, size_t *offset);
void sl_pattern_free(sl_pattern *pattern);
sl_pattern_result sl_pattern_match_line(const sl_pattern *pattern, sl_str subject, sl_pattern_match *match);

/* The pattern's literal words, for recognising a line that is meant to match and does not. `template` is true when the pattern is nothing
   but literals, escapes and named captures, so that the line can be written anew from its captures. Live as long as the pattern. */
const sl_pattern_word *sl_pattern_words(const sl_pattern *pattern, uint32_t *count, bool *template);

#endif
