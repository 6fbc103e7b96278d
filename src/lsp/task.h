/* SPDX-License-Identifier: Apache-2.0
 * task.h - a check in a process of its own, so that the server answers meanwhile, and drops it when its text is no longer the newest. That process maps no
 * plugin either: it runs the engine, as `sumlint check` does, and hands on what came of it.
 */
#ifndef SL_LSP_TASK_H
#define SL_LSP_TASK_H

#include "collect/wire.h"
#include "engine/engine.h"

#include <sys/types.h>

typedef enum sl_task_kind {
	SL_TASK_CHECK,    /* one text */
	SL_TASK_MEND,     /* one text, with its safe fixes applied */
	SL_TASK_WORKSPACE, /* all documents below some folders */
	SL_TASK_CALL      /* whatever the server would do itself, if it had the time */
} sl_task_kind;

/* What a task says: frames. */
typedef struct sl_task_mouth {
	int pipe;
	sl_buffer frame;
} sl_task_mouth;

typedef struct sl_task_order {
	sl_task_kind kind;
	const sl_manifests *manifests;
	const sl_engine_options *engine;
	sl_file file; /* the one */
	/* Of a workspace: */
	sl_configs *configs;
	const char *const *folders; /* absolute */
	uint32_t folder_count;
	const sl_file *open; /* their texts are taken from here */
	uint32_t open_count;
	/* Of a call: */
	void (*call)(void *user, sl_task_mouth *mouth);
	void *user;
} sl_task_order;

/* What comes back. */
enum {
	SL_TASK_FILE = 1, /* path: was checked; its problems come next, unless: */
	SL_TASK_HELD,     /* (first) a rule judges all documents: all problems come at the end */
	SL_TASK_PROBLEM,  /* path, a result of one problem */
	SL_TASK_TEXT,     /* the mended text; none where nothing was to be mended */
	SL_TASK_TROUBLE,  /* as sl_wire_put_trouble */
	SL_TASK_PROGRESS, /* files done, files */
	SL_TASK_END,      /* 1: all went well */
	SL_TASK_PART,     /* of a call: items of a list in JSON, with commas between them */
	SL_TASK_PARTS,    /* that was all of it */
	SL_TASK_ANSWER,   /* JSON, the result */
	SL_TASK_FAULT     /* code without its sign, message */
};

typedef struct sl_task {
	pid_t pid; /* 0: none */
	int pipe;
	sl_buffer in;
	size_t at;
} sl_task;

/* Within a task: the frame to be filled, and sent. */
sl_buffer *sl_task_begin(sl_task_mouth *mouth);
void sl_task_say(sl_task_mouth *mouth, uint32_t kind);

/* False where no process can be made. */
bool sl_task_start(sl_task *task, const sl_task_order *order);
/* Takes in what has come. False at the end; *no_memory where it is that. */
bool sl_task_listen(sl_task *task, bool *no_memory);
/* The next whole frame; its payload is valid until the next sl_task_listen. */
bool sl_task_next(sl_task *task, uint32_t *kind, sl_str *payload);
/* Ends it, whatever it does. None is fine. */
void sl_task_end(sl_task *task);

#endif
