/* SPDX-License-Identifier: Apache-2.0
 * held.h - problems held back until the rules over the corpus have judged: a judgement may be about any file.
 */
#ifndef SL_COLLECT_HELD_H
#define SL_COLLECT_HELD_H

#include "collect/result.h"

typedef struct sl_held sl_held;

sl_held *sl_held_create(void);
void sl_held_free(sl_held *held);
/* Copies the result of the next file. False when memory is short. */
bool sl_held_add(sl_held *held, const sl_settings *settings, sl_str path, const sl_result *result);
/* Judges, and hands on all problems in order. False when memory is short, or `deliver` answers false. */
bool sl_held_finish(sl_held *held, const sl_corpus_judge *judge, sl_problem_sink *deliver, void *user);

#endif
