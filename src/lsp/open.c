/* SPDX-License-Identifier: Apache-2.0
 * open.c - open documents and their changes.
 */
#include "lsp/open.h"

#include "lsp/json.h"

#include <stdlib.h>

static char *copy(sl_str text)
{
	char *bytes = malloc((size_t)text.size + 1);
	if (!bytes)
		return NULL;
	if (text.size)
		memcpy(bytes, text.data, (size_t)text.size);
	bytes[text.size] = '\0';
	return bytes;
}

sl_open *sl_open_create(sl_str key, sl_str uri, sl_str path)
{
	sl_open *document = calloc(1, sizeof(*document));
	if (!document)
		return NULL;
	document->key = copy(key);
	document->uri = copy(uri);
	document->path = copy(path);
	sl_text_init(&document->text);
	sl_arena_init(&document->arena);
	sl_arena_init(&document->parse_arena);
	sl_buffer_init(&document->mended);
	if (document->key && document->uri && document->path)
		return document;
	sl_open_free(document);
	return NULL;
}

void sl_open_free(sl_open *document)
{
	if (!document)
		return;
	free(document->key);
	free(document->uri);
	free(document->path);
	sl_text_finish(&document->text);
	sl_arena_finish(&document->arena);
	sl_arena_finish(&document->parse_arena);
	sl_buffer_finish(&document->mended);
	free(document);
}

bool sl_open_change(sl_open *document, const json_t *change, sl_encoding encoding, bool *no_memory)
{
	sl_place start, end;
	sl_str text = sl_json_text(change, "text");
	const json_t *range = json_object_get(change, "range");
	bool good;
	if (!text.data)
		return false;
	if (!range || json_is_null(range)) {
		good = sl_text_set(&document->text, text);
	} else {
		if (!sl_json_range(range, &start, &end))
			return false;
		/* The start last: it is what the next change will be near. */
		uint32_t to = sl_text_offset(&document->text, end, encoding), from = sl_text_offset(&document->text, start, encoding);
		good = sl_text_replace(&document->text, from < to ? (sl_span){ from, to } : (sl_span){ to, from }, text);
	}
	*no_memory = *no_memory || !good;
	return good;
}
