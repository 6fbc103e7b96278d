/* SPDX-License-Identifier: Apache-2.0
 * rules.c - `sumlint rules`: what rules there are, from the manifests alone; with --check-examples whether they do what their manifests show.
 */
#include "check/examples.h"
#include "cli/commands.h"
#include "cli/rule_pages.h"
#include "cli/rule_schema.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct settings {
	sl_session_settings session;
	const char *format;
	bool check_examples;
} settings;

static const char *const format_names[] = { "text", "names", "json", "markdown", "schema", NULL };

static bool take_format(void *into, const char *argument)
{
	((settings *)into)->format = argument;
	return true;
}

static bool take_check_examples(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->check_examples = true;
	return true;
}

static const sl_option options[] = {
	{ 'f', "format", "FORMAT",
	    "text (default); names, one a line, those of plugins too;\njson; markdown: the whole reference; schema: a JSON Schema\nof the `rules` in a .sumlint.yaml",
	    format_names, take_format },
	{ 0, "check-examples", NULL, "run the examples of the manifests: each bad one must report its rule, each good one nothing", NULL,
	    take_check_examples },
	{ 0 },
};

static const sl_option *const tables[] = { options, sl_session_options, NULL };

static void print_list(const sl_manifests *manifests)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		for (uint32_t k = 0; k < manifest->rule_count; k++) {
			const sl_rule_manifest *rule = &manifest->rules[k];
			const char *fix = rule->fixable == SL_FIX_NEVER ? "" : rule->fixable == SL_FIX_ALWAYS ? "fix" : "(fix)";
			printf("%-26.*s %-8s %-6s %.*s\n", SL_ARG(rule->id), sl_severity_name(rule->severity), fix, SL_ARG(rule->summary));
		}
	}
}

static void print_names(const sl_manifests *manifests)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if (manifest->rule_count)
			printf("%.*s\n", SL_ARG(manifest->plugin));
		for (uint32_t k = 0; k < manifest->rule_count; k++)
			printf("%.*s\n", SL_ARG(manifest->rules[k].id));
	}
}

static bool is_named(const char *const *names, int count, const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	for (int i = 0; i < count; i++) {
		if (sl_str_is(rule->id, names[i]) || sl_str_is(manifest->plugin, names[i]))
			return true;
	}
	return count == 0;
}

/* The manifests with only the rules that are named. False when memory is short (told). */
static bool narrow(sl_session *session, const char *const *names, int count)
{
	for (uint32_t i = 0; i < session->manifests.count; i++) {
		const sl_manifest *manifest = session->manifests.items[i];
		sl_manifest *copy = sl_arena_calloc(&session->arena, 1, sizeof(*copy));
		sl_rule_manifest *rules = sl_arena_calloc(&session->arena, manifest->rule_count + (size_t)1, sizeof(*rules));
		if (!copy || !rules)
			return sl_usage_error(NULL, "out of memory") == SL_EXIT_CLEAN;
		*copy = *manifest;
		copy->rules = rules;
		copy->rule_count = 0;
		for (uint32_t k = 0; k < manifest->rule_count; k++) {
			if (is_named(names, count, manifest, &manifest->rules[k]))
				rules[copy->rule_count++] = manifest->rules[k];
		}
		session->manifests.items[i] = copy;
	}
	return true;
}

/* One of its rules is named, or itself. */
static bool is_asked(const char *const *names, int count, const sl_manifest *manifest)
{
	for (uint32_t i = 0; i < manifest->rule_count; i++) {
		if (is_named(names, count, manifest, &manifest->rules[i]))
			return true;
	}
	return false;
}

/* Of whole plugins: an example must be quiet under their other rules too. */
static int check_examples(sl_session *session, const char *const *names, int count)
{
	sl_examples_counts counts = { 0 };
	bool good = true;
	for (uint32_t i = 0; i < session->manifests.count && good && !counts.refused; i++) {
		if (is_asked(names, count, session->manifests.items[i]))
			good = sl_examples_run(&session->manifests, session->manifests.items[i], &session->config_options, &counts, &session->troubles);
	}
	sl_session_tell(session);
	if (counts.run || !sl_session_failed(session)) {
		printf("%u examples, %u failed", counts.run, counts.failed);
		if (counts.skipped)
			printf(", %u skipped", counts.skipped);
		putchar('\n');
	}
	if (counts.failed)
		return SL_EXIT_PROBLEMS;
	return good && !sl_session_failed(session) ? SL_EXIT_CLEAN : SL_EXIT_TROUBLE;
}

_Noreturn static void run_apart(sl_session *session, const char *const *names, int count, int answer)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	unsigned char status = (unsigned char)sl_finish_output(check_examples(session, names, count));
	fflush(NULL);
	_exit(write(answer, &status, 1) == 1 ? 0 : 1);
}

/* The child's status, or what is to be said of a plugin that kept it from one. */
static int wait_for(pid_t child, int answer)
{
	unsigned char status = SL_EXIT_TROUBLE;
	int ended = 0;
	ssize_t got;
	while ((got = read(answer, &status, 1)) < 0 && errno == EINTR)
		;
	while (waitpid(child, &ended, 0) < 0 && errno == EINTR)
		;
	if (got == 1)
		return status;
	const char *name = WIFSIGNALED(ended) ? sigabbrev_np(WTERMSIG(ended)) : NULL;
	if (name)
		return sl_usage_error(NULL, "a plugin broke while its examples were run: signal SIG%s", name);
	return sl_usage_error(NULL, "a plugin ended the process while its examples were run");
}

/* In a process of its own: what a plugin breaks there is told, and this one maps none. */
static int check_examples_apart(sl_session *session, const char *const *names, int count)
{
	int answer[2], status = SL_EXIT_TROUBLE;
	if (pipe2(answer, O_CLOEXEC) != 0)
		return sl_usage_error(NULL, "cannot start a process: %s", strerror(errno));
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		run_apart(session, names, count, answer[1]);
	int error = errno;
	close(answer[1]);
	status = child < 0 ? sl_usage_error(NULL, "cannot start a process: %s", strerror(error)) : wait_for(child, answer[0]);
	close(answer[0]);
	return status;
}

static bool are_rules(sl_session *session, const char *const *names, int count)
{
	for (int i = 0; i < count; i++) {
		const sl_manifest *plugin;
		if (!sl_session_rule(session, sl_str_of(names[i]), &plugin) && !plugin)
			return false;
	}
	return true;
}

static int list(sl_session *session, const settings *given, const char *const *names, int count)
{
	if (!narrow(session, names, count))
		return SL_EXIT_TROUBLE;
	if (strcmp(given->format, "json") == 0)
		return sl_rules_json(&session->manifests, stdout) ? SL_EXIT_CLEAN : sl_usage_error(NULL, "out of memory");
	if (strcmp(given->format, "schema") == 0)
		return sl_rules_schema(&session->manifests, stdout) ? SL_EXIT_CLEAN : sl_usage_error(NULL, "out of memory");
	if (strcmp(given->format, "names") == 0)
		print_names(&session->manifests);
	else if (strcmp(given->format, "markdown") == 0)
		sl_rules_markdown(&session->manifests, stdout);
	else
		print_list(&session->manifests);
	return SL_EXIT_CLEAN;
}

static int run_rules(int argc, char **argv)
{
	settings given = { .format = "text" };
	int operands, status = SL_EXIT_TROUBLE;
	sl_parsed parsed = sl_command_parse(&sl_rules_command, argc, argv, &given, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	sl_session session = { 0 };
	const char *const *names = (const char *const *)argv + operands;
	int count = argc - operands;
	if (sl_session_open(&session, &given.session) && are_rules(&session, names, count)) {
		status = given.check_examples ? check_examples_apart(&session, names, count) : list(&session, &given, names, count);
		status = sl_finish_output(status);
	}
	sl_session_finish(&session);
	return status;
}

const sl_command sl_rules_command = {
	"rules",
	"[RULE...]",
	"List the rules there are.",
	"RULE is a rule's id or a plugin's name; without one all rules are listed, each with its default severity, whether\n"
	"it brings a fix (in brackets: sometimes), and what it is about. No plugin's code is loaded for it,\n"
	"but for --check-examples, which is for authors of plugins.\n",
	tables,
	run_rules,
};
