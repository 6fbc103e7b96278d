/* SPDX-License-Identifier: Apache-2.0
 * test_yaml.c - YAML into trees: what is where, what is refused, and trees against what is expected of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "config/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct run {
	sl_arena arena;
	sl_troubles troubles;
	sl_reader reader;
	sl_yaml *root;
	sl_str text;
} run;

static void open_at(run *r, sl_str text, uint32_t offset, uint32_t first_line)
{
	*r = (run){ .text = text };
	sl_arena_init(&r->arena);
	sl_troubles_init(&r->troubles);
	r->reader = (sl_reader){ &r->arena, SL_LIT("f.yaml"), &r->troubles };
	r->root = sl_yaml_read(&r->arena, SL_LIT("f.yaml"), text, offset, first_line, &r->troubles);
}

static void open_yaml(run *r, const char *text)
{
	open_at(r, sl_str_of(text), 0, 1);
}

static void close_yaml(run *r)
{
	sl_troubles_finish(&r->troubles);
	sl_arena_finish(&r->arena);
}

/* "line:column: message", a line each. */
static const char *told(const run *r)
{
	static char text[65536];
	size_t at = 0;
	text[0] = '\0';
	for (uint32_t i = 0; i < r->troubles.count && at < sizeof(text); i++) {
		const sl_trouble *t = &r->troubles.items[i];
		assert_string_equal(t->file.data, "f.yaml");
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%u:%u: %s\n", (unsigned)t->line, (unsigned)t->column, t->message.data);
	}
	return text;
}

/* ---- what is where ---- */

/* A tree as text: @line:column of every node, and the bytes of scalars. */
static void print_node(const run *r, const sl_yaml *node, sl_buffer *out)
{
	if (node->kind == SL_YAML_SCALAR) {
		sl_str bytes = sl_str_slice(r->text.data, node->span);
		sl_buffer_printf(out, "%.*s@%u:%u<%.*s>", SL_ARG(node->text), (unsigned)node->line, (unsigned)node->column, SL_ARG(bytes));
		return;
	}
	bool map = node->kind == SL_YAML_MAP;
	sl_buffer_printf(out, "%s@%u:%u", map ? "{" : "[", (unsigned)node->line, (unsigned)node->column);
	for (uint32_t i = 0; i < node->count; i++) {
		sl_buffer_append_char(out, ' ');
		if (map) {
			print_node(r, node->entries[i].key, out);
			sl_buffer_append_char(out, '=');
		}
		print_node(r, map ? node->entries[i].value : node->items[i], out);
	}
	sl_buffer_append_char(out, map ? '}' : ']');
}

static const struct {
	const char *text;
	const char *tree;
} trees[] = {
	{ "", "{@1:1}" },
	{ "# nothing\n", "{@1:1}" },
	{ "---\n", "{@1:1}" },
	{ "a: b\n", "{@1:1 a@1:1<a>=b@1:4<b>}" },
	{ "a:\n  - x\n  - 'y z'\n", "{@1:1 a@1:1<a>=[@2:3 x@2:5<x> y z@3:5<'y z'>]}" },
	{ "a: [x, \"y\\n\"]\n", "{@1:1 a@1:1<a>=[@1:4 x@1:5<x> y\n@1:8<\"y\\n\">]}" },
	{ "ä: öü\nb: c\n", "{@1:1 ä@1:1<ä>=öü@1:4<öü> b@2:1<b>=c@2:4<c>}" },
	{ "[ä, b]\n", "[@1:1 ä@1:2<ä> b@1:5<b>]" },
	{ "a: 1\r\nb: 2\r\n", "{@1:1 a@1:1<a>=1@1:4<1> b@2:1<b>=2@2:4<2>}" },
	{ "a: 1\rb: 2\r", "{@1:1 a@1:1<a>=1@1:4<1> b@2:1<b>=2@2:4<2>}" },
	{ "a: |\n  x\n  y\n\nb: 1\n", "{@1:1 a@1:1<a>=x\ny\n@1:4<|\n  x\n  y\n> b@5:1<b>=1@5:4<1>}" },
	{ "a: >-\n  x\n  y\n", "{@1:1 a@1:1<a>=x y@1:4<>-\n  x\n  y\n>}" },
	{ "a: &x [1]\nb: *x\n", "{@1:1 a@1:1<a>=[@1:7 1@1:8<1>] b@2:1<b>=[@2:4 1@1:8<1>]}" },
	{ "a: !!str off\n", "{@1:1 a@1:1<a>=off@1:10<off>}" },
	{ "a:\nb: ~\n", "{@1:1 a@1:1<a>=@1:3<> b@2:1<b>=~@2:4<~>}" },
	{ "off: no\n", "{@1:1 off@1:1<off>=no@1:6<no>}" },
	{ "a: x y # z\n", "{@1:1 a@1:1<a>=x y@1:4<x y>}" },
	{ "text\n", "text@1:1<text>" },
	{ "'': x\n", "{@1:1 @1:1<''>=x@1:5<x>}" },
	{ "? a\n: b\n", "{@1:1 a@1:3<a>=b@2:3<b>}" },
	/* LINE SEPARATOR ends no line of ours. */
	{ "a: 'x\xe2\x80\xa8y'\nb: 1\n", "{@1:1 a@1:1<a>=x\xe2\x80\xa8y@1:4<'x\xe2\x80\xa8y'> b@2:1<b>=1@2:4<1>}" },
};

static void nodes_are_where_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(trees) / sizeof(*trees); i++) {
		run r;
		sl_buffer tree;
		sl_buffer_init(&tree);
		open_yaml(&r, trees[i].text);
		if (!r.root)
			fail_msg("%s: %s", trees[i].text, told(&r));
		print_node(&r, r.root, &tree);
		if (strcmp(tree.data, trees[i].tree) != 0)
			fail_msg("%s\n%s\nnot\n%s", trees[i].text, tree.data, trees[i].tree);
		sl_buffer_finish(&tree);
		close_yaml(&r);
	}
}

static void a_piece_of_a_file_counts_from_its_place(void **state)
{
	(void)state;
	run r;
	open_at(&r, SL_LIT("a: b\nc: d\n"), 100, 7);
	const sl_yaml *value = sl_yaml_get(r.root, "c");
	assert_int_equal(value->line, 8);
	assert_int_equal(value->span.start, 108);
	assert_int_equal(r.root->span.start, 100);
	close_yaml(&r);
	open_at(&r, SL_LIT("a: b\na: [\n"), 100, 7);
	assert_null(r.root);
	assert_int_equal(r.troubles.items[0].line, 9);
	close_yaml(&r);
	/* A byte order mark is part of the file and of no line. */
	open_at(&r, SL_LIT("\xEF\xBB\xBFkey: b\n"), 0, 1);
	assert_int_equal(r.root->entries[0].key->span.start, 3);
	assert_int_equal(r.root->entries[0].key->column, 1);
	assert_string_equal(r.root->entries[0].key->text.data, "key");
	close_yaml(&r);
}

/* ---- what is refused ---- */

static const struct {
	const char *text;
	const char *troubles; /* their beginning */
} refused[] = {
	{ "a: 1\nb: 2\na: 3\n", "3:1: the key 'a' is here a second time: the first is at line 1\n" },
	{ "x: { a: 1, a: 2 }\ny: { b: 1, b: 2 }\n",
	    "1:12: the key 'a' is here a second time: the first is at line 1\n2:12: the key 'b' is here a second time: the first is at line 2\n" },
	{ "a: 1\n---\nb: 2\n", "2:1: a second YAML document: only one is read\n" },
	{ "[a]: b\n", "1:1: a key must be text, not a list or a map\n" },
	{ "? {a: b}\n: c\n", "1:3: a key must be text, not a list or a map\n" },
	{ "x: &k [1]\n*k : 2\n", "2:1: a key must be text, not a list or a map\n" },
	{ "a: *b\n", "1:4: an alias to an anchor that is not there\n" },
	{ "a: &x [*x]\n", "1:8: an alias inside what it stands for\n" },
	{ "a: \xC3\x28\n", "1:4: not valid UTF-8\n" },
	{ "\xC3\xA4: b\nc: \xED\xA0\x80\n", "2:4: not valid UTF-8\n" },
	{ "a: \"\\0\"\n", "1:4: a NUL character is not allowed in text\n" },
	{ "a:\n\t- b\n", "2:1: " },
	{ "a: b: c\n", "1:5: mapping values are not allowed in this context; put a text that holds ': ' in quotes\n" },
	{ "a: @b\n", "1:4: " },
	{ "a: [1, 2\nb: 3\n", "2:2: " },
	{ "a: 'x\n", "2:1: " },
	{ "a: 1\n b: 2\n", "2:3: " },
};

static void what_is_wrong_is_told_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		run r;
		open_yaml(&r, refused[i].text);
		if (r.root || strncmp(told(&r), refused[i].troubles, strlen(refused[i].troubles)) != 0)
			fail_msg("%s\n%s\nnot\n%s", refused[i].text, told(&r), refused[i].troubles);
		assert_false(r.troubles.no_memory);
		close_yaml(&r);
	}
	run r;
	open_at(&r, SL_LIT("a: b\0c\n"), 0, 1);
	assert_string_equal(told(&r), "1:5: a NUL character is not allowed\n");
	close_yaml(&r);
	open_yaml(&r, "a:\n\tb: c\n");
	assert_non_null(strstr(told(&r), "indent with spaces, not tabs"));
	close_yaml(&r);
}

static void duplicates_in_a_large_map_are_all_told(void **state)
{
	(void)state;
	sl_buffer text;
	run r;
	sl_buffer_init(&text);
	for (int i = 0; i < 20000; i++)
		sl_buffer_printf(&text, "k%d: 1\n", i == 19000 ? 3 : i == 150 ? 20 : i);
	open_at(&r, sl_buffer_str(&text), 0, 1);
	assert_null(r.root);
	assert_string_equal(told(&r), "151:1: the key 'k20' is here a second time: the first is at line 21\n"
				      "19001:1: the key 'k3' is here a second time: the first is at line 4\n");
	close_yaml(&r);
	sl_buffer_finish(&text);
}

static void repeat(sl_buffer *text, const char *piece, int count)
{
	for (int i = 0; i < count; i++)
		sl_buffer_append(text, sl_str_of(piece));
}

static void nesting_has_a_limit(void **state)
{
	(void)state;
	for (int depth = SL_YAML_MAX_DEPTH - 1; depth <= SL_YAML_MAX_DEPTH + 1; depth++) {
		sl_buffer text;
		run r;
		sl_buffer_init(&text);
		repeat(&text, "[", depth);
		repeat(&text, "]", depth);
		open_at(&r, sl_buffer_str(&text), 0, 1);
		assert_string_equal(told(&r), depth <= SL_YAML_MAX_DEPTH ? "" : "1:65: nested too deeply\n");
		close_yaml(&r);
		sl_buffer_finish(&text);
	}
	/* Through aliases: each level is one deeper than the last. */
	sl_buffer text;
	run r;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("a0: &a0 [x]\n"));
	for (int i = 1; i < 100; i++)
		sl_buffer_printf(&text, "a%d: &a%d [*a%d]\n", i, i, i - 1);
	open_at(&r, sl_buffer_str(&text), 0, 1);
	assert_null(r.root);
	assert_non_null(strstr(told(&r), "nested too deeply"));
	close_yaml(&r);
	sl_buffer_finish(&text);
}

static void alias_bombs_are_counted_not_built(void **state)
{
	(void)state;
	sl_buffer text;
	run r;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("a0: &a0 x\n"));
	for (int i = 1; i < 40; i++)
		sl_buffer_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1);
	open_at(&r, sl_buffer_str(&text), 0, 1);
	assert_null(r.root);
	assert_int_equal(r.troubles.count, 1);
	assert_string_equal(r.troubles.items[0].message.data, "too big with all aliases written out");
	close_yaml(&r);
	sl_buffer_finish(&text);
}

static void hostile_brackets_end_soon(void **state)
{
	(void)state;
	static const char *const pieces[] = { "[", "{", "- ", "? ", "{a: ", "!!a ", "&a ", "*a ", "\"", "- - ", "[a, " };
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		sl_buffer text;
		run r;
		sl_buffer_init(&text);
		repeat(&text, pieces[i], 50000);
		open_at(&r, sl_buffer_str(&text), 0, 1);
		assert_null(r.root);
		assert_true(r.troubles.errors > 0);
		close_yaml(&r);
		sl_buffer_finish(&text);
	}
}

static void files_that_cannot_be_read_are_told(void **state)
{
	(void)state;
	sl_arena arena;
	sl_troubles troubles;
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	assert_null(sl_yaml_read_file(&arena, "/nonexistent/x.yaml", &troubles));
	assert_null(sl_yaml_read_file(&arena, "/tmp", &troubles));
	assert_int_equal(troubles.count, 2);
	assert_string_equal(troubles.items[0].file.data, "/nonexistent/x.yaml");
	assert_string_equal(troubles.items[0].message.data, "cannot be read: No such file or directory");
	assert_string_equal(troubles.items[1].message.data, "cannot be read: Is a directory");
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
}

/* ---- trees against what is expected ---- */

static void values_are_checked(void **state)
{
	(void)state;
	static const char *const choices[] = { "any", "exact", NULL };
	run r;
	sl_str text, *texts;
	bool flag;
	int64_t integer;
	uint32_t number, count;
	open_yaml(&r, "n: -12\nbig: 9223372036854775808\nf: 1.5\nq: '3'\nt: true\no: off\ne: ''\nz: ~\nl: [a, '']\nc: exact\nm: 4294967295\nd: -x\n");
#define V(key) sl_yaml_get(r.root, key)
	assert_true(sl_yaml_want_integer(&r.reader, V("n"), "n", &integer) && integer == -12);
	assert_true(sl_yaml_want_bool(&r.reader, V("t"), "t", &flag) && flag);
	assert_true(sl_yaml_want_text(&r.reader, V("o"), "o", &text) && sl_str_is(text, "off"));
	assert_true(sl_yaml_want_text(&r.reader, V("e"), "e", &text) && text.size == 0);
	assert_true(sl_yaml_want_choice(&r.reader, V("c"), "c", choices, &number) && number == 1);
	assert_true(sl_yaml_want_texts(&r.reader, V("c"), "c", &texts, &count) && count == 1 && sl_str_is(texts[0], "exact"));
	assert_string_equal(told(&r), "");
	assert_false(sl_yaml_want_integer(&r.reader, V("big"), "big", &integer));
	assert_false(sl_yaml_want_integer(&r.reader, V("f"), "f", &integer));
	assert_false(sl_yaml_want_integer(&r.reader, V("q"), "q", &integer));
	assert_false(sl_yaml_want_integer(&r.reader, V("d"), "d", &integer));
	assert_false(sl_yaml_want_uint(&r.reader, V("n"), "n", &number));
	assert_false(sl_yaml_want_uint(&r.reader, V("m"), "m", &number));
	assert_false(sl_yaml_want_bool(&r.reader, V("o"), "o", &flag));
	assert_false(sl_yaml_want_name(&r.reader, V("e"), "e", &text));
	assert_false(sl_yaml_want_text(&r.reader, V("z"), "z", &text));
	assert_false(sl_yaml_want_texts(&r.reader, V("l"), "l", &texts, &count));
	assert_false(sl_yaml_want_choice(&r.reader, V("n"), "n", choices, &number));
	assert_false(sl_yaml_want_map(&r.reader, V("l"), "l"));
	assert_false(sl_yaml_want_list(&r.reader, r.root, "it"));
	assert_string_equal(told(&r), "2:6: big must be a smaller number, not '9223372036854775808'\n3:4: f must be a whole number, not '1.5'\n"
				      "4:4: q must be a whole number, not '3'\n12:4: d must be a whole number, not '-x'\n"
				      "1:4: n must be a whole number from 0 up, not '-12'\n11:4: m must be a smaller number, not '4294967295'\n"
				      "6:4: o must be true or false, not 'off'\n7:4: e must not be empty\n8:4: z must be text, but nothing is here\n"
				      "9:8: l must not be empty\n1:4: n must be any or exact, not '-12'\n9:4: l must be a map, not a list\n"
				      "1:1: it must be a list, not a map\n");
	close_yaml(&r);
}

static void unknown_keys_have_a_suggestion(void **state)
{
	(void)state;
	static const char *const known[] = { "minor", "miner", "major", "x", NULL };
	run r;
	/* Of two as near the first; letters of the other case are near; where none is near all are listed. */
	open_yaml(&r, "mino: 1\nminar: 1\nMajor: 1\nmajro: 1\nwhatever: 1\ny: 1\nminor: 1\n");
	assert_false(sl_yaml_known_keys(&r.reader, r.root, "a thing", known));
	assert_string_equal(told(&r), "1:1: unknown key 'mino' in a thing; did you mean 'minor'?\n2:1: unknown key 'minar' in a thing; did you mean 'minor'?\n"
				      "3:1: unknown key 'Major' in a thing; did you mean 'major'?\n4:1: unknown key 'majro' in a thing; did you mean 'major'?\n"
				      "5:1: unknown key 'whatever' in a thing; it takes minor, miner, major and x\n"
				      "6:1: unknown key 'y' in a thing; it takes minor, miner, major and x\n");
	close_yaml(&r);
}

static void long_values_are_cut_between_characters(void **state)
{
	(void)state;
	sl_buffer text;
	run r;
	sl_str out;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("x"));
	repeat(&text, "ä", 900);
	sl_buffer_append(&text, SL_LIT(": [1]\n"));
	open_at(&r, sl_buffer_str(&text), 0, 1);
	static const char *const known[] = { "a", NULL };
	assert_false(sl_yaml_known_keys(&r.reader, r.root, "a thing", known));
	assert_false(sl_yaml_want_map(&r.reader, r.root->entries[0].key, "it"));
	assert_false(sl_yaml_want_text(&r.reader, r.root->entries[0].value, "it", &out));
	for (uint32_t i = 0; i < r.troubles.count; i++) {
		sl_str message = r.troubles.items[i].message;
		assert_true(message.size < 300);
		for (size_t at = 0; at < message.size; at++) /* every ä is whole */
			assert_int_equal((unsigned char)message.data[at] == 0xC3, at + 1 < message.size && (unsigned char)message.data[at + 1] == 0xA4);
	}
	close_yaml(&r);
	sl_buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_are_where_they_are),
		cmocka_unit_test(a_piece_of_a_file_counts_from_its_place),
		cmocka_unit_test(what_is_wrong_is_told_with_its_place),
		cmocka_unit_test(duplicates_in_a_large_map_are_all_told),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(alias_bombs_are_counted_not_built),
		cmocka_unit_test(hostile_brackets_end_soon),
		cmocka_unit_test(files_that_cannot_be_read_are_told),
		cmocka_unit_test(values_are_checked),
		cmocka_unit_test(unknown_keys_have_a_suggestion),
		cmocka_unit_test(long_values_are_cut_between_characters),
	};
	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
