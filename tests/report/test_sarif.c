/* SPDX-License-Identifier: Apache-2.0
 * test_sarif.c - SARIF 2.1.0: rules from the manifests, and results that point where the problems are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/uri.h"

#include "format.h"

#include <jansson.h>

/* ---- manifests ------------------------------------------------------------------------------------------------ */

static const sl_option_schema option = { .name = { "max", 3 }, .type = SL_OPTION_INTEGER, .summary = { "How many.", 9 } };
static const sl_example example = { .bad = { "```\n", 4 }, .good = { "good", 4 }, .config = { "a: b\n", 5 }, .markdown = true };

static sl_rule_manifest title_rules[] = {
	{ .id = { "title/length", 12 }, .summary = { "Titles are short.", 17 }, .help = { "One line\nof two.\n\nMore.\n", 24 }, .severity = SL_WARNING,
	    .fixable = SL_FIX_NEVER, .option_count = 1, .options = &option, .example_count = 1, .examples = &example },
	{ .id = { "title/no-shout", 14 }, .summary = { "Titles do not shout.", 20 }, .help = { "Help.", 5 }, .severity = SL_OFF,
	    .fixable = SL_FIX_ALWAYS },
};
static sl_rule_manifest topics_rules[] = { { .id = { "topics/alias", 12 }, .summary = { "S.", 2 }, .help = { "H.", 2 }, .severity = SL_ERROR } };
static sl_manifest title = { .plugin = { "title", 5 }, .version = { "1.2.3", 5 }, .rule_count = 2, .rules = title_rules };
static const sl_manifest topics = { .plugin = { "topics", 6 }, .version = { "1.0.0", 5 }, .rule_count = 1, .rules = topics_rules };
static const sl_manifest *both[] = { &title, &topics };
static const sl_manifests manifests = { .items = both, .count = 2, .capacity = 2 };

/* ---- reading back --------------------------------------------------------------------------------------------- */

static json_t *log_of(const sl_problem *problems, size_t count)
{
	json_t *whole = json_loads(report_as(&sl_report_sarif, &manifests, problems, count), JSON_ALLOW_NUL, NULL);
	assert_non_null(whole);
	return whole;
}

static json_t *at(json_t *value, const char *path)
{
	char key[64];
	while (value && *path) {
		size_t size = strcspn(path, ".");
		snprintf(key, sizeof(key), "%.*s", (int)size, path);
		value = json_is_array(value) ? json_array_get(value, (size_t)strtoul(key, NULL, 10)) : json_object_get(value, key);
		path += size + (path[size] == '.');
	}
	return value;
}

static json_t *result(json_t *whole, size_t index)
{
	return json_array_get(at(whole, "runs.0.results"), index);
}

static void assert_text(json_t *value, const char *path, const char *expected)
{
	const char *text = json_string_value(at(value, path));
	assert_non_null(text);
	assert_string_equal(text, expected);
}

static void assert_number(json_t *value, const char *path, int64_t expected)
{
	assert_true(json_is_integer(at(value, path)));
	assert_int_equal(json_integer_value(at(value, path)), expected);
}

static void assert_region(json_t *region, const int64_t expected[6])
{
	static const char *const keys[] = { "startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength" };
	for (size_t i = 0; i < 6; i++) {
		if (expected[i] >= 0)
			assert_number(region, keys[i], expected[i]);
		else
			assert_null(at(region, keys[i]));
	}
}

#define REGION "locations.0.physicalLocation.region"
#define CONTEXT "locations.0.physicalLocation.contextRegion"
#define URI "locations.0.physicalLocation.artifactLocation.uri"
#define BASE "locations.0.physicalLocation.artifactLocation.uriBaseId"

/* ---- tests ---------------------------------------------------------------------------------------------------- */

static void nothing_found_is_a_whole_log(void **state)
{
	(void)state;
	json_t *whole = log_of(NULL, 0);
	assert_text(whole, "version", "2.1.0");
	assert_text(whole, "runs.0.tool.driver.name", "sumlint");
	assert_null(at(whole, "runs.0.tool.driver.informationUri"));
	assert_non_null(at(whole, "runs.0.tool.driver.version"));
	assert_text(whole, "runs.0.columnKind", "unicodeCodePoints");
	assert_true(json_is_array(at(whole, "runs.0.results")));
	assert_int_equal(json_array_size(at(whole, "runs.0.results")), 0);
	assert_int_equal(json_array_size(at(whole, "runs.0.tool.driver.rules")), 3);
	assert_number(whole, "runs.0.properties.summary.files", 9);
	json_decref(whole);
}

static void rules_have_a_page_where_the_reference_has_an_address(void **state)
{
	(void)state;
	docs_url = "https://docs.test/rules.html";
	json_t *whole = log_of(NULL, 0);
	assert_text(whole, "runs.0.tool.driver.informationUri", docs_url);
	assert_null(at(whole, "runs.0.tool.driver.rules.0.helpUri"));
	json_decref(whole);
	title.shipped = true;
	whole = log_of(NULL, 0);
	assert_text(whole, "runs.0.tool.driver.rules.0.helpUri", "https://docs.test/rules.html#titlelength");
	json_decref(whole);
	title.shipped = false;
	docs_url = NULL;
}

static void rules_are_those_of_the_manifests(void **state)
{
	(void)state;
	json_t *whole = log_of(NULL, 0), *rule = at(whole, "runs.0.tool.driver.rules.0");
	assert_text(rule, "id", "title/length");
	assert_text(rule, "name", "TitleLength");
	assert_text(rule, "shortDescription.text", "Titles are short.");
	assert_text(rule, "fullDescription.text", "One line of two.");
	assert_text(rule, "help.text", "One line\nof two.\n\nMore.");
	assert_text(rule, "help.markdown",
	    "One line\nof two.\n\nMore.\n\nOptions:\n\n- `max`: How many.\n\nWith this config:\n\n```yaml\na: b\n```\n\nBad:\n\n````markdown\n```\n````\n\n"
	    "Good:\n\n```markdown\ngood\n```");
	assert_text(rule, "defaultConfiguration.level", "warning");
	assert_text(rule, "properties.tags.0", "title");
	assert_text(rule, "properties.pluginVersion", "1.2.3");
	assert_text(rule, "properties.fixable", "never");
	rule = at(whole, "runs.0.tool.driver.rules.1");
	assert_text(rule, "name", "TitleNoShout");
	assert_true(json_is_false(at(rule, "defaultConfiguration.enabled")));
	assert_text(rule, "properties.fixable", "always");
	json_decref(whole);
}

static void a_problem_is_a_result(void **state)
{
	(void)state;
	sl_problem problem = alias();
	problem.rule = &topics_rules[0];
	json_t *whole = log_of(&problem, 1), *value = result(whole, 0);
	assert_text(value, "ruleId", "topics/alias");
	assert_number(value, "ruleIndex", 2);
	assert_text(value, "level", "error");
	assert_text(value, "message.text", "“Open research” is an alias");
	assert_text(value, "properties.help", "write “Open Science”");
	assert_text(value, URI, "a.md");
	assert_text(value, BASE, "%SRCROOT%");
	assert_region(at(value, REGION), (int64_t[]){ 4, 3, 4, 16, 21, 13 });
	assert_text(value, REGION ".snippet.text", "Open research");
	assert_region(at(value, CONTEXT), (int64_t[]){ 4, -1, -1, -1, -1, -1 });
	assert_text(value, CONTEXT ".snippet.text", "- Open research");
	assert_text(at(value, "partialFingerprints"), "sumlint/v1", "0123456789abcdef");
	assert_int_equal(json_array_size(at(value, "suppressions")), 0);
	json_decref(whole);
}

static void levels_are_sarifs(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), of(alias(), SL_WARNING, "a.md"), of(alias(), SL_INFO, "a.md") };
	json_t *whole = log_of(problems, 3);
	assert_text(result(whole, 0), "level", "error");
	assert_text(result(whole, 1), "level", "warning");
	assert_text(result(whole, 2), "level", "note");
	json_decref(whole);
}

/* Stands for rules of the host in a run without their manifest. */
static void a_rule_without_manifest_has_no_index(void **state)
{
	(void)state;
	sl_problem problem = alias();
	json_t *whole = log_of(&problem, 1);
	assert_text(result(whole, 0), "ruleId", "topics/alias");
	assert_null(at(result(whole, 0), "ruleIndex"));
	json_decref(whole);
	whole = json_loads(report_as(&sl_report_sarif, NULL, &problem, 1), 0, NULL);
	assert_int_equal(json_array_size(at(whole, "runs.0.tool.driver.rules")), 0);
	assert_null(at(result(whole, 0), "ruleIndex"));
	json_decref(whole);
}

static void suppressed_problems_are_told_as_such(void **state)
{
	(void)state;
	assert_true(sl_report_sarif.tells_suppressed);
	sl_problem problems[] = { alias(), alias() };
	problems[1].suppressed = true;
	json_t *whole = log_of(problems, 2);
	assert_int_equal(json_array_size(at(result(whole, 0), "suppressions")), 0);
	assert_int_equal(json_array_size(at(result(whole, 1), "suppressions")), 1);
	assert_text(result(whole, 1), "suppressions.0.kind", "inSource");
	json_decref(whole);
}

/* A context must be more than its region. */
static void a_context_is_more_than_its_region(void **state)
{
	(void)state;
	sl_problem problems[] = { problem_at(&source, 0, 7, "line"), problem_at(&source, 9, 34, "lines"), problem_at(&source, 40, 40, "end") };
	json_t *whole = log_of(problems, 3);
	assert_text(result(whole, 0), REGION ".snippet.text", "# Title");
	assert_null(at(result(whole, 1), REGION ".snippet"));
	for (size_t i = 0; i < 3; i++)
		assert_null(at(result(whole, i), CONTEXT));
	assert_region(at(result(whole, 1), REGION), (int64_t[]){ 3, 1, 4, 16, 9, 25 });
	json_decref(whole);
}

static void fixes_are_replacements_of_one_artifact(void **state)
{
	(void)state;
	sl_problem problem = alias();
	json_t *whole = log_of(&problem, 1), *value = result(whole, 0);
	assert_int_equal(json_array_size(at(value, "fixes")), 2);
	assert_text(value, "fixes.0.description.text", "replace it");
	assert_text(value, "fixes.0.properties.safety", "safe");
	assert_text(value, "fixes.1.properties.safety", "unsafe");
	assert_int_equal(json_array_size(at(value, "fixes.1.artifactChanges")), 1);
	assert_text(value, "fixes.1.artifactChanges.0.artifactLocation.uri", "a.md");
	json_t *all = at(value, "fixes.1.artifactChanges.0.replacements");
	assert_int_equal(json_array_size(all), 2);
	assert_region(at(all, "0.deletedRegion"), (int64_t[]){ 4, 3, 4, 16, 21, 13 });
	assert_text(all, "0.insertedContent.text", "Open Science");
	assert_null(at(all, "0.insertedContent.binary"));
	/* The second edit is in a line that the problem does not show. */
	assert_region(at(all, "1.deletedRegion"), (int64_t[]){ -1, -1, -1, -1, 37, 2 });
	assert_text(all, "1.insertedContent.text", "");
	assert_text(all, "1.insertedContent.binary", "");
	json_decref(whole);
}

static void bytes_are_base64(void **state)
{
	(void)state;
	static const char *const pairs[][2] = { { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foobar", "Zm9vYmFy" }, { "\xc3\xbf\xc3\xbe>", "w7/Dvj4=" } };
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		sumlint_edit far = { { 0, 2 }, sl_str_of(pairs[i][0]) };
		sumlint_fix fix = { SL_LIT("far"), SUMLINT_FIX_SAFE, 1, &far };
		sl_problem problem = alias();
		problem.fixes = &fix;
		problem.fix_count = 1;
		json_t *whole = log_of(&problem, 1);
		assert_text(result(whole, 0), "fixes.0.artifactChanges.0.replacements.0.insertedContent.binary", pairs[i][1]);
		json_decref(whole);
	}
}

static void assert_uri(sl_str path, const char *expected)
{
	sl_buffer buffer;
	sl_buffer_init(&buffer);
	sl_append_uri(&buffer, path);
	assert_string_equal(buffer.data ? buffer.data : "", expected);
	sl_buffer_finish(&buffer);
}

static void paths_are_uris(void **state)
{
	(void)state;
	assert_uri(SL_LIT("a/b-c_d.e~f.md"), "a/b-c_d.e~f.md");
	assert_uri(SL_LIT("../a b.md"), "../a%20b.md");
	assert_uri(SL_LIT("/tmp/x?#.md"), "file:///tmp/x%3F%23.md");
	assert_uri(SL_LIT("//tmp"), "file:///tmp");
	assert_uri(SL_LIT("http:x"), "http%3Ax");
	assert_uri(SL_LIT("é\xff%41\n"), "%C3%A9%FF%2541%0A");
	assert_uri(SL_LIT("<stdin>"), "%3Cstdin%3E");
}

static void an_absolute_path_has_no_base(void **state)
{
	(void)state;
	sl_problem problem = of(alias(), SL_ERROR, "/tmp/a.md");
	json_t *whole = log_of(&problem, 1);
	assert_text(result(whole, 0), URI, "file:///tmp/a.md");
	assert_null(at(result(whole, 0), BASE));
	json_decref(whole);
}

static void hostile_texts_come_back(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	json_t *whole = log_of(&problem, 1);
	assert_text(result(whole, 0), "message.text", hostile_message);
	assert_text(result(whole, 0), URI, "d/caf%E9%0A%22x%22%20%27%3C%26%3E%27%20%25%2C%3A%23%20%01%E2%80%AE.md%20%7B");
	json_decref(whole);
}

static void a_great_many_results_are_all_there(void **state)
{
	(void)state;
	enum { COUNT = 5000 };
	sl_problem *problems = calloc(COUNT, sizeof(*problems));
	assert_non_null(problems);
	for (uint32_t i = 0; i < COUNT; i++) {
		problems[i] = alias();
		problems[i].start.line = i + 1;
	}
	json_t *whole = log_of(problems, COUNT);
	free(problems);
	assert_int_equal(json_array_size(at(whole, "runs.0.results")), COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		assert_number(result(whole, i), REGION ".startLine", i + 1);
	json_decref(whole);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_sarif, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(nothing_found_is_a_whole_log),
		test(rules_have_a_page_where_the_reference_has_an_address),
		test(rules_are_those_of_the_manifests),
		test(a_problem_is_a_result),
		test(levels_are_sarifs),
		test(a_rule_without_manifest_has_no_index),
		test(suppressed_problems_are_told_as_such),
		test(a_context_is_more_than_its_region),
		test(fixes_are_replacements_of_one_artifact),
		test(bytes_are_base64),
		test(paths_are_uris),
		test(an_absolute_path_has_no_base),
		test(hostile_texts_come_back),
		test(a_great_many_results_are_all_there),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
