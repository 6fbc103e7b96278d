/* SPDX-License-Identifier: Apache-2.0
 * faulty.c - the plugin's rules. It is built once, and copied under other names: `faulty-load-segv.so` crashes in its constructor, `faulty-create-loop.so`
 * in create, `faulty-judge-exit.so` in judge. A document says by a line `FAULT: NAME` what is to be done while it is checked; `NAME+ARGUMENT` does it with an argument. What
 * stands before the first hyphen is the plugin's name.
 *
 * Of the rules `fault` is the broken one. `before` and `after` report every line that begins with `NOTE`, and must do so whatever `fault` does; `corpus`
 * judges the lines `FACT: KEY`.
 */
#include "faulty.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const sumlint_host *host;
sumlint_context *context;
char folder[4096];
char said[4096];
const char *argument = "";
static char name[64], stage[64], stage_action[128];
static const sumlint_ext_facts *facts;

/* ---- what to do ----------------------------------------------------------------------------------------------- */

void tell(const char *what, bool done)
{
	size_t used = strlen(said);
	if (done)
		snprintf(said + used, sizeof(said) - used, "%s%s: done.", used ? " " : "", what);
	else
		snprintf(said + used, sizeof(said) - used, "%s%s: refused (%s).", used ? " " : "", what, strerrorname_np(errno) ? strerrorname_np(errno) : "0");
}

const char *target(const char *file)
{
	static char paths[2][8192];
	static int next;
	char *path = paths[next ^= 1];
	snprintf(path, sizeof(paths[0]), "%starget/%s", folder, file);
	return path;
}

/* "NAME" or "NAME+ARGUMENT". A name that is none is a fault of the test's. */
static void act(const char *word)
{
	static const action *const tables[] = { faults, faults_of_processes, forgeries, attacks_on_files, attacks_by_network, attacks_on_processes, attacks_on_kernel };
	static char words[256];
	snprintf(words, sizeof(words), "%s", word);
	char *plus = strchr(words, '+');
	argument = plus ? plus + 1 : "";
	if (plus)
		*plus = '\0';
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		for (const action *a = tables[i]; a->name; a++) {
			if (strcmp(a->name, words) == 0) {
				errno = 0;
				a->act();
				return;
			}
		}
	}
	snprintf(said, sizeof(said), "no action is called %s", words);
}

static void act_in(const char *now)
{
	if (strcmp(stage, now) == 0)
		act(stage_action);
}

/* FOLDER/NAME-STAGE-ACTION.so */
__attribute__((constructor)) static void read_own_name(void)
{
	static char place;
	Dl_info about;
	if (!dladdr(&place, &about) || !about.dli_fname)
		return;
	const char *file = strrchr(about.dli_fname, '/');
	file = file ? file + 1 : about.dli_fname;
	snprintf(folder, sizeof(folder), "%.*s", (int)(file - about.dli_fname), about.dli_fname);
	sscanf(file, "%63[^-.]-%63[^-.]-%127[^.]", name, stage, stage_action);
	act_in("load");
}

/* ---- rules ---------------------------------------------------------------------------------------------------- */

static void report(const char *message, size_t at, size_t size)
{
	sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = { (uint32_t)at, (uint32_t)(at + size) } };
	diagnostic.message = (sumlint_str){ message, strlen(message) };
	host->report(context, &diagnostic);
}

/* Calls `line` for what stands behind `prefix` in the lines that begin with it. */
static void each_line(const sumlint_document *document, const char *prefix, void (*line)(const char *rest, size_t at, size_t size))
{
	const char *text = document->text.data;
	size_t size = (size_t)document->text.size, length = strlen(prefix);
	for (size_t at = 0; at < size;) {
		const char *end = memchr(text + at, '\n', size - at);
		size_t next = end ? (size_t)(end - text) : size;
		if (next - at >= length && memcmp(text + at, prefix, length) == 0) {
			char rest[256];
			snprintf(rest, sizeof(rest), "%.*s", (int)(next - at - length), text + at + length);
			line(rest, at, next - at);
		}
		at = next + 1;
	}
}

static void note(const char *rest, size_t at, size_t size)
{
	char message[300];
	snprintf(message, sizeof(message), "note%s", rest);
	report(message, at, size);
}

static void check_notes(void *instance, const sumlint_document *document, sumlint_context *given)
{
	(void)instance;
	context = given;
	each_line(document, "NOTE", note);
}

static void fault(const char *rest, size_t at, size_t size)
{
	said[0] = '\0';
	act(rest);
	if (said[0])
		report(said, at, size);
}

static void *create(const sumlint_host *given, const sumlint_options *options)
{
	(void)given;
	(void)options;
	act_in("create");
	return name;
}

static void destroy(void *instance)
{
	(void)instance;
}

static void check_fault(void *instance, const sumlint_document *document, sumlint_context *given)
{
	(void)instance;
	context = given;
	/* What the constructor met. */
	if (strcmp(stage, "load") == 0 && said[0])
		report(said, 0, 0);
	each_line(document, "FAULT: ", fault);
}

static void state(const char *rest, size_t at, size_t size)
{
	facts->state(context, (sumlint_str){ rest, strlen(rest) }, (sumlint_str){ "", 0 }, (sumlint_span){ (uint32_t)at, (uint32_t)(at + size) });
}

static void check_corpus(void *instance, const sumlint_document *document, sumlint_context *given)
{
	(void)instance;
	context = given;
	if (armed)
		abort();
	each_line(document, "FACT: ", state);
}

static void judge_corpus(void *instance, sumlint_str key, const sumlint_fact *all, uint64_t count, sumlint_context *given)
{
	(void)instance;
	(void)key;
	context = given;
	act_in("judge");
	/* And over again. */
	bool dribble = strcmp(stage, "judge") == 0 && strcmp(stage_action, "dribble") == 0;
	bool flood = dribble || (strcmp(stage, "judge") == 0 && strcmp(stage_action, "flood") == 0);
	for (uint64_t i = 0; i < count; i = flood ? (i + 1) % count : i + 1) {
		sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic) };
		diagnostic.message = flood ? (sumlint_str){ said, sizeof(said) / 4 } : host->format(given, "one of %u", (unsigned)count);
		facts->report_fact(given, &all[i], &diagnostic);
		if (dribble)
			usleep(1000);
	}
}

#define RULE(...) { .struct_size = sizeof(sumlint_rule), __VA_ARGS__ }
static const sumlint_rule before_rule = RULE(.name = "before", .check = check_notes);
static const sumlint_rule fault_rule = RULE(.name = "fault", .create = create, .destroy = destroy, .check = check_fault);
static const sumlint_rule after_rule = RULE(.name = "after", .check = check_notes);
static const sumlint_rule corpus_rule = RULE(.name = "corpus", .check = check_corpus, .judge = judge_corpus);
static const sumlint_rule *const rules[] = { &before_rule, &fault_rule, &after_rule, &corpus_rule };
static const sumlint_plugin plugin = {
	.struct_size = sizeof(plugin),
	.abi_minor = SUMLINT_ABI_MINOR,
	.name = name,
	.rule_count = sizeof(rules) / sizeof(*rules),
	.rules = rules,
};

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *given)
{
	host = given;
	facts = given->extension(given, SUMLINT_EXT_FACTS);
	act_in("give");
	return &plugin;
}
