/* SPDX-License-Identifier: Apache-2.0
 * navigation.c - from a term to its entry, from there to all of its uses, and a new name for all of them.
 */
#include "lsp/features.h"

#include "base/fold.h"
#include "lsp/edits.h"
#include "lsp/terms.h"
#include "read/source.h"
#include "report/uri.h"

/* Places that are told of at once. */
#define PART_PLACES 200

/* Who looks for a term in all documents. */
typedef struct search {
	sl_server *server;
	sl_term_place wanted;
	sl_str file;  /* of its vocabulary: configs of several folders may have the same */
	bool any_label; /* alternative labels too */
	const char *uri; /* of the document at hand */
	sl_text *text;
	json_t *places; /* locations that were not told of yet; or NULL: */
	json_t *edits;  /* edits of the document at hand */
	sl_str by;
} search;

/* To whoever waits for the process; where there is none the list is the answer. */
static void tell_places(search *s)
{
	sl_buffer text;
	if (!s->server->mouth || json_array_size(s->places) == 0)
		return;
	sl_buffer_init(&text);
	if (!sl_json_dump(&text, s->places))
		s->server->no_memory = true;
	else
		sl_lsp_say_part(s->server, (sl_str){ text.data + 1, text.size - 2 }); /* without its brackets */
	sl_buffer_finish(&text);
	s->places = json_array();
}

static bool take(void *user, const sl_term_place *place)
{
	search *s = user;
	const sumlint_term *term = sl_vocabulary_term(place->vocabulary, place->term);
	const sumlint_term *wanted = sl_vocabulary_term(s->wanted.vocabulary, s->wanted.term);
	if (!term || !sl_str_equal(sl_vocabulary_file(place->vocabulary), s->file) || !sl_str_equal(term->pref_label, wanted->pref_label))
		return true;
	if (!s->any_label && (place->match != SUMLINT_MATCH_PREF || !place->plain))
		return true;
	if (s->places) {
		json_t *location = json_object();
		sl_json_set(&location, "uri", json_string(s->uri));
		sl_json_set(&location, "range", sl_lsp_range(s->server, s->text, place->span));
		sl_json_append(&s->places, location);
		if (json_array_size(s->places) == PART_PLACES)
			tell_places(s);
	} else {
		sl_json_append(&s->edits, sl_lsp_edit(s->server, s->text, place->span, s->by));
	}
	return true;
}

/* ---- all documents -------------------------------------------------------------------------------------------- */

/* `as` is NULL where it is not open to the client, and has no version. */
static void search_text(search *s, sl_open *document, const sl_open *as, json_t **edit)
{
	const sl_document *parsed = sl_lsp_parsed(s->server, document);
	s->uri = document->uri;
	s->text = &document->text;
	s->edits = s->places ? NULL : json_array();
	if (parsed && !sl_lsp_terms(document->settings, parsed, take, s))
		s->server->no_memory = true;
	if (!s->places && json_array_size(s->edits))
		sl_lsp_edit_file(s->server, edit, s->uri, as, s->edits);
	else
		json_decref(s->edits);
}

/* As if it were opened for a moment. */
static void search_file(search *s, const sl_file *file, sl_source *source, json_t **edit)
{
	sl_buffer uri;
	sl_buffer_init(&uri);
	sl_append_uri(&uri, file->path);
	if (!uri.failed && !sl_lsp_find(s->server, uri.data) && sl_source_read(source, file->path.data) && !source->error &&
	    source->bad_byte >= source->bytes.size) {
		sl_open *document = sl_open_create(sl_buffer_str(&uri), sl_buffer_str(&uri), file->path);
		if (document && sl_text_set(&document->text, sl_source_text(source))) {
			document->settings = file->settings;
			document->edition = 1;
			search_text(s, document, NULL, edit);
		} else {
			s->server->no_memory = true;
		}
		sl_open_free(document);
	}
	sl_buffer_finish(&uri);
}

static void search_workspace(search *s, json_t **edit)
{
	sl_files files;
	sl_source source;
	if (!sl_lsp_discover(s->server, &files))
		return;
	sl_source_init(&source);
	for (uint32_t i = 0; !s->server->no_memory && i < files.count; i++)
		search_file(s, &files.items[i], &source, edit);
	sl_files_finish(&files);
	sl_source_finish(&source);
}

static void search_all(search *s, json_t **edit)
{
	for (sl_open *document = s->server->documents; document; document = document->hh.next) {
		if (document->settings)
			search_text(s, document, document, edit);
	}
	search_workspace(s, edit);
}

/* ---- requests ------------------------------------------------------------------------------------------------- */

/* The known term at the request's position; false with a result or a fault in *out. */
static bool term_of(sl_server *server, const json_t *params, sl_fault *fault, sl_open **document, sl_term_place *place, json_t **out)
{
	uint32_t offset;
	*out = NULL;
	*document = sl_lsp_document(server, params);
	if (*document && !sl_lsp_offset(server, *document, params, &offset)) {
		sl_lsp_fault(fault, SL_INVALID_PARAMS, "a position is needed");
		return false;
	}
	if (*document && (*document)->settings && sl_lsp_term_at(server, *document, offset, place) && place->term != SUMLINT_NONE)
		return true;
	if (*document && !(*document)->settings && sl_lsp_entry_at(server, *document, offset, place))
		return true;
	*out = json_null();
	return false;
}

static json_t *entry_of(sl_server *server, const sl_term_place *place)
{
	sl_term_file file;
	const sl_yaml *name = NULL;
	json_t *location = NULL;
	if (sl_term_file_open(server, place->vocabulary, &file) &&
	    sl_term_file_term(&file, sl_vocabulary_term(place->vocabulary, place->term)->pref_label, &name)) {
		location = json_object();
		sl_json_set(&location, "uri", json_string(file.open ? file.open->uri : file.uri));
		sl_json_set(&location, "range", sl_lsp_range(server, file.text, name->span));
	}
	sl_term_file_close(&file);
	return location;
}

static json_t *definition(sl_server *server, const json_t *params, sl_fault *fault)
{
	sl_open *document;
	sl_term_place place;
	json_t *out;
	if (!term_of(server, params, fault, &document, &place, &out))
		return out;
	json_t *location = entry_of(server, &place);
	return location ? location : json_null();
}

static json_t *references(sl_server *server, const json_t *params, sl_fault *fault)
{
	search s = { .server = server, .any_label = true };
	sl_open *document;
	json_t *out, *edit = NULL;
	if (!term_of(server, params, fault, &document, &s.wanted, &out))
		return out;
	s.file = sl_vocabulary_file(s.wanted.vocabulary);
	s.places = json_array();
	search_all(&s, &edit);
	json_t *entry = sl_json_true(params, "context.includeDeclaration") ? entry_of(server, &s.wanted) : NULL;
	if (entry)
		sl_json_append(&s.places, entry);
	tell_places(&s);
	return s.places;
}

static json_t *prepare_rename(sl_server *server, const json_t *params, sl_fault *fault)
{
	sl_open *document;
	sl_term_place place;
	json_t *out;
	if (!term_of(server, params, fault, &document, &place, &out) || !place.plain || place.match != SUMLINT_MATCH_PREF)
		return fault->code ? NULL : json_null();
	json_t *value = json_object();
	sl_json_set(&value, "range", sl_lsp_range(server, &document->text, place.span));
	sl_json_set(&value, "placeholder", sl_json_string(&server->scratch, place.text));
	return value;
}

/* Scalars of the vocabulary that name the term. */
static void rename_entry(sl_server *server, const sl_term_file *file, sl_str label, sl_str by, json_t **edit)
{
	static const char *const keys[] = { "prefLabel", "broader", "replacedBy" };
	sl_buffer scalar;
	json_t *edits = json_array();
	bool failed = false;
	sl_buffer_init(&scalar);
	sl_append_yaml(&scalar, by);
	for (uint32_t i = 0; i < file->terms->count; i++) {
		const sl_yaml *term = file->terms->items[i];
		for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
			const sl_yaml *value = term->kind == SL_YAML_MAP ? sl_yaml_get(term, keys[k]) : k == 0 ? term : NULL;
			if (value && value->kind == SL_YAML_SCALAR && sl_fold_equal(value->text, label, &failed))
				sl_json_append(&edits, sl_lsp_edit(server, file->text, value->span, sl_buffer_str(&scalar)));
		}
	}
	server->no_memory = server->no_memory || failed || scalar.failed;
	sl_buffer_finish(&scalar);
	sl_lsp_edit_file(server, edit, file->open ? file->open->uri : file->uri, file->open, edits);
}

/* Whether the name is free, or another way to write the term's own. */
static bool is_free(sl_server *server, const sl_term_place *place, sl_str name)
{
	sl_buffer folded;
	uint32_t match, term = SUMLINT_NONE;
	sl_buffer_init(&folded);
	if (sl_fold(name, &folded))
		term = sl_vocabulary_find(place->vocabulary, sl_buffer_str(&folded), &match);
	else
		server->no_memory = true;
	sl_buffer_finish(&folded);
	return term == SUMLINT_NONE || (term == place->term && match == SUMLINT_MATCH_PREF);
}

static json_t *rename_term(sl_server *server, const json_t *params, sl_fault *fault)
{
	search s = { .server = server };
	sl_open *document;
	sl_term_file file;
	json_t *out, *edit = NULL;
	s.by = sl_str_trim(sl_json_text(params, "newName"));
	if (!term_of(server, params, fault, &document, &s.wanted, &out))
		return fault->code ? NULL : sl_lsp_fault(fault, SL_REQUEST_FAILED, "there is no term of a vocabulary");
	if (!s.by.size || memchr(s.by.data, '\n', (size_t)s.by.size) || memchr(s.by.data, '\r', (size_t)s.by.size))
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "a term is one line, and not empty");
	if (!is_free(server, &s.wanted, s.by))
		return sl_lsp_fault(fault, SL_REQUEST_FAILED, "the vocabulary has that label already");
	s.file = sl_vocabulary_file(s.wanted.vocabulary);
	bool good = sl_term_file_open(server, s.wanted.vocabulary, &file);
	if (!good)
		sl_lsp_fault(fault, SL_REQUEST_FAILED, "the vocabulary's file cannot be read");
	else if (file.ours)
		sl_lsp_fault(fault, SL_REQUEST_FAILED, "the vocabulary is the installation's: copy it into the project to change it");
	else
		rename_entry(server, &file, sl_vocabulary_term(s.wanted.vocabulary, s.wanted.term)->pref_label, s.by, &edit);
	if (!fault->code)
		search_all(&s, &edit);
	sl_term_file_close(&file);
	return edit;
}

const sl_method sl_lsp_navigation_methods[] = {
	{ "textDocument/definition", definition, SL_NEED_NOTHING, false, true },
	{ "textDocument/references", references, SL_NEED_NOTHING, false, true },
	{ "textDocument/prepareRename", prepare_rename, SL_NEED_NOTHING, false, true },
	{ "textDocument/rename", rename_term, SL_NEED_NOTHING, false, true },
	{ 0 },
};
