/* SPDX-License-Identifier: Apache-2.0
 * edits.c - TextEdit and WorkspaceEdit.
 */
#include "lsp/edits.h"

#include "fix/unified.h"

#include <stdlib.h>

json_t *sl_lsp_edit(sl_server *server, sl_text *text, sl_span span, sl_str by)
{
	json_t *value = json_object();
	sl_json_set(&value, "range", sl_lsp_range(server, text, span));
	sl_json_set(&value, "newText", sl_json_string(&server->scratch, by));
	return value;
}

void sl_lsp_edit_file(sl_server *server, json_t **edit, const char *uri, const sl_open *open, json_t *edits)
{
	const char *key = server->client.document_changes ? "documentChanges" : "changes";
	if (!*edit)
		*edit = json_object();
	json_t *into = json_object_get(*edit, key);
	if (!into) {
		sl_json_set(edit, key, server->client.document_changes ? json_array() : json_object());
		into = json_object_get(*edit, key);
	}
	if (!into || !edits)
		server->no_memory = true;
	if (!server->client.document_changes) {
		json_object_set_new(into, uri, edits);
		return;
	}
	json_t *change = json_object(), *document = json_object();
	sl_json_set(&document, "uri", json_string(uri));
	sl_json_set(&document, "version", open ? json_integer(open->version) : json_null());
	sl_json_set(&change, "textDocument", document);
	sl_json_set(&change, "edits", edits);
	if (json_array_append_new(into, change) != 0)
		server->no_memory = true;
}

json_t *sl_lsp_edit_of(sl_server *server, const sl_open *document, json_t *edits)
{
	json_t *edit = json_object();
	sl_lsp_edit_file(server, &edit, document->uri, document, edits);
	return edit;
}

/* ---- the difference of two texts ------------------------------------------------------------------------------ */

typedef struct walk {
	sl_server *server;
	sl_text *text;
	sl_str after;
	json_t *edits;
	size_t old_at; /* bytes of the old text up to here are dealt with */
	size_t old_line; /* and lines, as the diff counts them */
	size_t new_at;
	size_t old_from; /* where lines that differ began */
	size_t new_from;
} walk;

static size_t behind_line(sl_str text, size_t at)
{
	const char *feed = memchr(text.data + at, '\n', (size_t)text.size - at);
	return feed ? (size_t)(feed - text.data) + 1 : (size_t)text.size;
}

static void flush(walk *w)
{
	if (w->old_from == w->old_at && w->new_from == w->new_at)
		return;
	sl_str by = { w->after.data + w->new_from, w->new_at - w->new_from };
	sl_json_append(&w->edits, sl_lsp_edit(w->server, w->text, (sl_span){ (uint32_t)w->old_from, (uint32_t)w->old_at }, by));
}

static void step(walk *w, bool old, bool new)
{
	if (old) {
		w->old_at = behind_line(sl_text_str(w->text), w->old_at);
		w->old_line++;
	}
	if (new)
		w->new_at = behind_line(w->after, w->new_at);
}

/* What was different before it becomes an edit. */
static void step_same(walk *w)
{
	flush(w);
	step(w, true, true);
	w->old_from = w->old_at;
	w->new_from = w->new_at;
}

/* Up to the first line of a hunk both texts are the same. */
static void go_to(walk *w, size_t line)
{
	while (w->old_line < line && w->old_at < w->text->bytes.size)
		step_same(w);
}

static void take_line(walk *w, sl_str line)
{
	switch (line.size ? line.data[0] : ' ') {
	case '-':
		step(w, true, false);
		break;
	case '+':
		step(w, false, true);
		break;
	case ' ':
		step_same(w);
		break;
	default: /* "\ No newline at end of file" */
		break;
	}
}

/* "@@ -LINE,COUNT +..." */
static void take_hunk(walk *w, sl_str line)
{
	char *end;
	unsigned long first = strtoul(line.data + 4, &end, 10), count = *end == ',' ? strtoul(end + 1, NULL, 10) : 1;
	/* Of no lines the one above is named. */
	go_to(w, count ? first - 1 : first);
}

json_t *sl_lsp_edits_between(sl_server *server, sl_text *text, sl_str after)
{
	walk w = { .server = server, .text = text, .after = after, .edits = json_array() };
	sl_buffer diff;
	sl_buffer_init(&diff);
	bool good = sl_append_unified(&diff, SL_LIT("-"), sl_text_str(text), after) && !diff.failed;
	size_t at = 0;
	for (unsigned header = 0; good && at < diff.size; header++) {
		size_t end = behind_line(sl_buffer_str(&diff), at);
		sl_str line = { diff.data + at, end - at };
		if (sl_str_starts(line, SL_LIT("@@ -")))
			take_hunk(&w, line);
		else if (header > 1)
			take_line(&w, line);
		at = end;
	}
	flush(&w);
	sl_buffer_finish(&diff);
	server->no_memory = server->no_memory || !good;
	return w.edits;
}
