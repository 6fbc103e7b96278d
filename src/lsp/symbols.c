/* SPDX-License-Identifier: Apache-2.0
 * symbols.c - the parts of a document as its outline, and as what can be folded.
 */
#include "lsp/features.h"
#include "lsp/parts.h"

const sumlint_part *sl_lsp_part_at(const sumlint_document *document, uint32_t offset)
{
	const sumlint_part *found = NULL;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (part->span.start <= offset && offset <= part->span.end)
			found = part;
	}
	return found;
}

/* Kinds of the protocol. */
enum { SYMBOL_NAMESPACE = 3, SYMBOL_FIELD = 8, SYMBOL_STRING = 15, SYMBOL_KEY = 20 };

static sl_str name_of(const sumlint_part *part)
{
	static const char *const names[] = { "", "title", "section", "line", "attribution" };
	if (part->kind == SUMLINT_PART_ATTRIBUTION)
		return SL_LIT("Attribution");
	return sl_str_trim(part->name).size ? part->name : sl_str_of(names[part->kind <= 4 ? part->kind : 0]);
}

static unsigned kind_of(const sumlint_part *part)
{
	return part->kind == SUMLINT_PART_TITLE ? SYMBOL_STRING
	    : part->kind == SUMLINT_PART_SECTION ? SYMBOL_NAMESPACE
	    : part->kind == SUMLINT_PART_LINE	 ? SYMBOL_FIELD
						 : SYMBOL_KEY;
}

static bool holds(sl_span outer, sl_span inner)
{
	return inner.start >= outer.start && inner.end <= outer.end;
}

static json_t *symbol_of(sl_server *server, sl_open *document, const sumlint_part *part)
{
	json_t *value = json_object();
	/* The narrow range lies within the wide one: the protocol asks for it. */
	sl_span narrow = holds(part->span, part->name_span) ? part->name_span : part->span;
	sl_json_set(&value, "name", sl_json_string(&server->scratch, name_of(part)));
	sl_json_set_number(&value, "kind", kind_of(part));
	if (server->client.hierarchical) {
		sl_json_set(&value, "range", sl_lsp_range(server, &document->text, part->span));
		sl_json_set(&value, "selectionRange", sl_lsp_range(server, &document->text, narrow));
	} else {
		json_t *location = json_object();
		sl_json_set(&location, "uri", json_string(document->uri));
		sl_json_set(&location, "range", sl_lsp_range(server, &document->text, part->span));
		sl_json_set(&value, "location", location);
	}
	return value;
}

static json_t *symbols(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	sl_open *document = sl_lsp_document(server, params);
	const sl_document *parsed = document ? sl_lsp_parsed(server, document) : NULL;
	json_t *list = json_array();
	for (uint32_t i = 0; parsed && i < parsed->public.part_count; i++)
		sl_json_append(&list, symbol_of(server, document, parsed->public.parts[i]));
	return list;
}

/* ---- folding -------------------------------------------------------------------------------------------------- */

static void add_fold(sl_open *document, json_t **list, sl_span span)
{
	sl_str text = sl_text_str(&document->text);
	uint32_t end = span.end;
	while (end > span.start && strchr(" \t\r\n", text.data[end - 1]))
		end--;
	uint32_t first = sl_text_line_of(&document->text, span.start), last = sl_text_line_of(&document->text, end);
	if (last <= first)
		return;
	json_t *value = json_object();
	sl_json_set_number(&value, "startLine", first);
	sl_json_set_number(&value, "endLine", last);
	sl_json_set_name(&value, "kind", "region");
	sl_json_append(list, value);
}

static json_t *folds(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	sl_open *document = sl_lsp_document(server, params);
	const sl_document *parsed = document ? sl_lsp_parsed(server, document) : NULL;
	json_t *list = json_array();
	if (parsed)
		add_fold(document, &list, parsed->front_matter.span);
	for (uint32_t i = 0; parsed && i < parsed->public.part_count; i++) {
		const sumlint_part *part = parsed->public.parts[i];
		if (part->origin == SUMLINT_ORIGIN_BODY && part->kind != SUMLINT_PART_TITLE)
			add_fold(document, &list, part->span);
	}
	return list;
}

const sl_method sl_lsp_symbol_methods[] = {
	{ "textDocument/documentSymbol", symbols, SL_NEED_NOTHING, false, false },
	{ "textDocument/foldingRange", folds, SL_NEED_NOTHING, false, false },
	{ 0 },
};
