/* SPDX-License-Identifier: Apache-2.0
 * stream.c - text to the stream, or to a spool.
 */
#include "report/stream.h"

#include <errno.h>
#include <stdlib.h>

sl_report *sl_stream_create(FILE *out, const sl_report_style *style)
{
	sl_report *report = calloc(1, sizeof(*report));
	if (!report)
		return NULL;
	report->out = out;
	report->manifests = style->manifests;
	report->docs_url = style->docs_url && *style->docs_url ? style->docs_url : NULL;
	report->shard = style->shard;
	report->shards = style->shards;
	sl_buffer_init(&report->text);
	sl_buffer_init(&report->scratch);
	sl_buffer_init(&report->file);
	sl_spool_init(&report->spool);
	sl_spool_init(&report->aside);
	return report;
}

void sl_stream_free(sl_report *report)
{
	if (!report)
		return;
	sl_spool_finish(&report->aside);
	sl_spool_finish(&report->spool);
	sl_buffer_finish(&report->file);
	sl_buffer_finish(&report->scratch);
	sl_buffer_finish(&report->text);
	free(report);
}

bool sl_stream_same_file(const sl_report *report, const sl_problem *problem)
{
	return report->begun && sl_str_equal(sl_buffer_str(&report->file), problem->file);
}

void sl_stream_take_file(sl_report *report, const sl_problem *problem)
{
	sl_buffer_clear(&report->file);
	sl_buffer_append(&report->file, problem->file);
	report->text.failed |= report->file.failed;
	report->begun = true;
	report->failing = false;
	report->files++;
}

static bool made(const sl_report *report)
{
	if (report->text.failed || report->scratch.failed) {
		errno = ENOMEM;
		return false;
	}
	return true;
}

bool sl_stream_flush(sl_report *report)
{
	size_t size = report->text.size;
	if (!made(report) || (size && fwrite(report->text.data, 1, size, report->out) != size))
		return false;
	sl_buffer_clear(&report->text);
	return true;
}

bool sl_stream_put(sl_report *report, sl_spool *spool)
{
	if (!made(report) || !sl_spool_add(spool, sl_buffer_str(&report->text)))
		return false;
	sl_buffer_clear(&report->text);
	return true;
}

bool sl_stream_end(sl_report *report)
{
	return sl_stream_flush(report) && fflush(report->out) == 0;
}
