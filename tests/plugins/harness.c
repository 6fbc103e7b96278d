/* SPDX-License-Identifier: Apache-2.0
 * harness.c - the stages from a text to its diagnostics, and the fixes applied.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness.h"

#include "plugin/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_SELECTED 32

static struct {
	sl_arena arena;
	sl_troubles troubles;
	sl_manifests manifests;
	sl_config_options options;
} house;

static void print_troubles(void)
{
	for (uint32_t i = 0; i < house.troubles.count; i++) {
		const sl_trouble *trouble = &house.troubles.items[i];
		print_error("%.*s:%u:%u: %.*s\n", SL_ARG(trouble->file), (unsigned)trouble->line, (unsigned)trouble->column,
		    SL_ARG(trouble->message));
	}
}

int harness_start(void **state)
{
	(void)state;
	sl_arena_init(&house.arena);
	sl_troubles_init(&house.troubles);
	sl_install install = { SL_LIT(BUILD_ROOT "/plugins"), SL_LIT(BUILD_ROOT "/rules") };
	sl_plugin_search search = { .install = &install };
	house.options.rules_folder = BUILD_ROOT "/rules";
	bool good = sl_plugins_find(&house.arena, &search, &house.manifests, &house.troubles);
	print_troubles();
	return good && !sl_in_trouble(&house.troubles) ? 0 : -1;
}

int harness_stop(void **state)
{
	(void)state;
	bool good = house.troubles.count == 0;
	print_troubles();
	sl_troubles_finish(&house.troubles);
	sl_arena_finish(&house.arena);
	sl_manifests_finish(&house.manifests);
	return good ? 0 : -1;
}

const sl_manifests *harness_manifests(void)
{
	return &house.manifests;
}

const sl_config_options *harness_options(void)
{
	return &house.options;
}

void harness_repeat(sl_buffer *into, const char *text, size_t times)
{
	for (size_t i = 0; i < times; i++)
		sl_buffer_append(into, sl_str_of(text));
}

void harness_write(const char *content, char path[HARNESS_PATH])
{
	snprintf(path, HARNESS_PATH, "/tmp/sumlint-test-XXXXXX");
	int descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, content, strlen(content)), strlen(content));
	close(descriptor);
}

/* ---- one check ---- */

static uint32_t split_selection(const char *plugins, sl_str *out)
{
	uint32_t count = 0;
	while (*plugins) {
		size_t size = strcspn(plugins, " ");
		assert_true(count < MAX_SELECTED);
		if (size)
			out[count++] = (sl_str){ plugins, size };
		plugins += size + (plugins[size] == ' ');
	}
	return count;
}

static void append_diagnostic(sl_buffer *out, sl_source *source, const sl_diagnostic *diagnostic)
{
	sl_position start, end;
	assert_true(sl_source_position(source, diagnostic->span.start, &start));
	assert_true(sl_source_position(source, diagnostic->span.end, &end));
	sl_buffer_printf(out, "%u:%u-%u:%u %.*s %.*s\n", (unsigned)start.line, (unsigned)start.column, (unsigned)end.line, (unsigned)end.column,
	    SL_ARG(diagnostic->rule->id), SL_ARG(diagnostic->message));
}

/* The first fix of each diagnostic, all of it or none; edits are kept sorted by start. */
typedef struct chosen {
	sumlint_edit *edits;
	uint32_t count;
	uint32_t capacity;
} chosen;

/* As the collector has it: two edits clash where they share bytes, or are at one place and one of them is an insertion. */
static bool clash(const sumlint_edit *a, const sumlint_edit *b)
{
	if (a->span.start == b->span.start)
		return true;
	return a->span.start < b->span.end && b->span.start < a->span.end;
}

static void choose(sl_arena *arena, chosen *all, const sumlint_fix *fix)
{
	for (uint32_t i = 0; i < fix->edit_count; i++) {
		for (uint32_t k = 0; k < all->count; k++) {
			if (clash(&fix->edits[i], &all->edits[k]))
				return;
		}
	}
	for (uint32_t i = 0; i < fix->edit_count; i++) {
		assert_true(sl_arena_grow(arena, (void **)&all->edits, all->count, &all->capacity, sizeof(*all->edits)));
		uint32_t at = all->count++;
		for (; at > 0 && all->edits[at - 1].span.start > fix->edits[i].span.start; at--)
			all->edits[at] = all->edits[at - 1];
		all->edits[at] = fix->edits[i];
	}
}

static void apply(sl_arena *arena, const sl_checked *checked, sl_str text, sl_buffer *fixed)
{
	chosen all = { 0 };
	uint32_t from = 0;
	for (uint32_t i = 0; i < checked->count; i++) {
		if (checked->diagnostics[i].fix_count)
			choose(arena, &all, &checked->diagnostics[i].fixes[0]);
	}
	for (uint32_t i = 0; i < all.count; i++) {
		sl_buffer_append(fixed, sl_str_slice(text.data, (sl_span){ from, all.edits[i].span.start }));
		sl_buffer_append(fixed, all.edits[i].text);
		from = all.edits[i].span.end;
	}
	sl_buffer_append(fixed, sl_str_slice(text.data, (sl_span){ from, (uint32_t)text.size }));
}

uint32_t harness_check(const char *config, const char *plugins, const char *path, sl_str text, sl_buffer *out, sl_buffer *fixed)
{
	sl_str select[MAX_SELECTED];
	sl_selection selection = { .select = select, .select_count = split_selection(plugins, select) };
	const sl_settings *settings = NULL;
	sl_source source;
	sl_arena arena;
	sl_checked checked;
	sl_arena_init(&arena);
	sl_source_init(&source);
	sl_configs *configs = sl_configs_create_from_text(&house.options, &house.manifests, SL_LIT("test.yaml"), 1, sl_str_of(config),
	    &house.troubles);
	sl_checker *checker = sl_checker_create(&house.manifests, &selection, &house.troubles);
	assert_non_null(configs);
	assert_non_null(checker);
	bool good = sl_configs_settings(configs, sl_str_of(path), &settings) == SL_APPLIES && sl_source_set(&source, text) &&
	    sl_check(checker, settings, sl_str_of(path), &source, &arena, &checked);
	if (!good)
		print_troubles();
	assert_true(good);
	for (uint32_t i = 0; i < checked.count && out; i++)
		append_diagnostic(out, &source, &checked.diagnostics[i]);
	if (fixed)
		apply(&arena, &checked, sl_source_text(&source), fixed);
	sl_checker_free(checker);
	sl_configs_free(configs);
	sl_source_finish(&source);
	sl_arena_finish(&arena);
	return checked.count;
}

/* ---- tables ---- */

static sl_str next_line(sl_str *text)
{
	const char *end = text->size ? memchr(text->data, '\n', (size_t)text->size) : NULL;
	size_t size = end ? (size_t)(end - text->data) : (size_t)text->size;
	sl_str line = { text->data, size };
	size_t step = size + (end != NULL);
	*text = (sl_str){ text->data + step, text->size - step };
	return line;
}

static bool agrees(sl_str expected, sl_str got)
{
	while (expected.size && got.size) {
		sl_str want = next_line(&expected), have = next_line(&got);
		if (sl_str_ends(want, SL_LIT("..."))) {
			want.size -= 3;
			if (!sl_str_starts(have, want))
				return false;
		} else if (!sl_str_equal(want, have)) {
			return false;
		}
	}
	return expected.size == 0 && got.size == 0;
}

static bool run_case(const char *config, const char *plugins, const harness_case *entry)
{
	sl_buffer out, fixed;
	sl_buffer_init(&out);
	sl_buffer_init(&fixed);
	harness_check(config, plugins, entry->path, sl_str_of(entry->text), &out, &fixed);
	assert_false(out.failed || fixed.failed);
	bool good = agrees(sl_str_of(entry->expected), sl_buffer_str(&out));
	if (!good)
		print_error("%s: expected\n%sgot\n%.*s", entry->label, entry->expected, SL_ARG(sl_buffer_str(&out)));
	if (entry->fixed && !sl_str_equal(sl_str_of(entry->fixed), sl_buffer_str(&fixed))) {
		print_error("%s: fixed, expected\n%s\ngot\n%.*s\n", entry->label, entry->fixed, SL_ARG(sl_buffer_str(&fixed)));
		good = false;
	}
	sl_buffer_finish(&out);
	sl_buffer_finish(&fixed);
	return good;
}

void harness_table(const char *config, const char *plugins, const harness_case *cases, size_t count)
{
	size_t failed = 0;
	for (size_t i = 0; i < count; i++)
		failed += !run_case(config, plugins, &cases[i]);
	assert_int_equal(failed, 0);
}
