/* SPDX-License-Identifier: Apache-2.0
 * init_survey.h - what `sumlint init` finds in a folder: which files are documents, their headings, and their terms.
 */
#ifndef SL_CLI_INIT_SURVEY_H
#define SL_CLI_INIT_SURVEY_H

#include "cli/init_tally.h"
#include "cli/session.h"
#include "discover/discover.h"

/* Bits: what a part holds. */
enum { SL_HOLDS_PROSE = 1u, SL_HOLDS_LIST = 2u, SL_HOLDS_OTHER = 4u };

/* A section or labelled line of a file. */
typedef struct sl_survey_part {
	uint32_t heading; /* number in survey->headings */
	uint32_t slot;    /* of the built-in type, SUMLINT_NONE where it knows no such part */
	uint32_t holds;   /* SL_HOLDS_* */
	uint32_t level;   /* of a Markdown heading; 0: none, or in the front matter */
	bool body;        /* not in the front matter: its place counts */
} sl_survey_part;

typedef struct sl_survey_file {
	sl_str path; /* from the folder surveyed; NUL-terminated */
	bool document;
	bool attributed;  /* has an attribution as the built-in type wants it */
	uint32_t curator; /* number in survey->curators, SUMLINT_NONE */
	uint32_t part_count;
	const sl_survey_part *parts; /* in the order of the file */
} sl_survey_file;

/* Which of the built-in type's vocabularies terms were counted for. */
typedef enum sl_survey_terms { SL_SURVEY_TOPICS, SL_SURVEY_AUDIENCE, SL_SURVEY_TERMS } sl_survey_terms;

typedef struct sl_survey {
	sl_arena arena;
	sl_files found;
	sl_survey_file *files; /* ascending by path */
	uint32_t count;
	uint32_t document_count;
	sl_tally headings; /* kind: SUMLINT_PART_SECTION or SUMLINT_PART_LINE */
	sl_tally curators;
	sl_tally terms[SL_SURVEY_TERMS]; /* of documents of the built-in type, */
	sl_tally other_terms[SL_SURVEY_TERMS]; /* and of all other files: they may become documents */
	const sl_settings *settings;     /* of the built-in type; NULL where no file was found */
} sl_survey;

/* Looks at every file that may be a document below `folder` (clean: no "./", no last '/'). The session knows no config, so that the
   built-in type is that of all. False when memory is short; what cannot be read is in the session's troubles. Finish it in either case. */
bool sl_survey_folder(sl_survey *survey, sl_session *session, sl_str folder);
void sl_survey_finish(sl_survey *survey);

/* Name of the vocabulary: "topics", "audience". */
const char *sl_survey_vocabulary(sl_survey_terms terms);
/* At least 80 %: what most documents have, the rest lack by mistake. */
static inline bool sl_survey_most(uint32_t count, uint32_t all)
{
	return (uint64_t)count * 5 >= (uint64_t)all * 4;
}

#endif
