/* SPDX-License-Identifier: Apache-2.0
 * terms.c - terms found in documents and in the files of vocabularies.
 */
#include "lsp/terms.h"

#include "base/file.h"
#include "base/fold.h"
#include "check/term_text.h"
#include "report/uri.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- in a document -------------------------------------------------------------------------------------------- */

const sumlint_vocabulary *sl_lsp_vocabulary(const sl_settings *settings, sl_str name)
{
	for (uint32_t i = 0; name.size && i < settings->vocabulary_count; i++) {
		if (sl_str_equal(settings->vocabularies[i].name, name))
			return settings->vocabularies[i].vocabulary;
	}
	return NULL;
}

typedef struct looking {
	const sl_settings *settings;
	sl_str text; /* of the document */
	sl_buffer folded;
	sl_take_term *take;
	void *user;
	bool stopped;
} looking;

static bool look_up(looking *look, const sumlint_vocabulary *vocabulary, sl_str text, sl_span span)
{
	sl_term_place place = { .vocabulary = vocabulary, .text = sl_term_strip_surely(text), .span = span };
	if (!sl_fold(place.text, &look->folded))
		return false;
	place.term = sl_vocabulary_find(vocabulary, sl_buffer_str(&look->folded), &place.match);
	sl_str bytes = sl_str_slice(look->text.data, span);
	place.plain = sl_str_equal(bytes, text);
	if (place.plain && place.text.size && place.text.data) {
		/* Without the punctuation around it. */
		place.span.start += (uint32_t)(place.text.data - text.data);
		place.span.end = place.span.start + (uint32_t)place.text.size;
	}
	look->stopped = !look->take(look->user, &place);
	return true;
}

static bool look_at_part(looking *look, const sumlint_type *type, const sumlint_part *part)
{
	const sumlint_vocabulary *vocabulary = NULL;
	bool good = true;
	if (part->slot < type->slot_count && type->slots[part->slot]->kinds & SUMLINT_KIND_TERMS)
		vocabulary = sl_lsp_vocabulary(look->settings, type->slots[part->slot]->vocabulary);
	for (uint32_t i = 0; good && vocabulary && i < part->item_count && !look->stopped; i++)
		good = look_up(look, vocabulary, part->items[i].text, part->items[i].span);
	for (uint32_t i = 0; good && part->kind == SUMLINT_PART_ATTRIBUTION && i < part->capture_count && !look->stopped; i++) {
		const sumlint_capture *capture = &part->captures[i];
		sl_str name = sl_str_is(capture->name, "curator") ? type->curator_vocabulary
		    : sl_str_is(capture->name, "publisher")	  ? type->publisher_vocabulary
								  : (sl_str){ NULL, 0 };
		vocabulary = sl_lsp_vocabulary(look->settings, name);
		if (vocabulary && capture->text.size)
			good = look_up(look, vocabulary, capture->text, capture->span);
	}
	return good;
}

bool sl_lsp_terms(const sl_settings *settings, const sl_document *document, sl_take_term *take, void *user)
{
	looking look = { .settings = settings, .text = document->public.text, .take = take, .user = user };
	bool good = true;
	sl_buffer_init(&look.folded);
	for (uint32_t i = 0; good && i < document->public.part_count && !look.stopped; i++)
		good = look_at_part(&look, document->public.type, document->public.parts[i]);
	sl_buffer_finish(&look.folded);
	return good;
}

typedef struct at_offset {
	uint32_t offset;
	bool found;
	sl_term_place place;
} at_offset;

static bool is_there(void *user, const sl_term_place *place)
{
	at_offset *at = user;
	if (at->offset < place->span.start || at->offset > place->span.end)
		return true;
	at->place = *place;
	at->found = true;
	return false;
}

bool sl_lsp_term_at(sl_server *server, sl_open *document, uint32_t offset, sl_term_place *out)
{
	at_offset at = { .offset = offset };
	const sl_document *parsed = sl_lsp_parsed(server, document);
	if (!parsed)
		return false;
	if (!sl_lsp_terms(document->settings, parsed, is_there, &at))
		server->no_memory = true;
	*out = at.place;
	return at.found;
}

/* ---- in the file of a vocabulary ------------------------------------------------------------------------------ */

static bool is_below(sl_str path, sl_str folder)
{
	return folder.size && sl_str_starts(path, folder) && path.size > folder.size && path.data[folder.size] == '/';
}

static bool find_path(sl_term_file *file, const sumlint_vocabulary *vocabulary)
{
	char *here = getcwd(NULL, 0);
	sl_buffer path, uri;
	sl_buffer_init(&path);
	sl_buffer_init(&uri);
	sl_path_join(&path, sl_str_of(here ? here : "/"), sl_vocabulary_file(vocabulary));
	free(here);
	sl_append_uri(&uri, sl_buffer_str(&path));
	file->path = path.data;
	file->uri = uri.data;
	return !path.failed && !uri.failed;
}

bool sl_term_file_is_writable(sl_server *server, const sumlint_vocabulary *vocabulary)
{
	sl_term_file file = { 0 };
	bool good = find_path(&file, vocabulary) && !is_below(sl_str_of(file.path), server->settings->rules_folder) && access(file.path, R_OK | W_OK) == 0;
	free(file.path);
	free(file.uri);
	return good;
}

static bool read_terms(sl_term_file *file)
{
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	sl_yaml *root = sl_yaml_read(&file->arena, sl_str_of(file->path), sl_text_str(file->text), 0, 1, &troubles);
	if (root && root->kind == SL_YAML_MAP)
		file->terms = sl_yaml_get(root, "terms");
	if (file->terms && file->terms->kind != SL_YAML_LIST)
		file->terms = NULL;
	sl_troubles_finish(&troubles);
	return file->terms != NULL;
}

bool sl_term_file_open(sl_server *server, const sumlint_vocabulary *vocabulary, sl_term_file *out)
{
	sl_buffer bytes;
	*out = (sl_term_file){ 0 };
	sl_arena_init(&out->arena);
	sl_text_init(&out->own);
	out->text = &out->own;
	if (!find_path(out, vocabulary))
		return false;
	out->ours = is_below(sl_str_of(out->path), server->settings->rules_folder);
	out->open = sl_lsp_find(server, out->uri);
	if (out->open) {
		out->text = &out->open->text;
		return read_terms(out);
	}
	sl_buffer_init(&bytes);
	bool good = sl_read_file(out->path, SL_SOURCE_MAX, &bytes) == 0 && sl_text_set(&out->own, sl_buffer_str(&bytes));
	sl_buffer_finish(&bytes);
	return good && read_terms(out);
}

void sl_term_file_close(sl_term_file *file)
{
	sl_arena_finish(&file->arena);
	sl_text_finish(&file->own);
	free(file->path);
	free(file->uri);
}

const sl_yaml *sl_term_file_term(const sl_term_file *file, sl_str label, const sl_yaml **name)
{
	bool failed = false;
	for (uint32_t i = 0; file->terms && i < file->terms->count; i++) {
		const sl_yaml *term = file->terms->items[i];
		const sl_yaml *preferred = term->kind == SL_YAML_MAP ? sl_yaml_get(term, "prefLabel") : term->kind == SL_YAML_SCALAR ? term : NULL;
		if (preferred && preferred->kind == SL_YAML_SCALAR && sl_fold_equal(preferred->text, label, &failed)) {
			*name = preferred;
			return term;
		}
	}
	return NULL;
}

static bool is_plain(sl_str text)
{
	if (text.size == 0)
		return false;
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
		bool within = i > 0 && i + 1 < text.size && strchr(" -_./+()'", c) && c;
		if (!letter && !within && !(i > 0 && (c == '.' || c == '+' || c == ')')))
			return false;
	}
	return true;
}

void sl_append_yaml(sl_buffer *into, sl_str text)
{
	if (is_plain(text)) {
		sl_buffer_append(into, text);
		return;
	}
	sl_buffer_append_char(into, '"');
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c == '"' || c == '\\')
			sl_buffer_append_char(into, '\\');
		if (c < 0x20 || c == 0x7F)
			sl_buffer_printf(into, "\\x%02X", c);
		else
			sl_buffer_append_char(into, (char)c);
	}
	sl_buffer_append_char(into, '"');
}
