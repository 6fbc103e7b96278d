/* SPDX-License-Identifier: Apache-2.0
 * actions.c - code actions and formatting: fixes of problems, all safe fixes at once, exceptions, and rules explained.
 */
#include "lsp/actions.h"

#include "lsp/edits.h"
#include "lsp/features.h"
#include "lsp/parts.h"

#include <stdio.h>

/* ---- which are wanted ----------------------------------------------------------------------------------------- */

/* True where `kind` is one of those asked for, or below one. */
static bool is_wanted(const json_t *params, const char *kind)
{
	const json_t *only = sl_json_at(params, "context.only");
	if (!json_is_array(only))
		return true;
	for (size_t i = 0; i < json_array_size(only); i++) {
		sl_str asked = sl_str_of(json_string_value(json_array_get(only, i)));
		if (asked.size == 0 || (sl_str_starts(sl_str_of(kind), asked) && (kind[asked.size] == '\0' || kind[asked.size] == '.')))
			return true;
	}
	return false;
}

/* With it the same actions are found again. */
static json_t *data_of(const sl_acting *acting)
{
	return json_pack("{s:{s:s}, s:I, s:O}", "textDocument", "uri", acting->document->uri, "version", acting->document->version, "range", acting->range);
}

void sl_lsp_add_action(sl_acting *acting, const char *kind, sl_str title, json_t *diagnostic, json_t *edit, bool preferred)
{
	json_t *action = json_object();
	sl_json_set(&action, "title", sl_json_string(&acting->server->scratch, title));
	sl_json_set_name(&action, "kind", kind);
	if (diagnostic) {
		json_t *list = json_array();
		sl_json_append(&list, json_incref(diagnostic));
		sl_json_set(&action, "diagnostics", list);
	}
	if (preferred && acting->server->client.preferred)
		sl_json_set(&action, "isPreferred", json_true());
	if (edit)
		sl_json_set(&action, "edit", edit);
	else
		sl_json_set(&action, "data", data_of(acting));
	sl_json_append(&acting->list, action);
}

/* ---- of one problem ------------------------------------------------------------------------------------------- */

static void offer_fix(sl_acting *acting, const sumlint_fix *fix, json_t *diagnostic, bool preferred)
{
	json_t *edits = json_array();
	for (uint32_t i = 0; i < fix->edit_count; i++)
		sl_json_append(&edits, sl_lsp_edit(acting->server, &acting->document->text, fix->edits[i].span, fix->edits[i].text));
	sl_lsp_add_action(acting, "quickfix", fix->title, diagnostic, sl_lsp_edit_of(acting->server, acting->document, edits), preferred);
}

/* The directive of the line that names rules, if there is one. */
static const sl_directive *directive_at(const sl_document *parsed, uint32_t offset)
{
	for (uint32_t i = 0; i < parsed->directives.count; i++) {
		const sl_directive *directive = &parsed->directives.items[i];
		if (directive->comment && directive->kind == SL_DISABLE_LINE && directive->name_count && offset >= directive->range.start && offset < directive->range.end)
			return directive;
	}
	return NULL;
}

static bool is_heading(const sl_document *parsed, uint32_t offset)
{
	const sumlint_part *part = sl_lsp_part_at(&parsed->public, offset);
	return part && offset >= part->heading.start && offset <= part->heading.end;
}

static void offer_exception(sl_acting *acting, const sl_problem *problem, json_t *diagnostic)
{
	const sl_document *parsed = sl_lsp_parsed(acting->server, acting->document);
	sl_text *text = &acting->document->text;
	if (!parsed || sl_str_starts(problem->rule->id, SL_LIT("core/")))
		return;
	/* In front matter a comment is none. */
	if (problem->span.start < parsed->front_matter.span.end)
		return;
	const sl_directive *directive = directive_at(parsed, problem->span.start);
	sl_span line = sl_text_line(text, sl_text_line_of(text, problem->span.start));
	sl_buffer comment, title;
	sl_buffer_init(&comment);
	sl_buffer_init(&title);
	uint32_t at = line.end, ending = line.end;
	while (ending > line.start && (text->bytes.data[ending - 1] == ' ' || text->bytes.data[ending - 1] == '\t'))
		ending--;
	/* Behind the marks that close a heading nothing may stand. */
	bool closed = parsed->public.syntax == SUMLINT_SYNTAX_MARKDOWN && ending > line.start + 1 && text->bytes.data[ending - 1] == '#' &&
	    is_heading(parsed, problem->span.start);
	if (directive) {
		at = directive->names[directive->name_count - 1].span.end;
		sl_buffer_printf(&comment, ", %s", problem->rule->id.data);
	} else if (closed) {
		at = line.start;
		sl_buffer_printf(&comment, "<!-- sumlint-disable-next-line %s -->%s", problem->rule->id.data, sl_lsp_line_end(text));
	} else {
		/* White space at the end of the line is a line break: the comment comes before. */
		at = ending;
		sl_buffer_printf(&comment, "%s<!-- sumlint-disable-line %s -->", at > line.start ? " " : "", problem->rule->id.data);
	}
	sl_buffer_printf(&title, "disable %s on this line", problem->rule->id.data);
	json_t *edits = json_array();
	sl_json_append(&edits, sl_lsp_edit(acting->server, text, (sl_span){ at, at }, sl_buffer_str(&comment)));
	sl_lsp_add_action(acting, "quickfix", sl_buffer_str(&title), diagnostic, sl_lsp_edit_of(acting->server, acting->document, edits), false);
	sl_buffer_finish(&comment);
	sl_buffer_finish(&title);
}

static void offer_explanation(sl_acting *acting, const sl_problem *problem)
{
	char title[128];
	snprintf(title, sizeof(title), "explain %.*s", (int)(problem->rule->id.size < 100 ? problem->rule->id.size : 100), problem->rule->id.data);
	json_t *action = json_pack("{s:s, s:s, s:{s:s, s:s, s:[s]}}", "title", title, "kind", "quickfix", "command", "title", title, "command",
	    "sumlint.explain", "arguments", problem->rule->id.data);
	sl_json_append(&acting->list, action);
}

static void offer_for(sl_acting *acting, const sl_problem *problem)
{
	json_t *list = sl_lsp_diagnostics(acting->server, acting->document->uri, &acting->document->text, problem, 1), *diagnostic = json_array_get(list, 0);
	bool preferred = true;
	for (uint32_t i = 0; i < problem->fix_count; i++) {
		bool safe = problem->fixes[i].safety == SUMLINT_FIX_SAFE;
		offer_fix(acting, &problem->fixes[i], diagnostic, safe && preferred);
		preferred = preferred && !safe;
	}
	sl_lsp_offer_term(acting, problem, diagnostic);
	offer_exception(acting, problem, diagnostic);
	offer_explanation(acting, problem);
	json_decref(list);
}

/* ---- the request ---------------------------------------------------------------------------------------------- */

static void offer_all(sl_acting *acting)
{
	sl_open *document = acting->document;
	const char *kind = "source.fixAll.sumlint";
	const sl_str title = SL_LIT("apply all safe fixes of sumlint");
	if (acting->later && sl_lsp_has_safe_fix(document))
		sl_lsp_add_action(acting, kind, title, NULL, NULL, false);
	if (acting->later || document->mended_edition != document->edition || !document->mends)
		return;
	json_t *edits = sl_lsp_edits_between(acting->server, &document->text, sl_buffer_str(&document->mended));
	sl_lsp_add_action(acting, kind, title, NULL, sl_lsp_edit_of(acting->server, document, edits), false);
}

static void offer_at(sl_acting *acting, sl_place start, sl_place end, bool fixes, bool all)
{
	sl_text *text = &acting->document->text;
	uint32_t from = sl_text_offset(text, start, acting->server->encoding), to = sl_text_offset(text, end, acting->server->encoding);
	for (uint32_t i = 0; fixes && i < acting->document->problem_count; i++) {
		const sl_problem *problem = &acting->document->problems[i];
		if (problem->span.start <= to && problem->span.end >= from)
			offer_for(acting, problem);
	}
	if (all)
		offer_all(acting);
}

static json_t *code_action(sl_server *server, const json_t *params, sl_fault *fault)
{
	sl_acting acting = { server, sl_lsp_document(server, params), json_array(), sl_json_at(params, "range"), server->client.resolves };
	sl_place start, end;
	if (!sl_json_range(acting.range, &start, &end)) {
		json_decref(acting.list);
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "a range is needed");
	}
	if (!acting.document || !acting.document->settings || !server->client.literal_actions)
		return acting.list;
	offer_at(&acting, start, end, is_wanted(params, "quickfix"), is_wanted(params, "source.fixAll.sumlint"));
	return acting.list;
}

/* The same again, with its edit. */
static json_t *resolve(sl_server *server, const json_t *params, sl_fault *fault)
{
	sl_acting acting = { server, sl_lsp_document(server, params), json_array(), sl_json_at(params, "data.range"), false };
	sl_str title = sl_json_text(params, "title"), kind = sl_json_text(params, "kind");
	json_t *result = NULL;
	sl_place start, end;
	bool asked = acting.document && acting.document->settings && title.data && kind.data && sl_json_range(acting.range, &start, &end);
	if (asked && json_integer_value(sl_json_at(params, "data.version")) != acting.document->version) {
		json_decref(acting.list);
		return sl_lsp_fault(fault, SL_CONTENT_MODIFIED, "the document has changed since");
	}
	if (asked)
		offer_at(&acting, start, end, sl_str_is(kind, "quickfix"), !sl_str_is(kind, "quickfix"));
	for (size_t i = 0; !result && i < json_array_size(acting.list); i++) {
		json_t *action = json_array_get(acting.list, i);
		if (sl_str_equal(sl_json_text(action, "title"), title) && sl_str_equal(sl_json_text(action, "kind"), kind))
			result = json_incref(action);
	}
	json_decref(acting.list);
	return result ? result : sl_lsp_fault(fault, SL_REQUEST_FAILED, "this cannot be done here");
}

static json_t *format(sl_server *server, const json_t *params, sl_fault *fault)
{
	sl_open *document = sl_lsp_document(server, params);
	if (!document)
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "the document is not open");
	if (!document->settings || !document->mends)
		return json_array();
	return sl_lsp_edits_between(server, &document->text, sl_buffer_str(&document->mended));
}

/* ---- commands ------------------------------------------------------------------------------------------------- */

static json_t *execute(sl_server *server, const json_t *params, sl_fault *fault)
{
	const json_t *argument = json_array_get(sl_json_at(params, "arguments"), 0);
	if (!sl_str_is(sl_json_text(params, "command"), "sumlint.explain"))
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "there is no such command");
	const sl_rule_manifest *rule = sl_manifests_rule(server->settings->manifests, sl_str_of(json_string_value(argument)), NULL);
	if (!rule)
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "there is no such rule");
	json_t *page = server->client.shows ? sl_lsp_page(server, rule) : NULL;
	if (page)
		sl_lsp_ask(server, "window/showDocument", json_pack("{s:o, s:b, s:b}", "uri", page, "external", 0, "takeFocus", 1));
	else
		sl_lsp_show(server, 3, "%.*s: %.*s\n\n%.*s", SL_ARG(rule->id), SL_ARG(rule->summary), SL_ARG(rule->help));
	return json_null();
}

const sl_method sl_lsp_action_methods[] = {
	{ "textDocument/codeAction", code_action, SL_NEED_ACTIONS, false, false },
	{ "codeAction/resolve", resolve, SL_NEED_BOTH, false, false },
	{ "textDocument/formatting", format, SL_NEED_MENDED, false, false },
	{ "workspace/executeCommand", execute, SL_NEED_NOTHING, false, false },
	{ 0 },
};
