/* SPDX-License-Identifier: Apache-2.0
 * sarif_rule.c - what a log says of a rule, from its manifest.
 */
#include "report/sarif_parts.h"

#include "report/docs.h"
#include "report/escape.h"

const char *sl_sarif_level(sl_severity severity)
{
	static const char *const levels[] = { [SL_OFF] = "none", [SL_INFO] = "note", [SL_WARNING] = "warning", [SL_ERROR] = "error" };
	return levels[severity];
}

/* ---- texts ---------------------------------------------------------------------------------------------------- */

/* "topics/unknown-term" as "TopicsUnknownTerm": the specification wants names in this form. */
static json_t *name_value(sl_buffer *scratch, sl_str id)
{
	bool upper = true;
	sl_buffer_clear(scratch);
	for (size_t i = 0; i < id.size; i++) {
		char c = id.data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (letter)
			sl_buffer_append_char(scratch, upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
		upper = !letter;
	}
	return scratch->failed ? NULL : json_stringn_nocheck(scratch->data ? scratch->data : "", scratch->size);
}

/* The first paragraph of the help on one line. */
static json_t *first_paragraph(sl_buffer *scratch, sl_str help)
{
	sl_buffer line;
	sl_buffer_init(&line);
	for (size_t i = 0; i < help.size; i++) {
		bool end = help.data[i] == '\n';
		if (end && (i + 1 == help.size || help.data[i + 1] == '\n'))
			break;
		sl_buffer_append_char(&line, end ? ' ' : help.data[i]);
	}
	json_t *value = line.failed ? NULL : sl_json_wrap(scratch, "text", sl_buffer_str(&line));
	sl_buffer_finish(&line);
	return value;
}

/* ---- help as Markdown ----------------------------------------------------------------------------------------- */

/* A fence is longer than any in the block. */
static void append_fence(sl_buffer *into, sl_str block)
{
	size_t longest = 2, run = 0;
	for (size_t i = 0; i < block.size; i++) {
		run = block.data[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		sl_buffer_append_char(into, '`');
}

static void append_block(sl_buffer *into, const char *title, const char *language, sl_str block)
{
	sl_buffer_printf(into, "\n\n%s\n\n", title);
	append_fence(into, block);
	sl_buffer_printf(into, "%s\n", language);
	sl_buffer_append(into, block);
	if (!block.size || block.data[block.size - 1] != '\n')
		sl_buffer_append_char(into, '\n');
	append_fence(into, block);
}

static void append_markdown(sl_buffer *into, const sl_rule_manifest *rule)
{
	sl_buffer_append(into, sl_str_trim(rule->help));
	for (uint32_t i = 0; i < rule->option_count; i++) {
		sl_buffer_append(into, i ? SL_LIT("\n- `") : SL_LIT("\n\nOptions:\n\n- `"));
		sl_buffer_append(into, rule->options[i].name);
		sl_buffer_append(into, SL_LIT("`: "));
		sl_buffer_append(into, rule->options[i].summary);
	}
	for (uint32_t i = 0; i < rule->example_count; i++) {
		const sl_example *example = &rule->examples[i];
		const char *language = example->markdown ? "markdown" : "text";
		if (example->config.size)
			append_block(into, "With this config:", "yaml", example->config);
		append_block(into, "Bad:", language, example->bad);
		append_block(into, "Good:", language, example->good);
	}
}

static json_t *help_value(sl_buffer *scratch, const sl_rule_manifest *rule)
{
	sl_buffer markdown;
	sl_buffer_init(&markdown);
	append_markdown(&markdown, rule);
	json_t *value = sl_json_wrap(scratch, "text", sl_str_trim(rule->help));
	sl_json_set(&value, "markdown", markdown.failed ? NULL : sl_json_string(scratch, sl_buffer_str(&markdown)));
	sl_buffer_finish(&markdown);
	return value;
}

/* ---- the rule ------------------------------------------------------------------------------------------------- */

static json_t *properties_value(sl_buffer *scratch, const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	static const char *const fixable[] = { [SL_FIX_NEVER] = "never", [SL_FIX_SOMETIMES] = "sometimes", [SL_FIX_ALWAYS] = "always" };
	json_t *value = json_object(), *tags = json_array();
	sl_json_append(&tags, sl_json_string(scratch, manifest->plugin));
	sl_json_set(&value, "tags", tags);
	sl_json_set(&value, "plugin", sl_json_string(scratch, manifest->plugin));
	sl_json_set(&value, "pluginVersion", sl_json_string(scratch, manifest->version));
	sl_json_set_name(&value, "fixable", fixable[rule->fixable]);
	return value;
}

json_t *sl_sarif_rule(sl_buffer *scratch, const char *docs_url, const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	json_t *value = json_object(), *configuration = json_object();
	if (rule->severity == SL_OFF)
		sl_json_set(&configuration, "enabled", json_false());
	else
		sl_json_set_name(&configuration, "level", sl_sarif_level(rule->severity));
	sl_json_set(&value, "id", sl_json_string(scratch, rule->id));
	sl_json_set(&value, "name", name_value(scratch, rule->id));
	sl_json_set(&value, "shortDescription", sl_json_wrap(scratch, "text", rule->summary));
	sl_json_set(&value, "fullDescription", first_paragraph(scratch, rule->help));
	sl_docs_set(&value, "helpUri", scratch, docs_url, manifest, rule);
	sl_json_set(&value, "help", help_value(scratch, rule));
	sl_json_set(&value, "defaultConfiguration", configuration);
	sl_json_set(&value, "properties", properties_value(scratch, manifest, rule));
	return value;
}
