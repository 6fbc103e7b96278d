/* SPDX-License-Identifier: Apache-2.0
 * manifest_compiled.c - the manifests of the installation as the parts of one compiled file, and back: their texts stay where they are mapped.
 */
#include "base/file.h"
#include "config/compiled.h"
#include "config/manifest.h"

enum { TEXTS, MANIFESTS, RULES, OPTIONS, EXAMPLES, LISTS, PARTS };

/* Where a text is; a NUL is behind it. */
typedef struct text_place {
	uint32_t at;
	uint32_t size;
} text_place;

/* Where the items of something are among the records of their kind. */
typedef struct record_range {
	uint32_t first;
	uint32_t count;
} record_range;

typedef struct manifest_record {
	text_place name; /* of its file, without a folder */
	uint64_t source; /* where its source begins among all of them */
	uint64_t source_size;
	text_place plugin;
	text_place summary;
	text_place version;
	text_place library; /* seen from the manifest's folder; empty: none */
	record_range rules;
} manifest_record;

typedef struct rule_record {
	text_place id;
	text_place name;
	text_place summary;
	text_place help;
	uint32_t severity;
	uint32_t fixable;
	record_range options;
	record_range examples;
	uint32_t line;
} rule_record;

typedef struct option_record {
	text_place name;
	text_place summary;
	int64_t minimum;
	int64_t maximum;
	int64_t integer; /* the default's */
	text_place string;
	record_range items; /* among the lists */
	record_range choices;
	uint32_t type;
	uint32_t reserved;
} option_record;

typedef struct example_record {
	text_place bad;
	text_place good;
	text_place config;
	uint32_t markdown;
	uint32_t line;
} example_record;

/* ---- writing -------------------------------------------------------------------------------------------------- */

/* A text that others share: where it is in memory, and where it was put. */
typedef struct shared_text {
	const char *data;
	text_place place;
} shared_text;

typedef struct writing {
	sl_buffer parts[PARTS];
	sl_buffer sources;
	sl_buffer configs; /* shared_text: many examples have the same, and are seen to */
} writing;

static void put(writing *w, int part, const void *record, size_t size)
{
	sl_buffer_append(&w->parts[part], (sl_str){ record, size });
}

static text_place put_text(writing *w, sl_str text)
{
	sl_buffer *texts = &w->parts[TEXTS];
	text_place place = { (uint32_t)texts->size, (uint32_t)text.size };
	sl_buffer_append(texts, text);
	sl_buffer_append_char(texts, '\0');
	return place;
}

static text_place put_config(writing *w, sl_str config)
{
	const shared_text *known = (const void *)w->configs.data;
	for (size_t i = 0; i < w->configs.size / sizeof(*known); i++) {
		if (known[i].data == config.data)
			return known[i].place;
	}
	shared_text shared = { config.data, put_text(w, config) };
	sl_buffer_append(&w->configs, (sl_str){ (const char *)&shared, sizeof(shared) });
	return shared.place;
}

static record_range put_list(writing *w, const sl_str *items, uint32_t count)
{
	record_range range = { (uint32_t)(w->parts[LISTS].size / sizeof(text_place)), count };
	for (uint32_t i = 0; i < count; i++) {
		text_place place = put_text(w, items[i]);
		put(w, LISTS, &place, sizeof(place));
	}
	return range;
}

static record_range put_options(writing *w, const sl_rule_manifest *rule)
{
	record_range range = { (uint32_t)(w->parts[OPTIONS].size / sizeof(option_record)), rule->option_count };
	for (uint32_t i = 0; i < rule->option_count; i++) {
		const sl_option_schema *option = &rule->options[i];
		option_record record = { .name = put_text(w, option->name), .summary = put_text(w, option->summary), .minimum = option->minimum,
			.maximum = option->maximum, .integer = option->standard.integer, .string = put_text(w, option->standard.string),
			.items = put_list(w, option->standard.items, option->standard.count),
			.choices = put_list(w, option->choices, option->choice_count), .type = (uint32_t)option->type };
		put(w, OPTIONS, &record, sizeof(record));
	}
	return range;
}

static record_range put_examples(writing *w, const sl_rule_manifest *rule)
{
	record_range range = { (uint32_t)(w->parts[EXAMPLES].size / sizeof(example_record)), rule->example_count };
	for (uint32_t i = 0; i < rule->example_count; i++) {
		const sl_example *example = &rule->examples[i];
		example_record record = { .bad = put_text(w, example->bad), .good = put_text(w, example->good),
			.config = put_config(w, example->config), .markdown = example->markdown, .line = example->line };
		put(w, EXAMPLES, &record, sizeof(record));
	}
	return range;
}

static record_range put_rules(writing *w, const sl_manifest *manifest)
{
	record_range range = { (uint32_t)(w->parts[RULES].size / sizeof(rule_record)), manifest->rule_count };
	for (uint32_t i = 0; i < manifest->rule_count; i++) {
		const sl_rule_manifest *rule = &manifest->rules[i];
		rule_record record = { .id = put_text(w, rule->id), .name = put_text(w, rule->name), .summary = put_text(w, rule->summary),
			.help = put_text(w, rule->help), .severity = (uint32_t)rule->severity, .fixable = (uint32_t)rule->fixable,
			.options = put_options(w, rule), .examples = put_examples(w, rule), .line = rule->line };
		put(w, RULES, &record, sizeof(record));
	}
	return range;
}

/* The library's path without the folder that both are in. */
static sl_str library_of(const sl_manifest *manifest)
{
	size_t folder = (size_t)sl_path_folder(manifest->file).size + 1;
	bool below = manifest->library.size > folder && manifest->library.data[folder - 1] == '/';
	return below ? (sl_str){ manifest->library.data + folder, manifest->library.size - folder } : manifest->library;
}

static void put_manifest(writing *w, const sl_manifest *manifest, sl_str source)
{
	manifest_record record = { .name = put_text(w, sl_path_name(manifest->file)), .source = w->sources.size, .source_size = source.size,
		.plugin = put_text(w, manifest->plugin), .summary = put_text(w, manifest->summary), .version = put_text(w, manifest->version),
		.library = put_text(w, library_of(manifest)), .rules = put_rules(w, manifest) };
	put(w, MANIFESTS, &record, sizeof(record));
	sl_buffer_append(&w->sources, source);
}

bool sl_manifests_compile(const sl_manifest *const *manifests, const sl_str *sources, uint32_t count, sl_buffer *into)
{
	writing w = { 0 };
	sl_str parts[PARTS];
	bool good = true;
	sl_buffer_init(&w.sources);
	sl_buffer_init(&w.configs);
	for (uint32_t i = 0; i < PARTS; i++)
		sl_buffer_init(&w.parts[i]);
	for (uint32_t i = 0; i < count; i++)
		put_manifest(&w, manifests[i], sources[i]);
	for (uint32_t i = 0; i < PARTS; i++) {
		parts[i] = sl_buffer_str(&w.parts[i]);
		good = good && !w.parts[i].failed;
	}
	good = good && !w.sources.failed && !w.configs.failed && sl_compiled_make(SL_COMPILED_MANIFESTS, sl_buffer_str(&w.sources), parts, PARTS, into);
	for (uint32_t i = 0; i < PARTS; i++)
		sl_buffer_finish(&w.parts[i]);
	sl_buffer_finish(&w.sources);
	sl_buffer_finish(&w.configs);
	return good;
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* Where memory is short the arena says so in the end, and nothing of what was made is used. */
typedef struct taking {
	const sl_compiled *compiled;
	sl_arena *arena;
} taking;

static const void *records(const taking *t, int part)
{
	return t->compiled->parts[part].data;
}

static sl_str text_of(const taking *t, text_place place)
{
	return (sl_str){ t->compiled->parts[TEXTS].data + place.at, place.size };
}

static const sl_str *take_list(const taking *t, record_range range)
{
	const text_place *places = (const text_place *)records(t, LISTS) + range.first;
	sl_str *items = range.count ? sl_arena_alloc(t->arena, range.count * sizeof(*items)) : NULL;
	for (uint32_t i = 0; items && i < range.count; i++)
		items[i] = text_of(t, places[i]);
	return items;
}

static const sl_option_schema *take_options(const taking *t, record_range range)
{
	const option_record *from = (const option_record *)records(t, OPTIONS) + range.first;
	sl_option_schema *options = range.count ? sl_arena_alloc(t->arena, range.count * sizeof(*options)) : NULL;
	for (uint32_t i = 0; options && i < range.count; i++) {
		const sl_option_value standard = { .integer = from[i].integer, .string = text_of(t, from[i].string), .count = from[i].items.count,
			.items = take_list(t, from[i].items) };
		options[i] = (sl_option_schema){ .name = text_of(t, from[i].name), .type = (sl_option_type)from[i].type,
			.summary = text_of(t, from[i].summary), .minimum = from[i].minimum, .maximum = from[i].maximum,
			.choice_count = from[i].choices.count, .choices = take_list(t, from[i].choices), .standard = standard };
	}
	return options;
}

static const sl_example *take_examples(const taking *t, record_range range)
{
	const example_record *from = (const example_record *)records(t, EXAMPLES) + range.first;
	sl_example *examples = range.count ? sl_arena_alloc(t->arena, range.count * sizeof(*examples)) : NULL;
	for (uint32_t i = 0; examples && i < range.count; i++)
		examples[i] = (sl_example){ .bad = text_of(t, from[i].bad), .good = text_of(t, from[i].good), .config = text_of(t, from[i].config),
			.markdown = from[i].markdown != 0, .line = from[i].line };
	return examples;
}

static const sl_rule_manifest *take_rules(const taking *t, record_range range)
{
	const rule_record *from = (const rule_record *)records(t, RULES) + range.first;
	sl_rule_manifest *rules = sl_arena_alloc(t->arena, range.count * sizeof(*rules));
	for (uint32_t i = 0; rules && i < range.count; i++)
		rules[i] = (sl_rule_manifest){ .id = text_of(t, from[i].id), .name = text_of(t, from[i].name), .summary = text_of(t, from[i].summary),
			.help = text_of(t, from[i].help), .severity = (sl_severity)from[i].severity, .fixable = (sl_fixable)from[i].fixable,
			.option_count = from[i].options.count, .options = take_options(t, from[i].options),
			.example_count = from[i].examples.count, .examples = take_examples(t, from[i].examples), .line = from[i].line };
	return rules;
}

static sl_str take_library(const taking *t, sl_str file, sl_str name)
{
	if (!name.size)
		return (sl_str){ NULL, 0 };
	sl_buffer path;
	sl_buffer_init(&path);
	sl_path_join(&path, sl_path_folder(file), name);
	sl_str library = path.failed ? (sl_str){ NULL, 0 } : sl_arena_copy(t->arena, sl_buffer_str(&path));
	t->arena->failed = t->arena->failed || !library.data;
	sl_buffer_finish(&path);
	return library;
}

/* NULL where there is none of that name. */
static const manifest_record *find_record(const taking *t, sl_str name)
{
	const manifest_record *from = records(t, MANIFESTS);
	for (size_t i = 0; i < t->compiled->parts[MANIFESTS].size / sizeof(*from); i++) {
		if (sl_str_equal(text_of(t, from[i].name), name))
			return &from[i];
	}
	return NULL;
}

void sl_manifests_open_compiled(sl_manifests *manifests, const char *path)
{
	sl_compiled_open_quickly(path, SL_COMPILED_MANIFESTS, &manifests->compiled);
}

sl_manifest *sl_manifests_take_compiled(sl_manifests *manifests, sl_arena *arena, const char *path, const struct stat *about)
{
	const taking t = { &manifests->compiled, arena };
	const manifest_record *record = manifests->compiled.map ? find_record(&t, sl_path_name(sl_str_of(path))) : NULL;
	if (!record)
		return NULL;
	const sl_str source = { manifests->compiled.source.data + record->source, record->source_size };
	if (!sl_compiled_stands_for(&manifests->compiled, source, path, about))
		return NULL;
	sl_manifest *manifest = sl_arena_alloc(arena, sizeof(*manifest));
	if (!manifest)
		return NULL;
	sl_str file = sl_arena_copy(arena, sl_str_of(path));
	*manifest = (sl_manifest){ .plugin = text_of(&t, record->plugin), .summary = text_of(&t, record->summary),
		.version = text_of(&t, record->version), .library = take_library(&t, file, text_of(&t, record->library)), .file = file,
		.shipped = true, .built = &manifests->compiled.written, .rule_count = record->rules.count, .rules = take_rules(&t, record->rules) };
	return arena->failed ? NULL : manifest;
}

bool sl_manifest_has_built_library(const sl_manifest *manifest)
{
	struct stat about;
	return manifest->shipped && manifest->built && stat(manifest->library.data, &about) == 0 && S_ISREG(about.st_mode) &&
	    !sl_is_newer(&about.st_mtim, manifest->built);
}

void sl_manifests_finish(sl_manifests *manifests)
{
	sl_compiled_close(&manifests->compiled);
}
