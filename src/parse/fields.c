/* SPDX-License-Identifier: Apache-2.0
 * fields.c - front-matter entries as parts: `title:`, `topics:`, `key-takeaway:`.
 */
#include "parse/fields.h"

#include "base/utf8.h"
#include "parse/content.h"

#include <string.h>

sumlint_part *sl_parts_add(sl_arena *arena, sl_parts *parts, uint32_t kind)
{
	if (!sl_arena_grow(arena, (void **)&parts->items, parts->count, &parts->capacity, sizeof(*parts->items)))
		return NULL;
	sumlint_part *part = sl_arena_calloc(arena, 1, sizeof(*part));
	if (!part)
		return NULL;
	part->struct_size = sizeof(*part);
	part->kind = kind;
	part->slot = SUMLINT_NONE;
	part->origin = SUMLINT_ORIGIN_BODY;
	parts->items[parts->count++] = part;
	return part;
}

/* ---- scalars ---- */

/* A scalar as plain text. *mapped: its text is the document's own bytes, so that pieces of it have spans. */
static sl_plain scalar(sl_str document, const sl_yaml *node, bool *mapped)
{
	sl_span span = node->span;
	bool quoted = (node->style == SL_YAML_SINGLE || node->style == SL_YAML_DOUBLE) && span.end - span.start >= 2;
	if (quoted)
		span = (sl_span){ span.start + 1, span.end - 1 };
	sl_str bytes = sl_str_slice(document.data, span);
	*mapped = sl_str_equal(bytes, node->text);
	return (sl_plain){ .text = *mapped ? bytes : node->text, .span = span };
}

static sl_plain trimmed_scalar(sl_str document, const sl_yaml *node, bool *mapped)
{
	sl_plain plain = scalar(document, node, mapped);
	sl_str text = sl_str_trim(plain.text);
	if (*mapped) {
		plain.span.start += (uint32_t)(text.data - plain.text.data);
		plain.span.end = plain.span.start + (uint32_t)text.size;
	}
	plain.text = text;
	return plain;
}

static bool is_null(const sl_yaml *node)
{
	return node->kind == SL_YAML_SCALAR && node->style == SL_YAML_PLAIN &&
	    (node->text.size == 0 || sl_str_is(node->text, "~") || sl_str_is(node->text, "null"));
}

static bool problem(sl_document *document, sl_outline *outline, sl_span span, const char *message)
{
	if (!sl_arena_grow(outline->arena, (void **)&document->problems, document->problem_count, &document->problem_capacity,
		sizeof(*document->problems)))
		return false;
	document->problems[document->problem_count++] = (sl_front_matter_problem){ span, sl_str_of(message) };
	return true;
}

/* ---- deleting an item of a sequence ---- */

static uint32_t line_start(sl_str text, uint32_t at)
{
	while (at > 0 && text.data[at - 1] != '\n' && text.data[at - 1] != '\r')
		at--;
	return at;
}

static uint32_t after_line(sl_str text, uint32_t at)
{
	while (at < text.size && text.data[at] != '\n' && text.data[at] != '\r')
		at++;
	if (at + 1 < text.size && text.data[at] == '\r' && text.data[at + 1] == '\n')
		at++;
	return at < text.size ? at + 1 : at;
}

/* A block scalar's span may end with its last line's end already. */
static sl_span whole_lines(sl_str text, sl_span span)
{
	char last = span.end > span.start ? text.data[span.end - 1] : ' ';
	uint32_t end = last == '\n' || last == '\r' ? span.end : after_line(text, span.end);
	return (sl_span){ line_start(text, span.start), end };
}

static sl_span outer_of(sl_str text, const sl_yaml *list, uint32_t index)
{
	sl_span span = list->items[index]->span;
	if (!list->flow) {
		return whole_lines(text, span);
	}
	if (index > 0)
		return (sl_span){ list->items[index - 1]->span.end, span.end };
	return (sl_span){ span.start, index + 1 < list->count ? list->items[index + 1]->span.start : span.end };
}

/* ---- values ---- */

static bool add_list(sl_document *document, sl_outline *outline, sl_content *content, const sl_yaml *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		const sl_yaml *node = list->items[i];
		bool mapped;
		if (node->kind != SL_YAML_SCALAR) {
			if (!problem(document, outline, node->span, "expected text here, one item of a list"))
				return false;
			continue;
		}
		sl_plain plain = trimmed_scalar(outline->text, node, &mapped);
		if (is_null(node))
			plain.text.size = 0;
		sumlint_item item = { .text = plain.text, .span = plain.span, .outer = outer_of(outline->text, list, i),
			.words = sl_word_count(plain.text) };
		if (!sl_content_item(content, &item))
			return false;
	}
	return true;
}

/* Prose of several lines that is not in quotes: its paragraphs stand apart by blank lines, as in the body. A block begins below its head, `|`. */
static bool add_paragraphs(sl_content *content, sl_str text, const sl_yaml *node)
{
	sl_span paragraph = { 0, 0 };
	uint32_t at = node->span.start;
	if (node->style == SL_YAML_LITERAL || node->style == SL_YAML_FOLDED)
		at = after_line(text, at);
	while (at < node->span.end) {
		uint32_t next = after_line(text, at);
		sl_str line = sl_str_trim(sl_str_slice(text.data, (sl_span){ at, next < node->span.end ? next : node->span.end }));
		uint32_t start = (uint32_t)(line.data - text.data);
		bool ends = line.size == 0 && paragraph.end > 0;
		if (ends && !sl_content_paragraph(content, paragraph, sl_str_slice(text.data, paragraph)))
			return false;
		if (line.size && paragraph.end == 0)
			paragraph.start = start;
		paragraph.end = ends ? 0 : line.size ? start + (uint32_t)line.size : paragraph.end;
		at = next;
	}
	return paragraph.end == 0 || sl_content_paragraph(content, paragraph, sl_str_slice(text.data, paragraph));
}

static bool add_prose(sl_content *content, sl_str text, const sl_yaml *node, const sl_plain *plain, bool mapped)
{
	bool quoted = node->style == SL_YAML_SINGLE || node->style == SL_YAML_DOUBLE;
	/* An alias is no text of its own. */
	if (mapped || quoted || text.data[node->span.start] == '*')
		return sl_content_paragraph(content, plain->span, plain->text);
	return add_paragraphs(content, text, node);
}

/* ---- a block `|` of lines ---- */

/* Without the marker of a list item; *marked: there was one. */
static sl_str behind_marker(sl_str line, bool *marked)
{
	*marked = line.size > 1 && strchr("-*+", line.data[0]) && (line.data[1] == ' ' || line.data[1] == '\t');
	return *marked ? sl_str_trim((sl_str){ line.data + 1, line.size - 1 }) : line;
}

/* The next line that says something, from *at on. Its size is 0 behind the last one. */
static sl_str next_line(sl_str text, const sl_yaml *node, uint32_t *at)
{
	sl_str line = { text.data + *at, 0 };
	while (*at < node->span.end && line.size == 0) {
		uint32_t next = after_line(text, *at);
		line = sl_str_trim(sl_str_slice(text.data, (sl_span){ *at, next < node->span.end ? next : node->span.end }));
		*at = next;
	}
	return line;
}

/* Terms one below the other, with markers or without; or a list all of whose lines have one. */
static bool is_lines(sl_str text, const sl_yaml *node, const sumlint_slot *slot)
{
	uint32_t at = after_line(text, node->span.start), lines = 0, items = 0;
	bool marked;
	if (node->style != SL_YAML_LITERAL || !(slot->kinds & (SUMLINT_KIND_TERMS | SUMLINT_KIND_LIST)))
		return false;
	for (sl_str line; (line = next_line(text, node, &at)).size > 0; lines++) {
		behind_marker(line, &marked);
		items += marked;
	}
	return slot->kinds & SUMLINT_KIND_TERMS ? lines > 1 || items > 0 : lines > 0 && items == lines;
}

static bool add_line(sl_content *content, sl_outline *outline, const sumlint_slot *slot, sl_str line)
{
	bool marked;
	sl_str said = behind_marker(line, &marked), separator = slot->separator.size ? slot->separator : SL_LIT(",");
	uint32_t start = (uint32_t)(said.data - outline->text.data);
	const sl_span span = { start, start + (uint32_t)said.size };
	sl_plain plain;
	if (slot->kinds & SUMLINT_KIND_TERMS && memmem(said.data, (size_t)said.size, separator.data, (size_t)separator.size))
		return sl_text_plain(outline->arena, outline->text, span, &plain) && sl_content_split(content, &plain, 0, separator, true);
	const sumlint_item item = { .text = said, .span = span, .outer = whole_lines(outline->text, span), .words = sl_word_count(said) };
	return sl_content_item(content, &item);
}

static bool add_lines(sl_content *content, sl_outline *outline, const sumlint_slot *slot, const sl_yaml *node)
{
	uint32_t at = after_line(outline->text, node->span.start);
	for (sl_str line; (line = next_line(outline->text, node, &at)).size > 0;) {
		if (!add_line(content, outline, slot, line))
			return false;
	}
	return true;
}

static bool add_value(sl_document *document, sl_outline *outline, sumlint_part *part, const sl_yaml *value)
{
	const sumlint_slot *slot = outline->type->public.slots[part->slot];
	sl_content content = { .arena = outline->arena, .map = outline->map };
	uint32_t problems = document->problem_count;
	bool mapped, good = true;
	if (value->kind == SL_YAML_LIST) {
		good = add_list(document, outline, &content, value);
	} else if (value->kind == SL_YAML_MAP) {
		content.other = true;
		good = value->count == 0 || problem(document, outline, value->span, "expected text or a list here");
	} else if (!is_null(value)) {
		sl_plain plain = trimmed_scalar(outline->text, value, &mapped);
		if (plain.text.size == 0)
			good = true;
		else if (is_lines(outline->text, value, slot))
			good = add_lines(&content, outline, slot, value);
		else if (slot->kinds & SUMLINT_KIND_TERMS)
			good = sl_content_split(&content, &plain, 0, slot->separator.size ? slot->separator : SL_LIT(","), mapped);
		else
			good = add_prose(&content, outline->text, value, &plain, mapped);
	}
	part->body = value->span;
	sl_content_give(&content, part);
	/* What is wrong with it is said once. */
	part->flags |= document->problem_count > problems ? SUMLINT_PART_UNREAD : 0;
	return good;
}

/* The title's or the attribution's text. */
static bool add_text(sl_document *document, sl_outline *outline, sumlint_part *part, const sl_yaml *value)
{
	bool mapped = true;
	sl_plain plain = { .text = { NULL, 0 }, .span = value->span };
	if (value->kind != SL_YAML_SCALAR) {
		/* It keeps the key for a name, which no rule finds fault with: what is wrong is said once. */
		part->body = value->span;
		part->flags |= SUMLINT_PART_UNREAD;
		return problem(document, outline, value->span, "expected text here");
	}
	if (!is_null(value))
		plain = trimmed_scalar(outline->text, value, &mapped);
	part->name = plain.text;
	part->name_span = part->body = plain.span;
	if (part->kind == SUMLINT_PART_TITLE)
		outline->title_text = plain.text;
	if (part->kind != SUMLINT_PART_ATTRIBUTION || !outline->type->pattern || part->name.size == 0)
		return true;
	sl_attribution *found = NULL;
	if (!sl_attribution_match(outline->arena, outline->type, &plain, &found))
		return false;
	if (!found && !sl_attribution_near(outline->arena, outline->type, &plain, &found))
		return false;
	part->flags |= !found || found->near ? SUMLINT_PART_NEAR : 0;
	part->flags |= found && found->too_costly ? SUMLINT_PART_TOO_COSTLY : 0;
	part->deviation = found && mapped ? found->deviation : part->name_span;
	if (found) {
		part->expected = found->expected;
		part->captures = found->captures;
		part->capture_count = found->capture_count;
		for (uint32_t i = 0; !mapped && i < found->capture_count; i++)
			found->captures[i].span = part->name_span;
	}
	return true;
}

/* ---- entries ---- */

/* Keys compare with '-' and '_' as spaces. */
static sl_str fold_key(sl_outline *outline, sl_str key)
{
	char spaced[SL_NAME_MAX_BYTES];
	if (key.size > sizeof(spaced))
		return (sl_str){ key.data, 0 };
	for (size_t i = 0; i < key.size; i++)
		spaced[i] = key.data[i] == '-' || key.data[i] == '_' ? ' ' : key.data[i];
	return sl_folder_fold(&outline->folder, (sl_str){ spaced, key.size });
}

static uint32_t kind_of(const sl_outline *outline, const sl_name *name)
{
	if (name->slot != SUMLINT_NONE)
		return outline->type->public.slots[name->slot]->kind;
	return sl_str_is(name->folded, "title") ? SUMLINT_PART_TITLE : SUMLINT_PART_ATTRIBUTION;
}

static bool is_missing(const sl_outline *outline, const sl_name *name)
{
	if (name->slot != SUMLINT_NONE)
		return !outline->present[name->slot];
	return kind_of(outline, name) == SUMLINT_PART_TITLE ? !outline->has_title && !outline->title_elsewhere : !outline->has_attribution;
}

static const sl_name *find_key(sl_outline *outline, sl_str key, bool near)
{
	const sl_type *type = outline->type;
	uint32_t distance;
	sl_str folded = fold_key(outline, key);
	const sl_name *name = sl_name_find(type->keys, type->key_count, folded);
	if (!near)
		return name;
	if (name)
		return NULL; /* taken already */
	name = sl_name_nearest(type->keys, type->key_count, folded, NULL, &distance);
	return name && is_missing(outline, name) ? name : NULL;
}

/* The misspelt key of a title or an attribution, which have no slot: a name that no part has, and the one that is meant. */
static bool add_stranger(const sl_document *document, sl_outline *outline, sl_parts *parts, const sl_yaml_entry *entry, const sl_name *name)
{
	sumlint_part *part = sl_parts_add(outline->arena, parts, SUMLINT_PART_SECTION);
	if (!part)
		return false;
	part->origin = SUMLINT_ORIGIN_FRONT_MATTER;
	part->name = entry->key->text;
	part->expected = name->text;
	part->name_span = part->heading = entry->key->span;
	part->span = document->front_matter.map->flow ? part->heading : whole_lines(outline->text, part->heading);
	part->body = (sl_span){ entry->key->span.end, entry->key->span.end };
	return true;
}

static bool add_entry(sl_document *document, sl_outline *outline, sl_parts *parts, const sl_yaml_entry *entry, const sl_name *name, bool near)
{
	if (near && name->slot == SUMLINT_NONE && !add_stranger(document, outline, parts, entry, name))
		return false; /* what stands there is taken for it all the same */
	sumlint_part *part = sl_parts_add(outline->arena, parts, kind_of(outline, name));
	if (!part)
		return false;
	sl_span span = { entry->key->span.start, entry->key->span.end };
	if (entry->value->span.end > span.end)
		span.end = entry->value->span.end;
	part->slot = name->slot;
	part->origin = SUMLINT_ORIGIN_FRONT_MATTER;
	part->name = entry->key->text;
	part->name_span = part->heading = entry->key->span;
	part->span = document->front_matter.map->flow ? span : whole_lines(outline->text, span);
	if (near && part->slot != SUMLINT_NONE) {
		part->flags |= SUMLINT_PART_NEAR;
		part->expected = name->text;
	}
	if (part->kind == SUMLINT_PART_ATTRIBUTION)
		outline->has_attribution = true;
	if (part->kind == SUMLINT_PART_TITLE)
		outline->title_elsewhere = true;
	if (part->slot == SUMLINT_NONE)
		return add_text(document, outline, part, entry->value);
	outline->present[part->slot] = true;
	return add_value(document, outline, part, entry->value);
}

static bool any_missing(const sl_outline *outline)
{
	for (uint32_t i = 0; i < outline->type->public.slot_count; i++) {
		if (!outline->present[i])
			return true;
	}
	bool attribution = outline->type->public.attribution_required && !outline->has_attribution;
	return attribution || (!outline->has_title && !outline->title_elsewhere);
}

bool sl_fields_parse(sl_document *document, sl_outline *outline, sl_parts *parts, bool near)
{
	const sl_yaml *map = document->front_matter.map;
	if (near && !any_missing(outline))
		return true;
	for (uint32_t i = 0; map && i < map->count; i++) {
		const sl_name *name = find_key(outline, map->entries[i].key->text, near);
		/* `titles: [...]` is no title that was misspelt. */
		if (near && name && name->slot == SUMLINT_NONE && map->entries[i].value->kind != SL_YAML_SCALAR)
			name = NULL;
		if (name && !add_entry(document, outline, parts, &map->entries[i], name, near))
			return false;
	}
	return !outline->folder.failed;
}
