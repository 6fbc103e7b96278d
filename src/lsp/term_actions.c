/* SPDX-License-Identifier: Apache-2.0
 * term_actions.c - an unknown term added to its vocabulary: as a term, or as another label of the nearest.
 */
#include "lsp/actions.h"

#include "base/fold.h"
#include "lsp/edits.h"
#include "lsp/terms.h"

/* White space in front of a byte of its line, and in front of the item's dash that comes first there. */
static sl_str indent_of(const sl_text *text, uint32_t at)
{
	sl_span line = sl_text_line(text, sl_text_line_of(text, at));
	uint32_t end = line.start;
	while (end < at && (text->bytes.data[end] == ' ' || text->bytes.data[end] == '\t'))
		end++;
	return sl_str_slice(text->bytes.data, (sl_span){ line.start, end });
}

const char *sl_lsp_line_end(const sl_text *text)
{
	sl_span first = sl_text_line(text, 0);
	return first.end < text->bytes.size && text->bytes.data[first.end] == '\r' ? "\r\n" : "\n";
}

/* Behind the last thing on the line where a node ends, so that its comment stays with it. */
static uint32_t line_end_at(const sl_text *text, uint32_t at)
{
	return sl_text_line(text, sl_text_line_of(text, at)).end;
}

static void offer(sl_acting *acting, sl_term_file *file, uint32_t at, const sl_buffer *addition, const sl_buffer *title, json_t *diagnostic)
{
	json_t *edits = json_array(), *edit = json_object();
	if (addition->failed || title->failed) {
		acting->server->no_memory = true;
		return;
	}
	sl_json_append(&edits, sl_lsp_edit(acting->server, file->text, (sl_span){ at, at }, sl_buffer_str(addition)));
	sl_lsp_edit_file(acting->server, &edit, file->open ? file->open->uri : file->uri, file->open, edits);
	sl_lsp_add_action(acting, "quickfix", sl_buffer_str(title), diagnostic, edit, false);
}

/* Of an action: the term becomes one of its own, or another label of the nearest. */
static void title_of(sl_str label, sl_str nearest, sl_buffer *title)
{
	sl_buffer_printf(title, "add “%.*s” to the vocabulary", SL_ARG(label));
	if (nearest.data)
		sl_buffer_printf(title, " as another label of “%.*s”", SL_ARG(nearest));
}

/* The vocabulary, which may be large, is read when one of the two is chosen. */
static void offer_later(sl_acting *acting, sl_str label, sl_str nearest, json_t *diagnostic)
{
	sl_buffer title;
	sl_buffer_init(&title);
	title_of(label, nearest, &title);
	sl_lsp_add_action(acting, "quickfix", sl_buffer_str(&title), diagnostic, NULL, false);
	sl_buffer_finish(&title);
}

/* ---- a term of its own ---------------------------------------------------------------------------------------- */

static void offer_preferred(sl_acting *acting, sl_term_file *file, sl_str label, json_t *diagnostic)
{
	const sl_yaml *terms = file->terms;
	sl_buffer addition, title;
	if (terms->count == 0)
		return;
	sl_buffer_init(&addition);
	sl_buffer_init(&title);
	const sl_yaml *last = terms->items[terms->count - 1];
	uint32_t at = last->span.end;
	if (terms->flow) {
		sl_buffer_append(&addition, SL_LIT(", { prefLabel: "));
	} else {
		at = line_end_at(file->text, at);
		sl_buffer_printf(&addition, "%s%.*s- prefLabel: ", sl_lsp_line_end(file->text), SL_ARG(indent_of(file->text, last->span.start)));
	}
	sl_append_yaml(&addition, label);
	sl_buffer_append(&addition, terms->flow ? SL_LIT(" }") : SL_LIT(""));
	title_of(label, (sl_str){ NULL, 0 }, &title);
	offer(acting, file, at, &addition, &title, diagnostic);
	sl_buffer_finish(&addition);
	sl_buffer_finish(&title);
}

/* ---- another label of a term ---------------------------------------------------------------------------------- */

/* What is to be added where there are alternative labels already; false where they are of no form that can be added to. */
static bool add_to_labels(const sl_term_file *file, const sl_yaml *labels, sl_str label, uint32_t *at, sl_buffer *into)
{
	if (labels->kind != SL_YAML_LIST || labels->count == 0)
		return false;
	const sl_yaml *last = labels->items[labels->count - 1];
	*at = last->span.end;
	if (labels->flow) {
		sl_buffer_append(into, SL_LIT(", "));
	} else {
		*at = line_end_at(file->text, *at);
		sl_buffer_printf(into, "%s%.*s- ", sl_lsp_line_end(file->text), SL_ARG(indent_of(file->text, last->span.start)));
	}
	sl_append_yaml(into, label);
	return true;
}

static bool add_labels(const sl_term_file *file, const sl_yaml *term, const sl_yaml *name, sl_str label, uint32_t *at, sl_buffer *into)
{
	*at = name->span.end;
	if (term->kind != SL_YAML_MAP)
		return false;
	if (term->flow) {
		sl_buffer_append(into, SL_LIT(", altLabels: ["));
	} else {
		*at = line_end_at(file->text, *at);
		sl_buffer_printf(into, "%s%*saltLabels: [", sl_lsp_line_end(file->text), (int)term->column - 1, "");
	}
	sl_append_yaml(into, label);
	sl_buffer_append_char(into, ']');
	return true;
}

static void offer_alternative(sl_acting *acting, sl_term_file *file, sl_str label, sl_str nearest, json_t *diagnostic)
{
	const sl_yaml *name, *term = sl_term_file_term(file, nearest, &name);
	const sl_yaml *labels = term && term->kind == SL_YAML_MAP ? sl_yaml_get(term, "altLabels") : NULL;
	sl_buffer addition, title;
	uint32_t at = 0;
	sl_buffer_init(&addition);
	sl_buffer_init(&title);
	title_of(label, nearest, &title);
	if (term && (labels ? add_to_labels(file, labels, label, &at, &addition) : add_labels(file, term, name, label, &at, &addition)))
		offer(acting, file, at, &addition, &title, diagnostic);
	sl_buffer_finish(&addition);
	sl_buffer_finish(&title);
}

/* ---- the problem ---------------------------------------------------------------------------------------------- */

static bool nearest_term(sl_server *server, const sl_term_place *place, sl_str *label)
{
	sl_buffer folded;
	sl_str nearest;
	bool failed = false;
	sl_buffer_init(&folded);
	uint32_t term = sl_fold(place->text, &folded) ? sl_vocabulary_suggest(place->vocabulary, sl_buffer_str(&folded), &nearest, &failed) : SUMLINT_NONE;
	sl_buffer_finish(&folded);
	server->no_memory = server->no_memory || failed;
	const sumlint_term *found = sl_vocabulary_term(place->vocabulary, term);
	if (found)
		*label = found->pref_label;
	return found != NULL;
}

void sl_lsp_offer_term(sl_acting *acting, const sl_problem *problem, json_t *diagnostic)
{
	sl_term_place place;
	sl_term_file file;
	sl_str nearest = { NULL, 0 };
	sl_str name = problem->rule->name;
	if (!sl_str_is(name, "unknown") && !sl_str_is(name, "curator") && !sl_str_is(name, "publisher"))
		return;
	if (!sl_lsp_term_at(acting->server, acting->document, problem->span.start, &place) || place.term != SUMLINT_NONE || !place.text.size)
		return;
	if (acting->later) {
		if (!sl_term_file_is_writable(acting->server, place.vocabulary))
			return;
		offer_later(acting, place.text, nearest, diagnostic);
		if (nearest_term(acting->server, &place, &nearest))
			offer_later(acting, place.text, nearest, diagnostic);
		return;
	}
	if (sl_term_file_open(acting->server, place.vocabulary, &file) && !file.ours) {
		offer_preferred(acting, &file, place.text, diagnostic);
		if (nearest_term(acting->server, &place, &nearest))
			offer_alternative(acting, &file, place.text, nearest, diagnostic);
	}
	sl_term_file_close(&file);
}
