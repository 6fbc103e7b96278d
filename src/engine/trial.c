/* SPDX-License-Identifier: Apache-2.0
 * trial.c - a file that killed a worker is checked alone, in fresh processes: with the rule that was at work, without any rule of a plugin that is not the
 * installation's, and if need be with each of those alone. So a rule is blamed that breaks the file by itself, and not one that only met what another, or
 * another file, had broken before.
 */
#include "engine/pool.h"

/* So often a file may kill workers that no trial can make die. */
#define MOST_DOUBTS 5

const sl_rule_manifest *sl_trial_tried(const sl_trial *trial)
{
	if (trial->step == SL_TRIAL_EACH)
		return trial->suspects[trial->suspect];
	return trial->step == SL_TRIAL_ACCUSED ? trial->accused : NULL;
}

/* ---- suspects ------------------------------------------------------------------------------------------------- */

static bool is_shipped(const sl_engine *engine, const sl_rule_manifest *rule)
{
	const sl_manifest *plugin = sl_plugin_of_rule(engine->job.manifests, rule);
	return !plugin || plugin->shipped || !plugin->library.size;
}

static bool is_left_out(const sl_engine *engine, uint32_t file, const sl_rule_manifest *rule)
{
	uint32_t first, count = sl_established_of(engine->established, engine->established_count, file, &first);
	for (uint32_t i = first; i < first + count; i++) {
		if (engine->established[i].failure.rule == rule)
			return true;
	}
	for (uint32_t i = 0; i < engine->off_count; i++) {
		if (engine->off[i] == rule)
			return true;
	}
	return false;
}

static bool is_suspect(const sl_engine *engine, uint32_t file, const sl_rule_setting *setting)
{
	const sl_manifest *plugin = sl_plugin_of_rule(engine->job.manifests, setting->rule);
	return setting->severity != SL_OFF && !is_shipped(engine, setting->rule) && sl_selected(engine->job.selection, plugin, setting->rule) &&
	    !is_left_out(engine, file, setting->rule);
}

/* The rules that run on the file, of plugins that are not the installation's. */
static bool find_suspects(sl_engine *engine, sl_trial *trial)
{
	const sl_settings *settings = engine->job.files->items[trial->file].settings;
	trial->suspects = sl_arena_calloc(&engine->arena, settings->rule_count + (size_t)1, sizeof(*trial->suspects));
	if (!trial->suspects)
		return sl_engine_no_memory(engine);
	for (uint32_t i = 0; i < settings->rule_count; i++) {
		if (is_suspect(engine, trial->file, &settings->rules[i]))
			trial->suspects[trial->suspect_count++] = settings->rules[i].rule;
	}
	return true;
}

/* ---- steps ---------------------------------------------------------------------------------------------------- */

static void end(sl_member *member)
{
	member->trial.step = SL_TRIAL_NONE;
	member->times = 0;
}

/* Nobody was guilty: the file is checked once more as always. */
static void doubt(sl_member *member)
{
	if (member->doubted != member->trial.file)
		member->doubts = 0;
	member->doubted = member->trial.file;
	member->doubts++;
	end(member);
}

/* No rule breaks the file alone: some do together, as where one leaves behind what another one trips over. The one that trips every time is left out, and
   the file is checked anew. If it is not always the same, it cannot be told who it is; but without all of these, and if there are none, without whatever was
   at work, the run goes on. */
static void blame_at_last(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death)
{
	if (member->at_work) {
		sl_blame(engine, spot->file, member->at_work, death);
		member->doubted = SUMLINT_NONE;
		end(member);
		return;
	}
	for (uint32_t i = 0; i < member->trial.suspect_count; i++)
		sl_blame(engine, spot->file, member->trial.suspects[i], death);
	if (member->trial.suspect_count == 0)
		sl_blame(engine, spot->file, spot->rule, death);
	end(member);
}

void sl_trial_begin(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death)
{
	bool again = member->doubted == spot->file;
	member->trial = (sl_trial){ .file = spot->file, .accused = spot->rule && !is_shipped(engine, spot->rule) ? spot->rule : NULL };
	member->times = 0;
	member->at_work = !again || member->at_work == member->trial.accused ? member->trial.accused : NULL;
	if (!find_suspects(engine, &member->trial))
		return;
	/* Alone, and with no code in it but sumlint's: another try would end as this one did, and may take minutes. */
	if (death->kind == SL_FAILURE_MEMORY && member->trial.suspect_count == 0 && member->first_file == spot->file)
		sl_blame(engine, spot->file, NULL, death);
	else if (again && member->doubts >= MOST_DOUBTS)
		blame_at_last(engine, member, spot, death);
	else if (again && member->first_file == spot->file && member->trial.suspect_count)
		member->trial.step = SL_TRIAL_EACH; /* nothing but this file was checked, and its trial did not show why */
	else
		member->trial.step = member->trial.accused ? SL_TRIAL_ACCUSED : SL_TRIAL_BASE;
}

static void after_accused(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death)
{
	sl_trial *trial = &member->trial;
	if (!death) {
		doubt(member);
	} else if (spot->rule == trial->accused || death->kind == SL_FAILURE_TIMEOUT) {
		sl_blame(engine, trial->file, trial->accused, death);
		end(member);
	} else {
		trial->died = true;
		trial->death = *death;
		trial->step = SL_TRIAL_BASE;
	}
}

static void after_base(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death)
{
	sl_trial *trial = &member->trial;
	if (!death && !trial->died) {
		doubt(member);
		return;
	}
	/* No rule of sumlint's is to blame for a document that is too large for it: without the one, the next would run short. */
	if (death)
		sl_blame(engine, trial->file, death->kind == SL_FAILURE_MEMORY ? NULL : spot->rule, death);
	else
		sl_blame(engine, trial->file, trial->accused, &trial->death);
	end(member);
}

static void after_each(sl_engine *engine, sl_member *member, const sl_death *death)
{
	sl_trial *trial = &member->trial;
	if (death)
		sl_blame(engine, trial->file, trial->suspects[trial->suspect], death);
	trial->guilty += death != NULL;
	if (++trial->suspect < trial->suspect_count)
		return;
	if (trial->guilty)
		end(member);
	else
		doubt(member);
}

void sl_trial_go_on(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death)
{
	member->trial.passed = false;
	member->times = 0;
	member->kills = 0;
	member->careful = true;
	switch (member->trial.step) {
	case SL_TRIAL_ACCUSED:
		after_accused(engine, member, spot, death);
		break;
	case SL_TRIAL_BASE:
		after_base(engine, member, spot, death);
		break;
	case SL_TRIAL_EACH:
		after_each(engine, member, death);
		break;
	case SL_TRIAL_NONE:
		break;
	}
}
