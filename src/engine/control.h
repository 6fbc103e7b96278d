/* SPDX-License-Identifier: Apache-2.0
 * control.h - what the pool and a worker have between them: commands one way, frames the other, and a page that says what the worker is doing.
 *
 * Files are taken in batches. The pool hands out batches; each is answered by one frame, written when all of its files are done, so that nothing of a worker
 * that died half-way is ever taken twice. A worker shares memory with the pool alone: a plugin that writes over all it can reach harms nobody else.
 */
#ifndef SL_ENGINE_CONTROL_H
#define SL_ENGINE_CONTROL_H

#include "engine/engine.h"

#include <sys/types.h>

#define SL_MAX_JOBS 256
#define SL_NO_BATCH UINT32_MAX

/* A worker as the pool sees it while it runs: in a page that both share. The pool believes nothing of it without a look. */
typedef struct sl_slot {
	sl_watch watch;
	volatile uint32_t file;
	volatile bool loading; /* plugins are being loaded and set up */
} sl_slot;

/* From the pool. */
typedef enum sl_command_kind {
	SL_COMMAND_BATCH, /* check this one */
	SL_COMMAND_OFF,   /* this rule is not run any more: index of its manifest, index of the rule */
	SL_COMMAND_END
} sl_command_kind;

typedef struct sl_worker_command {
	uint32_t kind;
	uint32_t first;
	uint32_t second;
} sl_worker_command;

/* A rule that is not run for a file (or for any: file SUMLINT_NONE); without a rule the file is not checked at all. */
typedef struct sl_omission {
	uint32_t file;
	const sl_rule_manifest *rule;
} sl_omission;

/* What a worker is made with. */
typedef struct sl_worker {
	const sl_engine_options *options;
	const sl_engine_job *job;
	sl_slot *slot;
	int commands; /* to read */
	int pipe;     /* to write frames */
	uint32_t batch_size;
	const sl_omission *omissions;
	uint32_t omission_count;
	const sl_corpus_fact *facts; /* to judge instead of checking; NULL: check */
	uint32_t fact_count;
} sl_worker;

/* Exit status of a worker whose memory was short. */
#define SL_EXIT_MEMORY 77

/* Frames: a header and a payload. */
enum {
	SL_FRAME_READY = 1, /* number: a rule judges; then troubles. Or 0, and troubles with errors. */
	SL_FRAME_BATCH,     /* number of the batch, files with something to say, troubles */
	SL_FRAME_JUDGED,    /* what a judge said: index of the fact, severity, message, help */
	SL_FRAME_END        /* all is done */
};

typedef struct sl_frame {
	uint32_t magic;
	uint32_t kind;
	uint64_t size;
} sl_frame;
#define SL_FRAME_MAGIC 0x534C4652u

/* What the payload of SL_FRAME_BATCH begins with. */
typedef struct sl_batch_head {
	uint32_t batch;
	uint32_t said; /* files that have something to say */
} sl_batch_head;

/* Does its work and ends the process. */
_Noreturn void sl_worker_main(const sl_worker *worker);

#endif
