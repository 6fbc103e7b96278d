/* SPDX-License-Identifier: Apache-2.0
 * sections.c - the plugin `sections`: its rules, and the three of them that take a few lines: required, empty, length.
 */
#include "sections/sections.h"

#include "shared/related.h"

const sumlint_host *plugin_host;
const sumlint_ext_related *plugin_related;

/* ---- what the rules share ---- */

const sumlint_slot *sections_content_slot(const sumlint_document *document, const sumlint_part *part)
{
	if (part->slot == SUMLINT_NONE || part->flags & (SUMLINT_PART_BY_PLACE | SUMLINT_PART_UNREAD))
		return NULL;
	return document->type->slots[part->slot];
}

static bool is_terms(const sumlint_slot *slot)
{
	return (slot->kinds & SUMLINT_KIND_TERMS) != 0;
}

bool sections_is_empty(const sumlint_slot *slot, const sumlint_part *part)
{
	/* A table, code or a quotation may say what prose says, and where a list belongs sections/items speaks of it; terms are not in it. */
	bool other = part->flags & SUMLINT_PART_OTHER_CONTENT && slot->kinds != SUMLINT_KIND_TERMS;
	if (slot->kinds & SUMLINT_KIND_ANY || part->paragraph_count || other)
		return false;
	if (part->item_count == 0)
		return true;
	if (part->words || is_terms(slot)) /* an empty term is a matter of the terms' own rules */
		return false;
	for (uint32_t i = 0; i < part->item_count; i++) {
		if (part->items[i].text.size)
			return false;
	}
	return true;
}

sumlint_str sections_call(sumlint_context *context, const sumlint_part *part)
{
	const char *noun = part->kind == SUMLINT_PART_LINE ? "line" : part->kind == SUMLINT_PART_TITLE ? "title" : "section";
	if (part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		noun = "field";
	bool misspelt = part->flags & SUMLINT_PART_NEAR && part->expected.size;
	sumlint_str name = plugin_host->quote(context, misspelt ? part->expected : part->name);
	return plugin_host->format(context, "%s %.*s", noun, TEXT_ARG(name));
}

sumlint_str sections_call_slot(sumlint_context *context, const sumlint_slot *slot)
{
	sumlint_str name = plugin_host->quote(context, slot->name);
	return plugin_host->format(context, "%s %.*s", slot->kind == SUMLINT_PART_LINE ? "line" : "section", TEXT_ARG(name));
}

bool sections_can_be_renamed(const sumlint_document *document, const sumlint_part *part)
{
	if (part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		return true;
	return part->name.size > 0 && same_text(bytes_of(document, part->name_span), part->name);
}

/* ---- sections/required ---- */

static sumlint_str how_to_write(sumlint_context *context, const sumlint_slot *slot)
{
	if (slot->kind == SUMLINT_PART_LINE)
		return plugin_host->format(context, "write “%.*s:” here, and what it says behind it", TEXT_ARG(slot->name));
	return plugin_host->format(context, "write the heading “%.*s” here, and below it what the section says", TEXT_ARG(slot->name));
}

static void check_required(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->type->slot_count; i++) {
		const sumlint_slot *slot = document->type->slots[i];
		/* The plugin `audience` asks for its own. */
		bool elsewhere = is_terms(slot) && same_text(slot->vocabulary, TEXT("audience"));
		if (!slot->required || document->by_slot[i] || elsewhere)
			continue;
		sumlint_str name = sections_call_slot(context, slot);
		report_absent(context, document->slot_place[i], plugin_host->format(context, "the %.*s is missing", TEXT_ARG(name)),
		    how_to_write(context, slot));
	}
}

static const sumlint_rule required_rule = { .struct_size = sizeof(sumlint_rule), .name = "required", .check = check_required };

/* ---- sections/empty ---- */

static void check_empty(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		const sumlint_slot *slot = sections_content_slot(document, part);
		if (!slot || !sections_is_empty(slot, part))
			continue;
		sumlint_str name = sections_call(context, part);
		report(context, part->name_span, plugin_host->format(context, "the %.*s is empty", TEXT_ARG(name)), NULL);
	}
}

static const sumlint_rule empty_rule = { .struct_size = sizeof(sumlint_rule), .name = "empty", .check = check_empty };

/* ---- sections/length ---- */

static bool words_fit(const sumlint_part *part, sumlint_limits limits)
{
	return part->words >= limits.min && part->words <= limits.max;
}

static void report_words(const sumlint_part *part, sumlint_limits limits, sumlint_context *context)
{
	sumlint_str message, name;
	name = sections_call(context, part);
	if (part->words > limits.max)
		message = plugin_host->format(context, "the %.*s has %u word%s: at most %u are allowed", TEXT_ARG(name), part->words,
		    plural(part->words), limits.max);
	else
		message = plugin_host->format(context, "the %.*s has %u word%s: at least %u are asked for", TEXT_ARG(name), part->words,
		    plural(part->words), limits.min);
	report(context, is_empty_span(part->body) ? part->name_span : part->body, message, NULL);
}

static void check_length(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_slot *slot = sections_content_slot(document, document->parts[i]);
		if (slot && !words_fit(document->parts[i], slot->words) && !is_terms(slot) && !sections_is_empty(slot, document->parts[i]))
			report_words(document->parts[i], slot->words, context);
	}
}

static const sumlint_rule length_rule = { .struct_size = sizeof(sumlint_rule), .name = "length", .check = check_length };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	static const sumlint_rule *const rules[] = { &required_rule, &sections_order, &sections_duplicate, &sections_unknown, &empty_rule,
		&length_rule, &sections_items, &sections_heading_level, &sections_heading_case };
	static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "sections",
		.rule_count = sizeof(rules) / sizeof(*rules), .rules = rules };
	plugin_host = host;
	plugin_related = host->extension(host, SUMLINT_EXT_RELATED);
	/* fail_memory: a rule that could not say that memory is short would have to keep silent about defects. */
	return host->struct_size >= sizeof(sumlint_host) && plugin_related ? &plugin : NULL;
}
