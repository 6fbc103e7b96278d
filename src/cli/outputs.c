/* SPDX-License-Identifier: Apache-2.0
 * outputs.c - several reports written at once.
 */
#include "cli/outputs.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(sl_outputs *outputs, const sl_output *output, int error)
{
	const char *name = output->choice.file ? output->choice.file : "standard output";
	if (!outputs->failed[0])
		snprintf(outputs->failed, sizeof(outputs->failed), "cannot write the report to %s: %s", name, strerror(error));
	return false;
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

/* What is there and no regular file (a pipe, /dev/stdout) is written to as it is. */
static bool is_special(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

static int open_temporary(sl_output *output)
{
	sl_buffer name;
	sl_buffer_init(&name);
	sl_buffer_append(&name, sl_path_folder(sl_str_of(output->choice.file)));
	sl_buffer_append(&name, SL_LIT("/.sumlint-XXXXXX"));
	if (name.failed) {
		sl_buffer_finish(&name);
		errno = ENOMEM;
		return -1;
	}
	int descriptor = mkostemp(name.data, O_CLOEXEC);
	output->temporary = name.data;
	if (descriptor < 0) {
		free(output->temporary);
		output->temporary = NULL;
		return -1;
	}
	mode_t mask = umask(0);
	umask(mask);
	/* A report is for others to read, as any file is. */
	if (fchmod(descriptor, 0666 & ~mask) != 0)
		errno = 0;
	return descriptor;
}

static bool open_stream(sl_output *output, FILE *standard)
{
	if (!output->choice.file) {
		output->stream = standard;
		return true;
	}
	if (is_special(output->choice.file)) {
		output->stream = fopen(output->choice.file, "we");
		return output->stream != NULL;
	}
	int descriptor = open_temporary(output);
	output->stream = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	if (descriptor >= 0 && !output->stream)
		close(descriptor);
	return output->stream != NULL;
}

bool sl_outputs_open(sl_outputs *outputs, const sl_output_choice *choices, uint32_t count, FILE *standard, const sl_report_style *style)
{
	for (uint32_t i = 0; i < count; i++) {
		sl_output *output = &outputs->items[outputs->count++];
		sl_report_style own = *style;
		*output = (sl_output){ .choice = choices[i] };
		/* Files are for programs, and for people who have no use for escape sequences. */
		if (choices[i].file)
			own.colour = own.excerpts = false;
		if (!open_stream(output, standard))
			return fail(outputs, output, errno);
		output->report = choices[i].format->create(output->stream, &own);
		if (!output->report)
			return fail(outputs, output, ENOMEM);
	}
	return true;
}

bool sl_outputs_problem(sl_outputs *outputs, const sl_problem *problem)
{
	for (uint32_t i = 0; i < outputs->count; i++) {
		sl_output *output = &outputs->items[i];
		if (problem->suppressed && !output->choice.format->tells_suppressed)
			continue;
		if (!output->choice.format->problem(output->report, problem))
			return fail(outputs, output, errno);
	}
	return true;
}

bool sl_outputs_fact(sl_outputs *outputs, const sl_stated *stated)
{
	for (uint32_t i = 0; i < outputs->count; i++) {
		sl_output *output = &outputs->items[i];
		if (output->choice.format->fact && !output->choice.format->fact(output->report, stated))
			return fail(outputs, output, errno);
	}
	return true;
}

static bool end(sl_outputs *outputs, sl_output *output, const sl_counts *counts)
{
	if (!output->choice.format->finish(output->report, counts))
		return fail(outputs, output, errno);
	if (!output->choice.file)
		return true;
	bool good = fflush(output->stream) == 0 && (!output->temporary || fsync(fileno(output->stream)) == 0);
	int error = errno;
	FILE *stream = output->stream;
	output->stream = NULL;
	if (fclose(stream) != 0 && good) {
		good = false;
		error = errno;
	}
	if (good && output->temporary && rename(output->temporary, output->choice.file) != 0) {
		good = false;
		error = errno;
	}
	if (!good)
		return fail(outputs, output, error);
	free(output->temporary);
	output->temporary = NULL;
	return true;
}

bool sl_outputs_end(sl_outputs *outputs, const sl_counts *counts)
{
	bool good = true;
	for (uint32_t i = 0; i < outputs->count; i++)
		good = end(outputs, &outputs->items[i], counts) && good;
	return good;
}

void sl_outputs_finish(sl_outputs *outputs)
{
	for (uint32_t i = 0; i < outputs->count; i++) {
		sl_output *output = &outputs->items[i];
		if (output->report)
			output->choice.format->free(output->report);
		if (output->choice.file && output->stream)
			fclose(output->stream);
		if (output->temporary)
			unlink(output->temporary);
		free(output->temporary);
	}
	outputs->count = 0;
}
