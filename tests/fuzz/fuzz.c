/* SPDX-License-Identifier: Apache-2.0
 * fuzz.c - checks and data that the fuzz targets share.
 */
#include "fuzz.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

void fuzz_fail(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

sl_str fuzz_text(const uint8_t *data, size_t size)
{
	sl_str text = { (const char *)data, size };
	text.size = sl_utf8_check(text);
	return text;
}

void fuzz_check_text(sl_str text)
{
	FUZZ_CHECK(text.size == 0 || text.data);
	FUZZ_CHECK(sl_utf8_check(text) == text.size);
}

static bool on_border(sl_str text, uint32_t offset)
{
	return offset == text.size || ((unsigned char)text.data[offset] & 0xC0) != 0x80;
}

void fuzz_check_span(sl_str text, sl_span span)
{
	FUZZ_CHECK(span.start <= span.end);
	FUZZ_CHECK(span.end <= text.size);
	FUZZ_CHECK(on_border(text, span.start));
	FUZZ_CHECK(on_border(text, span.end));
}

void fuzz_check_refused(const sl_troubles *troubles)
{
	FUZZ_CHECK(!troubles->no_memory);
	FUZZ_CHECK(troubles->errors > 0);
	for (uint32_t i = 0; i < troubles->count; i++) {
		FUZZ_CHECK(troubles->items[i].message.size > 0);
		FUZZ_CHECK(troubles->items[i].column == 0 || troubles->items[i].line > 0);
	}
}

/* ---- types ---- */

static const char *const odd_type =
    "title: { required: false, words: { min: 2 } }\n"
    "parts:\n"
    "  - { section: 'On {place}', aliases: ['{place} in short', Überblick], kind: prose, repeatable: true }\n"
    "  - { section: 要約, aliases: [まとめ], kind: [prose, list], level: 3, required: false }\n"
    "  - { line: Keywords, kind: terms, vocabulary: words, separator: ';', key: tags }\n"
    "  - { line: 'Note to {whom}', kind: prose, repeatable: true, required: false }\n"
    "  - { line: Links, kind: list }\n"
    "  - { section: Straße, kind: terms, vocabulary: streets }\n"
    "attribution: { pattern: '(?i)by (?<curator>\\w+)( and (?<second>\\w+))?, (?<publisher>[^,]*)', curator: { vocabulary: people, open: true } }\n"
    "order: any\n"
    "other-sections: allow\n";

sl_type *fuzz_read_type(sl_arena *arena, const char *yaml, sl_troubles *troubles)
{
	sl_reader reader = { arena, SL_LIT("type.yaml"), troubles };
	sl_yaml *node = sl_yaml_read(arena, reader.file, sl_str_of(yaml), 0, 1, troubles);
	return node ? sl_type_read(&reader, SL_LIT("fuzzed"), node) : NULL;
}

static sl_type *read_summary(sl_arena *arena, sl_troubles *troubles)
{
	sl_reader reader = { arena, SL_LIT("summary.yaml"), troubles };
	const sl_yaml *node = sl_yaml_read_file(arena, SOURCE_ROOT "/rules/profiles/summary.yaml", troubles);
	node = node ? sl_yaml_get(node, "types") : NULL;
	node = node ? sl_yaml_get(node, "summary") : NULL;
	return node ? sl_type_read(&reader, SL_LIT("summary"), node) : NULL;
}

const sl_type *fuzz_type(int which)
{
	static sl_type *types[FUZZ_TYPES];
	static sl_arena arena; /* lives as long as the program */
	if (!types[which]) {
		sl_troubles troubles;
		sl_troubles_init(&troubles);
		types[which] = which == FUZZ_TYPE_SUMMARY ? read_summary(&arena, &troubles) : fuzz_read_type(&arena, odd_type, &troubles);
		if (!types[which] && troubles.count)
			fuzz_fail(troubles.items[0].message.data, "a type of fuzz.c", (int)troubles.items[0].line);
		FUZZ_CHECK(types[which]);
		sl_troubles_finish(&troubles);
	}
	return types[which];
}

/* ---- manifests ---- */

const sl_manifests *fuzz_manifests(void)
{
	static const char *const paths[] = { "core.yaml", "manifests/attribution.yaml", "manifests/audience.yaml", "manifests/sections.yaml",
		"manifests/title.yaml", "manifests/topics.yaml" };
	static const sl_manifest *items[sizeof(paths) / sizeof(*paths)];
	static sl_manifests all = { .items = items };
	static sl_arena arena;
	for (; all.count < sizeof(paths) / sizeof(*paths); all.count++) {
		char path[1024];
		sl_troubles troubles;
		sl_troubles_init(&troubles);
		snprintf(path, sizeof(path), SOURCE_ROOT "/rules/%s", paths[all.count]);
		items[all.count] = sl_manifest_read_file(&arena, path, &troubles);
		FUZZ_CHECK(items[all.count]);
		sl_troubles_finish(&troubles);
	}
	return &all;
}
