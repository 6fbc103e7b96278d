/* SPDX-License-Identifier: Apache-2.0
 * title.c - the plugin `title`: that there is one, and how long it is.
 */
#include "title/title.h"

const sumlint_host *plugin_host;
static const sumlint_ext_text *text_extension;

uint32_t title_words(const sumlint_document *document)
{
	return document->title ? text_extension->words(document->title->name) : 0;
}

bool title_says_something(const sumlint_document *document)
{
	sumlint_str name = document->title ? document->title->name : TEXT("");
	char first = name.size ? name.data[0] : ' ';
	/* Most titles begin with a word. */
	return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') || title_words(document) > 0;
}

static void check_required(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	if (!document->type->title_required || title_says_something(document))
		return;
	if (document->title)
		report(context, document->title->name_span, TEXT("the title says nothing"), NULL);
	else
		report_absent(context, document->title_place, TEXT("the title is missing"),
		    document->syntax == SUMLINT_SYNTAX_MARKDOWN ? TEXT("write it here as a heading: “# The title”")
								 : TEXT("write it here, alone on its line"));
}

static void check_length(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	uint32_t words = title_words(document);
	sumlint_limits limits = document->type->title_words;
	sumlint_str message;
	if (words == 0 || (words >= limits.min && words <= limits.max))
		return;
	if (words > limits.max)
		message = plugin_host->format(context, "the title has %u word%s: at most %u are allowed", words, plural(words), limits.max);
	else
		message = plugin_host->format(context, "the title has %u word%s: at least %u are asked for", words, plural(words), limits.min);
	report(context, document->title->name_span, message, NULL);
}

static const sumlint_rule required_rule = { .struct_size = sizeof(sumlint_rule), .name = "required", .check = check_required };
static const sumlint_rule length_rule = { .struct_size = sizeof(sumlint_rule), .name = "length", .check = check_length };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	static const sumlint_rule *const rules[] = { &required_rule, &length_rule, &title_punctuation };
	static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "title",
		.rule_count = sizeof(rules) / sizeof(*rules), .rules = rules };
	plugin_host = host;
	text_extension = host->extension(host, SUMLINT_EXT_TEXT);
	return text_extension ? &plugin : NULL;
}
