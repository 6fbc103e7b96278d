/* SPDX-License-Identifier: Apache-2.0
 * result.h - what became of one document: its problems and facts with their places. Made where the document was checked, and handed to the collector as it
 * is or, from another process, through collect/wire.h.
 */
#ifndef SL_COLLECT_RESULT_H
#define SL_COLLECT_RESULT_H

#include "collect/collect.h"

/* A fact, and where what is judged of it will stand. */
struct sl_stated {
	const sl_rule_manifest *rule;
	sl_str key;
	sl_str value;
	sl_problem place;
};

struct sl_result {
	sl_problem *problems; /* in order of place */
	uint32_t problem_count;
	uint32_t stated_count;
	sl_stated *stated;
};

/* Places everything; *out lives in `arena`, and points into source and checked. False when memory is short. */
bool sl_result_make(sl_arena *arena, sl_str path, sl_source *source, const sl_checked *checked, sl_result *out);

#endif
