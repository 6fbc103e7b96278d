/* SPDX-License-Identifier: Apache-2.0
 * outputs.h - the reports of a run: each of a format, to standard output or to a file that appears whole or not at all.
 */
#ifndef SL_CLI_OUTPUTS_H
#define SL_CLI_OUTPUTS_H

#include "report/report.h"

#define SL_MAX_OUTPUTS 16

/* What was asked for: --format FORMAT or --format FORMAT=FILE. */
typedef struct sl_output_choice {
	const sl_report_format *format;
	const char *file; /* NULL: standard output */
} sl_output_choice;

typedef struct sl_output {
	sl_output_choice choice;
	FILE *stream;
	char *temporary; /* what the file is called until it is whole; NULL: the stream is standard output, or no regular file */
	sl_report *report;
} sl_output;

typedef struct sl_outputs {
	sl_output items[SL_MAX_OUTPUTS];
	uint32_t count;
	char failed[512]; /* what could not be written, and why; "" where nothing failed */
} sl_outputs;

/* Opens all; those without a file go to `standard` (stdout, mostly). False with outputs->failed set. Finish in either case. */
bool sl_outputs_open(sl_outputs *outputs, const sl_output_choice *choices, uint32_t count, FILE *standard, const sl_report_style *style);
bool sl_outputs_problem(sl_outputs *outputs, const sl_problem *problem);
/* For the formats that have a place for facts. */
bool sl_outputs_fact(sl_outputs *outputs, const sl_stated *stated);
/* Ends the reports and gives the files their names. False with outputs->failed set. */
bool sl_outputs_end(sl_outputs *outputs, const sl_counts *counts);
/* Takes back what did not end, and frees. */
void sl_outputs_finish(sl_outputs *outputs);

#endif
