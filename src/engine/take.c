/* SPDX-License-Identifier: Apache-2.0
 * take.c - frames of the workers, and outcomes in the order of the files.
 */
#include "engine/pool.h"

#include "collect/wire.h"

#include <stdlib.h>
#include <string.h>

/* ---- frames as they come in ----------------------------------------------------------------------------------- */

static void take_troubles(sl_engine *engine, sl_wire *wire)
{
	uint64_t count = sl_wire_number(wire);
	for (uint64_t i = 0; i < count && !wire->failed; i++)
		sl_wire_trouble(wire, engine->job.troubles);
}

static void take_ready(sl_engine *engine, sl_member *member, sl_wire *wire)
{
	bool good = sl_wire_number(wire) != 0, judges = sl_wire_number(wire) != 0;
	member->ready = true;
	if (!engine->facts)
		sl_member_feed(engine, member);
	/* All workers say the same. */
	if (engine->answered)
		return;
	engine->answered = true;
	engine->judges = judges;
	take_troubles(engine, wire);
	engine->failed = engine->failed || !good || wire->failed;
}

/* Kept until its turn. A worker answers what it was given, in that order: anything else comes from one gone mad. */
static bool keep_batch(sl_engine *engine, sl_member *member, sl_str payload)
{
	sl_batch_head head;
	if (payload.size < sizeof(head))
		return false;
	memcpy(&head, payload.data, sizeof(head));
	if (member->queued == 0 || head.batch != member->queue[0])
		return false;
	char *copy = malloc((size_t)payload.size);
	if (!copy) {
		sl_no_memory(engine->job.troubles);
		engine->failed = true;
		return true;
	}
	memcpy(copy, payload.data, (size_t)payload.size);
	engine->frames[head.batch] = (sl_str){ copy, payload.size };
	engine->answers++;
	member->queued--;
	memmove(member->queue, member->queue + 1, member->queued * sizeof(*member->queue));
	sl_member_feed(engine, member);
	return true;
}

static bool take_frame(sl_engine *engine, sl_member *member, uint32_t kind, sl_str payload)
{
	sl_wire wire = { payload.data, payload.data + payload.size, false };
	switch (kind) {
	case SL_FRAME_READY:
		take_ready(engine, member, &wire);
		return !wire.failed;
	case SL_FRAME_BATCH:
		return keep_batch(engine, member, payload);
	case SL_FRAME_JUDGED:
		sl_wire_put_text(&engine->judged, payload);
		engine->judged_count++;
		return true;
	case SL_FRAME_END:
		member->ended = true;
		engine->judging_ended = engine->facts != NULL;
		take_troubles(engine, &wire);
		return !wire.failed;
	default:
		return false;
	}
}

bool sl_take_frames(sl_engine *engine, sl_member *member)
{
	size_t at = 0;
	bool good = true;
	while (good && member->in.size - at >= sizeof(sl_frame)) {
		sl_frame header;
		memcpy(&header, member->in.data + at, sizeof(header));
		if (header.magic != SL_FRAME_MAGIC)
			return false;
		if (member->in.size - at - sizeof(header) < header.size)
			break;
		good = take_frame(engine, member, header.kind, (sl_str){ member->in.data + at + sizeof(header), header.size });
		at += sizeof(header) + (size_t)header.size;
	}
	memmove(member->in.data, member->in.data + at, member->in.size - at);
	member->in.size -= at;
	return good;
}

/* ---- batches in order ----------------------------------------------------------------------------------------- */

static bool attach_failures(sl_engine *engine, uint32_t file, sl_outcome *outcome)
{
	sl_failure *failures = NULL;
	uint32_t capacity = 0;
	for (uint32_t i = 0; i < engine->established_count; i++) {
		const sl_established *established = &engine->established[i];
		if (established->file != file || sl_rule_is_off(engine, established->failure.rule, file))
			continue;
		if (!sl_arena_grow(&engine->taking, (void **)&failures, outcome->failure_count, &capacity, sizeof(*failures)))
			return false;
		failures[outcome->failure_count++] = established->failure;
	}
	outcome->failures = failures;
	return true;
}

/* What a rule said of files behind the one where it was switched off would depend on who was how fast. */
static void drop_off(const sl_engine *engine, uint32_t file, sl_result *result)
{
	uint32_t kept = 0;
	if (engine->tally_count == 0)
		return;
	for (uint32_t i = 0; i < result->problem_count; i++) {
		if (!sl_rule_is_off(engine, result->problems[i].rule, file))
			result->problems[kept++] = result->problems[i];
	}
	result->problem_count = kept;
	kept = 0;
	for (uint32_t i = 0; i < result->stated_count; i++) {
		if (!sl_rule_is_off(engine, result->stated[i].rule, file))
			result->stated[kept++] = result->stated[i];
	}
	result->stated_count = kept;
}

static bool hand_on(sl_engine *engine, uint32_t file, sl_outcome *outcome)
{
	if (engine->established_count && !attach_failures(engine, file, outcome))
		return false;
	drop_off(engine, file, &outcome->result);
	if (!engine->job.sink(engine->job.user, file, outcome))
		engine->stopped = true;
	return true;
}

/* Files that had nothing to say are handed on too: they were checked. False where the frame is broken or memory short. */
static bool take_batch(sl_engine *engine, uint32_t batch, sl_str payload)
{
	sl_batch_head head;
	sl_wire wire = { payload.data + sizeof(head), payload.data + payload.size, false };
	memcpy(&head, payload.data, sizeof(head));
	uint32_t from = batch * engine->batch_size, to = from + engine->batch_size;
	to = to > engine->job.files->count ? engine->job.files->count : to;
	uint64_t number = head.said ? sl_wire_number(&wire) : SUMLINT_NONE;
	for (uint32_t file = from; file < to && !engine->stopped; file++) {
		sl_outcome outcome = { 0 };
		sl_arena_reset(&engine->taking);
		if (number == file) {
			outcome.extra = sl_wire_text(&wire);
			if (!sl_wire_result(&wire, &engine->taking, engine->job.manifests, engine->job.files->items[file].path, &outcome.result))
				return false;
			head.said--;
			number = head.said ? sl_wire_number(&wire) : SUMLINT_NONE;
		}
		if (!hand_on(engine, file, &outcome))
			return false;
	}
	take_troubles(engine, &wire);
	return !wire.failed;
}

void sl_take_batches(sl_engine *engine)
{
	while (engine->next < engine->batch_count && engine->frames[engine->next].data && !engine->failed && !engine->stopped) {
		sl_str frame = engine->frames[engine->next];
		if (!take_batch(engine, engine->next, frame)) {
			if (engine->taking.failed || engine->arena.failed)
				sl_no_memory(engine->job.troubles);
			else
				sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "a worker process answered what cannot be understood: its memory was written over");
			engine->failed = true;
		}
		free((char *)(uintptr_t)frame.data);
		engine->frames[engine->next] = (sl_str){ NULL, 0 };
		engine->next++;
	}
}

/* ---- judgements ----------------------------------------------------------------------------------------------- */

bool sl_take_judged(sl_engine *engine, sl_arena *arena, sl_judged *report, void *user)
{
	sl_wire all = { engine->judged.data, engine->judged.data + engine->judged.size, engine->judged.failed };
	for (uint32_t i = 0; i < engine->judged_count && !all.failed; i++) {
		sl_str payload = sl_wire_text(&all);
		sl_wire wire = { payload.data, payload.data + payload.size, false };
		uint64_t fact = sl_wire_number(&wire), severity = sl_wire_number(&wire);
		if (fact >= engine->fact_count || severity > SL_ERROR)
			return false;
		sl_diagnostic diagnostic = { .rule = engine->facts[fact].rule, .severity = (sl_severity)severity };
		diagnostic.message = sl_arena_copy(arena, sl_wire_text(&wire));
		diagnostic.help = sl_arena_copy(arena, sl_wire_text(&wire));
		if (wire.failed || arena->failed)
			return false;
		report(user, (uint32_t)fact, &diagnostic);
	}
	return !all.failed;
}
