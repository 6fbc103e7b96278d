/* SPDX-License-Identifier: Apache-2.0
 * block_notation.h - blocks in short: "h2 1-2 text" a heading of level 2 over lines 1 and 2, "p" a paragraph, "i0" and "n0" items of bullet and
 * numbered lists and their depth, "o" other, "c" comment; the text's line ends as "/"; "; " between blocks.
 */
#ifndef SL_TESTS_BLOCK_NOTATION_H
#define SL_TESTS_BLOCK_NOTATION_H

#include "base/buffer.h"
#include "parse/block.h"

#include <stdio.h>

typedef bool block_function(sl_arena *arena, sl_str text, uint32_t start, sl_blocks *out);

/* Number of the line that byte `at` is in. */
static unsigned line_of(sl_str text, uint32_t at)
{
	unsigned line = 1;
	for (uint32_t i = 0; i < at; i++)
		line += text.data[i] == '\n' || (text.data[i] == '\r' && (i + 1 >= text.size || text.data[i + 1] != '\n'));
	return line;
}

static bool at_line_start(sl_str text, uint32_t at)
{
	return at == 0 || text.data[at - 1] == '\n' || (text.data[at - 1] == '\r' && (at >= text.size || text.data[at] != '\n'));
}

/* A span of whole lines, and a text within it. */
static bool is_sound(sl_str text, const sl_block *block)
{
	return block->span.start < block->span.end && block->span.end <= text.size && block->text.start <= block->text.end &&
	    block->span.start <= block->text.start && block->text.end <= block->span.end &&
	    (at_line_start(text, block->span.start) || block->span.start == 3) &&
	    (block->span.end == text.size || at_line_start(text, block->span.end));
}

static void note_block(sl_buffer *out, sl_str text, const sl_block *block)
{
	static const char kinds[] = "hpioc";
	unsigned first = line_of(text, block->span.start), last = line_of(text, block->span.end - 1);
	char kind = block->kind == SL_BLOCK_ITEM && block->ordered ? 'n' : kinds[block->kind];
	if (out->size)
		sl_buffer_append(out, SL_LIT("; "));
	sl_buffer_append_char(out, kind);
	if (block->kind == SL_BLOCK_HEADING || block->kind == SL_BLOCK_ITEM)
		sl_buffer_printf(out, "%u", block->kind == SL_BLOCK_HEADING ? block->level : block->depth);
	sl_buffer_printf(out, last > first ? " %u-%u" : " %u", first, last);
	if (!is_sound(text, block))
		sl_buffer_append(out, SL_LIT(" UNSOUND"));
	if (kind == 'o' || kind == 'c' || block->text.start == block->text.end)
		return;
	sl_buffer_append_char(out, ' ');
	for (uint32_t i = block->text.start; i < block->text.end; i++)
		sl_buffer_append_char(out, text.data[i] == '\n' || text.data[i] == '\r' ? '/' : text.data[i]);
}

/* True where `text` is cut into the blocks that `expected` says; complains where not. */
static inline bool blocks_are(block_function *function, const char *source, const char *expected)
{
	/* On the heap and without a NUL, so that memory checkers see a byte read too far. */
	size_t size = strlen(source);
	char *copy = malloc(size ? size : 1);
	assert_non_null(copy);
	memcpy(copy, source, size);
	sl_str text = { copy, size };
	sl_arena arena;
	sl_blocks blocks = { 0 };
	sl_buffer out;
	sl_arena_init(&arena);
	sl_buffer_init(&out);
	sl_buffer_append(&out, SL_LIT(""));
	bool good = function(&arena, text, 0, &blocks);
	for (uint32_t i = 0; good && i < blocks.count; i++)
		note_block(&out, text, &blocks.items[i]);
	good = good && out.data && strcmp(out.data, expected) == 0;
	if (!good)
		print_error("---- of\n%s\n---- expected\n%s\n---- got\n%s\n", source, expected, out.data ? out.data : "");
	sl_buffer_finish(&out);
	sl_arena_finish(&arena);
	free(copy);
	return good;
}

typedef struct block_case {
	const char *source;
	const char *expected;
} block_case;

static inline unsigned failing_cases(block_function *function, const block_case *cases, size_t count)
{
	unsigned failing = 0;
	for (size_t i = 0; i < count; i++)
		failing += !blocks_are(function, cases[i].source, cases[i].expected);
	return failing;
}

#define CHECK_CASES(function, cases) assert_int_equal(failing_cases(function, cases, sizeof(cases) / sizeof(*(cases))), 0)

/* ---- long input ---- */

#define LONG_INPUT ((size_t)5 << 20)

/* `unit` again and again, up to LONG_INPUT bytes, between `head` and `tail`. To be freed. */
static inline sl_str repeat(const char *head, const char *unit, const char *tail)
{
	size_t before = strlen(head), size = strlen(unit), after = strlen(tail), count = LONG_INPUT / size;
	char *data = malloc(before + count * size + after + 1);
	assert_non_null(data);
	memcpy(data, head, before);
	for (size_t i = 0; i < count; i++)
		memcpy(data + before + i * size, unit, size);
	memcpy(data + before + count * size, tail, after);
	return (sl_str){ data, before + count * size + after };
}

#endif
