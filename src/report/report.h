/* SPDX-License-Identifier: Apache-2.0
 * report.h - problems to bytes. One file a format; each is a row of functions over a stream. Never sees plugins.
 */
#ifndef SL_REPORT_REPORT_H
#define SL_REPORT_REPORT_H

#include "collect/result.h"

#include <stdio.h>

typedef struct sl_report_style {
	bool colour;   /* ANSI colours */
	bool excerpts; /* source lines under each problem (a person at a terminal) */
	uint32_t width; /* columns of the terminal; 0: not known */
	const sl_manifests *manifests; /* for formats that describe the rules; may be NULL */
	const char *docs_url; /* of the reference of rules, for formats that say where to read about them; NULL or "": there is none */
	/* The report is the `shard`th of `shards` that will be merged: the format jsonl says all that this takes. 0: it is not. */
	uint32_t shard;
	uint32_t shards;
} sl_report_style;

typedef struct sl_report sl_report;

typedef struct sl_report_format {
	const char *name; /* for --format */
	const char *summary;
	/* NULL when memory is short. The stream stays the caller's; what style points at lives as long as the report. */
	sl_report *(*create)(FILE *out, const sl_report_style *style);
	/* False on a write error or short memory: errno says which. */
	bool (*problem)(sl_report *report, const sl_problem *problem);
	/* Writes what is left. False on a write error: errno says which. */
	bool (*finish)(sl_report *report, const sl_counts *counts);
	void (*free)(sl_report *report);
	/* A fact for rules over the corpus, in a shard's report; NULL: the format has no place for facts. Its file's problems stand around it. */
	bool (*fact)(sl_report *report, const sl_stated *stated);
	bool tells_suppressed; /* problems that the document keeps quiet are handed on too */
} sl_report_format;

extern const sl_report_format sl_report_text;
extern const sl_report_format sl_report_json;
extern const sl_report_format sl_report_statistics;
extern const sl_report_format sl_report_concise;
extern const sl_report_format sl_report_jsonl;
extern const sl_report_format sl_report_sarif;
extern const sl_report_format sl_report_github;
extern const sl_report_format sl_report_gitlab;
extern const sl_report_format sl_report_checkstyle;
extern const sl_report_format sl_report_junit;
extern const sl_report_format sl_report_rdjson;
extern const sl_report_format sl_report_tap;

/* All formats, NULL-terminated. */
extern const sl_report_format *const sl_report_formats[];
const sl_report_format *sl_report_find(sl_str name);

#endif
