/* SPDX-License-Identifier: Apache-2.0
 * init_report.c - found, written, and how to go on.
 */
#include "cli/init_report.h"

#include "base/file.h"
#include "base/utf8.h"

#include <inttypes.h>

#define MAX_SHOWN 8

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

sl_str sl_init_first_document(const sl_survey *survey)
{
	for (uint32_t i = 0; i < survey->count; i++) {
		if (survey->files[i].document)
			return survey->files[i].path;
	}
	return SL_LIT("FILE.md");
}

/* ---- found ---------------------------------------------------------------------------------------------------- */

static void tell_patterns(const char *what, const sl_pattern_proposals *patterns, uint32_t unsaid, FILE *out)
{
	sl_buffer line;
	sl_buffer_init(&line);
	for (uint32_t i = 0; i < patterns->count && i < MAX_SHOWN; i++) {
		sl_buffer_append(&line, i ? SL_LIT(", ") : SL_LIT(""));
		sl_append_visible(&line, patterns->items[i].text, 200);
		if (patterns->items[i].files > 1)
			sl_buffer_printf(&line, " (%u)", (unsigned)patterns->items[i].files);
	}
	for (uint32_t i = MAX_SHOWN; i < patterns->count; i++)
		unsaid += patterns->items[i].files;
	if (line.size && !line.failed)
		fprintf(out, "  %s: %s", what, line.data);
	if (line.size && unsaid)
		fprintf(out, ", and %u more file%s", (unsigned)unsaid, plural(unsaid));
	if (line.size)
		fputc('\n', out);
	sl_buffer_finish(&line);
}

static void tell_outline(const sl_init_report *report, FILE *out)
{
	const sl_outline_proposal *outline = &report->outline;
	const char *again = report->dry_run ? "" : " --force";
	sl_buffer names;
	sl_buffer_init(&names);
	if (report->wants_type && !report->own_type)
		fputs("No type was made: there are no headings that most of the files have.\n", out);
	if (report->survey->document_count == 0 && outline->count > 0) {
		fprintf(out, "%u of them have %u headings in common: 'sumlint init --type%s' makes a document type of these.\n", (unsigned)outline->documents,
		    (unsigned)outline->count, again);
	} else if (report->survey->document_count && !report->own_type && sl_outline_goes_beyond(outline)) {
		sl_outline_put_beyond(outline, &names);
		fprintf(out, "Most have sections that the type 'summary' does not know: %s. 'sumlint init --type%s' makes a type that does.\n",
		    names.failed ? "" : names.data, again);
	}
	sl_buffer_finish(&names);
}

static void tell_no_terms(const sl_init_report *report, FILE *out)
{
	for (int k = 0; report->wants_vocabularies && k < SL_SURVEY_TERMS; k++) {
		const char *name = sl_survey_vocabulary((sl_survey_terms)k);
		if (report->terms[k].terms == 0)
			fprintf(out, "No vocabulary '%s' was made: no document has them where the type 'summary' has.\n", name);
	}
}

static void tell_found(const sl_init_report *report, FILE *out)
{
	const sl_survey *survey = report->survey;
	unsigned files = survey->count, documents = survey->document_count;
	if (files == 0)
		fputs("No *.md, *.markdown or *.txt is here: this is a starter for any folder.\n", out);
	else if (documents == 0)
		fprintf(out, "Looked at %u file%s: none is a summary document, so this is a starter for any folder.\n", files, plural(files));
	else
		fprintf(out, "Looked at %u file%s: %u %s.\n", files, plural(files), documents, documents == 1 ? "is a document" : "are documents");
	tell_patterns("documents", &report->folders.documents, 0, out);
	tell_patterns("others", &report->folders.ignore, report->folders.unsaid, out);
	tell_outline(report, out);
	tell_no_terms(report, out);
}

/* ---- written -------------------------------------------------------------------------------------------------- */

static void tell_terms(const sl_terms_proposal *terms, FILE *out)
{
	fprintf(out, " (%u term%s, %u of them the starter's", (unsigned)terms->terms, plural(terms->terms), (unsigned)terms->starter);
	if (terms->doubted)
		fprintf(out, "; %u doubtful one%s in comments", (unsigned)terms->doubted, plural(terms->doubted));
	fputc(')', out);
}

static void tell_written(const sl_init_report *report, FILE *out)
{
	for (uint32_t i = 0; i < report->files->count; i++) {
		const sl_init_file *file = &report->files->items[i];
		if (!file->elsewhere && file->text.size == 0)
			continue;
		fprintf(out, "%s %s", report->dry_run ? "Would write" : "Wrote", file->path.data);
		for (int k = 0; k < SL_SURVEY_TERMS; k++) {
			if (strcmp(file->name, sl_init_vocabulary_path((sl_survey_terms)k)) == 0)
				tell_terms(&report->terms[k], out);
		}
		if (file->elsewhere && !report->dry_run)
			fprintf(out, " (%" PRIu64 " known problem%s)", report->known, plural(report->known));
		fputs(".\n", out);
	}
}

/* ---- how to go on --------------------------------------------------------------------------------------------- */

/* A word of a command line, quoted where a shell would not take it as it is. */
static void put_word(sl_str word, FILE *out)
{
	bool plain = word.size > 0 && word.data[0] != '-';
	for (size_t i = 0; plain && i < word.size; i++) {
		char c = word.data[i];
		plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-_./+,:@%", c);
	}
	if (!plain)
		fputc('\'', out);
	for (size_t i = 0; i < word.size; i++) {
		if (!plain && word.data[i] == '\'')
			fputs("'\\'", out);
		fputc((unsigned char)word.data[i] < 0x20 || word.data[i] == 0x7F ? '?' : word.data[i], out);
	}
	if (!plain)
		fputc('\'', out);
}

static void tell_next(const sl_init_report *report, FILE *out)
{
	const sl_init_file *baseline = &report->files->items[report->files->count - 1];
	sl_buffer first;
	sl_buffer_init(&first);
	sl_path_join(&first, report->folder, sl_init_first_document(report->survey));
	fputs("\nNext:\n  sumlint check", out);
	if (baseline->elsewhere) {
		fputs(" --baseline ", out);
		put_word(sl_buffer_str(&baseline->path), out);
	}
	if (!sl_str_is(report->folder, ".")) {
		fputc(' ', out);
		put_word(report->folder, out);
	}
	fputs("\n  sumlint config show ", out);
	put_word(sl_buffer_str(&first), out);
	fputc('\n', out);
	sl_buffer_finish(&first);
}

void sl_init_tell(const sl_init_report *report, FILE *out)
{
	tell_found(report, out);
	tell_written(report, out);
	if (!report->dry_run)
		tell_next(report, out);
}
