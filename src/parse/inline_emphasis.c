/* SPDX-License-Identifier: Apache-2.0
 * inline_emphasis.c - delimiter runs: which can open and close, and which belong together (CommonMark 0.31, section 6.2, and its appendix).
 */
#include "parse/inline_tokens.h"

#include "base/utf8.h"

#include <utf8proc.h>

/* ---- what a run can do ---- */

typedef enum around { SPACE, PUNCTUATION, OTHER } around;

static around class_of(uint32_t c)
{
	if (sl_is_space(c))
		return SPACE;
	if (c < 0x80)
		return sl_is_word(c) || c < ' ' || c == 0x7F ? OTHER : PUNCTUATION;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
		return PUNCTUATION;
	default:
		return OTHER;
	}
}

static around class_before(const char *text, uint32_t start, uint32_t at)
{
	uint32_t from = at;
	if (at == start)
		return SPACE;
	do {
		from--;
	} while (from > start && ((unsigned char)text[from] & 0xC0) == 0x80);
	size_t offset = 0;
	return class_of(sl_utf8_next((sl_str){ text + from, at - from }, &offset));
}

static around class_after(const char *text, uint32_t at, uint32_t end)
{
	size_t offset = 0;
	return at == end ? SPACE : class_of(sl_utf8_next((sl_str){ text + at, end - at }, &offset));
}

bool sl_token_add_run(sl_tokens *tokens, const char *text, sl_span bounds, sl_span run)
{
	around before = class_before(text, bounds.start, run.start), after = class_after(text, run.end, bounds.end);
	bool left = after != SPACE && (after == OTHER || before != OTHER);
	bool right = before != SPACE && (before == OTHER || after != OTHER);
	char c = text[run.start];
	/* Strikethrough is one tilde or two. */
	if ((!left && !right) || (c == '~' && run.end - run.start > 2))
		return true;
	sl_token *token = sl_token_add(tokens, run.start, run.end);
	if (!token)
		return false;
	token->keep = run;
	token->c = c;
	token->opens = c == '_' ? left && (!right || before == PUNCTUATION) : left;
	token->closes = c == '_' ? right && (!left || after == PUNCTUATION) : right;
	token->before = tokens->last_run;
	tokens->last_run = tokens->count - 1;
	if (token->before != SUMLINT_NONE)
		tokens->items[token->before].after = tokens->last_run;
	return true;
}

/* ---- pairs ---- */

static uint32_t length(const sl_token *token)
{
	return token->source.end - token->source.start;
}

/* Closers that fail for the same openers share a slot: what one has searched in vain the next need not search again. */
static unsigned slot_of(const sl_token *closer)
{
	if (closer->c == '~')
		return 11 + length(closer);
	return (closer->c == '*' ? 0u : 6u) + (closer->opens ? 3u : 0u) + length(closer) % 3;
}

static bool match(const sl_token *opener, const sl_token *closer)
{
	if (!opener->opens || opener->c != closer->c)
		return false;
	if (opener->c == '~')
		return length(opener) == length(closer);
	bool both = opener->closes || closer->opens;
	return !both || (length(opener) + length(closer)) % 3 != 0 || (length(opener) % 3 == 0 && length(closer) % 3 == 0);
}

static void unlink_run(sl_tokens *tokens, uint32_t index)
{
	const sl_token *token = &tokens->items[index];
	if (token->before != SUMLINT_NONE)
		tokens->items[token->before].after = token->after;
	if (token->after != SUMLINT_NONE)
		tokens->items[token->after].before = token->before;
	else
		tokens->last_run = token->before;
}

/* The two enclose what is between them: the marks at their inner sides go, and runs in between stay as they are. */
static uint32_t join(sl_tokens *tokens, uint32_t opener_index, uint32_t closer_index)
{
	sl_token *opener = &tokens->items[opener_index], *closer = &tokens->items[closer_index];
	uint32_t have = opener->keep.end - opener->keep.start, want = closer->keep.end - closer->keep.start;
	uint32_t used = have >= 2 && want >= 2 ? 2 : 1, next = closer_index;
	opener->keep.end -= used;
	closer->keep.start += used;
	opener->after = closer_index;
	closer->before = opener_index;
	if (have == used)
		unlink_run(tokens, opener_index);
	if (want == used) {
		next = closer->after;
		unlink_run(tokens, closer_index);
	}
	return next;
}

static uint32_t find_opener(const sl_tokens *tokens, uint32_t closer, uint32_t bottom)
{
	uint32_t at = tokens->items[closer].before;
	while (at != SUMLINT_NONE && at >= bottom && !match(&tokens->items[at], &tokens->items[closer]))
		at = tokens->items[at].before;
	return at != SUMLINT_NONE && at >= bottom ? at : SUMLINT_NONE;
}

void sl_tokens_pair(sl_tokens *tokens, uint32_t first)
{
	uint32_t bottoms[14], below = tokens->last_run, closer = SUMLINT_NONE;
	for (unsigned i = 0; i < sizeof(bottoms) / sizeof(*bottoms); i++)
		bottoms[i] = first;
	while (below != SUMLINT_NONE && below >= first) {
		closer = below;
		below = tokens->items[below].before;
	}
	while (closer != SUMLINT_NONE) {
		sl_token *token = &tokens->items[closer];
		uint32_t next = token->after;
		if (token->closes) {
			unsigned slot = slot_of(token);
			uint32_t opener = find_opener(tokens, closer, bottoms[slot]);
			if (opener != SUMLINT_NONE)
				next = join(tokens, opener, closer);
			else
				bottoms[slot] = closer;
			if (opener == SUMLINT_NONE && !token->opens)
				unlink_run(tokens, closer);
		}
		closer = next;
	}
	tokens->last_run = below;
	if (below != SUMLINT_NONE)
		tokens->items[below].after = SUMLINT_NONE;
}
