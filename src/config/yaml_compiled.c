/* SPDX-License-Identifier: Apache-2.0
 * yaml_compiled.c - a tree as the parts of a compiled file, and back: for the YAML files of the installation, which every run reads.
 */
#include "config/compiled.h"
#include "config/yaml.h"

enum { TEXTS, NODES, PARTS };

/* A node; its items, or keys and values in turn, lie behind it one after the other. */
typedef struct node_record {
	uint32_t kind;
	uint32_t style;
	uint32_t flow;
	uint32_t line;
	uint32_t column;
	uint32_t start;
	uint32_t end;
	uint32_t text;
	uint32_t text_size;
	uint32_t count;
	uint32_t first; /* number of the first item or key */
} node_record;

/* ---- writing -------------------------------------------------------------------------------------------------- */

typedef struct writing {
	sl_arena arena;
	const sl_yaml **queue; /* nodes in the order of their records */
	uint32_t count;
	uint32_t capacity;
	sl_buffer texts;
	sl_buffer records;
} writing;

static bool enqueue(writing *w, const sl_yaml *node)
{
	if (!sl_arena_grow(&w->arena, (void **)&w->queue, w->count, &w->capacity, sizeof(const sl_yaml *)))
		return false;
	w->queue[w->count++] = node;
	return true;
}

static bool write_node(writing *w, const sl_yaml *node)
{
	node_record record = { .kind = (uint32_t)node->kind, .style = (uint32_t)node->style, .flow = node->flow, .line = node->line,
		.column = node->column, .start = node->span.start, .end = node->span.end, .count = node->count, .first = w->count };
	bool good = true;
	if (node->kind == SL_YAML_SCALAR) {
		record.text = (uint32_t)w->texts.size;
		record.text_size = (uint32_t)node->text.size;
		sl_buffer_append(&w->texts, node->text);
		sl_buffer_append_char(&w->texts, '\0');
	}
	for (uint32_t i = 0; i < node->count && good; i++) {
		if (node->kind == SL_YAML_MAP)
			good = enqueue(w, node->entries[i].key) && enqueue(w, node->entries[i].value);
		else
			good = enqueue(w, node->items[i]);
	}
	sl_buffer_append(&w->records, (sl_str){ (const char *)&record, sizeof(record) });
	return good && !w->texts.failed && !w->records.failed;
}

bool sl_yaml_compile(const sl_yaml *root, sl_str source, sl_buffer *into)
{
	writing w = { 0 };
	sl_arena_init(&w.arena);
	sl_buffer_init(&w.texts);
	sl_buffer_init(&w.records);
	bool good = enqueue(&w, root);
	for (uint32_t i = 0; i < w.count && good; i++)
		good = write_node(&w, w.queue[i]);
	const sl_str parts[PARTS] = { [TEXTS] = sl_buffer_str(&w.texts), [NODES] = sl_buffer_str(&w.records) };
	good = good && sl_compiled_make(SL_COMPILED_TREE, source, parts, PARTS, into);
	sl_buffer_finish(&w.texts);
	sl_buffer_finish(&w.records);
	sl_arena_finish(&w.arena);
	return good;
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* False when memory is short. */
static bool set_children(sl_arena *arena, sl_yaml *nodes, const node_record *record, sl_yaml *out)
{
	sl_yaml *first = nodes + record->first;
	bool map = out->kind == SL_YAML_MAP;
	void *children = sl_arena_alloc(arena, record->count * (map ? sizeof(*out->entries) : sizeof(*out->items)));
	if (!children)
		return false;
	if (map)
		out->entries = children;
	else
		out->items = children;
	for (uint32_t i = 0; i < record->count; i++) {
		if (map)
			out->entries[i] = (sl_yaml_entry){ first + i * 2, first + i * 2 + 1 };
		else
			out->items[i] = first + i;
	}
	return true;
}

/* NULL when memory is short. */
static sl_yaml *build(sl_arena *arena, const sl_compiled *compiled)
{
	const node_record *records = (const void *)compiled->parts[NODES].data;
	size_t count = (size_t)compiled->parts[NODES].size / sizeof(*records);
	sl_str texts = sl_arena_copy(arena, compiled->parts[TEXTS]);
	sl_yaml *nodes = sl_arena_alloc(arena, count * sizeof(*nodes));
	if (!texts.data || !nodes)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const node_record *record = &records[i];
		nodes[i] = (sl_yaml){ .kind = (sl_yaml_kind)record->kind, .style = (sl_yaml_style)record->style, .flow = record->flow,
			.line = record->line, .column = record->column, .span = { record->start, record->end }, .count = record->count };
		if (nodes[i].kind == SL_YAML_SCALAR)
			nodes[i].text = (sl_str){ texts.data + record->text, record->text_size };
		if (record->count && !set_children(arena, nodes, record, &nodes[i]))
			return NULL;
	}
	return nodes;
}

sl_yaml *sl_yaml_read_shipped(sl_arena *arena, sl_str file, const char *path, sl_str bytes, sl_troubles *troubles)
{
	sl_compiled compiled;
	sl_yaml *root = NULL;
	bool serves = sl_compiled_open_beside(path, SL_COMPILED_TREE, &compiled) && sl_str_equal(compiled.source, bytes);
	if (serves) {
		root = build(arena, &compiled);
		if (!root)
			sl_no_memory(troubles);
	}
	sl_compiled_close(&compiled);
	return serves ? root : sl_yaml_read(arena, file, bytes, 0, 1, troubles);
}
