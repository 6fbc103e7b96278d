/* SPDX-License-Identifier: Apache-2.0
 * init_config.h - the text of a first .sumlint.yaml.
 */
#ifndef SL_CLI_INIT_CONFIG_H
#define SL_CLI_INIT_CONFIG_H

#include "cli/init_folders.h"
#include "cli/init_outline.h"

/* Name of the type that --type derives. */
#define SL_INIT_TYPE "document"

/* What the config is written from. */
typedef struct sl_config_proposal {
	const sl_survey *survey;
	const sl_folder_proposal *folders;
	const sl_outline_proposal *outline;
	bool own_type;                       /* `types:` from the outline */
	bool vocabularies[SL_SURVEY_TERMS];  /* files of one's own are written for these */
	const char *schema; /* path of the installed JSON Schema, or NULL */
} sl_config_proposal;

/* Path, from the config's folder, of the vocabulary that is proposed. */
const char *sl_init_vocabulary_path(sl_survey_terms terms);

/* True where most documents have a section that the built-in type does not know. */
bool sl_outline_goes_beyond(const sl_outline_proposal *outline);
/* Appends their names: “A”, “B”. */
void sl_outline_put_beyond(const sl_outline_proposal *outline, sl_buffer *out);

/* Appends the config. Without documents: the starter, which says in comments what can be changed. */
void sl_put_config(const sl_config_proposal *proposal, sl_buffer *out);
/* Appends `types:` with the one type that the outline makes. */
void sl_put_type(const sl_config_proposal *proposal, sl_buffer *out);

#endif
