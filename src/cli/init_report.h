/* SPDX-License-Identifier: Apache-2.0
 * init_report.h - what `sumlint init` tells of what it found and wrote.
 */
#ifndef SL_CLI_INIT_REPORT_H
#define SL_CLI_INIT_REPORT_H

#include "cli/init_config.h"
#include "cli/init_terms.h"
#include "cli/init_write.h"

typedef struct sl_init_report {
	const sl_survey *survey;
	sl_outline_proposal outline;
	sl_folder_proposal folders;
	sl_terms_proposal terms[SL_SURVEY_TERMS];
	bool wants_type;
	bool wants_vocabularies;
	bool own_type; /* and there is one */
	bool dry_run;
	uint64_t known; /* problems in the baseline */
	sl_str folder;
	const sl_init_files *files;
} sl_init_report;

/* A document to ask about: the first, or a name where there is none. */
sl_str sl_init_first_document(const sl_survey *survey);
void sl_init_tell(const sl_init_report *report, FILE *out);

#endif
