/* SPDX-License-Identifier: Apache-2.0
 * stream.h - what the formats for other programs have in common: problems are written as they come, and what must wait waits in a spool.
 */
#ifndef SL_REPORT_STREAM_H
#define SL_REPORT_STREAM_H

#include "report/report.h"
#include "report/spool.h"

struct sl_report {
	FILE *out;
	const sl_manifests *manifests; /* or NULL */
	const char *docs_url;          /* or NULL */
	sl_buffer text;    /* what is written next */
	sl_buffer scratch; /* a string on its way into text */
	sl_buffer file;    /* the path of the last problem */
	uint32_t shard;    /* to be merged: see sl_report_style */
	uint32_t shards;
	uint64_t digest;   /* of the lines so far: see jsonl.h */
	bool begun;        /* there was a problem */
	bool failing;      /* the file at hand has an error or a warning */
	uint64_t files;    /* with problems, the one at hand included */
	uint64_t failed;   /* with errors or warnings, the one at hand not included */
	sl_spool spool;    /* what waits for the end of the report */
	sl_spool aside;    /* what waits for the end of the file at hand */
};

/* For a format's create and free. */
sl_report *sl_stream_create(FILE *out, const sl_report_style *style);
void sl_stream_free(sl_report *report);

/* True where the problem is of the same file as the one before: the problems of one file come one after the other. */
bool sl_stream_same_file(const sl_report *report, const sl_problem *problem);
/* Makes the problem's file the one at hand, and `begun` true. On short memory text.failed is set. */
void sl_stream_take_file(sl_report *report, const sl_problem *problem);

/* Move text to the stream, or to a spool. False on a write error or where memory is short, also if it was while text was made: errno says which. */
bool sl_stream_flush(sl_report *report);
bool sl_stream_put(sl_report *report, sl_spool *spool);
/* Flushes, and the stream with it. */
bool sl_stream_end(sl_report *report);

#endif
