/* SPDX-License-Identifier: Apache-2.0
 * engine.h - documents checked by a pool of worker processes. Plugins are native code: they are mapped in workers only, and what one of them breaks costs a
 * diagnostic and not the run.
 */
#ifndef SL_ENGINE_ENGINE_H
#define SL_ENGINE_ENGINE_H

#include "collect/result.h"
#include "discover/discover.h"
#include "engine/sandbox.h"

typedef struct sl_engine_options {
	uint32_t jobs;         /* workers at the most; 0: as many as there are CPUs for this process */
	bool copies;           /* each has a copy of the memory, also where it could be lent it (direct.c) */
	uint32_t timeout;      /* milliseconds a rule may take for one document; 0: for ever */
	sl_sandbox_mode sandbox;
	uint64_t memory_limit; /* bytes a worker may take on top of what it has when it starts and of what its document needs; 0: any; SL_MEMORY_USUAL */
	uint64_t memory_most;  /* what a document needs in there is no more than this with it; 0: no such end. Not for callers: sl_engine_choose_memory */
} sl_engine_options;
/* Nobody said: as much as usual documents never need, and no more than this machine has. */
#define SL_MEMORY_USUAL UINT64_MAX

/* What a worker does with one file; called there. *extra is what goes back besides the result, in the arena. False when memory is short. */
typedef bool sl_engine_work(void *user, sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra);

/* Why a rule has no say about a document. */
typedef enum sl_failure_kind {
	SL_FAILURE_SIGNAL, /* number: of the signal */
	SL_FAILURE_EXIT,   /* number: of the exit status */
	SL_FAILURE_MEMORY,
	SL_FAILURE_TIMEOUT,
	SL_FAILURE_NONSENSE /* it wrote over, or closed, what the worker needs to answer */
} sl_failure_kind;

typedef struct sl_failure {
	const sl_manifest *plugin;
	const sl_rule_manifest *rule;
	sl_failure_kind kind;
	int number;
	/* Not 0: it is switched off for the files behind this one, having failed on so many of the first so many. */
	uint32_t off_failures;
	uint32_t off_files;
} sl_failure;

/* What became of a file. */
typedef struct sl_outcome {
	sl_result result;
	const sl_failure *failures; /* rules that could not have their say, in the manifests' order: their diagnostics are missing, all others are there */
	uint32_t failure_count;
	sl_str extra;
} sl_outcome;

/* Takes the outcomes in the order of the files, in the calling process. False ends the run. */
typedef bool sl_engine_sink(void *user, uint32_t file, const sl_outcome *outcome);

typedef struct sl_engine sl_engine;

typedef struct sl_engine_job {
	const sl_manifests *manifests;
	const sl_selection *selection;
	const sl_files *files;
	sl_engine_work *work;
	sl_engine_sink *sink;
	void (*tick)(void *user); /* now and then, for a line of progress; or NULL */
	/* Executes the program anew to do the same with jobs: 1 and copies. Nothing was told, written or read that cannot be read once more. Comes back where it cannot, with
	   errno. Looks at nothing that is on the heap. NULL where that would not be the same run: then no worker is lent this process's memory (direct.c). */
	void (*begin_anew)(void);
	void *user;
	sl_troubles *troubles;
} sl_engine_job;

/* Starts the workers, and waits until the plugins are loaded. NULL with troubles: a plugin was refused, or broke while it was loaded; or the sandbox is
   required and cannot be had. NULL without: sl_engine_interrupt. */
sl_engine *sl_engine_start(const sl_engine_options *options, const sl_engine_job *job);
/* True where a rule judges the corpus. */
bool sl_engine_judges(const sl_engine *engine);
/* Checks all files. False with troubles, or when the sink said so, or after sl_engine_interrupt. */
bool sl_engine_run(sl_engine *engine);
/* Judges, in a process of its own; as sl_checker_judge. Rules that fail are told as troubles. */
bool sl_engine_judge(sl_engine *engine, const sl_corpus_fact *facts, uint32_t count, sl_arena *arena, sl_judged *report, void *user);
/* Ends all workers, and no more: for who ends as well. */
void sl_engine_stop(sl_engine *engine);
/* Ends them, and gives all memory back. NULL is fine. */
void sl_engine_free(sl_engine *engine);

/* From a signal handler: the run ends as soon as it can. */
void sl_engine_interrupt(void);
bool sl_engine_interrupted(void);
/* Files done so far, for whoever looks on. */
uint32_t sl_engine_done(const sl_engine *engine);

/* CPUs that this process may use: its affinity, and the quota of its control group (cgroup v2 cpu.max, v1 cpu.cfs_quota_us). At least 1. */
uint32_t sl_usable_cpus(void);
/* Puts numbers into the place of SL_MEMORY_USUAL: 2 GiB, and for each worker its part of three quarters of the memory of the machine or of the control group
   (cgroup v2 memory.max, v1 memory.limit_in_bytes). sl_engine_start does so. */
void sl_engine_choose_memory(sl_engine_options *options, uint32_t workers);

#endif
