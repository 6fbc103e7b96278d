/* SPDX-License-Identifier: Apache-2.0
 * init.c - `sumlint init`: looks at the documents that are there, and writes a first .sumlint.yaml for them.
 */
#include "cli/check_run.h"
#include "cli/commands.h"
#include "cli/init_report.h"
#include "cli/init_terms.h"
#include "cli/init_write.h"

#include "base/file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#define BASELINE_NAME ".sumlint-baseline.json"
/* From the rules of an installation, and of the build tree. */
static const char *const schema_places[] = { "../schemas/sumlint-config.schema.json", "../docs/schemas/sumlint-config.schema.json" };

typedef struct settings {
	bool force;
	bool dry_run;
	bool vocabularies;
	bool baseline;
	bool type;
} settings;

static bool take_force(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->force = true;
	return true;
}

static bool take_dry_run(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->dry_run = true;
	return true;
}

static bool take_vocabularies(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->vocabularies = true;
	return true;
}

static bool take_baseline(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->baseline = true;
	return true;
}

static bool take_type(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->type = true;
	return true;
}

static const sl_option options[] = {
	{ 0, "type", NULL, "make a document type of the headings that most documents\nhave, instead of taking the built-in `summary`", NULL, take_type },
	{ 0, "vocabularies", NULL, "propose vocabularies/topics.yaml and audience.yaml from\nthe terms that the documents have", NULL, take_vocabularies },
	{ 0, "baseline", NULL, "write all present problems into " BASELINE_NAME ",\nso that only new ones are told", NULL, take_baseline },
	{ 'n', "dry-run", NULL, "print what would be written, and write nothing", NULL, take_dry_run },
	{ 0, "force", NULL, "replace files that are there", NULL, take_force },
	{ 0 },
};

static const sl_option *const tables[] = { options, NULL };

/* A run of it. */
typedef struct init {
	const settings *given;
	sl_buffer folder;
	sl_session session; /* without a config */
	sl_survey survey;
	sl_init_report report;
	sl_buffer schema;
	sl_init_files files;
	sl_init_file *vocabularies[SL_SURVEY_TERMS];
	sl_init_file *config;
	sl_init_file *baseline;
} init;

/* ---- what is written ------------------------------------------------------------------------------------------ */

static void name_files(init *run)
{
	sl_str folder = sl_buffer_str(&run->folder);
	for (int i = 0; run->given->vocabularies && i < SL_SURVEY_TERMS; i++)
		run->vocabularies[i] = sl_init_files_add(&run->files, folder, sl_init_vocabulary_path((sl_survey_terms)i));
	run->config = sl_init_files_add(&run->files, folder, SL_CONFIG_NAME);
	if (!run->given->baseline)
		return;
	run->baseline = sl_init_files_add(&run->files, folder, BASELINE_NAME);
	run->baseline->elsewhere = true;
}

/* The installed schema, for editors; none in an installation without. */
static const char *find_schema(init *run)
{
	for (size_t i = 0; i < sizeof(schema_places) / sizeof(*schema_places); i++) {
		sl_buffer_clear(&run->schema);
		sl_path_join(&run->schema, run->session.install.rules, sl_str_of(schema_places[i]));
		if (!run->schema.failed && access(run->schema.data, R_OK) == 0)
			return run->schema.data;
	}
	return NULL;
}

/* False when memory is short. */
static bool propose(init *run)
{
	sl_init_report *report = &run->report;
	sl_config_proposal config = { .survey = &run->survey, .folders = &report->folders, .outline = &report->outline, .schema = find_schema(run) };
	report->survey = &run->survey;
	report->wants_type = run->given->type;
	report->wants_vocabularies = run->given->vocabularies;
	if (!sl_propose_outline(&run->survey, run->given->type, &report->outline) || !sl_propose_folders(&run->survey, &report->folders))
		return false;
	for (int i = 0; run->given->vocabularies && i < SL_SURVEY_TERMS; i++) {
		sl_buffer *text = &run->vocabularies[i]->text;
		if (!sl_propose_terms(&run->survey, (sl_survey_terms)i, text, &report->terms[i]))
			return false;
		config.vocabularies[i] = text->size > 0;
	}
	report->own_type = config.own_type = run->given->type && report->outline.count && run->survey.document_count;
	sl_put_config(&config, &run->config->text);
	return !run->config->text.failed && !run->schema.failed;
}

/* What was written is read again: whatever a heading or a folder is called, the config that comes of it is a good one. */
static bool prove(init *run)
{
	sl_session session = { 0 };
	const sl_session_settings with = { .config_file = run->config->path.data };
	const sl_settings *applies;
	sl_buffer path;
	sl_buffer_init(&path);
	sl_path_join(&path, sl_buffer_str(&run->folder), sl_init_first_document(&run->survey));
	bool good = !path.failed && sl_session_open(&session, &with) &&
	    sl_configs_settings(session.configs, sl_buffer_str(&path), &applies) != SL_BAD_CONFIG;
	sl_session_tell(&session);
	sl_session_finish(&session);
	sl_buffer_finish(&path);
	return good;
}

static bool write_baseline(init *run)
{
	const char *paths[] = { run->folder.data };
	sl_check_settings check = { .common = SL_COMMON_SETTINGS };
	check.discover = (sl_discover_options){ .paths = paths, .path_count = 1 };
	check.baseline.write = run->baseline->path.data;
	check.common.report.fail_on = SL_OFF;
	check.common.report.silent = true;
	if (sl_check_run(&check) != SL_EXIT_CLEAN)
		return false;
	sl_baseline *baseline = sl_baseline_create(run->baseline->path.data, &run->session.troubles);
	if (baseline && sl_baseline_read(baseline, false))
		run->report.known = sl_baseline_count(baseline);
	sl_baseline_free(baseline);
	return true;
}

static bool write_all(init *run)
{
	if (!sl_init_files_write(&run->files, run->given->force))
		return false;
	if (prove(run) && (!run->baseline || write_baseline(run)))
		return true;
	sl_init_files_undo(&run->files);
	sl_usage_error(NULL, "nothing was written");
	return false;
}

/* One file as it is; several each under its name. */
static void print_all(const init *run)
{
	uint32_t shown = 0;
	for (uint32_t i = 0; i < run->files.count; i++)
		shown += run->files.items[i].text.size > 0;
	for (uint32_t i = 0; i < run->files.count; i++) {
		const sl_init_file *file = &run->files.items[i];
		if (file->text.size == 0)
			continue;
		if (shown > 1)
			printf("%s# ---- %s ----\n", i ? "\n" : "", file->path.data);
		fwrite(file->text.data, 1, file->text.size, stdout);
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static bool is_folder(const char *path)
{
	struct stat about;
	int error = stat(path, &about) != 0 ? errno : S_ISDIR(about.st_mode) ? 0 : ENOTDIR;
	if (error)
		sl_usage_error(NULL, "%s: %s", path, strerror(error));
	return error == 0;
}

static bool look(init *run)
{
	const sl_session_settings without = { .no_config = true };
	if (!sl_session_open(&run->session, &without))
		return false;
	bool good = sl_survey_folder(&run->survey, &run->session, sl_buffer_str(&run->folder)) && propose(run);
	if (!good && !sl_session_failed(&run->session))
		sl_no_memory(&run->session.troubles);
	sl_session_tell(&run->session);
	return good;
}

static int init_folder(init *run)
{
	const settings *given = run->given;
	name_files(run);
	if (run->files.failed)
		return sl_usage_error(NULL, "out of memory");
	if (!is_folder(run->folder.data) || (!given->dry_run && !sl_init_files_check(&run->files, given->force)))
		return SL_EXIT_TROUBLE;
	if (!look(run) || (!given->dry_run && !write_all(run)))
		return SL_EXIT_TROUBLE;
	if (given->dry_run)
		print_all(run);
	run->report.folder = sl_buffer_str(&run->folder);
	run->report.files = &run->files;
	run->report.dry_run = given->dry_run;
	sl_init_tell(&run->report, given->dry_run ? stderr : stdout);
	return sl_finish_output(sl_session_failed(&run->session) ? SL_EXIT_TROUBLE : SL_EXIT_CLEAN);
}

static int run_init(int argc, char **argv)
{
	settings given = { 0 };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_init_command, argc, argv, &given, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands + 1 < argc)
		return sl_usage_error("init", "one folder at a time");
	init run = { .given = &given };
	sl_buffer_init(&run.folder);
	sl_buffer_init(&run.schema);
	sl_path_join(&run.folder, SL_LIT(""), sl_str_of(operands < argc ? argv[operands] : "."));
	int status = run.folder.failed ? sl_usage_error(NULL, "out of memory") : init_folder(&run);
	sl_init_files_finish(&run.files);
	sl_survey_finish(&run.survey);
	sl_session_finish(&run.session);
	sl_buffer_finish(&run.schema);
	sl_buffer_finish(&run.folder);
	return status;
}

const sl_command sl_init_command = {
	"init",
	"[DIR]",
	"Look at the documents that are there, and write a first " SL_CONFIG_NAME ".",
	"All *.md, *.markdown and *.txt below DIR (default: the current folder) that .gitignore does not leave out are\n"
	"looked at. Those that have at least half of the parts of the built-in type `summary` are taken for\n"
	"documents: the config names their folders, and leaves out what else there is. It says in comments what\n"
	"can be changed. Where there are no documents it is a starter for any folder.\n\n"
	"Nothing that is there is replaced without --force, and either all files are written or none.\n",
	tables,
	run_init,
};
