/* SPDX-License-Identifier: Apache-2.0
 * config_fixture.h - a project in a folder of its own, an installation beside it, and answers about them as text.
 */
#ifndef SUMLINT_TESTS_CONFIG_FIXTURE_H
#define SUMLINT_TESTS_CONFIG_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "config/config.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- files ---- */

static char fixture_top[] = "/tmp/sumlint-config-XXXXXX";

static inline int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

static inline void put(const char *path, const char *text)
{
	char folder[512];
	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		mkdir(folder, 0755);
	}
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

#define SUMMARY_PROFILE                                                                                                \
	"types:\n"                                                                                                     \
	"  summary:\n"                                                                                                 \
	"    parts:\n"                                                                                                 \
	"      - { section: Summary }\n"                                                                               \
	"      - { section: Topics, kind: terms, vocabulary: topics }\n"                                               \
	"documents:\n"                                                                                                 \
	"  - { files: ['*.md', '*.markdown', '*.txt'], type: summary }\n"                                              \
	"vocabularies:\n"                                                                                              \
	"  topics: ../vocabularies/topics.yaml\n"

static inline int enter_project(void **state)
{
	(void)state;
	strcpy(fixture_top + strlen(fixture_top) - 6, "XXXXXX");
	if (!mkdtemp(fixture_top) || chdir(fixture_top) != 0)
		return -1;
	put("install/rules/profiles/summary.yaml", SUMMARY_PROFILE);
	put("install/rules/vocabularies/topics.yaml", "terms: [Open Science, Peer Review]\n");
	return mkdir("project", 0755) == 0 && chdir("project") == 0 ? 0 : -1;
}

static inline int leave_project(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	nftw(fixture_top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}

/* ---- rules ---- */

#define EXAMPLE "    examples: [{ bad: x, good: y }]\n"

static const char *const fixture_manifests[] = {
	"plugin: core\nversion: 1.0.0\nsummary: The host.\nrules:\n"
	"  - name: io\n    summary: Cannot be read.\n    severity: error\n    help: Help.\n",
	"plugin: title\nversion: 1.0.0\nsummary: Titles.\nrules:\n"
	"  - name: punctuation\n    summary: A stop.\n    severity: warning\n    help: Help.\n    options:\n"
	"      trailing: { type: string, default: '.,', summary: Which. }\n" EXAMPLE,
	"plugin: topics\nversion: 1.0.0\nsummary: Topics.\nrules:\n"
	"  - name: alias\n    summary: An alias.\n    severity: error\n    help: Help.\n    options:\n"
	"      case: { type: string, choices: [any, exact], default: any, summary: Which. }\n"
	"      most: { type: integer, default: 3, minimum: 1, maximum: 9, summary: How many. }\n"
	"      strict: { type: boolean, default: false, summary: Whether. }\n"
	"      words: { type: list, default: [], summary: Which. }\n" EXAMPLE
	"  - name: unknown\n    summary: Unknown.\n    severity: info\n    help: Help.\n" EXAMPLE,
};
#define MANIFEST_COUNT (sizeof(fixture_manifests) / sizeof(*fixture_manifests))

/* ---- a run ---- */

typedef struct fixture {
	sl_arena arena;
	sl_troubles troubles;
	sl_manifests manifests;
	const sl_manifest *items[MANIFEST_COUNT];
	sl_config_options options;
	sl_configs *configs;
	char text[65536];
} fixture;

static inline fixture *fixture_new(void)
{
	fixture *f = calloc(1, sizeof(*f));
	assert_non_null(f);
	sl_arena_init(&f->arena);
	sl_troubles_init(&f->troubles);
	for (size_t i = 0; i < MANIFEST_COUNT; i++) {
		char file[32];
		snprintf(file, sizeof(file), "manifest%zu.yaml", i);
		f->items[i] = sl_manifest_read(&f->arena, sl_str_of(file), sl_str_of(fixture_manifests[i]), &f->troubles);
		assert_non_null(f->items[i]);
	}
	f->manifests = (sl_manifests){ .items = f->items, .count = MANIFEST_COUNT, .capacity = MANIFEST_COUNT };
	f->options.rules_folder = "../install/rules";
	return f;
}

static inline fixture *fixture_open(void)
{
	fixture *f = fixture_new();
	f->configs = sl_configs_create(&f->options, &f->manifests, &f->troubles);
	assert_non_null(f->configs);
	return f;
}

static inline void fixture_close(fixture *f)
{
	sl_configs_free(f->configs);
	sl_troubles_finish(&f->troubles);
	sl_arena_finish(&f->arena);
	free(f);
}

/* "file:line:column: message", a line each. */
static inline const char *troubles_of(fixture *f)
{
	size_t at = 0;
	f->text[0] = '\0';
	for (uint32_t i = 0; i < f->troubles.count && at < sizeof(f->text); i++) {
		const sl_trouble *t = &f->troubles.items[i];
		at += (size_t)snprintf(f->text + at, sizeof(f->text) - at, "%s:%u:%u: %s\n", t->file.data, (unsigned)t->line, (unsigned)t->column,
		    t->message.data);
	}
	return f->text;
}

static inline const sl_settings *settings_of(fixture *f, const char *path)
{
	const sl_settings *settings = NULL;
	sl_applies applies = sl_configs_settings(f->configs, sl_str_of(path), &settings);
	if (applies != SL_APPLIES)
		fail_msg("%s: answer %d, troubles: %s", path, (int)applies, troubles_of(f));
	assert_non_null(settings);
	return settings;
}

static inline sl_applies applies_to(fixture *f, const char *path)
{
	const sl_settings *settings = NULL;
	return sl_configs_settings(f->configs, sl_str_of(path), &settings);
}

static inline const char *origin_text(fixture *f, const char *what, sl_origin origin)
{
	snprintf(f->text, sizeof(f->text), "%s %.*s:%u", what, (int)origin.file.size, origin.file.data, (unsigned)origin.line);
	return f->text;
}

static inline const sl_rule_setting *rule_of(const sl_settings *settings, const char *id)
{
	for (uint32_t i = 0; i < settings->rule_count; i++) {
		if (sl_str_is(settings->rules[i].rule->id, id))
			return &settings->rules[i];
	}
	fail_msg("no rule %s", id);
	return NULL;
}

/* "warning .sumlint.yaml:3" */
static inline const char *severity_of(fixture *f, const char *path, const char *id)
{
	const sl_rule_setting *rule = rule_of(settings_of(f, path), id);
	return origin_text(f, sl_severity_name(rule->severity), rule->severity_origin);
}

static inline const char *type_of(fixture *f, const char *path)
{
	const sl_settings *settings = settings_of(f, path);
	return origin_text(f, settings->type->public.name.data, settings->type_origin);
}

#endif
