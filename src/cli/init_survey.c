/* SPDX-License-Identifier: Apache-2.0
 * init_survey.c - discover, read and parse with the built-in type; what is found is counted.
 */
#include "cli/init_survey.h"

#include "parse/document.h"
#include "read/source.h"

const char *sl_survey_vocabulary(sl_survey_terms terms)
{
	static const char *const names[] = { "topics", "audience" };
	return names[terms];
}

/* ---- one document --------------------------------------------------------------------------------------------- */

static bool is_there(const sumlint_part *part)
{
	return part && !(part->flags & SUMLINT_PART_BY_PLACE);
}

/* At least half of what the type asks for. A title does not count: whatever is written has one. */
static bool is_summary(const sumlint_document *document)
{
	const sumlint_type *type = document->type;
	uint32_t wanted = type->attribution_required, there = type->attribution_required && document->attribution;
	for (uint32_t i = 0; i < type->slot_count; i++) {
		wanted += type->slots[i]->required;
		there += type->slots[i]->required && is_there(document->by_slot[i]);
	}
	return there > 0 && there * 2 >= wanted;
}

/* What the part is called; where a name is misspelt, as it is meant, and in the front matter as the type has it. */
static sl_str name_of(const sumlint_part *part, const sumlint_type *type)
{
	if (part->slot == SUMLINT_NONE || part->flags & SUMLINT_PART_BY_PLACE)
		return part->name;
	sl_str name = type->slots[part->slot]->name;
	bool placeholder = memchr(name.data, '{', (size_t)name.size) != NULL;
	if (placeholder || part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		return name;
	return part->flags & SUMLINT_PART_NEAR && part->expected.size ? part->expected : part->name;
}

/* A line without a marker where a list belongs is prose as the document has it. */
static uint32_t holds(const sumlint_part *part)
{
	uint32_t bits = part->flags & SUMLINT_PART_OTHER_CONTENT ? SL_HOLDS_OTHER : 0u;
	if (part->paragraph_count)
		bits |= SL_HOLDS_PROSE;
	for (uint32_t i = 0; i < part->item_count; i++) {
		bool prose = part->items[i].flags & SUMLINT_ITEM_UNMARKED && part->kind == SUMLINT_PART_SECTION && part->origin == SUMLINT_ORIGIN_BODY;
		bits |= prose ? SL_HOLDS_PROSE : SL_HOLDS_LIST;
	}
	return bits;
}

static bool take_part(sl_survey *survey, const sumlint_part *part, const sumlint_type *type, sl_survey_part *out)
{
	const sl_tally_entry *heading = sl_tally_count(&survey->headings, sl_str_trim(name_of(part, type)), part->kind);
	if (!heading)
		return false;
	out->heading = heading->number;
	out->slot = is_there(part) ? part->slot : SUMLINT_NONE;
	out->level = part->level;
	out->body = part->origin == SUMLINT_ORIGIN_BODY;
	out->holds = holds(part);
	return true;
}

static bool take_parts(sl_survey *survey, const sumlint_document *document, sl_survey_file *file)
{
	sl_survey_part *parts = sl_arena_calloc(&survey->arena, document->part_count, sizeof(*parts));
	if (!parts)
		return false;
	file->parts = parts;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		bool named = part->kind == SUMLINT_PART_SECTION || part->kind == SUMLINT_PART_LINE;
		if (!named || sl_str_trim(name_of(part, document->type)).size == 0)
			continue;
		if (!take_part(survey, part, document->type, &parts[file->part_count++]))
			return false;
	}
	return true;
}

static bool take_attribution(sl_survey *survey, const sumlint_part *part, sl_survey_file *file)
{
	file->curator = SUMLINT_NONE;
	if (!part || part->flags & SUMLINT_PART_NEAR)
		return true;
	file->attributed = true;
	for (uint32_t i = 0; i < part->capture_count; i++) {
		if (!sl_str_is(part->captures[i].name, "curator"))
			continue;
		const sl_tally_entry *curator = sl_tally_count(&survey->curators, part->captures[i].text, 0);
		if (!curator)
			return false;
		file->curator = curator->number;
	}
	return true;
}

static bool take_terms(const sumlint_document *document, sl_tally *tallies)
{
	for (uint32_t i = 0; i < document->type->slot_count; i++) {
		const sumlint_slot *slot = document->type->slots[i];
		const sumlint_part *part = document->by_slot[i];
		if (!(slot->kinds & SUMLINT_KIND_TERMS) || !is_there(part))
			continue;
		for (int which = 0; which < SL_SURVEY_TERMS; which++) {
			bool mine = sl_str_is(slot->vocabulary, sl_survey_vocabulary((sl_survey_terms)which));
			for (uint32_t k = 0; mine && k < part->item_count; k++) {
				if (part->items[k].words && !sl_tally_count(&tallies[which], sl_str_trim(part->items[k].text), 0))
					return false;
			}
		}
	}
	return true;
}

static bool take_document(sl_survey *survey, const sumlint_document *document, sl_survey_file *file)
{
	file->document = is_summary(document);
	survey->document_count += file->document;
	return take_parts(survey, document, file) && take_attribution(survey, document->attribution, file) &&
	    take_terms(document, file->document ? survey->terms : survey->other_terms);
}

/* ---- all of them ---------------------------------------------------------------------------------------------- */

/* What cannot be read is no document, and nobody's trouble: the check will tell whoever checks it. */
static bool look_at(sl_survey *survey, const sl_file *found, sl_source *source, sl_arena *arena, sl_survey_file *file)
{
	if (!sl_source_read(source, found->path.data))
		return false;
	sl_str text = sl_source_text(source);
	if (source->error || source->bad_byte != text.size)
		return true;
	const sl_document *document = sl_document_parse(arena, found->path, text, sl_syntax_of(found->path, text), found->settings->type);
	return document && take_document(survey, &document->public, file);
}

static bool look_at_all(sl_survey *survey, size_t prefix)
{
	sl_source source;
	sl_arena arena;
	bool good = true;
	sl_source_init(&source);
	sl_arena_init(&arena);
	survey->files = sl_arena_calloc(&survey->arena, survey->found.count + (size_t)1, sizeof(*survey->files));
	good = survey->files != NULL;
	for (uint32_t i = 0; good && i < survey->found.count; i++) {
		const sl_file *found = &survey->found.items[i];
		sl_survey_file *file = &survey->files[survey->count++];
		file->path = (sl_str){ found->path.data + prefix, found->path.size - prefix };
		file->curator = SUMLINT_NONE;
		survey->settings = found->settings;
		good = look_at(survey, found, &source, &arena, file);
		sl_arena_reset(&arena);
	}
	sl_arena_finish(&arena);
	sl_source_finish(&source);
	return good;
}

bool sl_survey_folder(sl_survey *survey, sl_session *session, sl_str folder)
{
	*survey = (sl_survey){ 0 };
	sl_arena_init(&survey->arena);
	sl_tally_init(&survey->headings, &survey->arena);
	sl_tally_init(&survey->curators, &survey->arena);
	for (int i = 0; i < SL_SURVEY_TERMS; i++) {
		sl_tally_init(&survey->terms[i], &survey->arena);
		sl_tally_init(&survey->other_terms[i], &survey->arena);
	}
	const char *paths[] = { folder.data };
	const sl_discover_options options = { .paths = paths, .path_count = 1 };
	size_t prefix = sl_str_is(folder, ".") ? 0 : (size_t)folder.size + (folder.data[folder.size - 1] != '/');
	return sl_discover(&options, session->configs, &survey->found, &session->troubles) && look_at_all(survey, prefix);
}

void sl_survey_finish(sl_survey *survey)
{
	sl_tally_finish(&survey->headings);
	sl_tally_finish(&survey->curators);
	for (int i = 0; i < SL_SURVEY_TERMS; i++) {
		sl_tally_finish(&survey->terms[i]);
		sl_tally_finish(&survey->other_terms[i]);
	}
	sl_files_finish(&survey->found);
	sl_arena_finish(&survey->arena);
}
