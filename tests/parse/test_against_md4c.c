/* SPDX-License-Identifier: Apache-2.0
 * test_against_md4c.c - headings, paragraphs and list items, and what they say, against another parser: by hand and by the thousand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "parse/block.h"
#include "parse/entities.h"
#include "parse/inline.h"

#include <md4c.h>
#include <stdio.h>

/* Both sides write one line a block: "h2 text", "p text" at the top level, "i0 text" for an item and its depth. */

static void append_block(sl_buffer *out, char kind, unsigned number, sl_str text)
{
	bool space = false, any = false;
	sl_buffer_printf(out, "%c%u ", kind, number);
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			space = any;
			continue;
		}
		if (space)
			sl_buffer_append_char(out, ' ');
		sl_buffer_append_char(out, c);
		space = false;
		any = true;
	}
	sl_buffer_append_char(out, '\n');
}

/* ---- ours ---- */

static void list_ours(sl_str text, sl_buffer *out)
{
	sl_arena arena;
	sl_blocks blocks = { 0 };
	sl_arena_init(&arena);
	assert_true(sl_markdown_blocks(&arena, text, 0, &blocks));
	for (uint32_t i = 0; i < blocks.count; i++) {
		const sl_block *block = &blocks.items[i];
		sl_plain plain;
		assert_true(sl_markdown_plain(&arena, text, block->text, &plain));
		if (block->kind == SL_BLOCK_HEADING)
			append_block(out, 'h', block->level, plain.text);
		else if (block->kind == SL_BLOCK_PARAGRAPH)
			append_block(out, 'p', 0, plain.text);
		else if (block->kind == SL_BLOCK_ITEM)
			append_block(out, 'i', block->depth, plain.text);
	}
	sl_arena_finish(&arena);
}

/* ---- md4c's ---- */

enum { MAX_ITEMS = 64 };

typedef struct item {
	sl_buffer text;
	bool done; /* its first block is complete */
	bool in_block;
} item;

typedef struct listing {
	sl_buffer *out;
	sl_buffer text; /* of the heading or paragraph at the top level */
	unsigned quotes;
	unsigned depth;
	item items[MAX_ITEMS];       /* open ones */
	sl_buffer finished[MAX_ITEMS]; /* in order of their beginnings, within one list at the top */
	unsigned places[MAX_ITEMS];
	unsigned depths[MAX_ITEMS];
	unsigned count;
} listing;

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	listing *l = data;
	item *top = l->depth ? &l->items[l->depth - 1] : NULL;
	bool says = type == MD_BLOCK_P || type == MD_BLOCK_H;
	(void)detail;
	if (type == MD_BLOCK_QUOTE)
		l->quotes++;
	if (l->quotes > (type == MD_BLOCK_QUOTE)) /* already inside one */
		return 0;
	if (top && type != MD_BLOCK_LI) {
		if (top->in_block || !says || top->text.size)
			top->done = true;
		top->in_block = true;
	}
	if (type == MD_BLOCK_LI) {
		if (l->depth == MAX_ITEMS || l->count == MAX_ITEMS)
			return -1;
		l->items[l->depth] = (item){ 0 };
		l->places[l->depth] = l->count;
		l->depths[l->count++] = l->depth++;
	}
	if (says && l->depth == 0)
		sl_buffer_clear(&l->text);
	return 0;
}

static void flush_items(listing *l)
{
	for (unsigned i = 0; i < l->count; i++) {
		append_block(l->out, 'i', l->depths[i], sl_buffer_str(&l->finished[i]));
		sl_buffer_finish(&l->finished[i]);
	}
	l->count = 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	listing *l = data;
	if (type == MD_BLOCK_QUOTE)
		l->quotes--;
	if (l->quotes)
		return 0;
	if (type == MD_BLOCK_LI) {
		l->depth--;
		l->finished[l->places[l->depth]] = l->items[l->depth].text;
	} else if (l->depth) {
		l->items[l->depth - 1].done = true;
	} else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
		flush_items(l);
	} else if (type == MD_BLOCK_H) {
		append_block(l->out, 'h', ((MD_BLOCK_H_DETAIL *)detail)->level, sl_buffer_str(&l->text));
	} else if (type == MD_BLOCK_P) {
		append_block(l->out, 'p', 0, sl_buffer_str(&l->text));
	}
	return 0;
}

static int span(MD_SPANTYPE type, void *detail, void *data)
{
	(void)type;
	(void)detail;
	(void)data;
	return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *data)
{
	listing *l = data;
	item *top = l->depth ? &l->items[l->depth - 1] : NULL;
	uint32_t codepoint;
	if (l->quotes || (top && top->done) || type == MD_TEXT_HTML)
		return 0;
	sl_buffer *out = top ? &top->text : &l->text;
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
		sl_buffer_append_char(out, ' ');
	else if (type == MD_TEXT_ENTITY && sl_entity((sl_str){ bytes, size }, &codepoint))
		sl_buffer_append_codepoint(out, codepoint);
	else
		sl_buffer_append(out, (sl_str){ bytes, size });
	return 0;
}

static void list_theirs(sl_str document, sl_buffer *out)
{
	MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS, .enter_block = enter_block,
		.leave_block = leave_block, .enter_span = span, .leave_span = span, .text = text };
	listing l = { .out = out };
	assert_int_equal(md_parse(document.data, (MD_SIZE)document.size, &parser, &l), 0);
	sl_buffer_finish(&l.text);
}

/* ---- comparing ---- */

static bool same(sl_str document, bool loud)
{
	sl_buffer ours, theirs;
	sl_buffer_init(&ours);
	sl_buffer_init(&theirs);
	list_ours(document, &ours);
	list_theirs(document, &theirs);
	bool equal = sl_str_equal(sl_buffer_str(&ours), sl_buffer_str(&theirs));
	if (!equal && loud)
		print_error("---- of\n%.*s\n---- we make\n%s---- md4c makes\n%s", SL_ARG(document), ours.size ? ours.data : "",
		    theirs.size ? theirs.data : "");
	sl_buffer_finish(&ours);
	sl_buffer_finish(&theirs);
	return equal;
}

/* ---- by hand ---- */

static const char *const documents[] = {
	"# One\n\nText over\ntwo lines.\n\n## Two ##\n### Three #four\n#nothing\n####### neither\n",
	"One\n===\nTwo\nlines\n---\nThree\n - -\n",
	"# a\r\nb\r\n\r\n- c\r\n- d\r\n",
	"- a\n- b\n\n  more\n- c\n\n      code\n",
	"- a\n  - b\n    - c\n  - d\n- e\n",
	"- a\n - b\n  - c\n   - d\n    - e\n",
	"1. one\n2. two\n   continued\n10) ten\n",
	"text\n2. no item\n1. an item\n",
	"text\n-\nmore\n",
	"- a\nlazy\n- b\n    lazier\n\nnot\n",
	"> # quoted\n> - item\nlazy\n\n# free\n",
	"> ```\ncode\n```\n# in code\n",
	"- # heading\n- Setext\n  ===\n- ```\n  # code\n  ```\n- > quoted\n",
	"- [ ] open\n- [x] done\n- [X] done\n- [y] none\n- [ ]none\n",
	"-\n  late\n-\n\n  too late\n",
	"- a\n- ***\n- b\n* * *\n- c\n",
	"```\n# no\n```\n~~~ info\n# no\n~~\n~~~~\n# yes\n```\n# open to the end\n",
	"    # code\n\n    more\n# heading\n   # indented three\n    # paragraph? no: code\n",
	"<div>\n# html\n\n# heading\n</div>\n\n<!--\n# comment\n\n# still -->\n# heading\n",
	"<pre>\n\n# raw\n</pre>\n# heading\n<?php\n\n# pi ?>\n<!DOCTYPE\n\n# x>\n<![CDATA[\n\n# x\n]]>\n# heading\n",
	"text\n<b>\n# heading\n\n<b>\n# html\n\n</x y>\n# heading\n",
	"a | b\n---|---\nc | d\n\n# heading\n\n| a |\n|---|\n",
	"[x]: /url\n[y]: <a b> 'title\nover lines'\n\n[z]: /url\ntext\n===\n\n[x]: /url\n===\n[bad]: /a b\n",
	"[x]: /url\n'no title' and more\n",
	"-\ta\n-\t\tcode\n\n\tb\n \t- c\n>\ttext\n> \tcode\n",
	"1.  a\n\n    b\n2. c\n\n   - d\n     e\n",
	"# snake_case *em* __strong__ a*b*c _a_b_ **Open** ~~gone~~ ~~~no~~~\n",
	"# ***a** b* **a *b*** *a **b*** a***b*** ** a ** *a\\* b*\n",
	"# `code *a*` `` a`b `` `open *a* ``x` [a `b](u)` c](v)\n",
	"# [a](u) [a *b*](<u v> 'title') ![c [d](u)](w) [a](b c) [a](u \"t\" x) [a[b](u)c](v)\n",
	"# <b>a</b> <http://x.y/z> <a@b.c> <not a tag> a < b <b c='d' e> <br/ >\n",
	"# \\# \\*a\\* \\a &amp; &lt; &#65; &#x42; &nothing; &amp\n",
	"# \n#\n## ##\n### a \\###\n# a #b#\n",
	"a  \nb\\\nc\n",
	"*a\nb* `c\nd` [e\nf](u)\n",
};

static void what_people_write(void **state)
{
	unsigned bad = 0;
	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++)
		bad += !same(sl_str_of(documents[i]), true);
	assert_int_equal(bad, 0);
}

/* ---- by the thousand ---- */

static uint32_t seed;

static uint32_t below(uint32_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % limit;
}

#define PICK(list) list[below(sizeof(list) / sizeof(*(list)))]

/* Left out is what md4c 0.4.8 is known to read otherwise than CommonMark 0.31 and its reference implementations do: an indented fence in a
   paragraph, empty items, items with two blank lines or with a heading and more, code right behind HTML, strikethrough inside words. */
static const char *const indents[] = { "", "", "", "", " ", "  ", "   ", "    ", "     ", "\t" };
static const char *const containers[] = { "> ", ">", "- ", "- ", "* ", "+ ", "1. ", "1) ", "2. ", "10. ", "-     ", "-   " };
static const char *const words[] = { "word", "two words", "#no", "*em* `code`", "word  ", "\\# word", "snake_case", "1.no",
	"text [ ] text" };
static const char *const blocks[] = { "# heading", "## heading ##", "---", "===", "***" };

static bool ends_blank(const sl_buffer *out)
{
	return out->size < 2 || out->data[out->size - 2] == '\n';
}

static void add_line(sl_buffer *out)
{
	if (below(6) == 0 && !ends_blank(out)) {
		sl_buffer_append_char(out, '\n');
		return;
	}
	if (below(4) == 0) {
		sl_buffer_append(out, sl_str_of(PICK(blocks)));
	} else {
		sl_buffer_append(out, sl_str_of(PICK(indents)));
		while (below(5) < 2) {
			sl_buffer_append(out, sl_str_of(PICK(containers)));
			if (below(6) == 0)
				sl_buffer_append(out, sl_str_of(PICK(indents)));
		}
		sl_buffer_append(out, sl_str_of(PICK(words)));
	}
	sl_buffer_append_char(out, '\n');
}

static const char *const marks[] = { "*a", "a*", "**b", "b**", "***c", "c***", "_d", "d_", "__e", "e__", "a", "b c", " ", " ", "`", "``",
	"[f", "f](u)", "f](<u v> 't')", "[a b][ref]", "![g", " ~h i~ ", " ~~j~~ ", "\\*", "\\a", "&amp;", "&#42;", "<b>", "</b>", "<http://a.b>", "j < k",
	"(", ")", "m\nn", ".", "\"", "é", "“", "!" };

static void add_inline(sl_buffer *out)
{
	sl_buffer_append(out, SL_LIT("x"));
	for (uint32_t count = 1 + below(14); count > 0; count--)
		sl_buffer_append(out, sl_str_of(PICK(marks)));
	sl_buffer_append(out, SL_LIT("x\n"));
}

static void compare_many(unsigned documents_count, void (*add)(sl_buffer *), unsigned lines, sl_str head)
{
	sl_buffer document;
	unsigned bad = 0;
	sl_buffer_init(&document);
	for (unsigned i = 0; i < documents_count; i++) {
		sl_buffer_clear(&document);
		sl_buffer_append(&document, head);
		for (uint32_t count = 1 + below(lines); count > 0; count--)
			add(&document);
		bad += !same(sl_buffer_str(&document), bad < 5);
	}
	sl_buffer_finish(&document);
	assert_int_equal(bad, 0);
}

static void blocks_by_the_thousand(void **state)
{
	(void)state;
	seed = 20240131;
	compare_many(20000, add_line, 6, SL_LIT(""));
}

static void inline_by_the_thousand(void **state)
{
	(void)state;
	seed = 31012024;
	compare_many(20000, add_inline, 1, SL_LIT("[ref]: /url\n\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_write),
		cmocka_unit_test(blocks_by_the_thousand),
		cmocka_unit_test(inline_by_the_thousand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
