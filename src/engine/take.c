/* SPDX-License-Identifier: Apache-2.0
 * take.c - frames of the workers, and outcomes in the order of the files.
 */
#include "engine/pool.h"

#include "collect/wire.h"

#include <stdlib.h>
#include <string.h>

/* What comes is kept where it came, up to this size. */
#define MANY_BYTES ((size_t)4 << 20)

static bool take_troubles(sl_wire *wire, sl_troubles *troubles)
{
	uint64_t count = sl_wire_number(wire);
	for (uint64_t i = 0; i < count && !wire->failed; i++)
		sl_wire_trouble(wire, troubles);
	return !wire->failed;
}

/* ---- parts ---------------------------------------------------------------------------------------------------- */

/* What a part is read for: to see whether it is one, or to hand it on. */
typedef struct reading {
	sl_engine *engine;
	sl_wire wire;
	sl_part_head head;
	bool hand_on;
	uint32_t next; /* file that has something to say; SUMLINT_NONE */
} reading;

static void find_next(reading *r)
{
	uint64_t number = r->head.said ? sl_wire_number(&r->wire) : SUMLINT_NONE;
	/* They ascend, and none is missed. */
	if (r->head.said && (number >= r->head.to || (r->next != SUMLINT_NONE && number <= r->next) || number < r->head.first))
		r->wire.failed = true;
	r->next = (uint32_t)number;
	r->head.said -= r->head.said > 0;
}

/* Takes what the file has to say. */
static bool read_outcome(reading *r, uint32_t file, sl_outcome *outcome)
{
	sl_engine *engine = r->engine;
	*outcome = (sl_outcome){ 0 };
	sl_arena_reset(&engine->taking);
	if (r->next != file)
		return true;
	outcome->extra = sl_wire_text(&r->wire);
	if (!sl_wire_result(&r->wire, &engine->taking, engine->job.manifests, engine->job.files->items[file].path, &outcome->result))
		return false;
	find_next(r);
	return !r->wire.failed;
}

/* Files that had nothing to say are handed on too: they were checked. */
static bool read_files(reading *r)
{
	sl_engine *engine = r->engine;
	for (uint32_t file = r->head.first; file < r->head.to && !engine->stopped && engine->off_behind == SUMLINT_NONE; file++) {
		sl_outcome outcome;
		if (!read_outcome(r, file, &outcome))
			return false;
		if (!r->hand_on)
			continue;
		if (!sl_attach_failures(engine, file, &outcome))
			return false;
		if (!engine->job.sink(engine->job.user, file, &outcome))
			engine->stopped = true;
	}
	return true;
}

/* False where the part is broken, or memory is short. */
static bool read_part(sl_engine *engine, sl_str payload, bool hand_on)
{
	reading r = { .engine = engine, .hand_on = hand_on, .next = SUMLINT_NONE };
	memcpy(&r.head, payload.data, sizeof(r.head));
	r.wire = (sl_wire){ payload.data + sizeof(r.head), payload.data + payload.size, false };
	find_next(&r);
	if (r.wire.failed || !read_files(&r))
		return false;
	/* Of files behind the one after which a rule was switched off nothing is taken. */
	if (hand_on && (engine->stopped || engine->off_behind != SUMLINT_NONE))
		return true;
	return take_troubles(&r.wire, hand_on ? engine->job.troubles : NULL) && r.wire.at == r.wire.end;
}

/* A worker answers what it was given, in that order: anything else comes from one whose memory was written over. */
static bool is_expected(const sl_engine *engine, const sl_member *member, const sl_part_head *head)
{
	if (member->trial.step)
		return head->first == member->trial.file && head->to == head->first + 1 && !member->trial.passed;
	if (member->queued == 0)
		return false;
	const sl_batch *batch = &engine->batches[member->queue[0]];
	return head->first == batch->answered && head->to > head->first && head->to <= batch->to;
}

static bool keep_part(sl_engine *engine, sl_member *member, sl_str payload, uint32_t to)
{
	sl_batch *batch = &engine->batches[member->queue[0]];
	sl_part *part = malloc(sizeof(*part) + (size_t)payload.size);
	if (!part)
		return !sl_engine_no_memory(engine);
	*part = (sl_part){ .size = payload.size };
	memcpy(part->bytes, payload.data, (size_t)payload.size);
	if (batch->last)
		batch->last->next = part;
	else
		batch->parts = part;
	batch->last = part;
	engine->held += payload.size;
	engine->answered += to - batch->answered;
	batch->answered = to;
	member->kills = 0;
	if (to < batch->to)
		return true;
	member->careful = false;
	member->queued--;
	memmove(member->queue, member->queue + 1, member->queued * sizeof(*member->queue));
	sl_member_feed(engine, member);
	return true;
}

static bool take_part(sl_engine *engine, sl_member *member, sl_str payload)
{
	sl_part_head head;
	if (!member->ready || engine->facts || payload.size < sizeof(head))
		return false;
	memcpy(&head, payload.data, sizeof(head));
	if (!is_expected(engine, member, &head) || !read_part(engine, payload, false)) {
		/* Short memory of ours is not the worker's fault. */
		return engine->taking.failed && !sl_engine_no_memory(engine);
	}
	if (!member->trial.step)
		return keep_part(engine, member, payload, head.to);
	member->trial.passed = true;
	return true;
}

/* ---- frames as they come in ----------------------------------------------------------------------------------- */

static bool take_ready(sl_engine *engine, sl_member *member, sl_wire *wire)
{
	bool good = sl_wire_number(wire) != 0, judges = sl_wire_number(wire) != 0;
	if (member->ready || wire->failed)
		return false;
	member->ready = true;
	/* All workers say the same; one that cannot go on says why. */
	bool first = !engine->answered_ready;
	if (!take_troubles(wire, first || !good ? engine->job.troubles : NULL))
		return false;
	engine->answered_ready = true;
	engine->judges = first ? judges : engine->judges;
	engine->failed = engine->failed || !good;
	sl_member_feed(engine, member);
	return true;
}

/* A judgement. False where it is none. */
static bool read_judgement(const sl_engine *engine, sl_str payload, uint32_t *fact, sl_diagnostic *out)
{
	sl_wire wire = { payload.data, payload.data + payload.size, false };
	uint64_t number = sl_wire_number(&wire), severity = sl_wire_number(&wire);
	if (number >= engine->fact_count || severity > SL_ERROR)
		return false;
	*fact = (uint32_t)number;
	*out = (sl_diagnostic){ .rule = engine->facts[number].rule, .severity = (sl_severity)severity };
	out->message = sl_wire_text(&wire);
	out->help = sl_wire_text(&wire);
	return !wire.failed && wire.at == wire.end;
}

/* What a judge says is kept here, not by the worker: its limit counts all the same. */
static bool take_judgement(sl_engine *engine, sl_member *member, sl_str payload)
{
	uint32_t fact;
	sl_diagnostic diagnostic;
	if (!engine->facts || !member->ready || member->ended || !read_judgement(engine, payload, &fact, &diagnostic))
		return false;
	if (engine->options.memory_limit && engine->judged.size + payload.size > engine->options.memory_limit) {
		member->killed = SL_KILLED_FLOOD;
		return false;
	}
	sl_wire_put_text(&engine->judged, payload);
	engine->judged_count++;
	return true;
}

static bool take_end(sl_engine *engine, sl_member *member, sl_wire *wire)
{
	if (!member->ready || member->ended || !take_troubles(wire, engine->job.troubles))
		return false;
	member->ended = true;
	engine->judging_ended = engine->facts != NULL;
	return true;
}

static bool take_frame(sl_engine *engine, sl_member *member, uint32_t kind, sl_str payload)
{
	sl_wire wire = { payload.data, payload.data + payload.size, false };
	switch (kind) {
	case SL_FRAME_READY:
		return take_ready(engine, member, &wire);
	case SL_FRAME_PART:
		return take_part(engine, member, payload);
	case SL_FRAME_JUDGED:
		return take_judgement(engine, member, payload);
	case SL_FRAME_END:
		return take_end(engine, member, &wire);
	default:
		return false;
	}
}

/* What an answer of unusual size took is given back. False when memory is short. */
static bool drop_taken(sl_engine *engine, sl_member *member, size_t at)
{
	sl_buffer *in = &member->in, left;
	if (at && in->capacity > MANY_BYTES && in->size - at < MANY_BYTES) {
		sl_buffer_init(&left);
		sl_buffer_append(&left, (sl_str){ in->data + at, in->size - at });
		sl_buffer_finish(in);
		*in = left;
		return !left.failed || sl_engine_no_memory(engine);
	}
	if (at)
		memmove(in->data, in->data + at, in->size - at);
	in->size -= at;
	return true;
}

bool sl_take_frames(sl_engine *engine, sl_member *member)
{
	size_t at = 0;
	bool good = true;
	while (good && member->in.size - at >= sizeof(sl_frame)) {
		sl_frame header;
		memcpy(&header, member->in.data + at, sizeof(header));
		if (header.magic != SL_FRAME_MAGIC || header.size > engine->frame_most)
			return false;
		if (member->in.size - at - sizeof(header) < header.size)
			break;
		good = take_frame(engine, member, header.kind, (sl_str){ member->in.data + at + sizeof(header), header.size });
		at += sizeof(header) + (size_t)header.size;
		member->heard = true;
	}
	return drop_taken(engine, member, at) && good;
}

/* ---- answers in order ----------------------------------------------------------------------------------------- */

void sl_drop_answers(sl_engine *engine, uint32_t batch)
{
	for (; batch < engine->batch_count; batch++) {
		sl_part *next;
		for (sl_part *part = engine->batches[batch].parts; part; part = next) {
			next = part->next;
			engine->held -= part->size;
			free(part);
		}
		engine->batches[batch].parts = engine->batches[batch].last = NULL;
	}
}

static void hand_on(sl_engine *engine, const sl_part *part)
{
	if (read_part(engine, (sl_str){ part->bytes, part->size }, true))
		return;
	/* It was looked at when it came. */
	sl_engine_no_memory(engine);
}

static void take_first_part(sl_engine *engine, sl_batch *batch)
{
	sl_part *part = batch->parts;
	batch->parts = part->next;
	if (!batch->parts)
		batch->last = NULL;
	hand_on(engine, part);
	engine->held -= part->size;
	free(part);
}

void sl_take_answers(sl_engine *engine)
{
	while (engine->next < engine->batch_count && !sl_engine_is_over(engine)) {
		sl_batch *batch = &engine->batches[engine->next];
		if (batch->parts)
			take_first_part(engine, batch);
		else if (batch->answered == batch->to)
			engine->next++;
		else
			break;
		if (engine->off_behind != SUMLINT_NONE && !sl_engine_is_over(engine))
			sl_begin_behind(engine, engine->off_behind);
	}
	/* Who was given nothing because too much was held. */
	for (uint32_t i = 0; i < engine->member_count && !sl_engine_is_over(engine); i++)
		sl_member_feed(engine, &engine->members[i]);
}

/* ---- judgements ----------------------------------------------------------------------------------------------- */

bool sl_take_judged(sl_engine *engine, sl_arena *arena, sl_judged *report, void *user)
{
	sl_wire all = { engine->judged.data, engine->judged.data + engine->judged.size, engine->judged.failed };
	for (uint32_t i = 0; i < engine->judged_count && !all.failed; i++) {
		uint32_t fact;
		sl_diagnostic diagnostic;
		if (!read_judgement(engine, sl_wire_text(&all), &fact, &diagnostic))
			return false;
		diagnostic.message = sl_arena_copy(arena, diagnostic.message);
		diagnostic.help = sl_arena_copy(arena, diagnostic.help);
		if (arena->failed)
			return false;
		report(user, fact, &diagnostic);
	}
	return !all.failed;
}
