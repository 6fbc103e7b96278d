/* SPDX-License-Identifier: Apache-2.0
 * check_take.h - a run of `sumlint check` while it goes on: what a worker does with a file, and what becomes of its answer.
 */
#ifndef SL_CLI_CHECK_TAKE_H
#define SL_CLI_CHECK_TAKE_H

#include "cli/check_run.h"
#include "engine/engine.h"

typedef struct sl_check_run {
	const sl_check_settings *settings;
	sl_session session;
	sl_files files;
	sl_changed changed;
	sl_selection selection;
	sl_engine *engine;
	sl_collector *collector;
	sl_baseline *baseline;
	sl_fix_order fix;
	sl_outputs outputs;
	sl_fix_totals fixed;
	uint64_t failures; /* of rules on documents */
	sl_arena arena;    /* of the answer at hand */
	sl_buffer *inputs; /* what was read of standard input, and of other descriptors that were named */
	uint32_t input_count;
	int write_error;   /* errno, of standard output where fixes go there */
	bool progress;     /* a line about it stands on the terminal */
	uint64_t started;  /* milliseconds */
	uint64_t shown;
} sl_check_run_state;

/* In a worker: sl_engine_work. `user` is the run. */
sl_engine_work sl_check_work;
/* In the pool: sl_engine_sink. */
sl_engine_sink sl_check_take;
/* Now and then while the run goes on: the line that tells how far it is, for a person at a terminal who has waited a little. */
void sl_check_tick(void *user);
/* Takes that line away. */
void sl_check_clear(sl_check_run_state *run);

#endif
