/* SPDX-License-Identifier: Apache-2.0
 * template.c - the smallest plugin that is worth anything: one rule, template/todo, with one option. Copy the folder to begin your own.
 */
#include <sumlint/sumlint.h>

#include <stdlib.h>
#include <string.h>

static const sumlint_host *host;

/* An instance of the rule: its option `words`. Their text is the host's and lives as long as the instance. */
typedef struct todo {
	uint32_t count;
	sumlint_str words[];
} todo;

static void *todo_create(const sumlint_host *with, const sumlint_options *options)
{
	uint32_t count = with->option_list_size(options, "words");
	todo *made = malloc(sizeof(*made) + count * sizeof(made->words[0]));
	if (!made)
		return NULL;
	made->count = count;
	for (uint32_t i = 0; i < count; i++)
		made->words[i] = with->option_list_item(options, "words", i);
	return made;
}

static void todo_destroy(void *instance)
{
	free(instance);
}

/* Letters and digits, and every byte of a character that is not ASCII. */
static int is_word_byte(char c)
{
	unsigned char byte = (unsigned char)c;
	return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_';
}

/* The word stands at `at`, and is no piece of a longer one. */
static int stands_at(sumlint_str text, uint64_t at, sumlint_str word)
{
	if (word.size == 0 || text.size - at < word.size || memcmp(text.data + at, word.data, (size_t)word.size) != 0)
		return 0;
	uint64_t end = at + word.size;
	return (at == 0 || !is_word_byte(text.data[at - 1])) && (end == text.size || !is_word_byte(text.data[end]));
}

static void report(sumlint_context *context, const sumlint_part *part, sumlint_span span, sumlint_str word)
{
	sumlint_str quoted = host->quote(context, word), name = host->quote(context, part->name);
	sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = span };
	if (part->kind == SUMLINT_PART_SECTION || part->kind == SUMLINT_PART_LINE)
		diagnostic.message = host->format(context, "%.*s is left under %.*s", (int)quoted.size, quoted.data, (int)name.size, name.data);
	else
		diagnostic.message = host->format(context, "%.*s is left in the %s", (int)quoted.size, quoted.data,
		    part->kind == SUMLINT_PART_TITLE ? "title" : "attribution");
	host->report(context, &diagnostic);
}

static void todo_check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const todo *rule = instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		sumlint_str text = sumlint_bytes(document, part->span);
		for (uint64_t at = 0; at < text.size; at++) {
			for (uint32_t k = 0; k < rule->count; k++) {
				if (!stands_at(text, at, rule->words[k]))
					continue;
				uint32_t start = part->span.start + (uint32_t)at;
				sumlint_span span = { start, start + (uint32_t)rule->words[k].size };
				report(context, part, span, rule->words[k]);
				break;
			}
		}
	}
}

/* The name must be in the manifest. */
static const sumlint_rule todo_rule = {
	.struct_size = sizeof(todo_rule),
	.name = "todo",
	.create = todo_create,
	.destroy = todo_destroy,
	.check = todo_check,
};

static const sumlint_rule *const rules[] = { &todo_rule };

static const sumlint_plugin plugin = {
	.struct_size = sizeof(plugin),
	.abi_minor = SUMLINT_ABI_MINOR,
	.name = "template",
	.rule_count = sizeof(rules) / sizeof(*rules),
	.rules = rules,
};

/* The one symbol a plugin exports. */
const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *given)
{
	host = given;
	return &plugin;
}
