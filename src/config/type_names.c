/* SPDX-License-Identifier: Apache-2.0
 * type_names.c - names of parts: folded, cut at their placeholder, and each only once.
 */
#include "config/type_names.h"

#include "base/fold.h"

/* Stands for the placeholder while a name is folded: survives folding, and holds the space before it. */
#define MARK '\x01'

/* Finds `{word}`. Returns a complaint, or NULL; *close is 0 where there is none. */
static const char *find_placeholder(sl_str text, size_t *open, size_t *close)
{
	*open = *close = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '}')
			return "has a '}' without a '{'";
		if (text.data[i] != '{')
			continue;
		const char *end = memchr(text.data + i, '}', (size_t)text.size - i);
		if (!end || end == text.data + i + 1)
			return "has a '{' without a name and a '}' behind it";
		if (*close)
			return "has more than one {placeholder}";
		*open = i;
		*close = (size_t)(end - text.data);
		i = *close;
	}
	if (*close && sl_str_trim((sl_str){ text.data, *open }).size == 0 &&
	    sl_str_trim((sl_str){ text.data + *close + 1, text.size - *close - 1 }).size == 0)
		return "has nothing but a {placeholder}: any text at all would be it";
	return NULL;
}

static bool fold_name(sl_type_names *names, sl_str text, size_t open, size_t close, sl_name *out)
{
	char marked[SL_TYPE_NAME_BYTES];
	size_t size = 0;
	sl_buffer folded;
	for (size_t i = 0; i < text.size && size < sizeof(marked); i++) {
		char c = text.data[i];
		if (close && i == open) {
			c = MARK;
			i = close;
		} else if (names->keys && (c == '-' || c == '_')) {
			c = ' ';
		}
		marked[size++] = c;
	}
	sl_buffer_init(&folded);
	bool good = sl_fold((sl_str){ marked, size }, &folded);
	if (good)
		out->folded = sl_arena_copy(names->reader->arena, sl_buffer_str(&folded));
	sl_buffer_finish(&folded);
	if (!good || !out->folded.data) {
		sl_no_memory(names->reader->troubles);
		return false;
	}
	if (close) {
		const char *mark = memchr(out->folded.data, MARK, (size_t)out->folded.size);
		size_t head = mark ? (size_t)(mark - out->folded.data) : (size_t)out->folded.size;
		out->placeholder = true;
		if (mark)
			out->tail = (sl_str){ mark + 1, out->folded.size - head - 1 };
		out->folded.size = head;
	}
	return true;
}

static bool same(const sl_name *a, const sl_name *b)
{
	return a->placeholder == b->placeholder && sl_str_equal(a->folded, b->folded) && sl_str_equal(a->tail, b->tail);
}

static uint32_t find_same(const sl_type_names *names, const sl_name *name)
{
	uint32_t at = 0;
	while (at < names->count && !same(&names->items[at], name))
		at++;
	return at;
}

static bool append(sl_type_names *names, const sl_name *name, uint32_t line)
{
	sl_arena *arena = names->reader->arena;
	if (!sl_arena_grow(arena, (void **)&names->items, names->count, &names->capacity, sizeof(*names->items)) ||
	    !sl_arena_grow(arena, (void **)&names->lines, names->count, &names->line_capacity, sizeof(*names->lines))) {
		sl_no_memory(names->reader->troubles);
		return false;
	}
	names->items[names->count] = *name;
	names->lines[names->count++] = line;
	return true;
}

bool sl_type_names_add(sl_type_names *names, const sl_yaml *node, sl_str text, uint32_t slot, bool alias)
{
	size_t open, close;
	sl_reader *reader = names->reader;
	const char *what = names->keys ? "a key" : "a name";
	if (text.size > SL_TYPE_NAME_BYTES || memchr(text.data, MARK, (size_t)text.size)) {
		sl_yaml_error(reader, node, "%s must be of at most %d bytes, without control characters", what, SL_TYPE_NAME_BYTES);
		return false;
	}
	const char *complaint = find_placeholder(text, &open, &close);
	if (complaint) {
		sl_yaml_error(reader, node, "'%.*s' %s", SL_ARG(text), complaint);
		return false;
	}
	if (names->count >= SL_TYPE_MAX_NAMES) {
		sl_yaml_error(reader, node, "more than %d names in one type", SL_TYPE_MAX_NAMES);
		return false;
	}
	sl_name name = { .text = text, .slot = slot, .alias = alias };
	if (!fold_name(names, text, open, close, &name))
		return false;
	if (name.folded.size + name.tail.size == 0) {
		sl_yaml_error(reader, node, "%s must not be empty", what);
		return false;
	}
	uint32_t found = find_same(names, &name);
	if (found == names->count)
		return append(names, &name, node->line);
	if (names->keys && names->items[found].slot == slot)
		return true;
	if (names->lines[found])
		sl_yaml_error(reader, node, "'%.*s' is here a second time: the first is at line %u", SL_ARG(text),
		    (unsigned)names->lines[found]);
	else
		sl_yaml_error(reader, node, "'%.*s' is taken: the front matter's title and attribution have that name", SL_ARG(text));
	return false;
}

bool sl_type_names_imply(sl_type_names *names, sl_str text, uint32_t slot, bool alias)
{
	size_t open, close;
	sl_name name = { .text = text, .slot = slot, .alias = alias };
	if (text.size > SL_TYPE_NAME_BYTES || find_placeholder(text, &open, &close))
		return true;
	if (!fold_name(names, text, open, close, &name))
		return false;
	return find_same(names, &name) < names->count || append(names, &name, 0);
}

const sl_name *sl_type_names_give(sl_type_names *names, size_t *longest)
{
	sl_name *sorted = sl_arena_calloc(names->reader->arena, names->count, sizeof(*sorted));
	uint32_t filled = 0;
	*longest = 0;
	if (!sorted) {
		sl_no_memory(names->reader->troubles);
		return NULL;
	}
	for (int placeholder = 0; placeholder <= 1; placeholder++) {
		for (uint32_t i = 0; i < names->count; i++) {
			const sl_name *name = &names->items[i];
			if (name->placeholder != (placeholder == 1))
				continue;
			size_t size = (size_t)(name->folded.size + name->tail.size);
			size += placeholder ? SL_TYPE_PLACEHOLDER_BYTES : 0;
			*longest = size > *longest ? size : *longest;
			sorted[filled++] = *name;
		}
	}
	return sorted;
}
