/* SPDX-License-Identifier: Apache-2.0
 * yaml.c - libyaml's events into a tree. libyaml counts characters and has its own idea of line ends; positions here are bytes, and lines as
 * everywhere else in sumlint. Nothing recurses, aliases are counted as if written out, and every limit ends in an error.
 */
#include "config/yaml.h"

#include "base/file.h"
#include "base/utf8.h"
#include "config/table.h"
#include "config/yaml_cursor.h"

#include <errno.h>
#include <stdlib.h>
#include <yaml.h>


/* A config of this size is a mistake; a vocabulary of a million terms is smaller. */
#define MAX_FILE_BYTES ((size_t)256 * 1024 * 1024)
/* Maps up to this size are searched for a duplicate key one by one, larger ones by sorting. */
#define SMALL_MAP 16

/* What `&name` stands for. */
typedef struct anchor {
	sl_yaml *node;
	bool complete;   /* its end was seen: until then an alias to it would be endless */
	uint64_t nodes;  /* in it, aliases written out */
	uint32_t height; /* levels of nesting in it; 0 for text */
	UT_hash_handle hh;
} anchor;

/* A list or map whose end was not seen yet. */
typedef struct frame {
	sl_yaml *node;
	sl_yaml *key; /* of a map: read, and its value not yet */
	anchor *anchor;
	uint64_t nodes;
	uint32_t capacity;
	uint32_t height;
} frame;

typedef struct builder {
	sl_arena *arena;
	sl_str file;
	sl_str bytes; /* without a BOM */
	sl_troubles *troubles;
	uint32_t offset; /* of bytes.data in the file */
	sl_cursor first;    /* where bytes begin */
	sl_cursor cursor;
	frame frames[SL_YAML_MAX_DEPTH];
	uint32_t depth;
	anchor *anchors;
	sl_yaml *root;
	bool no_memory;
	bool failed; /* an error was reported that does not stop reading */
} builder;

/* ---- positions ---- */

static void advance(const builder *b, sl_cursor *c, size_t index)
{
	sl_cursor_advance(c, b->bytes, index);
}

static void error_at(builder *b, const sl_cursor *c, const char *message)
{
	sl_error(b->troubles, b->file, c->line, sl_cursor_column(c), "%s", message);
	b->failed = true;
}

static void error_at_mark(builder *b, const yaml_mark_t *mark, const char *message)
{
	advance(b, &b->cursor, mark->index);
	error_at(b, &b->cursor, message);
}

/* ---- nodes ---- */

static sl_yaml *new_node(builder *b, const yaml_event_t *event, sl_yaml_kind kind, bool properties)
{
	sl_yaml *node = sl_arena_calloc(b->arena, 1, sizeof(*node));
	if (!node) {
		b->no_memory = true;
		return NULL;
	}
	advance(b, &b->cursor, event->start_mark.index);
	sl_cursor start = b->cursor, end = b->cursor;
	advance(b, &end, event->end_mark.index);
	if (properties)
		sl_cursor_skip_properties(&start, b->bytes, kind == SL_YAML_SCALAR ? end.at : (size_t)b->bytes.size);
	if (end.at < start.at)
		end = start;
	node->kind = kind;
	node->line = start.line;
	node->column = sl_cursor_column(&start);
	node->span = (sl_span){ b->offset + (uint32_t)start.at, b->offset + (uint32_t)end.at };
	return node;
}

static sl_yaml_style style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return SL_YAML_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return SL_YAML_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
		return SL_YAML_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return SL_YAML_FOLDED;
	default:
		return SL_YAML_PLAIN;
	}
}

static sl_yaml *new_scalar(builder *b, const yaml_event_t *event)
{
	bool properties = event->data.scalar.anchor || event->data.scalar.tag;
	sl_yaml *node = new_node(b, event, SL_YAML_SCALAR, properties);
	if (!node)
		return NULL;
	sl_str value = { (const char *)event->data.scalar.value, event->data.scalar.length };
	if (memchr(value.data, '\0', (size_t)value.size)) {
		sl_error(b->troubles, b->file, node->line, node->column, "a NUL character is not allowed in text");
		b->failed = true;
	}
	node->style = style_of(event->data.scalar.style);
	if (node->style == SL_YAML_LITERAL || node->style == SL_YAML_FOLDED) {
		size_t start = node->span.start - b->offset, end = node->span.end - b->offset;
		node->span.end = b->offset + (uint32_t)sl_yaml_block_end(b->bytes, start, end);
	}
	node->text = sl_arena_copy(b->arena, value);
	if (!node->text.data)
		b->no_memory = true;
	return b->no_memory ? NULL : node;
}

/* ---- duplicate keys ---- */

typedef struct keyed {
	sl_str text;
	uint32_t index;
} keyed;

static int compare_keyed(const void *left, const void *right)
{
	const keyed *a = left, *b = right;
	int order = sl_str_compare(a->text, b->text);
	return order ? order : (a->index > b->index) - (a->index < b->index);
}

static void report_duplicate(builder *b, const sl_yaml *map, uint32_t index, uint32_t first)
{
	const sl_yaml *key = map->entries[index].key;
	sl_error(b->troubles, b->file, key->line, key->column, "the key '%.*s' is here a second time: the first is at line %u",
	    SL_SHOWN(key->text), (unsigned)map->entries[first].key->line);
	b->failed = true;
}

static void find_duplicates_sorting(builder *b, const sl_yaml *map)
{
	keyed *keys = malloc(map->count * sizeof(*keys));
	uint32_t *firsts = malloc(map->count * sizeof(*firsts));
	if (!keys || !firsts) {
		b->no_memory = true;
		goto done;
	}
	for (uint32_t i = 0; i < map->count; i++)
		keys[i] = (keyed){ map->entries[i].key->text, i };
	qsort(keys, map->count, sizeof(*keys), compare_keyed);
	for (uint32_t i = 0, first = 0; i < map->count; i++) {
		if (!sl_str_equal(keys[i].text, keys[first].text))
			first = i;
		firsts[keys[i].index] = keys[first].index;
	}
	for (uint32_t i = 0; i < map->count; i++) {
		if (firsts[i] != i)
			report_duplicate(b, map, i, firsts[i]);
	}
done:
	free(keys);
	free(firsts);
}

static void find_duplicates(builder *b, const sl_yaml *map)
{
	if (map->count > SMALL_MAP) {
		find_duplicates_sorting(b, map);
		return;
	}
	for (uint32_t i = 1; i < map->count; i++) {
		for (uint32_t j = 0; j < i; j++) {
			if (sl_str_equal(map->entries[i].key->text, map->entries[j].key->text)) {
				report_duplicate(b, map, i, j);
				break;
			}
		}
	}
}

/* ---- building ---- */

/* Gives a whole node to the list or map it is in. False where reading ends. */
static bool attach(builder *b, sl_yaml *node, uint64_t nodes, uint32_t height)
{
	if (b->depth == 0) {
		b->root = node;
		return true;
	}
	frame *f = &b->frames[b->depth - 1];
	sl_yaml *parent = f->node;
	f->nodes += nodes;
	if (f->nodes > SL_YAML_MAX_NODES || b->depth + height > SL_YAML_MAX_DEPTH) {
		error_at(b, &b->cursor, f->nodes > SL_YAML_MAX_NODES ? "too big with all aliases written out" : "nested too deeply");
		return false;
	}
	if (height + 1 > f->height)
		f->height = height + 1;
	if (parent->kind == SL_YAML_MAP && !f->key) {
		if (node->kind != SL_YAML_SCALAR) {
			error_at(b, &b->cursor, "a key must be text, not a list or a map");
			return false;
		}
		f->key = node;
		return true;
	}
	bool map = parent->kind == SL_YAML_MAP;
	void **array = map ? (void **)&parent->entries : (void **)&parent->items;
	size_t item = map ? sizeof(*parent->entries) : sizeof(*parent->items);
	if (!sl_arena_grow(b->arena, array, parent->count, &f->capacity, item)) {
		b->no_memory = true;
		return false;
	}
	if (map)
		parent->entries[parent->count++] = (sl_yaml_entry){ f->key, node };
	else
		parent->items[parent->count++] = node;
	f->key = NULL;
	if (!parent->flow && node->span.end > parent->span.end)
		parent->span.end = node->span.end;
	return true;
}

/* Notes what an anchor stands for; NULL without an anchor, or when memory is short. */
static anchor *remember(builder *b, const yaml_char_t *name, sl_yaml *node)
{
	if (!name)
		return NULL;
	anchor *found = NULL;
	size_t size = strlen((const char *)name);
	HASH_FIND(hh, b->anchors, name, size, found);
	if (found) /* a later anchor of the same name replaces the first for the aliases behind it */
		HASH_DEL(b->anchors, found);
	found = sl_arena_calloc(b->arena, 1, sizeof(*found));
	sl_str copy = sl_arena_copy(b->arena, (sl_str){ (const char *)name, size });
	if (!found || !copy.data) {
		b->no_memory = true;
		return NULL;
	}
	found->node = node;
	HASH_ADD_KEYPTR(hh, b->anchors, copy.data, size, found);
	if (!found->hh.tbl) {
		b->no_memory = true;
		return NULL;
	}
	return found;
}

static bool take_alias(builder *b, const yaml_event_t *event)
{
	const yaml_char_t *name = event->data.alias.anchor;
	anchor *found = NULL;
	HASH_FIND(hh, b->anchors, name, strlen((const char *)name), found);
	if (!found || !found->complete) {
		error_at_mark(b, &event->start_mark, found ? "an alias inside what it stands for" : "an alias to an anchor that is not there");
		return false;
	}
	sl_yaml *place = new_node(b, event, SL_YAML_SCALAR, false);
	sl_yaml *copy = sl_arena_alloc(b->arena, sizeof(*copy));
	if (!place || !copy) {
		b->no_memory = true;
		return false;
	}
	/* The same content at the alias's own place. Its bytes there are not the text, quoted or not: the style must not say so. */
	*copy = *found->node;
	copy->line = place->line;
	copy->column = place->column;
	copy->span = place->span;
	if (copy->style == SL_YAML_SINGLE || copy->style == SL_YAML_DOUBLE)
		copy->style = SL_YAML_LITERAL;
	return attach(b, copy, found->nodes, found->height);
}

static bool take_scalar(builder *b, const yaml_event_t *event)
{
	sl_yaml *node = new_scalar(b, event);
	if (!node)
		return false;
	anchor *named = remember(b, event->data.scalar.anchor, node);
	if (named) {
		named->complete = true;
		named->nodes = 1;
	}
	return !b->no_memory && attach(b, node, 1, 0);
}

static bool take_start(builder *b, const yaml_event_t *event, sl_yaml_kind kind)
{
	bool map = kind == SL_YAML_MAP;
	const yaml_char_t *name = map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const yaml_char_t *tag = map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	if (b->depth > 0 && b->frames[b->depth - 1].node->kind == SL_YAML_MAP && !b->frames[b->depth - 1].key) {
		error_at_mark(b, &event->start_mark, "a key must be text, not a list or a map");
		return false;
	}
	if (b->depth == SL_YAML_MAX_DEPTH) {
		error_at_mark(b, &event->start_mark, "nested too deeply");
		return false;
	}
	sl_yaml *node = new_node(b, event, kind, name || tag);
	if (!node)
		return false;
	node->flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
			 : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	b->frames[b->depth++] = (frame){ .node = node, .anchor = remember(b, name, node), .nodes = 1 };
	return !b->no_memory;
}

static bool take_end(builder *b, const yaml_event_t *event)
{
	frame *f = &b->frames[--b->depth];
	advance(b, &b->cursor, event->start_mark.index);
	if (f->node->flow) {
		sl_cursor end = b->cursor;
		advance(b, &end, event->end_mark.index);
		f->node->span.end = b->offset + (uint32_t)end.at;
	}
	if (f->node->kind == SL_YAML_MAP)
		find_duplicates(b, f->node);
	uint32_t height = f->height ? f->height : 1;
	if (f->anchor) {
		f->anchor->complete = true;
		f->anchor->nodes = f->nodes;
		f->anchor->height = height;
	}
	return !b->no_memory && attach(b, f->node, f->nodes, height);
}

/* ---- libyaml's errors ---- */

static const char *hint_for(const builder *b, const yaml_parser_t *parser, const sl_cursor *at)
{
	char here = at->at < b->bytes.size ? b->bytes.data[at->at] : '\0';
	if (here == '\t')
		return "; indent with spaces, not tabs";
	if (strstr(parser->problem, "cannot start any token"))
		return "; put the text in quotes";
	if (strstr(parser->problem, "mapping values are not allowed"))
		return "; put a text that holds ': ' in quotes";
	return "";
}

static void report_parser_error(builder *b, const yaml_parser_t *parser)
{
	if (parser->error == YAML_MEMORY_ERROR || !parser->problem) {
		b->no_memory = true;
		return;
	}
	sl_cursor at = b->first, context = b->first;
	if (parser->error == YAML_READER_ERROR) {
		sl_cursor_advance_bytes(&at, b->bytes, parser->problem_offset);
	} else {
		advance(b, &at, parser->problem_mark.index);
		advance(b, &context, parser->context_mark.index);
	}
	const char *hint = hint_for(b, parser, &at);
	if (parser->context && parser->error != YAML_READER_ERROR && context.line != at.line)
		sl_error(b->troubles, b->file, at.line, sl_cursor_column(&at), "%s, %s that begins at line %u%s", parser->problem,
		    parser->context, (unsigned)context.line, hint);
	else
		sl_error(b->troubles, b->file, at.line, sl_cursor_column(&at), "%s%s", parser->problem, hint);
	b->failed = true;
}

/* ---- reading ---- */

/* False where reading ends: an error, or no memory. */
static bool take_event(builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (!b->root)
			return true;
		error_at_mark(b, &event->start_mark, "a second YAML document: only one is read");
		return false;
	case YAML_SCALAR_EVENT:
		return take_scalar(b, event);
	case YAML_ALIAS_EVENT:
		return take_alias(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return take_start(b, event, SL_YAML_LIST);
	case YAML_MAPPING_START_EVENT:
		return take_start(b, event, SL_YAML_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return take_end(b, event);
	default:
		return true;
	}
}

static void take_events(builder *b, yaml_parser_t *parser)
{
	bool more = true;
	while (more) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			report_parser_error(b, parser);
			return;
		}
		more = event.type != YAML_STREAM_END_EVENT && take_event(b, &event) && !b->no_memory;
		yaml_event_delete(&event);
	}
}

/* An empty file, and one that holds nothing but comments or `---`, say the same: nothing. */
static void empty_is_a_map(builder *b)
{
	sl_yaml *root = b->root;
	if (root && (root->kind != SL_YAML_SCALAR || root->style != SL_YAML_PLAIN || root->text.size > 0))
		return;
	if (!root)
		root = sl_arena_calloc(b->arena, 1, sizeof(*root));
	if (!root) {
		b->no_memory = true;
		return;
	}
	*root = (sl_yaml){ .kind = SL_YAML_MAP, .line = b->first.line, .column = 1, .span = { b->offset, b->offset } };
	b->root = root;
}

static sl_yaml *read_bytes(builder *b)
{
	size_t bad = sl_utf8_check(b->bytes);
	if (bad < b->bytes.size) {
		sl_cursor at = b->first;
		sl_cursor_advance_bytes(&at, b->bytes, bad);
		error_at(b, &at, b->bytes.data[bad] ? "not valid UTF-8" : "a NUL character is not allowed");
		return NULL;
	}
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser)) {
		sl_no_memory(b->troubles);
		return NULL;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)b->bytes.data, (size_t)b->bytes.size);
	take_events(b, &parser);
	yaml_parser_delete(&parser);
	HASH_CLEAR(hh, b->anchors);
	if (!b->failed && !b->no_memory)
		empty_is_a_map(b);
	if (b->no_memory)
		sl_no_memory(b->troubles);
	return b->failed || b->no_memory ? NULL : b->root;
}

sl_yaml *sl_yaml_read(sl_arena *arena, sl_str file, sl_str bytes, uint32_t offset, uint32_t first_line, sl_troubles *troubles)
{
	if (sl_str_starts(bytes, SL_LIT("\xEF\xBB\xBF"))) {
		bytes = (sl_str){ bytes.data + 3, bytes.size - 3 };
		offset += 3;
	}
	if (bytes.size >= UINT32_MAX - offset) {
		sl_error(troubles, file, 0, 0, "too big to be read as YAML");
		return NULL;
	}
	builder b = { .arena = arena, .file = file, .bytes = bytes, .troubles = troubles, .offset = offset };
	b.first.line = b.cursor.line = first_line;
	return read_bytes(&b);
}

sl_yaml *sl_yaml_read_file(sl_arena *arena, const char *path, sl_troubles *troubles)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	sl_yaml *root = NULL;
	int error = sl_read_file(path, MAX_FILE_BYTES, &bytes);
	if (error == ENOMEM)
		sl_no_memory(troubles);
	else if (error)
		sl_error(troubles, sl_str_of(path), 0, 0, "cannot be read: %s", strerror(error));
	else
		root = sl_yaml_read(arena, sl_str_of(path), sl_buffer_str(&bytes), 0, 1, troubles);
	sl_buffer_finish(&bytes);
	return root;
}
