/* SPDX-License-Identifier: Apache-2.0
 * fuzz_type_pattern.c - the first line of the input as an attribution pattern, the rest as what it is matched against.
 */
#include "fuzz.h"

#include "base/buffer.h"
#include "config/pattern.h"

static void check_match(const sl_pattern *pattern, sl_str subject)
{
	sl_pattern_match match = { 0 };
	sl_pattern_result result = sl_pattern_match_line(pattern, subject, &match);
	FUZZ_CHECK(result != SL_PATTERN_NO_MEMORY);
	if (result != SL_PATTERN_YES)
		return;
	FUZZ_CHECK(match.count <= SL_PATTERN_MAX_CAPTURES);
	for (uint32_t i = 0; i < match.count; i++) {
		FUZZ_CHECK(match.names[i].size > 0);
		fuzz_check_span(subject, match.spans[i]);
	}
}

static void check_words(const sl_pattern *pattern)
{
	uint32_t count = 0;
	bool template = false;
	const sl_pattern_word *words = sl_pattern_words(pattern, &count, &template);
	for (uint32_t i = 0; i < count; i++) {
		fuzz_check_text(words[i].text);
		fuzz_check_text(words[i].before);
		fuzz_check_text(words[i].after);
	}
}

/* A document whose type has the pattern. */
static void check_document(sl_str pattern, sl_str text)
{
	sl_arena arena;
	sl_troubles troubles;
	sl_buffer yaml;
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	sl_buffer_init(&yaml);
	sl_buffer_append(&yaml, SL_LIT("parts: [{ section: Summary }]\nattribution:\n  pattern: '"));
	for (size_t i = 0; i < pattern.size; i++) {
		if (pattern.data[i] == '\'')
			sl_buffer_append_char(&yaml, '\'');
		sl_buffer_append_char(&yaml, pattern.data[i]);
	}
	sl_buffer_append(&yaml, SL_LIT("'\n"));
	sl_type *type = fuzz_read_type(&arena, yaml.data, &troubles);
	if (type) {
		const sl_document *document = sl_document_parse(&arena, SL_LIT("fuzz"), text, SUMLINT_SYNTAX_TEXT, type);
		FUZZ_CHECK(document);
		fuzz_check_document(document);
	} else {
		fuzz_check_refused(&troubles);
	}
	sl_type_finish(type);
	sl_buffer_finish(&yaml);
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sl_str text = fuzz_text(data, size);
	const char *end = text.size ? memchr(text.data, '\n', (size_t)text.size) : NULL;
	sl_str first = { text.data, end ? (size_t)(end - text.data) : text.size };
	sl_str rest = end ? (sl_str){ end + 1, text.size - first.size - 1 } : (sl_str){ "", 0 };
	sl_arena arena;
	sl_arena_init(&arena);
	const char *error = NULL;
	size_t offset = 0;
	sl_pattern *pattern = sl_pattern_compile(&arena, first, &error, &offset);
	if (pattern) {
		check_match(pattern, rest);
		check_words(pattern);
	} else {
		FUZZ_CHECK(error && error[0]);
		FUZZ_CHECK(offset <= first.size);
	}
	sl_pattern_free(pattern);
	sl_arena_finish(&arena);
	check_document(first, rest);
	return 0;
}
