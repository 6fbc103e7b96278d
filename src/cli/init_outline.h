/* SPDX-License-Identifier: Apache-2.0
 * init_outline.h - the headings that most documents have, in their order: a document type in the making.
 */
#ifndef SL_CLI_INIT_OUTLINE_H
#define SL_CLI_INIT_OUTLINE_H

#include "cli/init_survey.h"

/* A heading of at least 80 % of the documents. */
typedef struct sl_outline_part {
	sl_str name;
	const sl_tally_entry *heading;
	const sumlint_slot *slot; /* of the built-in type, where most documents mean that one; else NULL */
	uint32_t files;
	uint32_t repeated; /* of them: those that have it more than once */
	uint32_t prose;    /* of them: those that hold nothing but prose, */
	uint32_t list;     /* nothing but a list, */
	uint32_t other;    /* something else, or nothing */
	uint32_t level;    /* the Markdown level it has everywhere; 0: it has several, or none */
	uint32_t placed;   /* files that have it in the body, */
	uint64_t places;   /* and the sum of its places in them */
} sl_outline_part;

typedef struct sl_outline_proposal {
	const sl_outline_part *parts; /* in the order most documents have */
	uint32_t count;
	uint32_t documents; /* of which it is the outline */
	bool strict;        /* most have them in this order */
	bool others;        /* many have further sections */
	bool attributed;    /* most have the built-in type's attribution */
	sl_str curator;     /* and name this one curator; "" where there are several */
} sl_outline_proposal;

/* The outline of the documents or, where the survey found none, of the files with the heading that is most common. There `adopt` makes
   documents of those that have at least half of the outline. out->count is 0 where nothing is common to two files. False when memory is
   short. */
bool sl_propose_outline(sl_survey *survey, bool adopt, sl_outline_proposal *out);

#endif
