/* SPDX-License-Identifier: Apache-2.0
 * jsonl.c - the same as json, a line at a time: problems as they are found, the totals last.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "report/json_values.h"
#include "report/jsonl.h"
#include "report/stream.h"

#include <inttypes.h>

uint64_t sl_jsonl_digest(uint64_t before, sl_str line)
{
	return (before ^ sl_hash(line)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

/* JSON has no bytes: those of a name that is no UTF-8 are two digits each. */
static void set_bytes(sl_report *report, json_t **value, sl_str name)
{
	sl_buffer_clear(&report->scratch);
	for (size_t i = 0; i < name.size; i++)
		sl_buffer_printf(&report->scratch, "%02x", (unsigned char)name.data[i]);
	if (report->scratch.failed)
		report->text.failed = true;
	else
		sl_json_set_name(value, SL_JSONL_FILE_BYTES, report->scratch.data);
}

/* What another run needs to report it in any format. */
static void set_more(sl_report *report, json_t **value, const sl_problem *problem)
{
	char print[17];
	snprintf(print, sizeof(print), "%016" PRIx64, problem->fingerprint);
	sl_json_set_name(value, "fingerprint", print);
	if (problem->suppressed)
		sl_json_set(value, "suppressed", json_true());
	if (sl_utf8_check(problem->file) < problem->file.size)
		set_bytes(report, value, problem->file);
	if (!problem->excerpt.data)
		return;
	sl_json_set(value, "excerpt", sl_json_string(&report->scratch, problem->excerpt));
	sl_json_set_number(value, "excerpt_from", problem->excerpt_from);
	if (problem->excerpt_cut)
		sl_json_set(value, "excerpt_cut", json_true());
}

/* What stands in the text from there on. */
static sl_str written(const sl_report *report, size_t from)
{
	return (sl_str){ report->text.data + from, report->text.size - from };
}

static bool add_line(sl_report *report, json_t *value)
{
	size_t from = report->text.size;
	if (!sl_json_dump(&report->text, value))
		return false;
	report->digest = sl_jsonl_digest(report->digest, written(report, from));
	sl_buffer_append_char(&report->text, '\n');
	return sl_stream_flush(report);
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	if (problem->suppressed && !report->shard)
		return true;
	json_t *value = sl_json_problem(&report->scratch, problem);
	if (report->shard)
		set_more(report, &value, problem);
	return add_line(report, value);
}

static bool add_fact(sl_report *report, const sl_stated *stated)
{
	sl_problem place = stated->place;
	json_t *outer = json_object();
	/* It says nothing yet; a judge will. */
	place.message = place.help = (sl_str){ "", 0 };
	place.severity = SL_INFO;
	json_t *value = sl_json_problem(&report->scratch, &place);
	set_more(report, &value, &place);
	sl_json_set(&value, "key", sl_json_string(&report->scratch, stated->key));
	sl_json_set(&value, "value", sl_json_string(&report->scratch, stated->value));
	sl_json_set(&outer, "fact", value);
	return !report->shard ? (json_decref(outer), true) : add_line(report, outer);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	size_t from = report->text.size;
	sl_buffer_append(&report->text, SL_LIT("{\"version\":1,\"summary\":"));
	if (!sl_json_dump(&report->text, sl_json_summary(counts)))
		return false;
	if (report->shard && !report->text.failed) {
		sl_buffer_printf(&report->text, ",\"shard\":%" PRIu32 ",\"shards\":%" PRIu32 "%s", report->shard, report->shards,
		    counts->broken ? ",\"broken\":true" : "");
		uint64_t digest = report->text.failed ? 0 : sl_jsonl_digest(report->digest, written(report, from));
		sl_buffer_printf(&report->text, SL_JSONL_DIGEST "%016" PRIx64 "\"", digest);
	}
	sl_buffer_append(&report->text, SL_LIT("}\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_jsonl = {
	"jsonl", "a JSON object a line: problems, then the totals", sl_stream_create, add_problem, finish, sl_stream_free, add_fact, true
};
