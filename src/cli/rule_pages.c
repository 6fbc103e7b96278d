/* SPDX-License-Identifier: Apache-2.0
 * rule_pages.c - manifests as pages.
 */
#include "cli/rule_pages.h"

#include "cli/json_out.h"

#include <inttypes.h>

static const char *fix_text(sl_fixable fixable)
{
	static const char *const texts[] = { "no", "sometimes", "always" };
	return texts[fixable];
}

/* ---- options -------------------------------------------------------------------------------------------------- */

static const char *const type_names[] = { "integer", "boolean", "string", "list" };

static void print_value(const sl_option_schema *option, FILE *out)
{
	const sl_option_value *value = &option->standard;
	switch (option->type) {
	case SL_OPTION_INTEGER:
		fprintf(out, "%" PRId64, value->integer);
		break;
	case SL_OPTION_BOOLEAN:
		fputs(value->integer ? "true" : "false", out);
		break;
	case SL_OPTION_STRING:
		fprintf(out, "\"%.*s\"", SL_ARG(value->string));
		break;
	case SL_OPTION_LIST:
		fputc('[', out);
		for (uint32_t i = 0; i < value->count; i++)
			fprintf(out, "%s%.*s", i ? ", " : "", SL_ARG(value->items[i]));
		fputc(']', out);
		break;
	}
}

static void print_option(const sl_option_schema *option, const char *mark, FILE *out)
{
	fprintf(out, "%s%.*s%s (%s", mark, SL_ARG(option->name), mark, type_names[option->type]);
	for (uint32_t i = 0; i < option->choice_count; i++)
		fprintf(out, "%s%.*s", i ? ", " : ": ", SL_ARG(option->choices[i]));
	if (option->type == SL_OPTION_INTEGER && option->minimum != INT64_MIN)
		fprintf(out, " from %" PRId64, option->minimum);
	if (option->type == SL_OPTION_INTEGER && option->maximum != INT64_MAX)
		fprintf(out, " to %" PRId64, option->maximum);
	fputs("; default ", out);
	print_value(option, out);
	fprintf(out, "): %.*s\n", SL_ARG(option->summary));
}

/* ---- text ----------------------------------------------------------------------------------------------------- */

/* Each line of the text behind `indent`; the last without a line end gets one. */
static void print_indented(sl_str text, const char *indent, FILE *out)
{
	while (text.size) {
		const char *end = memchr(text.data, '\n', (size_t)text.size);
		size_t size = end ? (size_t)(end - text.data) : (size_t)text.size;
		fprintf(out, "%s%.*s\n", size ? indent : "", (int)size, text.data);
		size += end != NULL;
		text = (sl_str){ text.data + size, text.size - size };
	}
}

/* Examples without a config of their own share the manifest's, which need not be shown with each. */
static bool same_config(const sl_example *a, const sl_example *b)
{
	return a->config.size == b->config.size && (a->config.size == 0 || a->config.data == b->config.data);
}

/* `before` is the example above it, or NULL. */
static void print_example_text(const sl_example *example, const sl_example *before, FILE *out)
{
	const char *syntax = example->markdown ? "Markdown" : "plain text";
	if (example->config.size && !(before && same_config(before, example))) {
		fprintf(out, "\nWith %s config:\n\n", before ? "another" : "this");
		print_indented(example->config, "    ", out);
	}
	fprintf(out, "\nBad (%s):\n\n", syntax);
	print_indented(example->bad, "    ", out);
	fputs("\nGood:\n\n", out);
	print_indented(example->good, "    ", out);
}

void sl_rule_text(const sl_rule_manifest *rule, FILE *out)
{
	fprintf(out, "%.*s: %.*s\n\nSeverity: %s    Fix: %s\n\n", SL_ARG(rule->id), SL_ARG(rule->summary), sl_severity_name(rule->severity),
	    fix_text(rule->fixable));
	print_indented(rule->help, "", out);
	if (rule->option_count)
		fputs("\nOptions:\n", out);
	for (uint32_t i = 0; i < rule->option_count; i++) {
		fputs("  ", out);
		print_option(&rule->options[i], "", out);
	}
	for (uint32_t i = 0; i < rule->example_count; i++)
		print_example_text(&rule->examples[i], i ? &rule->examples[i - 1] : NULL, out);
	fprintf(out, "\nTo change its severity, in .sumlint.yaml:\n\n    rules:\n      %.*s: off    # off | info | warning | error\n", SL_ARG(rule->id));
}

/* ---- Markdown ------------------------------------------------------------------------------------------------- */

static void print_block(const char *title, sl_str text, const char *language, FILE *out)
{
	const char *fence = "```";
	if (text.size && memmem(text.data, (size_t)text.size, "```", 3))
		fence = "~~~~~";
	fprintf(out, "\n%s\n\n%s%s\n", title, fence, language);
	print_indented(text, "", out);
	fprintf(out, "%s\n", fence);
}

/* An example with the config that at least two of the manifest's share, or NULL. */
static const sl_example *usual_example(const sl_manifest *manifest)
{
	const sl_example *first = NULL;
	for (uint32_t i = 0; i < manifest->rule_count; i++) {
		for (uint32_t k = 0; k < manifest->rules[i].example_count; k++) {
			const sl_example *example = &manifest->rules[i].examples[k];
			if (first && example->config.size && same_config(first, example))
				return example;
			first = example;
		}
	}
	return NULL;
}

static void print_rule_markdown(const sl_rule_manifest *rule, const sl_example *usual, FILE *out)
{
	fprintf(out, "\n### %.*s\n\n%.*s\n\nSeverity: %s. Fix: %s.\n\n", SL_ARG(rule->id), SL_ARG(rule->summary), sl_severity_name(rule->severity),
	    fix_text(rule->fixable));
	print_indented(rule->help, "", out);
	if (rule->option_count)
		fputs("\nOptions:\n\n", out);
	for (uint32_t i = 0; i < rule->option_count; i++) {
		fputs("- ", out);
		print_option(&rule->options[i], "`", out);
	}
	for (uint32_t i = 0; i < rule->example_count; i++) {
		const sl_example *example = &rule->examples[i];
		const char *language = example->markdown ? "markdown" : "text";
		if (example->config.size && !(usual && same_config(usual, example)))
			print_block("With another config:", example->config, "yaml", out);
		print_block("Bad:", example->bad, language, out);
		print_block("Good:", example->good, language, out);
	}
}

void sl_rules_markdown(const sl_manifests *manifests, FILE *out)
{
	fputs("# Rules\n\nMade from the manifests of the plugins by `sumlint rules --format markdown`: not to be edited by hand.\n\n"
	      "| rule | severity | fix | what it finds |\n| --- | --- | --- | --- |\n",
	    out);
	for (uint32_t i = 0; i < manifests->count; i++) {
		for (uint32_t k = 0; k < manifests->items[i]->rule_count; k++) {
			const sl_rule_manifest *rule = &manifests->items[i]->rules[k];
			fprintf(out, "| [`%.*s`](#", SL_ARG(rule->id));
			/* GitHub's anchors leave the slash out. */
			for (size_t c = 0; c < rule->id.size; c++) {
				if (rule->id.data[c] != '/')
					fputc(rule->id.data[c], out);
			}
			fprintf(out, ") | %s | %s | %.*s |\n", sl_severity_name(rule->severity), fix_text(rule->fixable), SL_ARG(rule->summary));
		}
	}
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if (!manifest->rule_count)
			continue;
		const sl_example *usual = usual_example(manifest);
		fprintf(out, "\n## %.*s\n\n%.*s\n", SL_ARG(manifest->plugin), SL_ARG(manifest->summary));
		if (usual)
			print_block("The examples are of documents with this config, where they show no other:", usual->config, "yaml", out);
		for (uint32_t k = 0; k < manifest->rule_count; k++)
			print_rule_markdown(&manifest->rules[k], usual, out);
	}
}

/* ---- JSON ----------------------------------------------------------------------------------------------------- */

static json_t *text(sl_str value)
{
	return json_stringn(value.data ? value.data : "", (size_t)value.size);
}

static json_t *option_default(const sl_option_schema *option)
{
	const sl_option_value *value = &option->standard;
	json_t *list;
	switch (option->type) {
	case SL_OPTION_INTEGER:
		return json_integer(value->integer);
	case SL_OPTION_BOOLEAN:
		return json_boolean(value->integer);
	case SL_OPTION_STRING:
		return text(value->string);
	case SL_OPTION_LIST:
		break;
	}
	list = json_array();
	for (uint32_t i = 0; list && i < value->count; i++)
		json_array_append_new(list, text(value->items[i]));
	return list;
}

static json_t *option_json(const sl_option_schema *option)
{
	json_t *choices = json_array();
	for (uint32_t i = 0; i < option->choice_count; i++)
		json_array_append_new(choices, text(option->choices[i]));
	return json_pack("{s:o, s:s, s:o, s:o, s:o}", "name", text(option->name), "type", type_names[option->type], "summary", text(option->summary),
	    "default", option_default(option), "choices", choices);
}

static json_t *rule_json(const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	static const char *const fixable[] = { "never", "sometimes", "always" };
	json_t *options = json_array(), *examples = json_array();
	for (uint32_t i = 0; i < rule->option_count; i++)
		json_array_append_new(options, option_json(&rule->options[i]));
	for (uint32_t i = 0; i < rule->example_count; i++) {
		const sl_example *example = &rule->examples[i];
		json_array_append_new(examples, json_pack("{s:s, s:o, s:o, s:o}", "syntax", example->markdown ? "markdown" : "text", "config",
						    text(example->config), "bad", text(example->bad), "good", text(example->good)));
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:s, s:s, s:o, s:o}", "id", text(rule->id), "plugin", text(manifest->plugin), "summary",
	    text(rule->summary), "help", text(rule->help), "severity", sl_severity_name(rule->severity), "fixable", fixable[rule->fixable], "options",
	    options, "examples", examples);
}

bool sl_rules_json(const sl_manifests *manifests, FILE *out)
{
	json_t *all = json_array();
	bool good = all != NULL;
	for (uint32_t i = 0; good && i < manifests->count; i++) {
		for (uint32_t k = 0; good && k < manifests->items[i]->rule_count; k++)
			good = json_array_append_new(all, rule_json(manifests->items[i], &manifests->items[i]->rules[k])) == 0;
	}
	good = good && sl_json_print(all, out);
	json_decref(all);
	return good;
}
