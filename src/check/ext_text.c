/* SPDX-License-Identifier: Apache-2.0
 * ext_text.c - extension "sumlint.text/1".
 */
#include "check/context.h"

#include "base/distance.h"
#include "base/utf8.h"

static uint32_t text_equal(sumlint_context *context, sumlint_str a, sumlint_str b)
{
	sl_str left, right;
	if (sl_str_equal(a, b))
		return 1;
	return sl_fold_here(context, a, &left) && sl_fold_there(context, b, &right) && sl_str_equal(left, right);
}

static sumlint_str text_fold(sumlint_context *context, sumlint_str text)
{
	sl_str folded;
	if (sl_fold_here(context, text, &folded)) {
		sl_str copy = sl_arena_copy(context->arena, folded);
		if (copy.data)
			return copy;
		context->no_memory = true;
	}
	return (sumlint_str){ "", 0 };
}

static uint32_t text_words(sumlint_str text)
{
	return sl_word_count(text);
}

static uint32_t text_distance(sumlint_context *context, sumlint_str a, sumlint_str b, uint32_t limit)
{
	sl_str left, right;
	if (!sl_fold_here(context, a, &left) || !sl_fold_there(context, b, &right))
		return SUMLINT_NONE;
	return sl_distance(left, right, limit);
}

const sumlint_ext_text sl_ext_text = {
	.struct_size = sizeof(sumlint_ext_text),
	.equal = text_equal,
	.fold = text_fold,
	.words = text_words,
	.distance = text_distance,
};
