/* SPDX-License-Identifier: Apache-2.0
 * init_config.c - a config from what was found, or the starter where nothing was.
 */
#include "cli/init_config.h"

#include "cli/init_yaml.h"

static const char head[] =
    "# What sumlint checks here. `sumlint config show FILE` says what applies to a file, `sumlint rules` which rules there are.\n"
    "\n"
    "# The built-in document type `summary` with its starter vocabularies.\n"
    "extends: summary\n";

static const char starter_documents[] =
    "\n"
    "# Which files are documents, and of which type.\n"
    "documents:\n"
    "  - { files: [\"**/*.md\", \"**/*.txt\"], type: summary }\n"
    "\n"
    "# What is no document.\n"
    "ignore:\n"
    "  - README.md\n"
    "  - CHANGELOG.md\n"
    "  - node_modules/\n";

static const char starter_vocabularies[] =
    "\n"
    "# Your own vocabularies instead of the starters.\n"
    "# vocabularies:\n"
    "#   topics: vocabularies/topics.yaml\n"
    "#   audience: vocabularies/audience.yaml\n";

static const char tail[] =
    "\n"
    "# Severities (off | info | warning | error) and options of rules.\n"
    "# rules:\n"
    "#   topics/unknown: warning\n"
    "#   sections/length: { severity: warning }\n"
    "\n"
    "# Other rules for some files.\n"
    "# overrides:\n"
    "#   - { files: [\"archive/**\"], rules: { sections/length: off } }\n";

const char *sl_init_vocabulary_path(sl_survey_terms terms)
{
	static const char *const paths[] = { "vocabularies/topics.yaml", "vocabularies/audience.yaml" };
	return paths[terms];
}

/* ---- documents and what is none ------------------------------------------------------------------------------- */

static void put_documents(const sl_config_proposal *proposal, sl_buffer *out)
{
	const sl_survey *survey = proposal->survey;
	const sl_pattern_proposals *patterns = &proposal->folders->documents;
	sl_buffer_printf(out, "\n# Which files are documents, and of which type: %u of the %u that were looked at.\ndocuments:\n  - files:\n",
	    (unsigned)survey->document_count, (unsigned)survey->count);
	for (uint32_t i = 0; i < patterns->count; i++) {
		sl_buffer_append(out, SL_LIT("      - "));
		sl_yaml_put_quoted(out, patterns->items[i].text);
		sl_buffer_printf(out, "    # %u\n", (unsigned)patterns->items[i].files);
	}
	sl_buffer_printf(out, "    type: %s\n", proposal->own_type ? SL_INIT_TYPE : "summary");
}

static void put_ignore(const sl_folder_proposal *folders, sl_buffer *out)
{
	if (folders->ignore.count == 0)
		return;
	sl_buffer_append(out, SL_LIT("\n# Looked at, and no document: it has too few of the parts.\nignore:\n"));
	for (uint32_t i = 0; i < folders->ignore.count; i++) {
		const sl_pattern_proposal *pattern = &folders->ignore.items[i];
		sl_buffer_append(out, SL_LIT("  - "));
		sl_yaml_put_quoted(out, pattern->text);
		if (pattern->files > 1)
			sl_buffer_printf(out, "    # %u", (unsigned)pattern->files);
		sl_buffer_append_char(out, '\n');
	}
	if (folders->unsaid)
		sl_buffer_printf(out, "  # and %u more, which no pattern above takes\n", (unsigned)folders->unsaid);
}

static void put_vocabularies(const sl_config_proposal *proposal, sl_buffer *out)
{
	if (!proposal->vocabularies[SL_SURVEY_TOPICS] && !proposal->vocabularies[SL_SURVEY_AUDIENCE]) {
		sl_buffer_append(out, sl_str_of(starter_vocabularies));
		return;
	}
	sl_buffer_append(out, SL_LIT("\n# Proposed from the terms that the documents have; what is not named here stays the starter.\nvocabularies:\n"));
	for (int i = 0; i < SL_SURVEY_TERMS; i++) {
		if (proposal->vocabularies[i])
			sl_buffer_printf(out, "  %s: %s\n", sl_survey_vocabulary((sl_survey_terms)i), sl_init_vocabulary_path((sl_survey_terms)i));
	}
}

/* ---- sections that the built-in type does not know ------------------------------------------------------------ */

static bool is_beyond(const sl_outline_part *part)
{
	return !part->slot && part->heading->kind == SUMLINT_PART_SECTION;
}

bool sl_outline_goes_beyond(const sl_outline_proposal *outline)
{
	for (uint32_t i = 0; i < outline->count; i++) {
		if (is_beyond(&outline->parts[i]))
			return true;
	}
	return false;
}

void sl_outline_put_beyond(const sl_outline_proposal *outline, sl_buffer *out)
{
	bool any = false;
	for (uint32_t i = 0; i < outline->count; i++) {
		if (!is_beyond(&outline->parts[i]))
			continue;
		sl_buffer_append(out, any ? SL_LIT(", “") : SL_LIT("“"));
		sl_yaml_put_comment(out, outline->parts[i].name);
		sl_buffer_append(out, SL_LIT("”"));
		any = true;
	}
}

static void put_beyond(const sl_outline_proposal *outline, sl_buffer *out)
{
	if (!sl_outline_goes_beyond(outline))
		return;
	sl_buffer_append(out, SL_LIT("\n# Most documents also have the sections "));
	sl_outline_put_beyond(outline, out);
	sl_buffer_append(out, SL_LIT(",\n# which the type `summary` does not know and will report. `sumlint init --type` writes a type of your own that has them.\n"));
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

void sl_put_config(const sl_config_proposal *proposal, sl_buffer *out)
{
	bool found = proposal->folders->documents.count > 0;
	if (proposal->schema) {
		sl_buffer_append(out, SL_LIT("# yaml-language-server: $schema="));
		sl_buffer_append(out, sl_str_of(proposal->schema));
		sl_buffer_append_char(out, '\n');
	}
	sl_buffer_append(out, sl_str_of(head));
	if (!found) {
		sl_buffer_append(out, sl_str_of(starter_documents));
		sl_buffer_append(out, sl_str_of(starter_vocabularies));
	} else {
		if (proposal->own_type)
			sl_put_type(proposal, out);
		else
			put_beyond(proposal->outline, out);
		put_documents(proposal, out);
		put_ignore(proposal->folders, out);
		put_vocabularies(proposal, out);
	}
	sl_buffer_append(out, sl_str_of(tail));
}
