/* SPDX-License-Identifier: Apache-2.0
 * hover.c - what is under the pointer: a term's entry, what a part asks for and has, a rule in a suppression.
 */
#include "lsp/features.h"
#include "lsp/parts.h"
#include "lsp/terms.h"

#include <stdio.h>
#include <stdlib.h>

static json_t *hover_of(sl_server *server, sl_open *document, sl_buffer *text, sl_span span)
{
	json_t *value = json_object(), *contents = json_object();
	sl_json_set_name(&contents, "kind", "markdown");
	sl_json_set(&contents, "value", sl_json_string(&server->scratch, sl_buffer_str(text)));
	sl_json_set(&value, "contents", contents);
	sl_json_set(&value, "range", sl_lsp_range(server, &document->text, span));
	server->no_memory = server->no_memory || text->failed;
	return value;
}

/* ---- a term --------------------------------------------------------------------------------------------------- */

/* Labels are in the order of the file, and so are terms. */
static uint32_t first_label(const sumlint_vocabulary *vocabulary, uint32_t term)
{
	uint32_t low = 0, high = sl_vocabulary_label_count(vocabulary);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (sl_vocabulary_label(vocabulary, middle).term < term)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void sl_lsp_describe_term(const sumlint_vocabulary *vocabulary, uint32_t number, sl_buffer *into)
{
	const sumlint_term *term = sl_vocabulary_term(vocabulary, number);
	const sumlint_term *broader = sl_vocabulary_term(vocabulary, term->broader), *instead = sl_vocabulary_term(vocabulary, term->replaced_by);
	sl_buffer_printf(into, "**%.*s**", SL_ARG(term->pref_label));
	if (term->deprecated)
		sl_buffer_append(into, SL_LIT(" (deprecated)"));
	if (instead)
		sl_buffer_printf(into, "\n\nReplaced by: %.*s", SL_ARG(instead->pref_label));
	if (broader)
		sl_buffer_printf(into, "\n\nBroader: %.*s", SL_ARG(broader->pref_label));
	if (term->scope_note.size)
		sl_buffer_printf(into, "\n\n%.*s", SL_ARG(term->scope_note));
	sl_str others = SL_LIT("\n\nAlso: ");
	for (uint32_t i = first_label(vocabulary, number); i < sl_vocabulary_label_count(vocabulary); i++) {
		sl_label_use label = sl_vocabulary_label(vocabulary, i);
		if (label.term != number)
			break;
		if (label.preferred)
			continue;
		sl_buffer_printf(into, "%.*s%.*s", SL_ARG(others), SL_ARG(label.text));
		others = SL_LIT(", ");
	}
}

static json_t *hover_term(sl_server *server, sl_open *document, uint32_t offset)
{
	sl_term_place place;
	sl_buffer text;
	if (!sl_lsp_term_at(server, document, offset, &place) || place.term == SUMLINT_NONE)
		return NULL;
	sl_buffer_init(&text);
	sl_lsp_describe_term(place.vocabulary, place.term, &text);
	sl_buffer_printf(&text, "\n\n*%.*s:%u*", SL_ARG(sl_vocabulary_file(place.vocabulary)), sl_vocabulary_line(place.vocabulary, place.term));
	json_t *hover = hover_of(server, document, &text, place.span);
	sl_buffer_finish(&text);
	return hover;
}

/* ---- a rule --------------------------------------------------------------------------------------------------- */

static json_t *hover_rule(sl_server *server, sl_open *document, const sl_document *parsed, uint32_t offset)
{
	for (uint32_t i = 0; i < parsed->directives.count; i++) {
		const sl_directive *directive = &parsed->directives.items[i];
		for (uint32_t k = 0; k < directive->name_count; k++) {
			const sl_directive_name *name = &directive->names[k];
			const sl_rule_manifest *rule = offset >= name->span.start && offset <= name->span.end
			    ? sl_manifests_rule(server->settings->manifests, name->text, NULL)
			    : NULL;
			sl_buffer text;
			if (!rule)
				continue;
			sl_buffer_init(&text);
			sl_buffer_printf(&text, "**%.*s**: %.*s\n\n%.*s", SL_ARG(rule->id), SL_ARG(rule->summary), SL_ARG(rule->help));
			json_t *hover = hover_of(server, document, &text, name->span);
			sl_buffer_finish(&text);
			return hover;
		}
	}
	return NULL;
}

/* ---- a part --------------------------------------------------------------------------------------------------- */

static void describe_limits(sl_buffer *into, const char *what, sumlint_limits limits, uint32_t now)
{
	bool least = limits.min > 0, most = limits.max != UINT32_MAX;
	sl_buffer_printf(into, "\n- %s: %u now", what, now);
	if (least && most)
		sl_buffer_printf(into, ", %u to %u wanted", limits.min, limits.max);
	else if (least)
		sl_buffer_printf(into, ", at least %u wanted", limits.min);
	else if (most)
		sl_buffer_printf(into, ", at most %u wanted", limits.max);
}

static void describe_kinds(sl_buffer *into, uint32_t kinds)
{
	static const struct {
		uint32_t bit;
		const char *name;
	} names[] = { { SUMLINT_KIND_ANY, "anything" }, { SUMLINT_KIND_PROSE, "prose" }, { SUMLINT_KIND_LIST, "a list" }, { SUMLINT_KIND_TERMS, "terms" } };
	const char *before = "\n- may hold: ";
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!(kinds & names[i].bit))
			continue;
		sl_buffer_printf(into, "%s%s", before, names[i].name);
		before = " or ";
	}
}

static json_t *hover_part(sl_server *server, sl_open *document, const sl_document *parsed, uint32_t offset)
{
	const sumlint_part *part = sl_lsp_part_at(&parsed->public, offset);
	sl_buffer text;
	if (!part || part->slot >= parsed->public.type->slot_count || offset < part->heading.start || offset > part->heading.end)
		return NULL;
	const sumlint_slot *slot = parsed->public.type->slots[part->slot];
	sl_buffer_init(&text);
	sl_buffer_printf(&text, "**%.*s** (%s)\n", SL_ARG(slot->name), slot->required ? "required" : "may be absent");
	describe_kinds(&text, slot->kinds);
	describe_limits(&text, "words", slot->words, part->words);
	describe_limits(&text, slot->kinds & SUMLINT_KIND_TERMS ? "terms" : "list items", slot->items, part->item_count);
	if (slot->vocabulary.size)
		sl_buffer_printf(&text, "\n- vocabulary: %.*s", SL_ARG(slot->vocabulary));
	json_t *hover = hover_of(server, document, &text, part->heading);
	sl_buffer_finish(&text);
	return hover;
}

static json_t *hover(sl_server *server, const json_t *params, sl_fault *fault)
{
	uint32_t offset;
	sl_open *document = sl_lsp_document(server, params);
	const sl_document *parsed = document ? sl_lsp_parsed(server, document) : NULL;
	if (document && !sl_lsp_offset(server, document, params, &offset))
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "a position is needed");
	if (!parsed)
		return json_null();
	json_t *found = hover_rule(server, document, parsed, offset);
	found = found ? found : hover_term(server, document, offset);
	found = found ? found : hover_part(server, document, parsed, offset);
	return found ? found : json_null();
}

const sl_method sl_lsp_hover_methods[] = {
	{ "textDocument/hover", hover, SL_NEED_NOTHING, false, false },
	{ 0 },
};
