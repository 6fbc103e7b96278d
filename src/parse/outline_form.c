/* SPDX-License-Identifier: Apache-2.0
 * outline_form.c - parts that are missing, and there in another form than their own: a section's heading as a line of text, in bold mostly, or as a label;
 * a labelled line as a list item. What a labelled line is as a heading, outline.c knows.
 */
#include "parse/outline.h"

#include "base/utf8.h"

#include <string.h>

static bool is_wanted(const sl_outline *outline, const sl_name *name, const bool *missing, uint32_t kind)
{
	return name && missing[name->slot] && !outline->present[name->slot] && outline->type->public.slots[name->slot]->kind == kind;
}

static const sl_name *find_section(sl_outline *outline, sl_str text, const bool *missing)
{
	const sl_type *type = outline->type;
	const sl_name *name = sl_name_find(type->names, type->name_count, sl_folder_fold(&outline->folder, text));
	return is_wanted(outline, name, missing, SUMLINT_PART_SECTION) ? name : NULL;
}

/* All of the line is strong: `**Summary**`, `__Summary:__`, `**Summary**:`. */
static bool is_bold(sl_str line)
{
	if (line.size && line.data[line.size - 1] == ':')
		line.size--;
	return line.size > 4 && (sl_str_starts(line, SL_LIT("**")) || sl_str_starts(line, SL_LIT("__"))) && line.data[line.size - 1] == line.data[0] &&
	    line.data[line.size - 2] == line.data[0];
}

const sl_name *sl_outline_section_line(sl_outline *outline, sl_span span, const sl_plain *plain, bool first, const bool *missing, size_t *size)
{
	sl_str text = plain->text, line = sl_str_trim(sl_str_slice(outline->text.data, span));
	const char *colon = text.size ? memchr(text.data, ':', text.size < SL_NAME_MAX_BYTES ? (size_t)text.size : SL_NAME_MAX_BYTES) : NULL;
	*size = colon ? (size_t)(colon - text.data) : (size_t)text.size;
	bool value = colon && sl_word_count((sl_str){ colon + 1, text.size - *size - 1 }) > 0;
	/* In plain text a line with nothing but the name is a heading. */
	bool bold = !value && is_bold(line);
	if (!value && (outline->syntax != SUMLINT_SYNTAX_MARKDOWN || (!bold && (colon || !first))))
		return NULL;
	const sl_name *name = value && !first ? NULL : find_section(outline, (sl_str){ text.data, *size }, missing);
	/* The name of a section that need not be there may be a word of prose. */
	return name && (bold || outline->type->public.slots[name->slot]->required) ? name : NULL;
}

/* A section that need not be there is named by lines that are bold alone: all others are passed over where no other section is missing. */
static bool lacks_required_section(const sl_outline *outline, const bool *missing)
{
	const sumlint_type *type = &outline->type->public;
	for (uint32_t i = 0; i < type->slot_count; i++) {
		if (missing[i] && type->slots[i]->required && type->slots[i]->kind == SUMLINT_PART_SECTION)
			return true;
	}
	return false;
}

static bool may_be_bold(const sl_outline *outline, sl_span line)
{
	char first = line.start < line.end ? outline->text.data[line.start] : 0;
	return !sl_is_visible(first) || first == '*' || first == '_';
}

/* True where some paragraph may hold a line that is all bold: its first and last bytes tell that of one that is of one line. */
static bool may_have_bold(const sl_outline *outline)
{
	for (uint32_t i = 0; i < outline->blocks.count; i++) {
		const sl_block *block = &outline->blocks.items[i];
		if (block->kind != SL_BLOCK_PARAGRAPH || block->text.start == block->text.end)
			continue;
		char last = outline->text.data[block->text.end - 1];
		if (block->lines || (may_be_bold(outline, block->text) && (!sl_is_visible(last) || last == '*' || last == '_' || last == ':')))
			return true;
	}
	return false;
}

static bool guess_section(sl_outline *outline, const sl_line_walk *walk, const bool *missing, sl_marks *found)
{
	sl_plain plain;
	size_t size;
	sl_str line = sl_outline_behind_markup(sl_str_slice(outline->text.data, walk->line));
	if (!sl_name_may_begin(outline->type->names, outline->type->name_count, line))
		return true;
	if (!sl_outline_plain(outline, walk->line, &plain))
		return false;
	const sl_name *name = sl_outline_section_line(outline, walk->line, &plain, walk->first, missing, &size);
	if (!name)
		return true;
	sl_mark mark = { .block = walk->block };
	if (size < plain.text.size && sl_word_count((sl_str){ plain.text.data + size, plain.text.size - size }) > 0)
		mark = sl_outline_label_mark(outline, walk->block, walk->line.start, &plain, size);
	else
		mark.heading = walk->line;
	mark.kind = SUMLINT_PART_SECTION;
	mark.level = 0;
	mark.slot = name->slot;
	mark.flags = SUMLINT_PART_OTHER_FORM;
	mark.known = name;
	mark.content = mark.heading.end;
	mark.name.text = (sl_str){ plain.text.data, size };
	mark.name.span = sl_plain_span(&plain, 0, (uint32_t)size);
	outline->present[name->slot] = true;
	return sl_marks_add(outline, found, &mark);
}

static bool begins_mark(const sl_outline *outline, uint32_t block)
{
	for (uint32_t i = outline->count; i-- > 0 && outline->marks[i].block >= block;) {
		if (outline->marks[i].block == block)
			return true;
	}
	return false;
}

/* The last item of a list: one among others is rather an item. */
static bool is_last_item(const sl_outline *outline, uint32_t index)
{
	const sl_block *item = &outline->blocks.items[index];
	if (item->kind != SL_BLOCK_ITEM || item->depth > 0 || begins_mark(outline, index))
		return false;
	return index + 1 == outline->blocks.count || item[1].kind != SL_BLOCK_ITEM || begins_mark(outline, index + 1);
}

static bool guess_item(sl_outline *outline, uint32_t index, const bool *missing, sl_marks *found)
{
	const sl_block *item = &outline->blocks.items[index];
	sl_plain plain;
	size_t colon;
	if (!sl_outline_plain(outline, item->text, &plain))
		return false;
	const sl_name *name = sl_outline_label(outline, &plain, &colon, NULL);
	if (!is_wanted(outline, name, missing, SUMLINT_PART_LINE) ||
	    sl_word_count((sl_str){ plain.text.data + colon, plain.text.size - colon }) == 0)
		return true;
	sl_mark mark = sl_outline_label_mark(outline, index, item->text.start, &plain, colon);
	mark.heading.start = item->span.start;
	mark.line = plain;
	mark.known = name;
	mark.slot = name->slot;
	mark.flags = SUMLINT_PART_OTHER_FORM;
	outline->present[name->slot] = true;
	return sl_marks_add(outline, found, &mark);
}

bool sl_outline_guess_forms(sl_outline *outline, const bool *missing)
{
	sl_marks found = { 0 };
	bool line = sl_outline_lacks(outline, missing, SUMLINT_PART_LINE), section = sl_outline_lacks(outline, missing, SUMLINT_PART_SECTION);
	bool required = section && lacks_required_section(outline, missing);
	section = required || (section && may_have_bold(outline));
	for (uint32_t i = 0; line && i < outline->blocks.count; i++) {
		sl_str text = sl_str_slice(outline->text.data, outline->blocks.items[i].text);
		if (text.size && memchr(text.data, ':', text.size < SL_NAME_MAX_BYTES ? (size_t)text.size : SL_NAME_MAX_BYTES) && is_last_item(outline, i) &&
		    !guess_item(outline, i, missing, &found))
			return false;
	}
	if (!sl_outline_merge(outline, &found))
		return false;
	sl_marks lines = { 0 };
	sl_line_walk walk = sl_lines_walk(0, 0, 0, (uint32_t)outline->text.size);
	while (section && sl_line_walk_next(outline, &walk)) {
		if ((required || may_be_bold(outline, walk.line)) && !guess_section(outline, &walk, missing, &lines))
			return false;
	}
	return sl_outline_merge(outline, &lines);
}
