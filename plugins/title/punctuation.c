/* SPDX-License-Identifier: Apache-2.0
 * punctuation.c - title/punctuation: a title is no sentence, so no punctuation ends it.
 */
#include "title/title.h"

#include <stdlib.h>

typedef struct punctuation {
	sumlint_str trailing; /* characters that may not end a title */
} punctuation;

static void *create(const sumlint_host *host, const sumlint_options *options)
{
	punctuation *instance = malloc(sizeof(*instance));
	if (instance)
		instance->trailing = host->option_string(options, "trailing");
	return instance;
}

static void destroy(void *instance)
{
	free(instance);
}

/* ---- the end of the title ---- */

/* A title is name[0, stem), white space, and the punctuation name[run, size). */
typedef struct ending {
	size_t stem;
	size_t run;
} ending;

/* Where the character begins that ends at `end`. */
static size_t character_before(const char *text, size_t end)
{
	do
		end--;
	while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80);
	return end;
}

static bool holds(sumlint_str set, const char *character, size_t size)
{
	for (size_t at = 0; at + size <= set.size; at++) {
		if (memcmp(set.data + at, character, size) == 0)
			return true;
	}
	return false;
}

/* The last word of the `end` bytes has a full stop within, as "U.S": then the one behind it belongs to it. */
static bool abbreviates(const char *text, size_t end)
{
	for (size_t at = end; at > 1 && text[at - 1] != ' '; at--) {
		if (text[at - 1] == '.' && text[at - 2] != ' ')
			return true;
	}
	return false;
}

static ending find_ending(sumlint_str name, sumlint_str trailing)
{
	ending found = { 0, (size_t)name.size };
	while (found.run > 0) {
		size_t at = character_before(name.data, found.run);
		if (!holds(trailing, name.data + at, found.run - at))
			break;
		found.run = at;
	}
	found.stem = found.run;
	if (found.run < name.size && name.data[found.run] == '.' && abbreviates(name.data, found.run))
		found.stem = ++found.run;
	while (found.stem > 0 && name.data[found.stem - 1] == ' ')
		found.stem--;
	return found;
}

/* ---- where it is in the file ---- */

/* The span of the punctuation in the file, and what to delete. False where markup or escapes hide it. */
static bool locate(const sumlint_document *document, ending end, sumlint_span *run, sumlint_span *cut)
{
	const sumlint_part *title = document->title;
	sumlint_str bytes = bytes_of(document, title->name_span), name = title->name;
	uint32_t size = (uint32_t)(name.size - end.run);
	while (bytes.size > 0 && strchr(" \n\r", bytes.data[bytes.size - 1]))
		bytes.size--;
	uint32_t last = title->name_span.start + (uint32_t)bytes.size;
	if (size > bytes.size || memcmp(bytes.data + bytes.size - size, name.data + end.run, size) != 0)
		return false;
	*run = *cut = (sumlint_span){ last - size, last };
	if (same_text(bytes, name))
		cut->start = last - (uint32_t)(name.size - end.stem);
	else if (memchr(bytes.data, '\\', (size_t)bytes.size) || memchr(bytes.data, '&', (size_t)bytes.size))
		cut->end = cut->start; /* the last bytes may belong to an escape */
	return true;
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const punctuation *options = instance;
	if (!title_says_something(document))
		return;
	sumlint_str name = document->title->name;
	ending end = find_ending(name, options->trailing);
	if (end.run == name.size)
		return;
	sumlint_str quoted = plugin_host->quote(context, (sumlint_str){ name.data + end.run, name.size - end.run });
	sumlint_str message = plugin_host->format(context, "the title ends with %.*s", TEXT_ARG(quoted));
	sumlint_span run, cut;
	if (!locate(document, end, &run, &cut)) {
		report(context, document->title->name_span, message, NULL);
		return;
	}
	const sumlint_edit edit = { cut, { NULL, 0 } };
	sumlint_str title = plugin_host->format(context, "delete %.*s", TEXT_ARG(quoted));
	report_edits(context, run, message, SUMLINT_FIX_SAFE, title, &edit, !is_empty_span(cut));
}

const sumlint_rule title_punctuation = { .struct_size = sizeof(sumlint_rule), .name = "punctuation", .create = create, .destroy = destroy,
	.check = check };
