/* SPDX-License-Identifier: Apache-2.0
 * formats.c - the formats there are.
 */
#include "report/report.h"

const sl_report_format *const sl_report_formats[] = { &sl_report_text, &sl_report_concise, &sl_report_json, &sl_report_jsonl, &sl_report_sarif,
	&sl_report_github, &sl_report_gitlab, &sl_report_checkstyle, &sl_report_junit, &sl_report_rdjson, &sl_report_tap, &sl_report_statistics, NULL };

const sl_report_format *sl_report_find(sl_str name)
{
	for (size_t i = 0; sl_report_formats[i]; i++) {
		if (sl_str_is(name, sl_report_formats[i]->name))
			return sl_report_formats[i];
	}
	return NULL;
}
