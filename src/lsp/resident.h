/* SPDX-License-Identifier: Apache-2.0
 * resident.h - a process that has the plugins loaded and stays, so that a keystroke costs a check and not the start of one. It does what a worker of the engine
 * does, confined like one, and nothing else: where it breaks, hangs or cannot be had, the text is checked by a task of its own (task.h), which finds out what is
 * to blame.
 */
#ifndef SL_LSP_RESIDENT_H
#define SL_LSP_RESIDENT_H

#include "lsp/task.h"

/* What it is asked: followed by the path and the text. */
typedef struct sl_resident_head {
	uint32_t kind;     /* SL_TASK_CHECK or SL_TASK_MEND */
	uint32_t settings; /* index into those it was started with */
	uint64_t path_size;
	uint64_t text_size;
} sl_resident_head;

typedef struct sl_resident_order {
	const sl_manifests *manifests;
	const sl_engine_options *engine;
	const sl_settings *const *settings; /* all that it will be asked to check with */
	uint32_t settings_count;
} sl_resident_order;

typedef struct sl_resident {
	sl_task task; /* pid 0: it does not run */
	int commands;
	size_t room;  /* bytes that its pipe takes at once while it waits */
	const sl_settings **settings;
	uint32_t settings_count;
	bool busy;
	uint64_t deadline; /* milliseconds: when it is given up, while busy */
	bool answered;     /* since it was started */
	uint32_t failures; /* in a row */
	uint64_t not_before; /* after a failure: no new one until then */
} sl_resident;

/* Starts it; false where no process can be made. */
bool sl_resident_start(sl_resident *resident, const sl_resident_order *order);
/* True where it was started with the settings. */
bool sl_resident_knows(const sl_resident *resident, const sl_settings *settings);
/* Whether a text of that size can be handed to it without waiting. */
bool sl_resident_takes(const sl_resident *resident, sl_str path, sl_str text);
/* Answers come as frames of task.h, the last one SL_TASK_END. False where it is gone. */
bool sl_resident_ask(sl_resident *resident, sl_task_kind kind, const sl_settings *settings, sl_str path, sl_str text);
/* Ends it; what it had broken stays known. */
void sl_resident_end(sl_resident *resident);

/* The process from within: resident_child.c. */
_Noreturn void sl_resident_run(const sl_resident_order *order, int commands, int pipe, pid_t parent);

#endif
