/* SPDX-License-Identifier: Apache-2.0
 * edits.c - the fixes of a diagnostic: checked, sorted, and written as their place needs them. A rule gives plain text; within front matter
 * it becomes YAML (1.2, chapter 7) that says that text.
 */
#include "check/context.h"

#include "base/utf8.h"

#include <stdlib.h>

/* A plain scalar longer than this is not written anew as a whole: its edits would add up to quadratic time. */
#define REWRITE_MAX_BYTES 4096

/* ---- the scalars of the front matter ---- */

static bool collect(sumlint_context *context, const sl_yaml *node, bool flow);

static bool collect_child(sumlint_context *context, const sl_yaml *child, bool flow)
{
	/* An alias leads back to a node already taken, so that each is taken once, in the order of the file. */
	if (!child || child->span.start < context->scalars.end)
		return true;
	return collect(context, child, flow);
}

static bool collect(sumlint_context *context, const sl_yaml *node, bool flow)
{
	sl_scalars *scalars = &context->scalars;
	if (node->kind == SL_YAML_SCALAR) {
		if (!sl_arena_grow(context->arena, (void **)&scalars->items, scalars->count, &scalars->capacity, sizeof(*scalars->items)))
			return false;
		scalars->items[scalars->count++] = (sl_scalar){ node->span, node->style, flow };
		scalars->end = node->span.end;
		return true;
	}
	flow = flow || node->flow;
	for (uint32_t i = 0; i < node->count; i++) {
		if (node->kind == SL_YAML_LIST) {
			if (!collect_child(context, node->items[i], flow))
				return false;
		} else if (!collect_child(context, node->entries[i].key, flow) || !collect_child(context, node->entries[i].value, flow)) {
			return false;
		}
	}
	return true;
}

/* Sets *out to the scalar that holds the span, NULL where none does. False when memory is short. */
static bool scalar_at(sumlint_context *context, sl_span span, const sl_scalar **out)
{
	sl_scalars *scalars = &context->scalars;
	*out = NULL;
	if (!scalars->collected) {
		if (!collect(context, context->document->front_matter.map, false))
			return false;
		scalars->collected = true;
	}
	uint32_t low = 0, high = scalars->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (scalars->items[middle].span.end < span.end)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < scalars->count && scalars->items[low].span.start <= span.start)
		*out = &scalars->items[low];
	return true;
}

/* ---- writing YAML ---- */

/* Not in YAML as it is: control characters, what some readers take for a line end, a BOM. */
static bool wants_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

static void append_escaped(sl_buffer *buffer, sl_str text)
{
	for (size_t at = 0; at < text.size;) {
		uint32_t c = sl_utf8_next(text, &at);
		if (c == '"' || c == '\\') {
			sl_buffer_append_char(buffer, '\\');
			sl_buffer_append_char(buffer, (char)c);
		} else if (c == '\n') {
			sl_buffer_append(buffer, SL_LIT("\\n"));
		} else if (c == '\t') {
			sl_buffer_append(buffer, SL_LIT("\\t"));
		} else if (wants_escape(c)) {
			sl_buffer_printf(buffer, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c);
		} else {
			sl_buffer_append_codepoint(buffer, c);
		}
	}
}

/* What neither single quotes nor blocks can say becomes spaces. */
static void append_spaced(sl_buffer *buffer, sl_str text, bool double_quotes)
{
	for (size_t at = 0; at < text.size;) {
		uint32_t c = sl_utf8_next(text, &at);
		if (double_quotes && c == '\'')
			sl_buffer_append_char(buffer, '\'');
		sl_buffer_append_codepoint(buffer, wants_escape(c) ? ' ' : c);
	}
}

static void append_quoted(sl_buffer *buffer, sl_str text)
{
	sl_buffer_append_char(buffer, '"');
	append_escaped(buffer, text);
	sl_buffer_append_char(buffer, '"');
}

static bool one_of(sl_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text.size == strlen(words[i]) && strncasecmp(text.data, words[i], (size_t)text.size) == 0)
			return true;
	}
	return false;
}

/* Other readers of YAML would take it for a number, a date, a boolean or nothing. */
static bool reads_as_other_type(sl_str text)
{
	static const char *const words[] = { "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<", ".nan", ".inf",
		"+.inf", "-.inf" };
	if (one_of(text, words, sizeof(words) / sizeof(*words)))
		return true;
	if (!memchr("+-.0123456789", text.data[0], 13))
		return false;
	for (size_t i = 0; i < text.size; i++) {
		if (!memchr("+-.:_ 0123456789abcdefxoABCDEFXOTZtz", text.data[i], 36))
			return false;
	}
	return true;
}

static bool opens_something(sl_str text, bool flow)
{
	char first = text.data[0], second = text.size > 1 ? text.data[1] : ' ';
	if (memchr("-?:", first, 3))
		return flow || second == ' ' || memchr(",[]{}-", second, 6) != NULL;
	return memchr(",[]{}#&*!|>'\"%@`", first, 16) != NULL;
}

/* True where `text` as a plain scalar reads as that text. */
static bool survives_plain(sl_str text, bool flow)
{
	if (text.size == 0 || text.data[0] == ' ' || text.data[text.size - 1] == ' ' || text.data[text.size - 1] == ':')
		return false;
	if (opens_something(text, flow) || reads_as_other_type(text) || sl_str_starts(text, SL_LIT("...")))
		return false;
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		char next = i + 1 < text.size ? text.data[i + 1] : '\0';
		if ((c == ':' && next == ' ') || (c == ' ' && next == '#'))
			return false;
		if (flow && (memchr(",[]{}", c, 5) || (c == ':' && memchr(",[]{}\"'", next, 7))))
			return false;
	}
	for (size_t at = 0; at < text.size;) {
		if (wants_escape(sl_utf8_next(text, &at)))
			return false;
	}
	return true;
}

/* ---- one edit ---- */

/* Raw bytes of a plain scalar as text: its lines joined by spaces. */
static void append_plain_text(sl_buffer *buffer, sl_str raw)
{
	bool fold = false;
	for (size_t i = 0; i < raw.size; i++) {
		char c = raw.data[i];
		if (c == '\n' || c == '\r') {
			while (buffer->size > 0 && (buffer->data[buffer->size - 1] == ' ' || buffer->data[buffer->size - 1] == '\t'))
				buffer->data[--buffer->size] = '\0';
			fold = true;
			continue;
		}
		if (fold && (c == ' ' || c == '\t'))
			continue;
		if (fold)
			sl_buffer_append_char(buffer, ' ');
		fold = false;
		sl_buffer_append_char(buffer, c);
	}
}

static bool copy_out(sumlint_context *context, sumlint_edit *edit)
{
	const sl_buffer *scratch = &context->checker->scratch;
	edit->text = scratch->failed ? (sl_str){ NULL, 0 } : sl_arena_copy(context->arena, sl_buffer_str(scratch));
	return edit->text.data != NULL;
}

static bool write_plain(sumlint_context *context, const sl_scalar *scalar, sumlint_edit *edit, const char **problem)
{
	sl_buffer *whole = &context->checker->other, *scratch = &context->checker->scratch;
	if (scalar->span.end - scalar->span.start > REWRITE_MAX_BYTES) {
		*problem = "it edits a very long YAML value without quotes";
		return true;
	}
	sl_buffer_clear(whole);
	append_plain_text(whole, sl_str_slice(context->text.data, (sl_span){ scalar->span.start, edit->span.start }));
	sl_buffer_append(whole, edit->text);
	append_plain_text(whole, sl_str_slice(context->text.data, (sl_span){ edit->span.end, scalar->span.end }));
	if (whole->failed)
		return false;
	/* `title:` with nothing behind it: what comes must not stick to the colon. */
	uint32_t at = scalar->span.start;
	bool stuck = at == scalar->span.end && at > 0 && memchr(":-", context->text.data[at - 1], 2);
	if (stuck)
		sl_buffer_append_char(scratch, ' ');
	if (survives_plain(sl_buffer_str(whole), scalar->flow)) {
		sl_buffer_append(scratch, edit->text);
	} else if (whole->size > 0 || edit->span.start > scalar->span.start || edit->span.end < scalar->span.end) {
		append_quoted(scratch, sl_buffer_str(whole));
		edit->span = scalar->span;
	}
	return copy_out(context, edit);
}

/* The whole of a scalar that is not plain, its quotes or its head too, is replaced. */
static bool write_anew(sumlint_context *context, const sl_scalar *scalar, sumlint_edit *edit)
{
	sl_buffer *scratch = &context->checker->scratch;
	bool line_end = scalar->span.end > scalar->span.start && context->text.data[scalar->span.end - 1] == '\n';
	/* Nothing at all is not "": an item of a list that is taken out must not stay as an empty one. */
	if (survives_plain(edit->text, scalar->flow))
		sl_buffer_append(scratch, edit->text);
	else if (edit->text.size > 0)
		append_quoted(scratch, edit->text);
	if (line_end) /* of a block, whose span holds its last line end */
		sl_buffer_append_char(scratch, '\n');
	return copy_out(context, edit);
}

/* What cannot be edited piece by piece: NULL, or why not. */
static const char *must_be_whole(sl_str text, const sl_scalar *scalar, sl_span edit)
{
	sl_str bytes = sl_str_slice(text.data, scalar->span);
	bool quoted = scalar->style == SL_YAML_SINGLE || scalar->style == SL_YAML_DOUBLE;
	if (quoted)
		return edit.start == scalar->span.start || edit.end == scalar->span.end ? "it edits one of the two quotes of a YAML value" : NULL;
	if (sl_str_starts(bytes, SL_LIT("*")))
		return "it edits a part of a YAML alias";
	if (scalar->style == SL_YAML_PLAIN)
		return NULL;
	/* `|` or `>` with its indicators, up to the end of its line. */
	uint32_t head = 0;
	while (head < bytes.size && bytes.data[head] != '\n' && bytes.data[head] != '\r')
		head++;
	return edit.start - scalar->span.start <= head ? "it edits the head of a YAML block" : NULL;
}

static bool write_in_scalar(sumlint_context *context, const sl_scalar *scalar, sumlint_edit *edit, const char **problem)
{
	sl_buffer *scratch = &context->checker->scratch;
	const char *why = must_be_whole(context->text, scalar, edit->span);
	sl_buffer_clear(scratch);
	if (why && edit->span.start == scalar->span.start && edit->span.end == scalar->span.end)
		return write_anew(context, scalar, edit);
	*problem = why;
	if (why)
		return true;
	if (scalar->style == SL_YAML_PLAIN)
		return write_plain(context, scalar, edit, problem);
	if (scalar->style == SL_YAML_DOUBLE)
		append_escaped(scratch, edit->text);
	else
		append_spaced(scratch, edit->text, scalar->style == SL_YAML_SINGLE);
	return copy_out(context, edit);
}

static bool on_boundary(sl_str text, uint32_t at)
{
	return at == text.size || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

/* Copies and writes one edit. False when memory is short. */
static bool take_edit(sumlint_context *context, const sumlint_edit *given, sumlint_edit *out, const char **problem)
{
	sl_str text = context->text, insert = given->text.data ? given->text : (sl_str){ "", 0 };
	if (given->span.start > given->span.end || given->span.end > text.size)
		*problem = "it edits outside the document";
	else if (!on_boundary(text, given->span.start) || !on_boundary(text, given->span.end))
		*problem = "it cuts a character in two";
	else if (sl_utf8_check(insert) != insert.size)
		*problem = "its text is not UTF-8";
	if (*problem)
		return true;
	*out = (sumlint_edit){ given->span, sl_arena_copy(context->arena, insert) };
	if (!out->text.data)
		return false;
	const sl_document *document = context->document;
	sl_span matter = document ? document->front_matter.yaml : (sl_span){ 0, 0 };
	if (!document || !document->front_matter.map || given->span.start < matter.start || given->span.end > matter.end)
		return true;
	const sl_scalar *scalar;
	if (!scalar_at(context, given->span, &scalar))
		return false;
	return !scalar || write_in_scalar(context, scalar, out, problem);
}

/* ---- the fix ---- */

/* An edit with its number, to keep insertions at one place in their order. */
typedef struct numbered {
	sumlint_edit edit;
	uint32_t number;
} numbered;

static int by_start(const void *a, const void *b)
{
	const numbered *left = a, *right = b;
	if (left->edit.span.start != right->edit.span.start)
		return left->edit.span.start < right->edit.span.start ? -1 : 1;
	if (left->edit.span.end != right->edit.span.end)
		return left->edit.span.end < right->edit.span.end ? -1 : 1;
	return left->number < right->number ? -1 : 1;
}

static bool sort(sumlint_context *context, sumlint_edit *edits, uint32_t count)
{
	bool sorted = true;
	for (uint32_t i = 1; i < count && sorted; i++)
		sorted = edits[i - 1].span.start < edits[i].span.start;
	if (sorted)
		return true;
	numbered *order = sl_arena_alloc(context->arena, count * sizeof(*order));
	if (!order)
		return false;
	for (uint32_t i = 0; i < count; i++)
		order[i] = (numbered){ edits[i], i };
	qsort(order, count, sizeof(*order), by_start);
	for (uint32_t i = 0; i < count; i++)
		edits[i] = order[i].edit;
	return true;
}

static const char *check_shape(const sumlint_fix *given)
{
	if (given->edit_count == 0 || !given->edits)
		return "it has no edits";
	if (given->safety != SUMLINT_FIX_SAFE && given->safety != SUMLINT_FIX_UNSAFE)
		return "it says neither that it is safe nor that it is unsafe";
	return NULL;
}

bool sl_fix_take(sumlint_context *context, const sumlint_fix *given, sumlint_fix *out, const char **problem)
{
	*problem = check_shape(given);
	if (*problem)
		return true;
	sumlint_edit *edits = sl_arena_calloc(context->arena, given->edit_count, sizeof(*edits));
	if (!edits)
		return false;
	for (uint32_t i = 0; i < given->edit_count; i++) {
		if (!take_edit(context, &given->edits[i], &edits[i], problem))
			return false;
		if (*problem)
			return true;
	}
	if (!sort(context, edits, given->edit_count))
		return false;
	for (uint32_t i = 1; i < given->edit_count; i++) {
		if (edits[i].span.start < edits[i - 1].span.end) {
			*problem = "its edits overlap";
			return true;
		}
	}
	*out = (sumlint_fix){ .safety = given->safety, .edit_count = given->edit_count, .edits = edits };
	out->title = sl_line_mend(context, given->title.data && given->title.size ? given->title : SL_LIT("apply the fix"));
	return out->title.data != NULL;
}
