/* SPDX-License-Identifier: Apache-2.0
 * fuzz_front_matter.c - the input as front matter: alone, and of a document.
 */
#include "fuzz.h"

#include "base/buffer.h"

static void check_node(sl_str text, sl_span within, const sl_yaml *node)
{
	fuzz_check_span(text, node->span);
	FUZZ_CHECK(node->span.start >= within.start && node->span.end <= within.end);
	FUZZ_CHECK(node->line > 0 && node->column > 0);
	if (node->kind == SL_YAML_SCALAR)
		fuzz_check_text(node->text);
	/* An alias stands for a node elsewhere: a tree is walked no deeper than it is told to be. */
	for (uint32_t i = 0; i < node->count && node->kind == SL_YAML_MAP; i++)
		fuzz_check_span(text, node->entries[i].key->span);
}

static void check_front_matter(sl_arena *arena, sl_str text)
{
	sl_front_matter found;
	FUZZ_CHECK(sl_front_matter_read(arena, SL_LIT("fuzz.md"), text, &found));
	fuzz_check_span(text, found.span);
	fuzz_check_span(text, found.yaml);
	FUZZ_CHECK(found.yaml.start >= found.span.start && found.yaml.end <= found.span.end);
	FUZZ_CHECK(!found.map || !found.problem);
	if (found.problem) {
		fuzz_check_span(text, found.problem->span);
		fuzz_check_text(found.problem->message);
		FUZZ_CHECK(found.problem->message.size > 0);
	}
	if (!found.map)
		return;
	FUZZ_CHECK(found.map->kind == SL_YAML_MAP);
	for (uint32_t i = 0; i < found.map->count; i++) {
		check_node(text, found.yaml, found.map->entries[i].key);
		check_node(text, found.yaml, found.map->entries[i].value);
	}
}

static void check_all(sl_str text)
{
	sl_arena arena;
	sl_arena_init(&arena);
	check_front_matter(&arena, text);
	for (int which = 0; which < FUZZ_TYPES; which++) {
		const sl_document *document = sl_document_parse(&arena, SL_LIT("fuzz.md"), text, SUMLINT_SYNTAX_MARKDOWN, fuzz_type(which));
		FUZZ_CHECK(document);
		fuzz_check_document(document);
	}
	sl_arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sl_str text = fuzz_text(data, size);
	check_all(text);
	sl_buffer fenced;
	sl_buffer_init(&fenced);
	sl_buffer_append(&fenced, SL_LIT("---\n"));
	sl_buffer_append(&fenced, text);
	sl_buffer_append(&fenced, SL_LIT("\n---\n# Title\n"));
	FUZZ_CHECK(!fenced.failed);
	check_all(sl_buffer_str(&fenced));
	sl_buffer_finish(&fenced);
	return 0;
}
