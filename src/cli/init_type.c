/* SPDX-License-Identifier: Apache-2.0
 * init_type.c - the outline that documents have in common, as a document type.
 */
#include "cli/init_config.h"
#include "cli/init_yaml.h"

/* What at least 80 % hold. Nothing, or what is neither prose nor a list, makes it anything; so does a line, whose words behind the label are
   no list to a rule, and may be one all the same. */
static const char *kind_of(const sl_outline_part *part)
{
	if (part->heading->kind == SUMLINT_PART_LINE)
		return "any";
	if (!sl_survey_most(part->files - part->other, part->files))
		return "any";
	if (sl_survey_most(part->list + part->other, part->files))
		return "list";
	if (sl_survey_most(part->prose + part->other, part->files))
		return "prose";
	return "[prose, list]";
}

/* The level that the sections have among each other, or 0: then each says its own. */
static uint32_t common_level(const sl_outline_proposal *outline)
{
	uint32_t level = 0;
	for (uint32_t i = 0; i < outline->count; i++) {
		const sl_outline_part *part = &outline->parts[i];
		if (part->heading->kind != SUMLINT_PART_SECTION || !part->level)
			continue;
		if (level && level != part->level)
			return 0;
		level = part->level;
	}
	return level;
}

static void put_part(const sl_outline_part *part, bool level, sl_buffer *out)
{
	bool line = part->heading->kind == SUMLINT_PART_LINE, terms = part->slot && (part->slot->kinds & SUMLINT_KIND_TERMS);
	sl_buffer_append(out, line ? SL_LIT("      - { line: ") : SL_LIT("      - { section: "));
	sl_yaml_put(out, part->name);
	if (terms) {
		sl_buffer_append(out, SL_LIT(", kind: terms, vocabulary: "));
		sl_yaml_put(out, part->slot->vocabulary);
	} else {
		sl_buffer_printf(out, ", kind: %s", kind_of(part));
	}
	if (level && part->level)
		sl_buffer_printf(out, ", level: %u", (unsigned)part->level);
	if (part->repeated * 2 > part->files)
		sl_buffer_append(out, SL_LIT(", repeatable: true"));
	sl_buffer_printf(out, " }    # %u\n", (unsigned)part->files);
}

static void put_attribution(const sl_config_proposal *proposal, sl_buffer *out)
{
	const sumlint_type *type = &proposal->survey->settings->type->public;
	if (!proposal->outline->attributed)
		return;
	sl_buffer_append(out, SL_LIT("    attribution:\n      pattern: "));
	sl_yaml_put_single(out, type->attribution_pattern);
	if (proposal->outline->curator.size) {
		sl_buffer_append(out, SL_LIT("\n      curator: "));
		sl_yaml_put(out, proposal->outline->curator);
	}
	if (type->publisher_vocabulary.size) {
		sl_buffer_append(out, SL_LIT("\n      publisher: { vocabulary: "));
		sl_yaml_put(out, type->publisher_vocabulary);
		sl_buffer_append(out, type->publisher_open ? SL_LIT(", open: true }") : SL_LIT(" }"));
	}
	sl_buffer_append_char(out, '\n');
}

void sl_put_type(const sl_config_proposal *proposal, sl_buffer *out)
{
	const sl_outline_proposal *outline = proposal->outline;
	bool level = common_level(outline) == 0;
	sl_buffer_printf(out, "\n# Made of the headings that at least 80 %% of %u documents have, each with how many.\n"
			      "# words: { min: N, max: N }, items: { min: N, max: N } and required: false can be said of each part.\n"
			      "types:\n  " SL_INIT_TYPE ":\n    parts:\n",
	    (unsigned)outline->documents);
	for (uint32_t i = 0; i < outline->count; i++)
		put_part(&outline->parts[i], level, out);
	put_attribution(proposal, out);
	sl_buffer_printf(out, "    order: %s\n    other-sections: %s\n", outline->strict ? "strict" : "any", outline->others ? "allow" : "deny");
}
