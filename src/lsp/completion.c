/* SPDX-License-Identifier: Apache-2.0
 * completion.c - what may be written where the cursor stands: terms, headings that are missing, names in the attribution, rules in suppressions.
 */
#include "lsp/features.h"

#include "base/fold.h"
#include "config/pattern.h"
#include "config/type.h"
#include "lsp/edits.h"
#include "lsp/parts.h"
#include "lsp/terms.h"

#include <stdio.h>

/* More are not offered at once: the list is said to be incomplete, and asked for again. */
#define MAX_ITEMS 200
/* Kinds of the protocol. */
enum { KIND_VALUE = 12, KIND_MODULE = 9, KIND_KEYWORD = 14 };

typedef struct completing {
	sl_server *server;
	sl_open *document;
	const sl_document *parsed;
	uint32_t offset;
	sl_span line;
	sl_str before; /* of the line, in front of the cursor */
	sl_str behind; /* to be written behind a name */
	json_t *items;
	bool incomplete;
} completing;

static json_t *item(completing *c, sl_str label, unsigned kind, sl_span span, sl_str text)
{
	json_t *value = json_object();
	char order[16];
	snprintf(order, sizeof(order), "%06zu", json_array_size(c->items));
	sl_json_set(&value, "label", sl_json_string(&c->server->scratch, label));
	sl_json_set_number(&value, "kind", kind);
	sl_json_set(&value, "sortText", json_string(order));
	/* Without "filterText" the label is held against what is replaced; some editors take no heed of the range where there is one. */
	sl_json_set(&value, "textEdit", sl_lsp_edit(c->server, &c->document->text, span, text));
	return value;
}

/* A label or name, and what belongs behind it. */
static json_t *named_item(completing *c, sl_str label, sl_span span, sl_str name)
{
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, name);
	sl_buffer_append(&text, c->behind);
	json_t *value = item(c, label, KIND_VALUE, span, sl_buffer_str(&text));
	c->server->no_memory = c->server->no_memory || text.failed;
	sl_buffer_finish(&text);
	return value;
}

/* ---- terms ---------------------------------------------------------------------------------------------------- */

static void add_term(completing *c, const sumlint_vocabulary *vocabulary, const sl_label_use *label, sl_span span)
{
	const sumlint_term *term = sl_vocabulary_term(vocabulary, label->term);
	json_t *value = named_item(c, label->text, span, term->pref_label);
	if (!label->preferred) {
		sl_buffer detail;
		sl_buffer_init(&detail);
		sl_buffer_printf(&detail, "→ %.*s", SL_ARG(term->pref_label));
		sl_json_set(&value, "detail", sl_json_string(&c->server->scratch, sl_buffer_str(&detail)));
		sl_buffer_finish(&detail);
	}
	sl_buffer text;
	sl_buffer_init(&text);
	sl_lsp_describe_term(vocabulary, label->term, &text);
	json_t *documentation = json_object();
	sl_json_set_name(&documentation, "kind", "markdown");
	sl_json_set(&documentation, "value", sl_json_string(&c->server->scratch, sl_buffer_str(&text)));
	sl_json_set(&value, "documentation", documentation);
	sl_buffer_finish(&text);
	sl_json_append(&c->items, value);
}

/* At the beginning of a label, or of one of its words. */
static bool begins(sl_str folded, sl_str typed)
{
	if (typed.size == 0)
		return true;
	for (size_t i = 0; i + typed.size <= folded.size; i++) {
		bool word = i == 0 || folded.data[i - 1] == ' ' || folded.data[i - 1] == '-';
		if (word && memcmp(folded.data + i, typed.data, (size_t)typed.size) == 0)
			return true;
	}
	return false;
}

static void add_terms(completing *c, const sumlint_vocabulary *vocabulary, sl_str typed, sl_span span)
{
	sl_buffer wanted;
	sl_buffer_init(&wanted);
	if (!sl_fold(typed, &wanted))
		c->server->no_memory = true;
	uint32_t count = sl_vocabulary_label_count(vocabulary);
	/* Preferred labels first. */
	for (uint32_t i = 0; i < 2 * count; i++) {
		sl_label_use label = sl_vocabulary_label(vocabulary, i % count);
		if (label.preferred != (i < count) || !begins(label.folded, sl_buffer_str(&wanted)) || sl_vocabulary_term(vocabulary, label.term)->deprecated)
			continue;
		if (json_array_size(c->items) >= MAX_ITEMS) {
			c->incomplete = true;
			break;
		}
		add_term(c, vocabulary, &label, span);
	}
	sl_buffer_finish(&wanted);
}

/* Behind the last separator, marker or blank in front of the cursor. */
static uint32_t value_start(const completing *c, const sumlint_slot *slot, uint32_t from)
{
	sl_str text = sl_text_str(&c->document->text);
	uint32_t start = from;
	if (slot->kind == SUMLINT_PART_LINE || memchr(c->before.data, ':', (size_t)c->before.size)) {
		char separator = slot->separator.size ? slot->separator.data[0] : ',';
		for (uint32_t at = from; at < c->offset; at++) {
			if (text.data[at] == separator || text.data[at] == '[')
				start = at + 1;
		}
	}
	while (start < c->offset && strchr(" \t-*+[\"'", text.data[start]))
		start++;
	return start;
}

static bool complete_terms(completing *c)
{
	const sumlint_part *part = sl_lsp_part_at(&c->parsed->public, c->offset);
	const sumlint_type *type = c->parsed->public.type;
	if (!part || part->slot >= type->slot_count || !(type->slots[part->slot]->kinds & SUMLINT_KIND_TERMS))
		return false;
	const sumlint_vocabulary *vocabulary = sl_lsp_vocabulary(c->document->settings, type->slots[part->slot]->vocabulary);
	bool in_heading = part->kind == SUMLINT_PART_SECTION && part->origin == SUMLINT_ORIGIN_BODY && c->offset <= part->heading.end;
	if (!vocabulary || in_heading || c->offset < part->heading.end)
		return false;
	uint32_t from = part->heading.end > c->line.start && part->heading.end <= c->offset ? part->heading.end : c->line.start;
	uint32_t start = value_start(c, type->slots[part->slot], from);
	add_terms(c, vocabulary, sl_str_slice(c->document->text.bytes.data, (sl_span){ start, c->offset }), (sl_span){ start, c->offset });
	return true;
}

/* ---- names in the attribution --------------------------------------------------------------------------------- */

/* False where the attribution has no such names. */
static bool offer_names(completing *c, sl_str capture, sl_span span)
{
	const sumlint_type *type = c->parsed->public.type;
	bool curator = sl_str_is(capture, "curator");
	if (!curator && !sl_str_is(capture, "publisher"))
		return false;
	sl_str only = curator ? type->curator : type->publisher;
	const sumlint_vocabulary *vocabulary = sl_lsp_vocabulary(c->document->settings, curator ? type->curator_vocabulary : type->publisher_vocabulary);
	if (only.size)
		sl_json_append(&c->items, named_item(c, only, span, only));
	if (vocabulary)
		add_terms(c, vocabulary, sl_str_slice(c->document->text.bytes.data, (sl_span){ span.start, c->offset }), span);
	return true;
}

/* What the pattern has directly behind a capture, where the line ends without it. */
static void set_behind(completing *c, sl_str capture, uint32_t end)
{
	uint32_t count = 0;
	bool template;
	const sl_pattern *pattern = c->document->settings->type->pattern;
	const sl_pattern_word *words = pattern && end == c->line.end ? sl_pattern_words(pattern, &count, &template) : NULL;
	for (uint32_t i = 0; i < count; i++) {
		if (words[i].capture && sl_str_equal(words[i].text, capture))
			c->behind = words[i].after;
	}
}

static bool complete_captured_name(completing *c)
{
	const sumlint_part *part = c->parsed->public.attribution;
	if (!part || c->offset < part->span.start || c->offset > part->span.end)
		return false;
	for (uint32_t i = 0; i < part->capture_count; i++) {
		const sumlint_capture *capture = &part->captures[i];
		if (c->offset < capture->span.start || c->offset > capture->span.end)
			continue;
		set_behind(c, capture->name, capture->span.end);
		if (offer_names(c, capture->name, capture->span))
			return true;
	}
	return false;
}

/* Words of the pattern in front of one of its captures, as they stand in the line; behind them a name is being written. Where they stand last. */
static const char *find_words(const completing *c, const sl_pattern_word *words, uint32_t capture)
{
	sl_buffer wanted;
	const char *found = NULL;
	sl_buffer_init(&wanted);
	for (uint32_t i = capture > 2 ? capture - 2 : 0; i < capture && !words[i].capture; i++)
		sl_buffer_printf(&wanted, "%.*s ", SL_ARG(words[i].text));
	sl_buffer_append(&wanted, words[capture].before);
	for (size_t at = 0; wanted.size > 3 && !wanted.failed && at + wanted.size <= c->before.size; at++) {
		if (memcmp(c->before.data + at, wanted.data, wanted.size) == 0)
			found = c->before.data + at + wanted.size;
	}
	sl_buffer_finish(&wanted);
	return found;
}

/* In a line that is not an attribution yet. */
static bool complete_name_at_end(completing *c)
{
	uint32_t count = 0, best = 0;
	bool template;
	const char *from = NULL;
	const sl_pattern *pattern = c->document->settings->type->pattern;
	const sl_pattern_word *words = pattern ? sl_pattern_words(pattern, &count, &template) : NULL;
	for (uint32_t i = 1; i < count; i++) {
		const char *found = words[i].capture ? find_words(c, words, i) : NULL;
		if (found && (!from || found > from)) {
			from = found;
			best = i;
		}
	}
	if (!from)
		return false;
	uint32_t start = c->line.start + (uint32_t)(from - c->before.data);
	set_behind(c, words[best].text, c->offset);
	return offer_names(c, words[best].text, (sl_span){ start, c->offset });
}

static bool complete_names(completing *c)
{
	return complete_captured_name(c) || complete_name_at_end(c);
}

/* ---- rules in suppressions ------------------------------------------------------------------------------------ */

static bool complete_rules(completing *c)
{
	const sl_manifests *manifests = c->server->settings->manifests;
	const char *open = NULL;
	for (size_t i = 0; i + 4 <= c->before.size; i++) {
		if (memcmp(c->before.data + i, "<!--", 4) == 0)
			open = c->before.data + i + 4;
	}
	if (!open)
		return false;
	sl_str within = sl_str_trim((sl_str){ open, (uint64_t)(c->before.data + c->before.size - open) });
	/* A verb, and a blank behind it. */
	if (!sl_str_starts(within, SL_LIT("sumlint-")) || !memchr(open + (within.data - open), ' ', (size_t)(c->before.data + c->before.size - within.data)))
		return false;
	uint32_t start = c->offset;
	while (start > c->line.start && !strchr(" \t,", c->document->text.bytes.data[start - 1]))
		start--;
	for (uint32_t i = 0; i < manifests->count; i++) {
		for (uint32_t k = 0; k < manifests->items[i]->rule_count; k++) {
			const sl_rule_manifest *rule = &manifests->items[i]->rules[k];
			json_t *value = item(c, rule->id, KIND_KEYWORD, (sl_span){ start, c->offset }, rule->id);
			sl_json_set(&value, "detail", sl_json_of(rule->summary));
			sl_json_append(&c->items, value);
		}
	}
	return true;
}

/* ---- headings ------------------------------------------------------------------------------------------------- */

static bool is_missing(const completing *c, uint32_t slot)
{
	const sumlint_part *part = c->parsed->public.by_slot[slot];
	/* What is being written may be taken for one that is nearly right, or stands in its place. */
	return !part || (part->flags & (SUMLINT_PART_NEAR | SUMLINT_PART_BY_PLACE) && part->heading.start >= c->line.start && part->heading.start <= c->line.end);
}

/* The marks that are typed stay where the heading has as many. */
static bool keeps_marks(const completing *c, const sumlint_slot *slot, unsigned level)
{
	bool marked = level > 0 && c->before.size > level && c->before.data[level - 1] == '#' && c->before.data[level] == ' ';
	return marked && (!slot->level || slot->level == level);
}

static void add_heading(completing *c, const sumlint_slot *slot, unsigned level)
{
	sl_buffer text;
	sl_buffer_init(&text);
	uint32_t start = c->line.start;
	if (slot->kind == SUMLINT_PART_LINE) {
		sl_buffer_printf(&text, "%.*s: ", SL_ARG(slot->name));
	} else if (keeps_marks(c, slot, level)) {
		for (start += level; start < c->offset && c->document->text.bytes.data[start] == ' ';)
			start++;
		sl_buffer_append(&text, slot->name);
	} else {
		for (unsigned i = 0; i < (slot->level ? slot->level : level); i++)
			sl_buffer_append_char(&text, '#');
		sl_buffer_printf(&text, "%s%.*s", level ? " " : "", SL_ARG(slot->name));
	}
	json_t *value = item(c, slot->name, KIND_MODULE, (sl_span){ start, c->offset }, sl_buffer_str(&text));
	/* The label is not like what is replaced. */
	if (start == c->line.start && c->before.size && c->before.data[0] == '#')
		sl_json_set(&value, "filterText", sl_json_string(&c->server->scratch, sl_buffer_str(&text)));
	sl_json_append(&c->items, value);
	sl_buffer_finish(&text);
}

/* On a line that has nothing but the beginning of a heading. */
static void complete_headings(completing *c)
{
	const sumlint_type *type = c->parsed->public.type;
	bool markdown = c->parsed->public.syntax == SUMLINT_SYNTAX_MARKDOWN;
	unsigned level = 0;
	while (level < c->before.size && c->before.data[level] == '#')
		level++;
	bool marked = markdown && level > 0;
	/* Of prose a heading is told by being short. */
	if (c->before.size > 60 || c->offset < c->parsed->front_matter.span.end || (c->before.size && strchr(" \t-*+>", c->before.data[0])))
		return;
	if (!marked)
		level = markdown ? 2 : 0;
	for (uint32_t i = 0; i < type->slot_count; i++) {
		const sumlint_slot *slot = type->slots[i];
		if (is_missing(c, i) && !memchr(slot->name.data, '{', (size_t)slot->name.size) && !(marked && slot->kind == SUMLINT_PART_LINE))
			add_heading(c, slot, level);
	}
}

static json_t *complete(sl_server *server, const json_t *params, sl_fault *fault)
{
	completing c = { .server = server, .document = sl_lsp_document(server, params), .items = json_array() };
	if (c.document && !sl_lsp_offset(server, c.document, params, &c.offset)) {
		json_decref(c.items);
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "a position is needed");
	}
	c.parsed = c.document ? sl_lsp_parsed(server, c.document) : NULL;
	if (c.parsed) {
		c.line = sl_text_line(&c.document->text, sl_text_line_of(&c.document->text, c.offset));
		c.before = sl_str_slice(c.document->text.bytes.data ? c.document->text.bytes.data : "", (sl_span){ c.line.start, c.offset });
		if (!complete_rules(&c) && !complete_names(&c) && !complete_terms(&c))
			complete_headings(&c);
		/* A heading may also be begun where the terms of the section before end. */
		else if (c.before.size == 0 || c.before.data[0] == '#')
			complete_headings(&c);
	}
	json_t *result = json_object();
	sl_json_set(&result, "isIncomplete", json_boolean(c.incomplete));
	sl_json_set(&result, "items", c.items);
	return result;
}

const sl_method sl_lsp_completion_methods[] = {
	{ "textDocument/completion", complete, SL_NEED_NOTHING, false, false },
	{ 0 },
};
