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
	uint32_t traits; /* SUMLINT_TERMS_* of the items so far */
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

/* An item that is not remembered. *use has its text and span. */
static bool look_up_anew(looking *look, const sumlint_item *item, sumlint_term_use *use, uint64_t *key)
{
	sl_str folded;
	/* As written first: C++, Node.js and .NET are labels, and so may be "Yahoo!". */
	if (!find(look, item->text, use, &folded))
		return false;
	if (use->term != SUMLINT_NONE) {
		sl_term_remember(&look->context->checker->terms, look->vocabulary, item->text, use->term, use->match);
		look->traits |= sl_term_traits(look->vocabulary, use->term, use->match);
		*key = use->term;
		return true;
	}
	if (item->words == 0) {
		use->flags = SUMLINT_USE_EMPTY;
		look->traits |= SUMLINT_TERMS_UNKNOWN;
		return true;
	}
	if (is_joined(look, item, folded))
		use->flags |= SUMLINT_USE_JOINED;
	else if (!find_stripped(look, item, use, &folded))
		return false;
	bool known = use->term != SUMLINT_NONE;
	look->traits |= known ? sl_term_traits(look->vocabulary, use->term, use->match) : SUMLINT_TERMS_UNKNOWN;
	*key = known ? use->term : sl_hash(folded);
	if (!known && use->flags & SUMLINT_USE_PUNCTUATED && is_joined(look, item, folded))
		use->flags |= SUMLINT_USE_JOINED;
	return !look->context->no_memory;
}

static sl_span place_of_field(looking *look, const sumlint_item *item)
{
	sl_span span = narrow(look->context, item, look->separator, look->from);
	if (span.end < item->span.end || span.start > item->span.start)
		look->from = span.end;
	return span;
}

/* Fills *use but for `first`. *key is that of the term, or a hash of the folded text. False when memory is short. */
static bool look_up(looking *look, const sumlint_item *given, sumlint_term_use *use, uint64_t *key)
{
	*use = (sumlint_term_use){ .text = given->text, .span = given->span, .term = SUMLINT_NONE, .first = SUMLINT_NONE };
	if (look->field)
		use->span = place_of_field(look, given);
	const sl_remembered_term *known = look->vocabulary ? sl_term_recall(&look->context->checker->terms, look->vocabulary, given->text) : NULL;
	if (known) {
		*key = use->term = known->term;
		use->match = known->match;
		look->traits |= known->traits;
		return true;
	}
	sumlint_item item = *given;
	item.span = use->span;
	return look_up_anew(look, &item, use, key);
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

static bool is_judged(const sumlint_term_use *use)
{
	return !(use->flags & (SUMLINT_USE_EMPTY | SUMLINT_USE_STRAY));
}

/* So few items are compared with one another without a table. */
#define FEW 12

static void find_firsts_of_few(sumlint_context *context, const uint64_t *keys, sumlint_term_use *uses, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		for (uint32_t other = 0; other < i; other++) {
			if (keys[other] == keys[i] && is_judged(&uses[i]) && is_judged(&uses[other]) && same(context, &uses[i], &uses[other])) {
				uses[i].first = other;
				break;
			}
		}
	}
}

static bool find_firsts(sumlint_context *context, uint64_t *keys, sumlint_term_use *uses, uint32_t count)
{
	size_t size = 8;
	if (count <= FEW) {
		find_firsts_of_few(context, keys, uses, count);
		return true;
	}
	while (size < (size_t)count * 2)
		size *= 2;
	seen terms = { .keys = keys, .mask = size - 1, .slots = sl_arena_calloc(context->arena, size, sizeof(*terms.slots)) };
	for (uint32_t i = 0; terms.slots && i < count; i++) {
		if (is_judged(&uses[i]))
			find_first(context, &terms, uses, i);
	}
	return terms.slots != NULL;
}

/* Whether the items have another form than the slot's own. */
static bool has_other_form(const sumlint_context *context, const sumlint_part *part)
{
	uint32_t wrong = SUMLINT_ITEM_ORDERED | SUMLINT_ITEM_NESTED, flags = 0;
	if (part->origin != SUMLINT_ORIGIN_BODY || part->item_count == 0)
		return false;
	for (uint32_t i = 0; i < part->item_count; i++)
		flags |= part->items[i].flags;
	if (part->kind == SUMLINT_PART_SECTION)
		return (flags & (wrong | SUMLINT_ITEM_UNMARKED)) != 0;
	uint32_t start = part->items[0].span.start, end = part->items[part->item_count - 1].span.end;
	return flags & wrong || (start < end && memchr(context->text.data + start, '\n', end - start));
}

/* What is told by the uses once they are complete. */
static uint32_t traits_of_uses(const sumlint_term_use *uses, uint32_t count, sumlint_limits limits)
{
	uint32_t traits = 0, distinct = 0;
	for (uint32_t i = 0; i < count; i++) {
		bool repeated = uses[i].first != SUMLINT_NONE;
		traits |= (repeated ? SUMLINT_TERMS_REPEATED : 0) | (uses[i].flags ? SUMLINT_TERMS_FLAGGED : 0);
		distinct += !repeated && is_judged(&uses[i]);
	}
	return traits | (distinct < limits.min ? SUMLINT_TERMS_FEW : 0) | (distinct > limits.max ? SUMLINT_TERMS_MANY : 0);
}

bool sl_terms_look_up(sumlint_context *context, sumlint_part_terms *out)
{
	const sumlint_part *part = out->part;
	const sumlint_slot *slot = context->document->public.type->slots[part->slot];
	looking look = { .context = context, .vocabulary = context->set->slot_vocabularies[part->slot], .separator = separator_of(slot),
		.field = part->origin == SUMLINT_ORIGIN_FRONT_MATTER, .shared = spans_shared(part) };
	uint32_t count = part->item_count;
	uint64_t few[FEW], *keys = few;
	sumlint_term_use *uses = sl_arena_alloc(context->arena, (count + (size_t)1) * sizeof(*uses));
	if (count > FEW)
		keys = sl_arena_alloc(context->arena, count * sizeof(*keys));
	if (!uses || !keys)
		return false;
	if (look.vocabulary && sl_vocabulary_is_large(look.vocabulary))
		fetch_ahead(&look, part);
	for (uint32_t i = 0; i < count; i++) {
		keys[i] = 0;
		if (!look_up(&look, &part->items[i], &uses[i], &keys[i]))
			return false;
	}
	if (look.traits & SUMLINT_TERMS_UNKNOWN && look.vocabulary && !look.field)
		find_stray(part, uses);
	if (!find_firsts(context, keys, uses, count))
		return false;
	out->uses = uses;
	out->traits = look.traits | traits_of_uses(uses, count, slot->items) | (has_other_form(context, part) ? SUMLINT_TERMS_FORM : 0);
	return true;
}
