/* SPDX-License-Identifier: Apache-2.0
 * pool.h - the engine as its files know it: members, what came in, and what went wrong.
 */
#ifndef SL_ENGINE_POOL_H
#define SL_ENGINE_POOL_H

#include "engine/control.h"

/* Batches a worker has at hand, so that it need not wait for the next. */
#define SL_QUEUE 2

/* A worker process. */
typedef struct sl_member {
	pid_t pid; /* 0: none */
	int commands; /* to write */
	int pipe;     /* to read */
	sl_buffer in;
	sl_slot *slot; /* a page shared with it */
	uint32_t queue[SL_QUEUE]; /* batches it was given and has not answered, in order; the first is the one it works on */
	uint32_t queued;
	uint64_t calls; /* the watch's, when last looked at */
	uint64_t since; /* milliseconds: when they last changed */
	bool ready;
	bool ended;
	bool timed_out; /* it was killed for that */
	bool dismissed; /* it was told to end */
} sl_member;

/* The last time a worker died in this batch. */
typedef struct sl_mishap {
	uint32_t batch;
	uint32_t file;
	const sl_rule_manifest *rule;
	sl_failure_kind kind;
	int number;
	uint32_t times;
} sl_mishap;

/* A failure that was established. */
typedef struct sl_established {
	uint32_t file;
	sl_failure failure;
} sl_established;

/* How often a rule failed, in the order of the files. */
typedef struct sl_tally {
	const sl_rule_manifest *rule;
	uint32_t failures;
	uint32_t manifest; /* its place among the manifests */
	uint32_t number;
	uint32_t off_from; /* the first file without it, or SUMLINT_NONE */
} sl_tally;

struct sl_engine {
	sl_engine_options options;
	sl_engine_job job;
	sl_member members[SL_MAX_JOBS];
	uint32_t member_count;
	uint32_t alive;
	uint32_t batch_size;
	uint32_t batch_count;
	sl_str *frames; /* of each batch that came in and was not taken: on the heap */
	uint32_t next;  /* batch to be taken */
	uint32_t fresh; /* batch to be given out */
	uint32_t answers; /* batches that came in */
	sl_arena arena; /* of what is kept for the run */
	sl_arena taking;
	sl_mishap *mishaps;
	uint32_t mishap_count;
	uint32_t mishap_capacity;
	sl_omission *omissions;
	uint32_t omission_count;
	uint32_t omission_capacity;
	sl_established *established;
	uint32_t established_count;
	uint32_t established_capacity;
	sl_tally *tallies;
	uint32_t tally_count;
	uint32_t tally_capacity;
	bool answered; /* a worker was ready, or could not be */
	bool judges;
	bool failed; /* the run cannot go on: the troubles say why */
	bool stopped; /* the sink said so */
	/* Of a judgement: */
	const sl_corpus_fact *facts;
	uint32_t fact_count;
	sl_buffer judged; /* payloads of SL_FRAME_JUDGED, each with its size in front */
	uint32_t judged_count;
	bool judging_ended;
};

/* ---- members.c ---- */

/* Starts a worker in the place of this member; what is in its queue is given to it. 0, or an errno value where no process can be made. */
int sl_member_start(sl_engine *engine, sl_member *member);
/* Gives it batches until its queue is full, or no more are left: then the word to end. */
void sl_member_feed(sl_engine *engine, sl_member *member);
void sl_member_command(sl_member *member, sl_command_kind kind, uint32_t first, uint32_t second);
/* Its process is gone: closes what led there. */
void sl_member_close(sl_engine *engine, sl_member *member);
/* Kills it and waits for its end. */
void sl_member_kill(sl_engine *engine, sl_member *member);
/* Milliseconds of a clock that is never set. */
uint64_t sl_now(void);

/* ---- take.c ---- */

/* Takes the whole frames apart that came from the member. False where they are no frames: the worker is no longer to be trusted. */
bool sl_take_frames(sl_engine *engine, sl_member *member);
/* Hands on the batches whose turn it is. */
void sl_take_batches(sl_engine *engine);
/* Hands on what the judge said. False when memory is short. */
bool sl_take_judged(sl_engine *engine, sl_arena *arena, sl_judged *report, void *user);

/* ---- mishap.c ---- */

/* What is to be done after the end of a worker that had not ended of itself: tries again, blames a rule, or gives the run up. */
void sl_mishap_take(sl_engine *engine, sl_member *member, int status);
/* True where the rule is off for the file. */
bool sl_rule_is_off(const sl_engine *engine, const sl_rule_manifest *rule, uint32_t file);

#endif
