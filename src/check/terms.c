/* SPDX-License-Identifier: Apache-2.0
 * terms.c - the items of a terms part looked up in its vocabulary, once for all rules.
 */
#include "check/context.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "check/term_text.h"

/* The place of a value within a longer text of front matter is looked for up to this size: values times text would be quadratic. */
#define NARROW_MAX_BYTES 4096
/* Nobody writes more behind a label by mistake. */
#define STRIP_MAX 8

/* ---- folding ---- */

static bool fold(sumlint_context *context, sl_str text, sl_buffer *into, sl_str *folded)
{
	bool good = sl_fold(text, into);
	if (!good && sl_utf8_check(text) != text.size) {
		sl_str mended = sl_line_mend(context, text);
		good = mended.data && sl_fold(mended, into);
	}
	if (!good)
		context->no_memory = true;
	*folded = sl_buffer_str(into);
	return good;
}

bool sl_fold_here(sumlint_context *context, sl_str text, sl_str *folded)
{
	return fold(context, text, &context->checker->folded, folded);
}

bool sl_fold_there(sumlint_context *context, sl_str text, sl_str *folded)
{
	return fold(context, text, &context->checker->other, folded);
}

/* ---- where an item stands ---- */

static sl_str separator_of(const sumlint_slot *slot)
{
	return slot->separator.size ? slot->separator : SL_LIT(",");
}

/* A value stands between two separators, or at an end of the text; white space does not count, nor the first line of a YAML block ("|", ">-"). */
static bool stands_alone(sl_str bytes, sl_str found, sl_str separator)
{
	sl_str before = { bytes.data, (size_t)(found.data - bytes.data) };
	sl_str after = { found.data + found.size, bytes.size - before.size - found.size };
	sl_str trimmed = sl_str_trim(before);
	after = sl_str_trim(after);
	bool header = trimmed.size && trimmed.size < 4 && strchr("|>", trimmed.data[0]) && memchr(before.data, '\n', (size_t)before.size);
	return (trimmed.size == 0 || header || sl_str_ends(trimmed, separator)) && (after.size == 0 || sl_str_starts(after, separator));
}

/* Values of front matter that is escaped or runs over lines have the span of the whole. The bytes of one can be told where it stands there just
   as it reads, behind the one before, and only once. */
static sl_span narrow(const sumlint_context *context, const sumlint_item *item, sl_str separator, uint32_t from)
{
	sl_str bytes = sl_str_slice(context->text.data, item->span), rest = bytes;
	sl_span span = item->span;
	bool once = false;
	if (from > span.start && from <= span.end)
		rest = sl_str_slice(context->text.data, (sl_span){ from, span.end });
	if (item->text.size == 0 || bytes.size > NARROW_MAX_BYTES || sl_str_equal(bytes, item->text))
		return span;
	for (;;) {
		const char *found = memmem(rest.data, (size_t)rest.size, item->text.data, (size_t)item->text.size);
		if (!found)
			return span;
		if (stands_alone(bytes, (sl_str){ found, item->text.size }, separator)) {
			if (once)
				return item->span;
			once = true;
			span.start = (uint32_t)(found - context->text.data);
			span.end = span.start + (uint32_t)item->text.size;
		}
		rest = (sl_str){ found + 1, bytes.size - (size_t)(found + 1 - bytes.data) };
	}
}

/* The bytes of `text`, a slice of the item's, where they can be told. */
static sl_span span_of(sl_str document, const sumlint_item *item, sl_str text)
{
	if (text.size == item->text.size)
		return item->span;
	sl_str bytes = sl_str_slice(document.data, item->span);
	const char *found = NULL;
	if (sl_str_equal(bytes, item->text)) {
		found = bytes.data + (text.data - item->text.data);
	} else if (bytes.size <= NARROW_MAX_BYTES) {
		/* There is markup within, or an escape: the place is told if the text occurs once. */
		found = memmem(bytes.data, (size_t)bytes.size, text.data, (size_t)text.size);
		if (found && memmem(found + 1, (size_t)(bytes.data + bytes.size - found - 1), text.data, (size_t)text.size))
			found = NULL;
	}
	if (!found)
		return item->span;
	uint32_t start = (uint32_t)(found - document.data);
	return (sl_span){ start, start + (uint32_t)text.size };
}

/* ---- one item ---- */

/* What a part's items are looked up with. */
typedef struct looking {
	sumlint_context *context;
	const sumlint_vocabulary *vocabulary; /* NULL: none is configured */
	sl_str separator;
	bool field;  /* in the front matter */
	bool shared; /* the items have one span, of all of them */
	uint32_t from; /* end of the last value whose place was told */
} looking;

/* Looks `text` up; *folded is its folded form. False when memory is short. */
static bool find(const looking *look, sl_str text, sumlint_term_use *use, sl_str *folded)
{
	if (!sl_fold_here(look->context, text, folded))
		return false;
	if (look->vocabulary)
		use->term = sl_vocabulary_find(look->vocabulary, *folded, &use->match);
	if (use->term == SUMLINT_NONE)
		use->match = SUMLINT_MATCH_NONE;
	return true;
}

static void take_stripped(const looking *look, const sumlint_item *item, sl_str text, sumlint_term_use *use)
{
	text = sl_str_trim(text);
	use->text = text;
	use->span = span_of(look->context->text, item, text);
	use->flags |= SUMLINT_USE_PUNCTUATED;
}

static bool try_text(const looking *look, const sumlint_item *item, sl_str text, sumlint_term_use *use, sl_str *folded)
{
	if (text.size == 0 || text.size == item->text.size)
		return true;
	if (!find(look, text, use, folded))
		return false;
	if (use->term != SUMLINT_NONE)
		take_stripped(look, item, text, use);
	return true;
}

/* Takes one character after the other from the end: the label may be `Yahoo!` where "Yahoo!" is written. */
static bool try_ends(const looking *look, const sumlint_item *item, sl_str text, sumlint_term_use *use, sl_str *folded)
{
	for (int i = 0; i < STRIP_MAX && use->term == SUMLINT_NONE; i++) {
		if (!try_text(look, item, text, use, folded))
			return false;
		sl_str shorter = sl_term_strip_last(text);
		if (shorter.size == text.size)
			break;
		text = shorter;
	}
	return true;
}

/* Looks up what may be meant by an item that is no term as it stands. *folded becomes that of use->text. */
static bool find_stripped(const looking *look, const sumlint_item *item, sumlint_term_use *use, sl_str *folded)
{
	sl_str all = sl_term_strip(item->text), surely = sl_term_strip_surely(item->text);
	bool good = true;
	if (look->vocabulary && all.size < item->text.size)
		good = try_ends(look, item, item->text, use, folded) && try_ends(look, item, sl_term_strip_front(item->text), use, folded);
	if (look->vocabulary && good && use->term == SUMLINT_NONE)
		good = try_text(look, item, all, use, folded);
	if (look->vocabulary && good && use->term == SUMLINT_NONE)
		good = try_text(look, item, sl_term_strip_and(all), use, folded);
	if (!good || use->term != SUMLINT_NONE)
		return good;
	if (surely.size && surely.size < item->text.size)
		take_stripped(look, item, surely, use);
	return find(look, use->text, use, folded);
}

/* Each line of the item is a term: a list whose markers are missing. False also when memory is short. */
static bool lines_are_terms(const looking *look, const sumlint_item *item)
{
	sl_str rest = sl_str_slice(look->context->text.data, item->span), folded;
	uint32_t lines = 0, match;
	while (rest.size) {
		const char *end = memchr(rest.data, '\n', (size_t)rest.size);
		size_t size = end ? (size_t)(end - rest.data) : (size_t)rest.size;
		sl_str line = sl_str_trim((sl_str){ rest.data, size });
		if ((!end && lines == 0) || !sl_fold_there(look->context, line, &folded) ||
		    sl_vocabulary_find(look->vocabulary, folded, &match) == SUMLINT_NONE)
			return false;
		lines++;
		rest = (sl_str){ rest.data + size + (end ? 1 : 0), rest.size - size - (end ? 1 : 0) };
	}
	return lines > 1;
}

static bool is_joined(const looking *look, const sumlint_item *item, sl_str folded)
{
	return look->vocabulary && (sl_term_joined(look->vocabulary, folded) || (!look->shared && lines_are_terms(look, item)));
}

/* Fills *use but for `first`. *key is that of the term, or a hash of the folded text. False when memory is short. */
static bool look_up(looking *look, const sumlint_item *given, sumlint_term_use *use, uint64_t *key)
{
	sl_str folded;
	sumlint_item item = *given;
	if (look->field)
		item.span = narrow(look->context, given, look->separator, look->from);
	if (item.span.end < given->span.end || item.span.start > given->span.start)
		look->from = item.span.end;
	*use = (sumlint_term_use){ .text = item.text, .span = item.span, .term = SUMLINT_NONE, .first = SUMLINT_NONE };
	sl_term_memo *memo = &look->context->checker->terms;
	if (look->vocabulary && sl_term_recall(memo, look->vocabulary, item.text, &use->term, &use->match)) {
		*key = use->term;
		return true;
	}
	/* As written first: C++, Node.js and .NET are labels, and so may be "Yahoo!". */
	if (!find(look, item.text, use, &folded))
		return false;
	if (use->term != SUMLINT_NONE)
		sl_term_remember(memo, look->vocabulary, item.text, use->term, use->match);
	if (use->term == SUMLINT_NONE && item.words == 0) {
		use->flags = SUMLINT_USE_EMPTY;
		return true;
	}
	if (use->term == SUMLINT_NONE && is_joined(look, &item, folded))
		use->flags |= SUMLINT_USE_JOINED;
	else if (use->term == SUMLINT_NONE && !find_stripped(look, &item, use, &folded))
		return false;
	*key = use->term != SUMLINT_NONE ? use->term : sl_hash(folded);
	if (use->term == SUMLINT_NONE && use->flags & SUMLINT_USE_PUNCTUATED && is_joined(look, &item, folded))
		use->flags |= SUMLINT_USE_JOINED;
	return !look->context->no_memory;
}

/* ---- a part ---- */

/* Equal items, found by hash: slots hold the index of an item and one more, 0 where free. */
typedef struct seen {
	uint32_t *slots;
	uint64_t *keys; /* of each item: its term, or the hash of its text */
	size_t mask;
} seen;

/* True where both are the same. Texts are compared only where their hashes are equal. */
static bool same(sumlint_context *context, const sumlint_term_use *a, const sumlint_term_use *b)
{
	sl_str left, right;
	if (a->term != SUMLINT_NONE || b->term != SUMLINT_NONE)
		return a->term == b->term;
	return sl_fold_here(context, a->text, &left) && sl_fold_there(context, b->text, &right) && sl_str_equal(left, right);
}

static void find_first(sumlint_context *context, seen *seen_terms, sumlint_term_use *uses, uint32_t index)
{
	uint64_t key = seen_terms->keys[index];
	size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & seen_terms->mask;
	for (; seen_terms->slots[at]; at = (at + 1) & seen_terms->mask) {
		uint32_t other = seen_terms->slots[at] - 1;
		if (seen_terms->keys[other] == key && same(context, &uses[index], &uses[other])) {
			uses[index].first = other;
			return;
		}
	}
	seen_terms->slots[at] = index + 1;
}

static bool spans_shared(const sumlint_part *part)
{
	if (part->item_count < 2)
		return false;
	const sumlint_item *items = part->items;
	return items[0].span.start < items[0].span.end && items[0].span.start == items[1].span.start && items[0].span.end == items[1].span.end;
}

/* ---- text that stands where terms belong ---- */

static bool is_value(const sumlint_item *item)
{
	return (item->flags & SUMLINT_ITEM_UNMARKED) != 0;
}

/* Items [from, end) have no term among them: all of them are astray. */
static void mark_stray(sumlint_term_use *uses, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		if (uses[i].term != SUMLINT_NONE || uses[i].flags & SUMLINT_USE_JOINED)
			return;
	}
	for (uint32_t i = from; i < end; i++)
		uses[i].flags |= SUMLINT_USE_STRAY;
}

/* Behind what a labelled line itself lists: the values of its own paragraph, or a list in their place. */
static uint32_t own_items_end(const sumlint_part *part)
{
	const sumlint_item *items = part->items;
	uint32_t end = part->item_count ? 1 : 0;
	bool values = end > 0 && is_value(&items[0]);
	while (end > 0 && end < part->item_count && is_value(&items[end]) == values && (!values || items[end].outer.start == items[end - 1].span.end))
		end++;
	return end;
}

static void find_stray(const sumlint_part *part, sumlint_term_use *uses)
{
	if (part->kind == SUMLINT_PART_LINE) {
		mark_stray(uses, own_items_end(part), part->item_count);
		return;
	}
	for (uint32_t i = 0; i < part->item_count; i++) {
		uint32_t from = i;
		while (i < part->item_count && is_value(&part->items[i]))
			i++;
		mark_stray(uses, from, i);
	}
}

/* ---- a large vocabulary ---- */

/* So many items are fetched ahead at a time. */
#define AHEAD 16

/* What the items will be found with is far away: it is asked for before it is needed, for all of them at once, instead of waiting for one after the other. */
static void fetch_ahead(const looking *look, const sumlint_part *part)
{
	uint64_t hashes[AHEAD];
	uint32_t count = 0;
	char folded[SL_TERM_MEMO_MOST];
	for (uint32_t i = 0; i < part->item_count && count < AHEAD; i++) {
		sl_str text = part->items[i].text;
		if (sl_term_is_short(text) && sl_fold_simple(text, folded))
			hashes[count++] = sl_hash((sl_str){ folded, text.size });
	}
	sl_vocabulary_fetch_places(look->vocabulary, hashes, count);
	sl_vocabulary_fetch_terms(look->vocabulary, hashes, count);
}

/* ---- the whole part ---- */

static const sumlint_term_use *look_up_all(sumlint_context *context, const sumlint_part *part, const sumlint_vocabulary *vocabulary)
{
	size_t count = part->item_count, size = 8;
	const sumlint_slot *slot = context->document->public.type->slots[part->slot];
	looking look = { .context = context, .vocabulary = vocabulary, .separator = separator_of(slot) };
	look.field = part->origin == SUMLINT_ORIGIN_FRONT_MATTER;
	look.shared = spans_shared(part);
	while (size < count * 2)
		size *= 2;
	sumlint_term_use *uses = sl_arena_alloc(context->arena, (count + 1) * sizeof(*uses));
	seen terms = { .mask = size - 1 };
	terms.keys = sl_arena_alloc(context->arena, (count + 1) * sizeof(*terms.keys));
	terms.slots = sl_arena_calloc(context->arena, size, sizeof(*terms.slots));
	if (!uses || !terms.keys || !terms.slots)
		return NULL;
	if (vocabulary && sl_vocabulary_is_large(vocabulary))
		fetch_ahead(&look, part);
	for (uint32_t i = 0; i < count; i++) {
		if (!look_up(&look, &part->items[i], &uses[i], &terms.keys[i]))
			return NULL;
	}
	if (vocabulary && !look.field)
		find_stray(part, uses);
	for (uint32_t i = 0; i < count; i++) {
		if (!(uses[i].flags & (SUMLINT_USE_EMPTY | SUMLINT_USE_STRAY)))
			find_first(context, &terms, uses, i);
	}
	return uses;
}

/* ---- the parts of a document ---- */

static sl_use_entry *entry_of(const sl_use_table *table, const sumlint_part *part)
{
	size_t mask = table->capacity - 1;
	size_t at = (size_t)(((uint64_t)(uintptr_t)part * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;
	while (table->entries[at].part && table->entries[at].part != part)
		at = (at + 1) & mask;
	return &table->entries[at];
}

static bool grow(sumlint_context *context)
{
	sl_use_table *table = &context->uses, larger = { .capacity = table->capacity ? table->capacity * 4 : 16, .count = table->count };
	larger.entries = sl_arena_calloc(context->arena, larger.capacity, sizeof(*larger.entries));
	if (!larger.entries)
		return false;
	for (uint32_t i = 0; i < table->capacity; i++) {
		if (table->entries[i].part)
			*entry_of(&larger, table->entries[i].part) = table->entries[i];
	}
	*table = larger;
	return true;
}

/* The content of a heading that only stands in a slot's place is not that slot's. */
static bool has_terms(const sumlint_context *context, const sumlint_part *part)
{
	const sumlint_type *type = context->document->public.type;
	return part->slot < type->slot_count && type->slots[part->slot]->kinds & SUMLINT_KIND_TERMS && !(part->flags & SUMLINT_PART_BY_PLACE);
}

const sumlint_part *const *sl_terms_parts(sumlint_context *context, uint32_t *count)
{
	sl_use_table *table = &context->uses;
	const sumlint_document *document = &context->document->public;
	if (!table->parts) {
		table->parts = sl_arena_alloc(context->arena, (document->part_count + (size_t)1) * sizeof(*table->parts));
		context->no_memory = context->no_memory || !table->parts;
		for (uint32_t i = 0; table->parts && i < document->part_count; i++) {
			if (has_terms(context, document->parts[i]))
				table->parts[table->part_count++] = document->parts[i];
		}
	}
	*count = table->part_count;
	return table->part_count ? table->parts : NULL;
}

const sumlint_term_use *sl_terms_of(sumlint_context *context, const sumlint_part *part)
{
	sl_use_table *table = &context->uses;
	const sumlint_vocabulary *vocabulary = context->set->slot_vocabularies[part->slot];
	if (!has_terms(context, part))
		return NULL;
	if (table->count * 2 >= table->capacity && !grow(context)) {
		context->no_memory = true;
		return NULL;
	}
	sl_use_entry *entry = entry_of(table, part);
	if (!entry->part) {
		const sumlint_term_use *uses = look_up_all(context, part, vocabulary);
		if (!uses) {
			context->no_memory = true;
			return NULL;
		}
		*entry = (sl_use_entry){ part, uses };
		table->count++;
	}
	table->last = *entry;
	return entry->uses;
}
