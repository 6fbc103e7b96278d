/* SPDX-License-Identifier: Apache-2.0
 * manifest.c - a plugin's manifest: its rules, their examples, and which library holds the code. Options are in manifest_option.c.
 */
#include "config/manifest.h"

#include "base/distance.h"
#include "base/file.h"
#include "config/manifest_option.h"

#include <errno.h>

/* Rules are looked up one after the other: enough for any plugin, and no quadratic surprise. */
#define MAX_RULES 1000
/* The plugin of the rules that the host keeps itself: no library, and rules that no document can show need no example. */
#define CORE SL_LIT("core")

static const char *const severities[] = { "off", "info", "warning", "error", NULL };
static const char *const fixables[] = { "never", "sometimes", "always", NULL };
static const char *const syntaxes[] = { "markdown", "text", NULL };

const char *sl_severity_name(sl_severity severity)
{
	return severities[severity];
}

bool sl_severity_parse(sl_str text, sl_severity *out)
{
	for (size_t i = 0; severities[i]; i++) {
		if (sl_str_is(text, severities[i])) {
			*out = (sl_severity)i;
			return true;
		}
	}
	return false;
}

bool sl_manifest_name(sl_reader *reader, const sl_yaml *node, const char *what, sl_str *out)
{
	if (!sl_yaml_want_name(reader, node, what, out))
		return false;
	for (size_t i = 0; i < out->size; i++) {
		char c = out->data[i];
		bool letter = c >= 'a' && c <= 'z';
		if (letter || (i > 0 && ((c >= '0' && c <= '9') || c == '-')))
			continue;
		sl_yaml_error(reader, node, "%s must be of small letters, digits and hyphens, and start with a letter", what);
		return false;
	}
	return true;
}

/* Value of a key that must be there; an error at the map where it is not. */
static const sl_yaml *need(sl_reader *reader, const sl_yaml *map, const char *what, const char *key)
{
	const sl_yaml *value = sl_yaml_get(map, key);
	if (!value)
		sl_yaml_error(reader, map, "%s has no '%s'", what, key);
	return value;
}

/* It is shown as it is: on terminals, too, which obey some. */
static bool has_controls(sl_str text)
{
	for (size_t i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		bool above = byte == 0xC2 && i + 1 < text.size && (unsigned char)text.data[i + 1] < 0xA0;
		if (above || byte == 0x7F || (byte < 0x20 && byte != '\n' && byte != '\t'))
			return true;
	}
	return false;
}

static bool need_line(sl_reader *reader, const sl_yaml *map, const char *what, const char *key, sl_str *out)
{
	const sl_yaml *node = need(reader, map, what, key);
	if (!node || !sl_yaml_want_name(reader, node, key, out))
		return false;
	/* Block texts end with a line end. A copy, for what follows an arena's text is a NUL. */
	*out = sl_arena_copy(reader->arena, sl_str_trim(*out));
	if (!out->data) {
		sl_no_memory(reader->troubles);
		return false;
	}
	if (memchr(out->data, '\n', (size_t)out->size)) {
		sl_yaml_error(reader, node, "'%s' must be one line", key);
		return false;
	}
	if (has_controls(*out)) {
		sl_yaml_error(reader, node, "'%s' must not hold control characters", key);
		return false;
	}
	return true;
}

/* ---- examples ---- */

static bool read_example(sl_reader *reader, const sl_yaml *node, sl_str config, sl_example *out)
{
	static const char *const known[] = { "bad", "good", "syntax", "config", NULL };
	if (!sl_yaml_want_map(reader, node, "an example"))
		return false;
	bool good = sl_yaml_known_keys(reader, node, "an example", known);
	uint32_t syntax = 0;
	*out = (sl_example){ .config = config, .line = node->line };
	const sl_yaml *bad_text = need(reader, node, "the example", "bad"), *good_text = need(reader, node, "the example", "good");
	const sl_yaml *own = sl_yaml_get(node, "config"), *syntax_node = sl_yaml_get(node, "syntax");
	good = bad_text && sl_yaml_want_text(reader, bad_text, "'bad'", &out->bad) && good;
	good = good_text && sl_yaml_want_text(reader, good_text, "'good'", &out->good) && good;
	good = (!own || sl_yaml_want_text(reader, own, "'config'", &out->config)) && good;
	good = (!syntax_node || sl_yaml_want_choice(reader, syntax_node, "'syntax'", syntaxes, &syntax)) && good;
	out->markdown = syntax == 0;
	return good;
}

static bool read_examples(sl_reader *reader, const sl_yaml *node, sl_str config, sl_rule_manifest *rule)
{
	if (!sl_yaml_want_list(reader, node, "'examples'"))
		return false;
	if (node->count == 0) {
		sl_yaml_error(reader, node, "the rule '%.*s' has no example", SL_ARG(rule->name));
		return false;
	}
	sl_example *examples = sl_arena_calloc(reader->arena, node->count, sizeof(*examples));
	if (!examples) {
		sl_no_memory(reader->troubles);
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++)
		good = read_example(reader, node->items[i], config, &examples[i]) && good;
	rule->examples = examples;
	rule->example_count = node->count;
	return good;
}

/* ---- rules ---- */

static bool make_id(sl_reader *reader, sl_str plugin, sl_rule_manifest *rule)
{
	size_t size = (size_t)(plugin.size + 1 + rule->name.size);
	char *id = sl_arena_alloc(reader->arena, size + 1);
	if (!id) {
		sl_no_memory(reader->troubles);
		return false;
	}
	memcpy(id, plugin.data, (size_t)plugin.size);
	id[plugin.size] = '/';
	memcpy(id + plugin.size + 1, rule->name.data, (size_t)rule->name.size);
	id[size] = '\0';
	rule->id = (sl_str){ id, size };
	return true;
}

static bool read_rule(sl_reader *reader, const sl_yaml *node, sl_str plugin, sl_str config, sl_rule_manifest *rule)
{
	static const char *const known[] = { "name", "summary", "severity", "fixable", "help", "options", "examples", NULL };
	if (!sl_yaml_want_map(reader, node, "a rule"))
		return false;
	bool good = sl_yaml_known_keys(reader, node, "a rule", known);
	uint32_t severity = SL_ERROR, fixable = SL_FIX_NEVER;
	rule->line = node->line;
	const sl_yaml *name = need(reader, node, "the rule", "name");
	good = name && sl_manifest_name(reader, name, "a rule's name", &rule->name) && make_id(reader, plugin, rule) && good;
	good = need_line(reader, node, "the rule", "summary", &rule->summary) && good;
	const sl_yaml *value = need(reader, node, "the rule", "severity");
	good = value && sl_yaml_want_choice(reader, value, "'severity'", severities, &severity) && good;
	value = sl_yaml_get(node, "fixable");
	good = (!value || sl_yaml_want_choice(reader, value, "'fixable'", fixables, &fixable)) && good;
	value = need(reader, node, "the rule", "help");
	good = value && sl_yaml_want_name(reader, value, "'help'", &rule->help) && good;
	if (good && has_controls(rule->help)) {
		sl_yaml_error(reader, value, "'help' must not hold control characters");
		good = false;
	}
	value = sl_yaml_get(node, "options");
	good = (!value || sl_manifest_options(reader, value, rule)) && good;
	value = sl_str_equal(plugin, CORE) ? sl_yaml_get(node, "examples") : need(reader, node, "the rule", "examples");
	if (value)
		good = read_examples(reader, value, config, rule) && good;
	else
		good = good && sl_str_equal(plugin, CORE);
	rule->severity = (sl_severity)severity;
	rule->fixable = (sl_fixable)fixable;
	return good;
}

static bool read_rules(sl_reader *reader, const sl_yaml *node, sl_str config, sl_manifest *manifest)
{
	if (!sl_yaml_want_list(reader, node, "'rules'"))
		return false;
	if (node->count == 0 || node->count > MAX_RULES) {
		sl_yaml_error(reader, node, "a plugin has at least one rule and at most %d", MAX_RULES);
		return false;
	}
	sl_rule_manifest *rules = sl_arena_calloc(reader->arena, node->count, sizeof(*rules));
	if (!rules) {
		sl_no_memory(reader->troubles);
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++) {
		good = read_rule(reader, node->items[i], manifest->plugin, config, &rules[i]) && good;
		for (uint32_t j = 0; j < i; j++) {
			if (rules[i].name.size == 0 || !sl_str_equal(rules[i].name, rules[j].name))
				continue;
			sl_yaml_error(reader, node->items[i], "a second rule '%.*s': the first is at line %u",
			    SL_ARG(rules[i].name), (unsigned)rules[j].line);
			good = false;
			break;
		}
	}
	manifest->rules = rules;
	manifest->rule_count = node->count;
	return good;
}

/* ---- the library ---- */

/* A path that stays in its folder: relative, and without "..". */
static bool stays_inside(sl_str path)
{
	if (path.size == 0 || path.data[0] == '/')
		return false;
	for (size_t at = 0; at < path.size;) {
		size_t end = at;
		while (end < path.size && path.data[end] != '/')
			end++;
		if (sl_str_is((sl_str){ path.data + at, end - at }, ".."))
			return false;
		at = end + 1;
	}
	return true;
}

static bool set_library(sl_reader *reader, const sl_yaml *node, sl_manifest *manifest)
{
	sl_str named = { NULL, 0 };
	if (node && !sl_yaml_want_name(reader, node, "'library'", &named))
		return false;
	if (node && (sl_str_equal(manifest->plugin, CORE) || !stays_inside(named))) {
		sl_yaml_error(reader, node, sl_str_equal(manifest->plugin, CORE) ? "the host's own rules have no library" :
		    "'library' must be a file in the manifest's own folder or below it");
		return false;
	}
	if (sl_str_equal(manifest->plugin, CORE))
		return true;
	sl_buffer name, path;
	sl_buffer_init(&name);
	sl_buffer_init(&path);
	if (node)
		sl_buffer_append(&name, named);
	else
		sl_buffer_printf(&name, "%.*s.so", SL_ARG(manifest->plugin));
	sl_path_join(&path, sl_path_folder(manifest->file), sl_buffer_str(&name));
	if (!name.failed && !path.failed)
		manifest->library = sl_arena_copy(reader->arena, sl_buffer_str(&path));
	if (!manifest->library.data)
		sl_no_memory(reader->troubles);
	sl_buffer_finish(&name);
	sl_buffer_finish(&path);
	return manifest->library.data != NULL;
}

/* ---- the whole ---- */

static bool read_root(sl_reader *reader, const sl_yaml *root, sl_manifest *manifest)
{
	static const char *const known[] = { "plugin", "version", "summary", "library", "example-config", "rules", NULL };
	if (!sl_yaml_want_map(reader, root, "a manifest"))
		return false;
	bool good = sl_yaml_known_keys(reader, root, "a manifest", known);
	const sl_yaml *plugin = need(reader, root, "the manifest", "plugin");
	/* Without a name the rest cannot be named either. */
	if (!plugin || !sl_manifest_name(reader, plugin, "a plugin's name", &manifest->plugin))
		return false;
	sl_str config = { NULL, 0 };
	const sl_yaml *value = sl_yaml_get(root, "example-config");
	good = (!value || sl_yaml_want_text(reader, value, "'example-config'", &config)) && good;
	good = need_line(reader, root, "the manifest", "version", &manifest->version) && good;
	good = need_line(reader, root, "the manifest", "summary", &manifest->summary) && good;
	good = set_library(reader, sl_yaml_get(root, "library"), manifest) && good;
	value = need(reader, root, "the manifest", "rules");
	return value && read_rules(reader, value, config, manifest) && good;
}

static sl_manifest *make(sl_arena *arena, sl_str file, sl_troubles *troubles)
{
	sl_manifest *manifest = sl_arena_calloc(arena, 1, sizeof(*manifest));
	if (manifest)
		manifest->file = sl_arena_copy(arena, file);
	if (!manifest || !manifest->file.data) {
		sl_no_memory(troubles);
		return NULL;
	}
	return manifest;
}

static sl_manifest *read_tree(sl_arena *arena, const sl_yaml *root, sl_manifest *manifest, sl_troubles *troubles)
{
	sl_reader reader = { arena, manifest->file, troubles };
	return root && read_root(&reader, root, manifest) && !troubles->no_memory ? manifest : NULL;
}

sl_manifest *sl_manifest_read(sl_arena *arena, sl_str file, sl_str bytes, sl_troubles *troubles)
{
	sl_manifest *manifest = make(arena, file, troubles);
	return manifest ? read_tree(arena, sl_yaml_read(arena, manifest->file, bytes, 0, 1, troubles), manifest, troubles) : NULL;
}

sl_manifest *sl_manifest_read_file(sl_arena *arena, const char *path, sl_troubles *troubles)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	sl_manifest *manifest = NULL;
	int error = sl_read_file(path, SL_MANIFEST_MAX_BYTES, &bytes);
	if (error == ENOMEM)
		sl_no_memory(troubles);
	else if (error)
		sl_error(troubles, sl_str_of(path), 0, 0, "cannot be read: %s", strerror(error));
	else
		manifest = sl_manifest_read(arena, sl_str_of(path), sl_buffer_str(&bytes), troubles);
	sl_buffer_finish(&bytes);
	return manifest;
}

/* ---- all manifests ---- */

const sl_rule_manifest *sl_manifests_rule(const sl_manifests *manifests, sl_str id, const sl_manifest **manifest)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *m = manifests->items[i];
		if (id.size <= m->plugin.size || id.data[m->plugin.size] != '/' || !sl_str_starts(id, m->plugin))
			continue;
		for (uint32_t j = 0; j < m->rule_count; j++) {
			if (!sl_str_equal(m->rules[j].id, id))
				continue;
			if (manifest)
				*manifest = m;
			return &m->rules[j];
		}
	}
	return NULL;
}

sl_str sl_manifests_nearest(const sl_manifests *manifests, sl_str id, sl_arena *arena)
{
	const sl_str none = { "", 0 };
	size_t count = manifests->count, filled = 0;
	for (uint32_t i = 0; i < manifests->count; i++)
		count += manifests->items[i]->rule_count;
	const char **names = sl_arena_calloc(arena, count, sizeof(*names));
	if (!names)
		return none;
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *m = manifests->items[i];
		/* A bare rule's name is likely to be meant where just one plugin has it; the first is as good as any. */
		for (uint32_t j = 0; j < m->rule_count; j++) {
			if (sl_str_equal(m->rules[j].name, id))
				return m->rules[j].id;
			names[filled++] = m->rules[j].id.data;
		}
		names[filled++] = m->plugin.data;
	}
	const char *nearest = sl_nearest_name(id, names, filled);
	return nearest ? sl_str_of(nearest) : none;
}
