/* SPDX-License-Identifier: Apache-2.0
 * init_outline.c - counting headings over files, and sorting those that most have by their places.
 */
#include "cli/init_outline.h"

#include "config/type_names.h"

#include <stdlib.h>

/* What one heading was met with. */
typedef struct tally {
	sl_outline_part part;
	uint32_t last_file; /* number + 1 of the file that was looked at last, */
	uint32_t again;     /* and of the one where it came again */
	uint32_t slot;      /* of the built-in type, where it was taken for one, */
	uint32_t as_slot;   /* in so many files */
	uint32_t position;  /* in the outline, from 1; 0: not in it */
	bool levels;        /* several */
} tally;

typedef struct counting {
	sl_survey *survey;
	tally *tallies; /* of each heading */
	uint32_t headings;
	bool *counted;  /* of each file: whether its outline counts */
	uint32_t files; /* how many do */
	uint32_t in_order;
	uint32_t with_others;
} counting;

/* ---- which files ---------------------------------------------------------------------------------------------- */

static bool first_in_file(tally *of, uint32_t file)
{
	bool first = of->last_file != file + 1;
	of->last_file = file + 1;
	return first;
}

/* The heading that most files have, SUMLINT_NONE where no two have one in common. */
static uint32_t commonest(counting *c)
{
	const sl_survey *survey = c->survey;
	uint32_t best = SUMLINT_NONE, most = 1;
	for (uint32_t i = 0; i < survey->count; i++) {
		for (uint32_t k = 0; k < survey->files[i].part_count; k++) {
			tally *of = &c->tallies[survey->files[i].parts[k].heading];
			of->part.files += first_in_file(of, i);
		}
	}
	for (uint32_t i = 0; i < c->headings; i++) {
		if (c->tallies[i].part.files > most) {
			most = c->tallies[i].part.files;
			best = i;
		}
		c->tallies[i] = (tally){ 0 };
	}
	return best;
}

static void choose_files(counting *c)
{
	const sl_survey *survey = c->survey;
	uint32_t heading = survey->document_count ? SUMLINT_NONE : commonest(c);
	for (uint32_t i = 0; i < survey->count; i++) {
		const sl_survey_file *file = &survey->files[i];
		c->counted[i] = file->document;
		for (uint32_t k = 0; heading != SUMLINT_NONE && k < file->part_count && !c->counted[i]; k++)
			c->counted[i] = file->parts[k].heading == heading;
		c->files += c->counted[i];
	}
}

/* ---- what they have ------------------------------------------------------------------------------------------- */

static void count_part(tally *of, const sl_survey_part *part, uint32_t file)
{
	if (!first_in_file(of, file)) {
		of->part.repeated += of->again != file + 1;
		of->again = file + 1;
		return;
	}
	of->part.files++;
	of->part.prose += part->holds == SL_HOLDS_PROSE;
	of->part.list += part->holds == SL_HOLDS_LIST;
	of->part.other += part->holds == 0 || (part->holds & SL_HOLDS_OTHER);
	if (part->slot != SUMLINT_NONE) {
		of->slot = part->slot;
		of->as_slot++;
	}
	if (part->level) {
		of->levels = of->levels || (of->part.level && of->part.level != part->level);
		of->part.level = part->level;
	}
}

static void count_parts(counting *c)
{
	const sl_survey *survey = c->survey;
	for (uint32_t i = 0; i < survey->count; i++) {
		for (uint32_t k = 0; c->counted[i] && k < survey->files[i].part_count; k++)
			count_part(&c->tallies[survey->files[i].parts[k].heading], &survey->files[i].parts[k], i);
	}
}

/* A type takes a name once, be it of a section or of a line, and of a certain length; braces mean something to it. */
static bool can_be_named(const counting *c, const sl_tally_entry *heading, sl_str name, const sumlint_slot *slot)
{
	const sl_tally *headings = &c->survey->headings;
	sl_tally_entry *other = NULL;
	char key[SL_TYPE_NAME_BYTES + 1];
	if (name.size > SL_TYPE_NAME_BYTES || heading->folded.size > SL_TYPE_NAME_BYTES || name.data[name.size - 1] == ':')
		return false;
	for (size_t i = 0; i < name.size; i++) {
		unsigned char byte = (unsigned char)name.data[i];
		if (byte < 0x20 || (!slot && (byte == '{' || byte == '}')))
			return false;
	}
	memcpy(key, heading->folded.data, (size_t)heading->folded.size);
	key[heading->folded.size] = SUMLINT_PART_SECTION;
	if (heading->kind == SUMLINT_PART_LINE)
		HASH_FIND(hh, headings->table, key, (unsigned)heading->folded.size + 1, other);
	return !other || !sl_survey_most(c->tallies[other->number].part.files, c->files);
}

static bool choose_part(counting *c, const sl_tally_entry *heading, sl_outline_part *out)
{
	tally *of = &c->tallies[heading->number];
	const sumlint_type *type = &c->survey->settings->type->public;
	*out = of->part;
	out->heading = heading;
	out->name = sl_tally_name(heading);
	out->slot = of->as_slot * 2 > of->part.files ? type->slots[of->slot] : NULL;
	out->level = of->levels ? 0 : of->part.level;
	return sl_survey_most(of->part.files, c->files) && can_be_named(c, heading, out->name, out->slot);
}

/* ---- their order ---------------------------------------------------------------------------------------------- */

/* Adds up the places that the parts have among each other. */
static void place_parts(counting *c, sl_outline_part *parts)
{
	for (uint32_t i = 0; i < c->survey->count; i++) {
		const sl_survey_file *file = &c->survey->files[i];
		uint32_t place = 0;
		for (uint32_t k = 0; c->counted[i] && k < file->part_count; k++) {
			tally *of = &c->tallies[file->parts[k].heading];
			if (!of->position || !file->parts[k].body || !first_in_file(of, i))
				continue;
			parts[of->position - 1].placed++;
			parts[of->position - 1].places += ++place;
		}
	}
}

static int by_place(const void *a, const void *b)
{
	const sl_outline_part *left = a, *right = b;
	/* Mean places; what is in front matter only comes last. */
	uint64_t one = left->placed ? left->places * (right->placed ? right->placed : 1) : UINT64_MAX;
	uint64_t other = right->placed ? right->places * (left->placed ? left->placed : 1) : UINT64_MAX;
	if (one != other)
		return one < other ? -1 : 1;
	return (left->heading->number > right->heading->number) - (left->heading->number < right->heading->number);
}

static void set_positions(counting *c, const sl_outline_part *parts, uint32_t count)
{
	for (uint32_t i = 0; i < c->headings; i++)
		c->tallies[i].last_file = c->tallies[i].position = 0;
	for (uint32_t i = 0; i < count; i++)
		c->tallies[parts[i].heading->number].position = i + 1;
}

static void count_orders(counting *c)
{
	for (uint32_t i = 0; i < c->survey->count; i++) {
		const sl_survey_file *file = &c->survey->files[i];
		uint32_t last = 0;
		bool in_order = true, others = false;
		for (uint32_t k = 0; c->counted[i] && k < file->part_count; k++) {
			tally *of = &c->tallies[file->parts[k].heading];
			others = others || (!of->position && file->parts[k].body);
			if (!of->position || !file->parts[k].body || !first_in_file(of, i))
				continue;
			in_order = in_order && of->position > last;
			last = of->position;
		}
		c->in_order += c->counted[i] && in_order;
		c->with_others += c->counted[i] && others;
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

/* Documents are the files that have at least half of the outline. */
static void adopt_files(counting *c, uint32_t count)
{
	sl_survey *survey = c->survey;
	for (uint32_t i = 0; i < c->headings; i++)
		c->tallies[i].last_file = 0;
	for (uint32_t i = 0; i < survey->count; i++) {
		uint32_t there = 0;
		for (uint32_t k = 0; c->counted[i] && k < survey->files[i].part_count; k++) {
			tally *of = &c->tallies[survey->files[i].parts[k].heading];
			there += of->position && first_in_file(of, i);
		}
		survey->files[i].document = c->counted[i] && there * 2 >= count;
		survey->document_count += survey->files[i].document;
	}
	/* There was no document before, and so there were no terms. */
	for (int i = 0; i < SL_SURVEY_TERMS; i++) {
		sl_tally none = survey->terms[i];
		survey->terms[i] = survey->other_terms[i];
		survey->other_terms[i] = none;
	}
}

static void set_attribution(const counting *c, sl_outline_proposal *out)
{
	uint32_t attributed = 0, *named = NULL, curators = HASH_COUNT(c->survey->curators.table);
	named = sl_arena_calloc(&c->survey->arena, curators + (size_t)1, sizeof(*named));
	for (uint32_t i = 0; i < c->survey->count; i++) {
		const sl_survey_file *file = &c->survey->files[i];
		attributed += c->counted[i] && file->attributed;
		if (named && c->counted[i] && file->curator != SUMLINT_NONE)
			named[file->curator]++;
	}
	out->attributed = sl_survey_most(attributed, c->files) && attributed;
	for (const sl_tally_entry *curator = c->survey->curators.table; named && curator; curator = curator->hh.next) {
		if (out->attributed && sl_survey_most(named[curator->number], attributed))
			out->curator = sl_tally_name(curator);
	}
}

static bool propose(counting *c, bool adopt, sl_outline_proposal *out)
{
	sl_outline_part *parts = sl_arena_calloc(&c->survey->arena, SL_TYPE_MAX_PARTS, sizeof(*parts));
	if (!parts)
		return false;
	choose_files(c);
	if (c->files < 2)
		return true;
	count_parts(c);
	for (const sl_tally_entry *heading = c->survey->headings.table; heading && out->count < SL_TYPE_MAX_PARTS; heading = heading->hh.next)
		out->count += choose_part(c, heading, &parts[out->count]);
	set_positions(c, parts, out->count);
	place_parts(c, parts);
	qsort(parts, out->count, sizeof(*parts), by_place);
	set_positions(c, parts, out->count);
	count_orders(c);
	set_attribution(c, out);
	/* Two READMEs with one heading in common make no type. */
	if (!c->survey->document_count && out->count < 2)
		out->count = 0;
	if (adopt && !c->survey->document_count && out->count)
		adopt_files(c, out->count);
	out->parts = parts;
	out->documents = c->files;
	out->strict = sl_survey_most(c->in_order, c->files);
	out->others = !sl_survey_most(c->files - c->with_others, c->files);
	return true;
}

bool sl_propose_outline(sl_survey *survey, bool adopt, sl_outline_proposal *out)
{
	*out = (sl_outline_proposal){ 0 };
	counting c = { .survey = survey, .headings = HASH_COUNT(survey->headings.table) };
	c.tallies = sl_arena_calloc(&survey->arena, c.headings + (size_t)1, sizeof(*c.tallies));
	c.counted = sl_arena_calloc(&survey->arena, survey->count + (size_t)1, sizeof(*c.counted));
	bool good = c.tallies && c.counted && (survey->count == 0 || propose(&c, adopt, out));
	return good && !survey->arena.failed;
}
