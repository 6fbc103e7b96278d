/* SPDX-License-Identifier: Apache-2.0
 * sarif.c - SARIF 2.1.0: one run, with the rules of all manifests. What a log needs first is known before the first problem, so results are
 * written as they come, and the totals behind them.
 */
#include "report/sarif_parts.h"
#include "report/stream.h"

static bool append_rules(sl_report *report)
{
	bool first = true;
	for (uint32_t i = 0; report->manifests && i < report->manifests->count; i++) {
		const sl_manifest *manifest = report->manifests->items[i];
		for (uint32_t k = 0; k < manifest->rule_count; k++) {
			sl_buffer_append(&report->text, first ? SL_LIT("\n") : SL_LIT(",\n"));
			first = false;
			if (!sl_json_dump(&report->text, sl_sarif_rule(&report->scratch, report->docs_url, manifest, &manifest->rules[k])))
				return false;
		}
	}
	return true;
}

static bool begin(sl_report *report)
{
	sl_buffer_append(&report->text,
	    SL_LIT("{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\"version\":\"2.1.0\","
		   "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"sumlint\",\"version\":\"" SUMLINT_VERSION "\",\"semanticVersion\":\"" SUMLINT_VERSION "\","));
	if (report->docs_url) {
		sl_buffer_append(&report->text, SL_LIT("\"informationUri\":"));
		if (!sl_json_dump(&report->text, sl_json_string(&report->scratch, sl_str_of(report->docs_url))))
			return false;
		sl_buffer_append_char(&report->text, ',');
	}
	sl_buffer_append(&report->text, SL_LIT("\"rules\":["));
	if (!append_rules(report))
		return false;
	sl_buffer_append(&report->text,
	    SL_LIT("]}},\"columnKind\":\"unicodeCodePoints\",\"defaultEncoding\":\"utf-8\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],"
		   "\"originalUriBaseIds\":{\"" SL_SARIF_BASE "\":{\"description\":{\"text\":\"The folder in which sumlint was called.\"}}},"
		   "\"results\":["));
	return true;
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	if (!report->begun && !begin(report))
		return false;
	sl_buffer_append(&report->text, report->begun ? SL_LIT(",\n") : SL_LIT("\n"));
	report->begun = true;
	return sl_json_dump(&report->text, sl_sarif_result(&report->scratch, report->manifests, problem)) && sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	if (!report->begun && !begin(report))
		return false;
	sl_buffer_append(&report->text, SL_LIT("],\"properties\":{\"summary\":"));
	if (!sl_json_dump(&report->text, sl_json_summary(counts)))
		return false;
	sl_buffer_append(&report->text, SL_LIT("}}]}\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_sarif = {
	"sarif", "SARIF 2.1.0, for code scanning", sl_stream_create, add_problem, finish, sl_stream_free, NULL, true
};
