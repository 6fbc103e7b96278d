/* SPDX-License-Identifier: Apache-2.0
 * formats.c - the formats there are.
 */
#include "report/report.h"

const sl_report_format *const sl_report_formats[] = { &sl_report_text, &sl_report_json, &sl_report_statistics, NULL };

const sl_report_format *sl_report_find(sl_str name)
{
	for (size_t i = 0; sl_report_formats[i]; i++) {
		if (sl_str_is(name, sl_report_formats[i]->name))
			return sl_report_formats[i];
	}
	return NULL;
}
