/* SPDX-License-Identifier: Apache-2.0
 * control.h - what the pool and a worker have between them: commands one way, frames the other, and a page that says what the worker is doing.
 *
 * A worker is given ranges of files. It answers them in order, a part at a time; what it had not answered when it died is done again by the one that takes
 * its place, so that nothing is taken twice and nothing is lost. A worker shares memory with the pool alone: a plugin that writes over all it can reach harms
 * nobody else.
 */
#ifndef SL_ENGINE_CONTROL_H
#define SL_ENGINE_CONTROL_H

#include "engine/engine.h"

#include <sys/types.h>

#define SL_MAX_JOBS 256

/* A worker as the pool sees it while it runs: in a page that both share. The pool believes nothing of it without a look. */
typedef struct sl_slot {
	volatile uint64_t magic; /* the member's, while nobody wrote over the page */
	sl_watch watch;
	volatile uint32_t file;
	volatile uint32_t idle;         /* 1: it waits for a command */
	volatile uint32_t short_memory; /* 1: it ends for that */
	volatile uint32_t done;         /* 1: all is said, and what it was lent was given back */
} sl_slot;

/* From the pool. */
typedef enum sl_command_kind {
	SL_COMMAND_CHECK, /* these files: from the first up to the second */
	SL_COMMAND_END
} sl_command_kind;

typedef struct sl_worker_command {
	uint32_t kind;
	uint32_t first;
	uint32_t to;
} sl_worker_command;

/* A failure that was established: the rule is not run on the file. Without a rule it is sumlint itself that fails there: the file is not checked. */
typedef struct sl_established {
	uint32_t file;
	sl_failure failure;
} sl_established;

/* The failures of a file: their number, and the index of the first. */
uint32_t sl_established_of(const sl_established *all, uint32_t count, uint32_t file, uint32_t *first);

/* What a worker is made with. */
typedef struct sl_worker {
	const sl_engine_options *options;
	const sl_engine_job *job;
	sl_slot *slot;
	pid_t pool;
	int commands; /* to read */
	int pipe;     /* to write frames */
	sl_buffer *into; /* not NULL: it is lent the pool's memory, and frames go there; there are no commands, it checks all files */
	uint64_t space; /* sl_process_space of the pool when it made it: what the pool has looked up is at hand there, and would be looked up anew here */
	bool confined;
	uint64_t room;       /* size of the largest document, where it is confined: it may not ask for more memory later */
	uint32_t careful_to; /* files in front of this one are answered one by one: another worker died among them */
	const sl_established *established; /* ascending by file */
	uint32_t established_count;
	const sl_rule_manifest *const *off; /* rules that are not run at all */
	uint32_t off_count;
	/* Of the rules of plugins that the installation did not ship only this one is run, or none where it is NULL. */
	bool trial;
	const sl_rule_manifest *tried;
	const sl_corpus_fact *facts; /* to judge instead of checking; NULL: check */
	uint32_t fact_count;
} sl_worker;

/* Exit status of a worker whose memory was short, and of one that cannot answer any more. */
#define SL_EXIT_MEMORY 77
#define SL_EXIT_UNHEARD 78

/* Frames: a header and a payload. */
enum {
	SL_FRAME_READY = 1, /* number: all is well; number: a rule judges; then troubles. The first frame, and one only. */
	SL_FRAME_PART,      /* sl_part_head; of each file with something to say its number, what goes back besides, and its result; troubles */
	SL_FRAME_JUDGED,    /* what a judge said: index of the fact, severity, message, help */
	SL_FRAME_END        /* all is done; troubles */
};

typedef struct sl_frame {
	uint32_t magic;
	uint32_t kind;
	uint64_t size;
} sl_frame;
#define SL_FRAME_MAGIC 0x534C4652u

/* Files that are done. */
typedef struct sl_part_head {
	uint32_t first;
	uint32_t to;
	uint32_t said; /* how many have something to say */
} sl_part_head;

/* Does its work and ends the process. */
_Noreturn void sl_worker_main(const sl_worker *worker);

#endif
