/* SPDX-License-Identifier: Apache-2.0
 * init_terms.h - a vocabulary proposed from the terms that documents have.
 */
#ifndef SL_CLI_INIT_TERMS_H
#define SL_CLI_INIT_TERMS_H

#include "cli/init_survey.h"

typedef struct sl_terms_proposal {
	uint32_t terms;   /* in the file */
	uint32_t starter; /* of them: known to the starter vocabulary */
	uint32_t doubted; /* left in comments: nearly a starter's label, or several terms in one */
} sl_terms_proposal;

/* Appends the vocabulary file: the terms of the documents, the most frequent first, those that the starter vocabulary knows under its
   preferred labels and with all their alternative ones. Appends nothing where documents have no terms. False when memory is short. */
bool sl_propose_terms(sl_survey *survey, sl_survey_terms which, sl_buffer *out, sl_terms_proposal *proposal);

#endif
