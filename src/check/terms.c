/* SPDX-License-Identifier: Apache-2.0
 * terms.c - the items of a terms part looked up in its vocabulary, once for all rules.
 */
#include "check/context.h"

#include "base/fold.h"
#include "base/utf8.h"

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

/* ---- punctuation and quotes around a term ---- */

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

static bool is_quote(uint32_t c)
{
	return c == '"' || c == '`' || is_apostrophe(c) || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

/* What may stand in front of a term by mistake. No full stop: labels such as .NET begin with one. */
static bool is_opening(uint32_t c)
{
	return is_quote(c) || c == ',' || c == ';' || c == ':' || c == 0xA1 || c == 0xBF || c == 0x2022 || c == 0x2013 || c == 0x2014;
}

/* What may stand behind one. No + or #: labels such as C++ and C# end with them. */
static bool is_closing(uint32_t c)
{
	switch (c) {
	case '.':
	case ',':
	case ';':
	case ':':
	case '!':
	case '?':
	case 0x060C: /* Arabic comma, semicolon, question mark */
	case 0x061B:
	case 0x061F:
	case 0x2013:
	case 0x2014:
	case 0x2026:
	case 0x3001: /* ideographic and full-width ones */
	case 0x3002:
	case 0xFF01:
	case 0xFF0C:
	case 0xFF0E:
	case 0xFF1A:
	case 0xFF1B:
	case 0xFF1F:
		return true;
	default:
		return is_quote(c);
	}
}

static uint32_t last_codepoint(sl_str text, size_t *at)
{
	*at = (size_t)text.size;
	do
		(*at)--;
	while (*at > 0 && ((unsigned char)text.data[*at] & 0xC0) == 0x80);
	size_t next = *at;
	return sl_utf8_next(text, &next);
}

static sl_str strip_front(sl_str text)
{
	while (text.size > 0) {
		size_t at = 0;
		uint32_t c = sl_utf8_next(text, &at);
		if (!is_opening(c) && !sl_is_space(c))
			break;
		text = (sl_str){ text.data + at, text.size - at };
	}
	return text;
}

/* `keep_apostrophe`: of "Developers'" the apostrophe may belong to the word. */
static sl_str strip_back(sl_str text, bool keep_apostrophe)
{
	while (text.size > 0) {
		size_t at;
		uint32_t c = last_codepoint(text, &at);
		if ((!is_closing(c) && !sl_is_space(c)) || (keep_apostrophe && is_apostrophe(c)))
			break;
		text.size = at;
	}
	return text;
}

/* The last word has a full stop within, as in "Ph.D" of "Ph.D.": then the last one is no punctuation. */
static bool ends_in_abbreviation(sl_str text)
{
	for (size_t at = (size_t)text.size; at > 0 && text.data[at - 1] != ' '; at--) {
		if (text.data[at - 1] == '.')
			return true;
	}
	return false;
}

static sl_str strip_brackets(sl_str text)
{
	if (text.size <= 2)
		return text;
	char first = text.data[0], last = text.data[text.size - 1];
	bool both = (first == '(' && last == ')') || (first == '[' && last == ']');
	sl_str inner = { text.data + 1, text.size - 2 };
	return both && !memchr(inner.data, first, (size_t)inner.size) ? inner : text;
}

/* All that can be taken off; for look-up. */
static sl_str strip(sl_str text)
{
	text = strip_back(strip_front(text), false);
	sl_str inner = strip_brackets(text);
	return inner.size == text.size ? text : strip_back(strip_front(inner), false);
}

/* Only what is surely not part of a term; for text that is no known term either way. */
static sl_str strip_surely(sl_str text)
{
	sl_str front = strip_front(text);
	sl_str both = strip_back(front, front.size == text.size);
	if (both.size < front.size && front.data[both.size] == '.' && ends_in_abbreviation(both))
		both.size++;
	return both;
}

/* ---- several terms in one item ---- */

typedef struct splitter {
	const sumlint_vocabulary *vocabulary;
	sl_str text; /* folded */
} splitter;

#define WORD_AND " and "

/* Length of a separator at `at`: `which` is one of , ; / | &, 'a' for the word, or 0 for any of them. */
static size_t separator_at(const splitter *split, size_t at, char which)
{
	char c = split->text.data[at];
	if (which == 'a' || (which == 0 && c == ' '))
		return sl_str_starts((sl_str){ split->text.data + at, split->text.size - at }, SL_LIT(WORD_AND)) ? strlen(WORD_AND) - 1 : 0;
	if (which)
		return c == which;
	return c == ',' || c == ';' || c == '/' || c == '|' || c == '&';
}

static bool is_term(const splitter *split, size_t from, size_t to)
{
	uint32_t match;
	sl_str piece = sl_str_trim((sl_str){ split->text.data + from, to - from });
	return piece.size && sl_vocabulary_find(split->vocabulary, piece, &match) != SUMLINT_NONE;
}

static bool all_terms(const splitter *split, char which)
{
	size_t from = 0, pieces = 0, size = (size_t)split->text.size;
	for (size_t at = 0; at < size;) {
		size_t length = separator_at(split, at, which);
		if (!length) {
			at++;
			continue;
		}
		/* "A, B, and C": nothing between two separators of different kinds. */
		bool nothing = which == 0 && sl_str_trim((sl_str){ split->text.data + from, at - from }).size == 0;
		if (!nothing && !is_term(split, from, at))
			return false;
		pieces += !nothing;
		at += length;
		from = at;
	}
	return pieces > 0 && is_term(split, from, size);
}

static bool is_joined(const sumlint_vocabulary *vocabulary, sl_str folded)
{
	static const char kinds[] = { ',', ';', '/', '|', '&', 'a', 0 };
	splitter split = { vocabulary, folded };
	for (size_t i = 0; i < sizeof(kinds); i++) {
		if (all_terms(&split, kinds[i]))
			return true;
	}
	return false;
}

/* ---- one item ---- */

/* The bytes of `text`, a slice of the item's, where they can be told. */
static sl_span span_of(sl_str document, const sumlint_item *item, sl_str text)
{
	if (text.size == item->text.size)
		return item->span;
	sl_str bytes = sl_str_slice(document.data, item->span);
	const char *found = NULL;
	if (sl_str_equal(bytes, item->text)) {
		found = bytes.data + (text.data - item->text.data);
	} else {
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

/* Looks `text` up; *folded is its folded form. False when memory is short. */
static bool find(sumlint_context *context, const sumlint_vocabulary *vocabulary, sl_str text, sumlint_term_use *use, sl_str *folded)
{
	if (!sl_fold_here(context, text, folded))
		return false;
	use->term = sl_vocabulary_find(vocabulary, *folded, &use->match);
	if (use->term == SUMLINT_NONE)
		use->match = SUMLINT_MATCH_NONE;
	return true;
}

static void take_stripped(sumlint_context *context, const sumlint_item *item, sl_str text, sumlint_term_use *use)
{
	use->text = text;
	use->span = span_of(context->text, item, text);
	use->flags |= SUMLINT_USE_PUNCTUATED;
}

/* Fills *use but for `first`. *hash is that of the folded text where it is no term. False when memory is short. */
static bool look_up(sumlint_context *context, const sumlint_vocabulary *vocabulary, const sumlint_item *item, sumlint_term_use *use, uint64_t *hash)
{
	sl_str folded;
	*use = (sumlint_term_use){ .text = item->text, .span = item->span, .first = SUMLINT_NONE };
	/* As written first: C++, Node.js and .NET are labels, and so may be "Yahoo!". */
	if (!find(context, vocabulary, item->text, use, &folded))
		return false;
	if (use->term != SUMLINT_NONE)
		return true;
	if (item->words == 0) {
		use->flags = SUMLINT_USE_EMPTY;
		return true;
	}
	sl_str stripped = strip(item->text);
	if (stripped.size && stripped.size < item->text.size) {
		if (!find(context, vocabulary, stripped, use, &folded))
			return false;
		if (use->term != SUMLINT_NONE) {
			take_stripped(context, item, stripped, use);
			return true;
		}
		stripped = strip_surely(item->text);
		if (!find(context, vocabulary, stripped, use, &folded))
			return false;
		if (stripped.size && stripped.size < item->text.size)
			take_stripped(context, item, stripped, use);
	}
	*hash = sl_hash(folded);
	if (is_joined(vocabulary, folded))
		use->flags |= SUMLINT_USE_JOINED;
	return true;
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

static const sumlint_term_use *look_up_all(sumlint_context *context, const sumlint_part *part, const sumlint_vocabulary *vocabulary)
{
	size_t count = part->item_count, size = 8;
	while (size < count * 2)
		size *= 2;
	sumlint_term_use *uses = sl_arena_alloc(context->arena, (count + 1) * sizeof(*uses));
	seen terms = { .mask = size - 1 };
	terms.keys = sl_arena_alloc(context->arena, (count + 1) * sizeof(*terms.keys));
	terms.slots = sl_arena_calloc(context->arena, size, sizeof(*terms.slots));
	if (!uses || !terms.keys || !terms.slots)
		return NULL;
	for (uint32_t i = 0; i < count; i++) {
		if (!look_up(context, vocabulary, &part->items[i], &uses[i], &terms.keys[i]))
			return NULL;
		if (uses[i].term != SUMLINT_NONE)
			terms.keys[i] = uses[i].term;
		if (!(uses[i].flags & SUMLINT_USE_EMPTY))
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

const sumlint_term_use *sl_terms_of(sumlint_context *context, const sumlint_part *part)
{
	sl_use_table *table = &context->uses;
	const sumlint_vocabulary *vocabulary = context->set->slot_vocabularies[part->slot];
	/* The content of a heading that only stands in a slot's place is not that slot's. */
	if (!vocabulary || part->flags & SUMLINT_PART_BY_PLACE)
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
	return entry->uses;
}
