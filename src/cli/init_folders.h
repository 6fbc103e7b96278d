/* SPDX-License-Identifier: Apache-2.0
 * init_folders.h - from the files surveyed to the patterns of `documents:` and `ignore:`.
 */
#ifndef SL_CLI_INIT_FOLDERS_H
#define SL_CLI_INIT_FOLDERS_H

#include "cli/init_survey.h"

typedef struct sl_pattern_proposal {
	sl_str text;
	uint32_t files; /* how many documents it takes, or other files it leaves out */
} sl_pattern_proposal;

typedef struct sl_pattern_proposals {
	sl_pattern_proposal *items;
	uint32_t count;
	uint32_t capacity;
} sl_pattern_proposals;

typedef struct sl_folder_proposal {
	sl_pattern_proposals documents;
	sl_pattern_proposals ignore;
	uint32_t unsaid; /* files that are no documents and are left out of `ignore` because it would be long: no pattern of `documents` takes them */
} sl_folder_proposal;

/* The folders where the documents are, and what else there is. In the survey's arena. False when memory is short. */
bool sl_propose_folders(sl_survey *survey, sl_folder_proposal *out);

#endif
