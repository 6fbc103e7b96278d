/* SPDX-License-Identifier: Apache-2.0
 * pool.h - the engine as its files know it: members, what came in, and what went wrong.
 */
#ifndef SL_ENGINE_POOL_H
#define SL_ENGINE_POOL_H

#include "engine/control.h"

/* What a worker may say before it waits for the pool to listen. */
#define SL_PIPE_SIZE ((size_t)1 << 20)
/* Batches a worker has at hand, so that it need not wait for the next. */
#define SL_QUEUE 2
/* Answers that wait for their turn behind a slow worker. Past this no more work is given out. */
#define SL_HELD_MOST ((uint64_t)64 << 20)

/* An answer that waits for its turn: the payload of a frame. */
typedef struct sl_part sl_part;
struct sl_part {
	sl_part *next;
	uint64_t size;
	char bytes[];
};

/* Files that one worker checks. */
typedef struct sl_batch {
	uint32_t first;
	uint32_t to;
	uint32_t answered; /* up to here */
	sl_part *parts;
	sl_part *last;
} sl_batch;

/* How a worker ended. */
typedef struct sl_death {
	sl_failure_kind kind;
	int number;
	bool outside; /* by a signal that comes from outside as a rule */
} sl_death;

/* Where it was. */
typedef struct sl_spot {
	bool loading;  /* plugins were being loaded and set up */
	uint32_t file; /* or SUMLINT_NONE */
	const sl_manifest *plugin;    /* whose code it was in; NULL: none, or nobody knows */
	const sl_rule_manifest *rule; /* NULL: none; or nobody knows */
} sl_spot;

/* Why the pool killed it. */
typedef enum sl_killed {
	SL_KILLED_NOT,
	SL_KILLED_TIMEOUT,
	SL_KILLED_STOPPED, /* it was stopped, as by SIGSTOP, for longer than the timeout */
	SL_KILLED_FLOOD,   /* it said more than there is memory for */
	SL_KILLED_SLOW,    /* too long in no plugin's code, as far as is known: another try will show */
	SL_KILLED_NONSENSE
} sl_killed;

/* A file that killed a worker is tried alone, to find who is to blame: trial.c. */
typedef enum sl_trial_step {
	SL_TRIAL_NONE,
	SL_TRIAL_ACCUSED, /* with the rule that was at work, and no other of a plugin that is not the installation's */
	SL_TRIAL_BASE,    /* with none of those */
	SL_TRIAL_EACH     /* with each of those alone, one after the other */
} sl_trial_step;

typedef struct sl_trial {
	sl_trial_step step;
	uint32_t file;
	const sl_rule_manifest *accused;
	sl_death death; /* with the accused */
	bool died;      /* with the accused, but somewhere else */
	bool passed;    /* in the step at hand */
	const sl_rule_manifest **suspects;
	uint32_t suspect_count;
	uint32_t suspect; /* the one at hand */
	uint32_t guilty;
} sl_trial;

/* A worker process. */
typedef struct sl_member {
	pid_t pid; /* 0: none */
	int commands; /* to write */
	int pipe;     /* to read */
	sl_buffer in;
	sl_slot *slot; /* a page shared with it */
	uint64_t magic;
	uint32_t queue[SL_QUEUE]; /* batches it was given and has not answered, in order; the first is the one it works on */
	uint32_t queued;
	bool ready;
	bool ended;      /* it said so */
	bool deaf;       /* its end of the pipe is closed */
	uint64_t deaf_since;
	sl_killed killed;
	uint32_t first_file; /* it began with; SUMLINT_NONE */
	uint32_t careful_to;
	/* Kept for whoever takes its place: */
	bool careful;     /* it begins carefully */
	sl_spot spot;     /* where the last one died, */
	sl_death death;   /* how, */
	uint32_t times;   /* and how often in a row just so */
	uint32_t kills;   /* from outside, since the last answer */
	uint32_t doubted; /* the file that no trial found the guilty rule of; SUMLINT_NONE */
	uint32_t doubts;
	const sl_rule_manifest *at_work; /* the rule that was at work whenever the doubted file killed; NULL: several, or none that is known */
	sl_trial trial;
	uint64_t wanted_since; /* no process could be made: since when; 0: none is wanted */
	uint64_t next_try;
	/* Time: watch.c */
	bool heard;       /* something came from it */
	uint64_t calls;   /* the watch's, when last looked at */
	uint64_t looked;  /* milliseconds */
	uint64_t cpu;     /* nanoseconds; UINT64_MAX: not looked at yet */
	uint64_t charged; /* milliseconds that count, in the call at hand */
	uint64_t moves;   /* looks since it was heard at which its page told of another call */
	uint64_t own;     /* milliseconds since then that it was late and in no plugin's code, as far as the page tells */
} sl_member;

/* How often a rule failed on the files that were handed on. */
typedef struct sl_tally {
	const sl_rule_manifest *rule;
	uint32_t failures;
} sl_tally;

struct sl_engine {
	sl_engine_options options;
	sl_engine_job job;
	sl_member *members; /* on the heap */
	uint32_t member_count;
	uint32_t alive;
	bool confined;
	uint64_t room;        /* size of the largest document; where workers are confined */
	uint64_t frame_most;  /* bytes of a frame */
	uint32_t batch_size;
	sl_batch *batches; /* that were given out: on the heap */
	uint32_t batch_count;
	uint32_t batch_capacity;
	uint32_t next;     /* batch to be taken */
	uint32_t fresh;    /* file to be given out */
	uint32_t answered; /* files */
	uint64_t held;     /* bytes of answers that wait */
	uint64_t checked_children; /* milliseconds: when all were last looked for */
	sl_arena arena; /* of what is kept for the run */
	sl_arena taking;
	sl_established *established; /* ascending by file, then in the manifests' order */
	uint32_t established_count;
	uint32_t established_capacity;
	sl_tally *tallies;
	uint32_t tally_count;
	uint32_t tally_capacity;
	const sl_rule_manifest **off; /* rules that are switched off */
	uint32_t off_count;
	uint32_t off_capacity;
	uint32_t off_behind; /* the file behind which a rule was just switched off; SUMLINT_NONE */
	bool answered_ready; /* a worker was ready, or could not be */
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

/* Memory is short: the run cannot go on. */
bool sl_engine_no_memory(sl_engine *engine);
/* True where the run goes on no more. */
bool sl_engine_is_over(const sl_engine *engine);

/* ---- members.c ---- */

/* Starts a worker in the place of this member; what is in its queue, or its trial, is given to it. Where no process can be made it is tried again later, by
   sl_members_retry; false (and the run has failed) when that took too long. */
bool sl_member_start(sl_engine *engine, sl_member *member);
bool sl_members_retry(sl_engine *engine);
/* Puts the next files into its queue, of which there are some. False when memory is short. */
bool sl_member_queue(sl_engine *engine, sl_member *member);
/* Gives it batches until its queue is full, or there are none to give. */
void sl_member_feed(sl_engine *engine, sl_member *member);
/* Its process has ended, and is still to be reaped: ends what it left running, and closes what led there. Gives the status of wait. */
int sl_member_reap(sl_engine *engine, sl_member *member);
/* True where its process is a zombie, which it stays. */
bool sl_member_has_ended(const sl_member *member);
/* Kills it, and waits for its end. */
void sl_member_kill(sl_engine *engine, sl_member *member);
/* True where a file is answered as soon as it is done, so that the first that is not answered is the one at hand. */
bool sl_member_is_careful(const sl_engine *engine, const sl_member *member);
/* Lets them end of themselves; kills those that do not. */
void sl_members_dismiss(sl_engine *engine);
/* Milliseconds of a clock that is never set. */
uint64_t sl_now(void);
/* Bytes of the document, as far as that is known without reading it; 0: it is not there. */
uint64_t sl_document_size(const sl_file *file);

/* ---- direct.c ---- */

/* Where few small documents are checked by what was built with sumlint alone: has all checked, and takes the frames. False where it is not so, and nothing
   was done. Else the run may be over, with or without troubles. */
bool sl_direct_check(sl_engine *engine);

/* ---- listen.c ---- */

/* Waits for something to happen, `milliseconds` at the most, and takes what came. */
void sl_listen(sl_engine *engine, int milliseconds);

/* ---- watch.c ---- */

/* Kills the member whose plugin takes too long. */
void sl_watch_time(sl_engine *engine, sl_member *member, uint64_t now);
/* How often to look: milliseconds. */
int sl_watch_patience(const sl_engine *engine);

/* ---- take.c ---- */

/* Takes the whole frames apart that came from the member. False where they are no frames: the worker is no longer to be trusted. */
bool sl_take_frames(sl_engine *engine, sl_member *member);
/* Hands on the answers whose turn it is. */
void sl_take_answers(sl_engine *engine);
/* Hands on what the judge said. False when memory is short. */
bool sl_take_judged(sl_engine *engine, sl_arena *arena, sl_judged *report, void *user);
/* Forgets the answers of all batches from this one on. */
void sl_drop_answers(sl_engine *engine, uint32_t batch);

/* ---- established.c ---- */

bool sl_establish(sl_engine *engine, uint32_t file, const sl_manifest *plugin, const sl_rule_manifest *rule, const sl_death *death);
/* Puts the failures of a file into *outcome, and switches off the rules that failed too often: engine->off_behind. Called for one file after the other. */
bool sl_attach_failures(sl_engine *engine, uint32_t file, sl_outcome *outcome);
bool sl_switch_off(sl_engine *engine, const sl_rule_manifest *rule);
/* Begins anew behind the file, with the rules off. */
void sl_begin_behind(sl_engine *engine, uint32_t file);

/* ---- mishap.c ---- */

/* What is to be done after the end of a worker that had not ended of itself: tries again, looks for the guilty, or gives the run up. */
void sl_mishap_take(sl_engine *engine, sl_member *member, int status);
/* Blames the rule, or sumlint itself where it is NULL. */
void sl_blame(sl_engine *engine, uint32_t file, const sl_rule_manifest *rule, const sl_death *death);
/* The plugin of a rule; NULL where it is none of this run's. */
const sl_manifest *sl_plugin_of_rule(const sl_manifests *manifests, const sl_rule_manifest *rule);

/* ---- trial.c ---- */

/* A worker died at a file for no reason of its own, or twice for one that came from outside. */
void sl_trial_begin(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death);
/* The worker of the step at hand has ended; `death` is NULL where it passed. */
void sl_trial_go_on(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death);
/* Who is tried in the step at hand; NULL: nobody. */
const sl_rule_manifest *sl_trial_tried(const sl_trial *trial);

#endif
