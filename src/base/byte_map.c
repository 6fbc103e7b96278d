/* SPDX-License-Identifier: Apache-2.0
 * byte_map.c - one pass over a document, 64 bytes at a time.
 */
#include "base/byte_map.h"

#include "base/utf8.h"
#include "base/wide.h"
#include "base/words.h"

#ifdef SL_HAS_WIDE

typedef struct half {
	uint32_t line_ends;
	uint32_t markup;
	uint32_t white;
	uint32_t word;
} half;

/* The 32 bytes that are at `text`; the one behind them is read, too. */
SL_WIDE SL_ALWAYS_INLINE static inline half classify(const char *text, __m256i bytes, __m256i angles)
{
	__m256i white = sl_wide_white(bytes), space = _mm256_set1_epi8(' ');
	__m256i next = _mm256_cmpeq_epi8(sl_wide_load(text + 1), space);
	__m256i single = _mm256_andnot_si256(next, _mm256_cmpeq_epi8(bytes, space));
	__m256i markup = _mm256_or_si256(_mm256_or_si256(sl_wide_marks(bytes), angles), _mm256_andnot_si256(single, white));
	return (half){ .line_ends = sl_wide_bits(sl_wide_line_ends(bytes)), .markup = sl_wide_bits(markup), .white = sl_wide_bits(white),
		.word = sl_wide_bits(sl_wide_word(bytes)) };
}

static inline uint64_t join(uint32_t first, uint32_t second)
{
	return first | (uint64_t)second << 32;
}

/* The pass over the blocks of a map. */
typedef struct pass {
	uint64_t *line_ends, *markup, *words;
	size_t block;
	size_t at; /* see words.h */
	bool fresh;
	bool angle;
	bool ascii;
} pass;

/* Goes on to block `end`, or to the first one with a byte that is not ASCII or NUL, whose words are for others to look at. The bytes of the block in hand are
   at `text`. */
SL_WIDE SL_APART static void map_ascii(pass *p, const char *text, size_t end)
{
	uint64_t *const line_ends = p->line_ends, *const markup = p->markup, *const words = p->words;
	const __m256i angle = _mm256_set1_epi8('<');
	__m256i seen = _mm256_setzero_si256();
	size_t block = p->block;
	bool fresh = p->fresh;
	for (; block < end; block++, text += 64) {
		__m256i first = sl_wide_load(text), second = sl_wide_load(text + 32);
		__m256i angles[] = { _mm256_cmpeq_epi8(first, angle), _mm256_cmpeq_epi8(second, angle) };
		half a = classify(text, first, angles[0]), b = classify(text + 32, second, angles[1]);
		seen = _mm256_or_si256(seen, _mm256_or_si256(angles[0], angles[1]));
		line_ends[block] = join(a.line_ends, b.line_ends);
		markup[block] = join(a.markup, b.markup);
		__m256i zero = _mm256_cmpeq_epi8(_mm256_min_epu8(first, second), _mm256_setzero_si256());
		if (sl_wide_bits(_mm256_or_si256(zero, _mm256_or_si256(first, second))))
			break;
		words[block] = sl_word_starts(join(a.white, b.white), join(a.word, b.word), &fresh);
	}
	p->block = block;
	p->fresh = fresh;
	p->angle = p->angle || sl_wide_bits(seen);
}

/* Up to block `end`. */
static void map_blocks(pass *p, sl_str text, const char *bytes, size_t end)
{
	const size_t start = p->block;
	while (p->block < end) {
		map_ascii(p, bytes + (p->block - start) * 64, end);
		if (p->block == end)
			break;
		p->ascii = false;
		sl_word_walk walk = sl_words_walk(text, p->block * 64, p->at, p->fresh);
		p->words[p->block++] = walk.starts;
		p->at = walk.at;
		p->fresh = walk.fresh;
	}
}

static void map_all(sl_byte_map *map)
{
	pass p = { .line_ends = map->line_ends, .markup = map->markup, .words = map->words, .fresh = true, .ascii = true };
	const sl_str text = { map->text, map->size };
	const size_t last = (map->size - 1) / 64, rest = map->size - last * 64;
	map_blocks(&p, text, map->text, last);
	/* What stands behind the text must not be read. */
	char bytes[65];
	memset(bytes, '\x01', sizeof(bytes)); /* no class has it */
	memcpy(bytes, map->text + last * 64, rest);
	map_blocks(&p, text, bytes, last + 1);
	map->angle = p.angle;
	map->ascii = p.ascii;
}

size_t sl_byte_map_numbers(sl_str text)
{
	bool none = !sl_cpu_wide || text.size > SL_BYTE_MAP_MOST;
	return none ? 0 : ((size_t)text.size + 63) / 64 * 3;
}

sl_byte_map sl_byte_map_write(uint64_t *numbers, sl_str text)
{
	sl_byte_map map = sl_byte_map_none(text.data);
	size_t blocks = sl_byte_map_numbers(text) / 3;
	if (blocks == 0)
		return map;
	map.line_ends = numbers;
	map.markup = numbers + blocks;
	map.words = numbers + 2 * blocks;
	map.size = (size_t)text.size;
	map_all(&map);
	return map;
}

/* How many of the bits [from, end) are set; there is at least one bit. */
SL_WIDE static uint32_t count(const uint64_t *bits, size_t from, size_t end)
{
	size_t block = from / 64, last = (end - 1) / 64;
	uint64_t first = bits[block] >> from % 64;
	if (block == last)
		return (uint32_t)__builtin_popcountll(first << (64 - (end - from)));
	int found = __builtin_popcountll(first) + __builtin_popcountll(bits[last] << (63 - (end - 1) % 64));
	while (++block < last)
		found += __builtin_popcountll(bits[block]);
	return (uint32_t)found;
}

uint32_t sl_byte_map_words(const sl_byte_map *map, sl_str text)
{
	if (!sl_byte_map_holds(map, text) || text.size == 0)
		return sl_word_count(text);
	size_t from = (size_t)(text.data - map->text);
	/* What begins within a word of the whole text has its first word there, which is not written down. */
	const char before = from ? map->text[from - 1] : ' ';
	if (before != ' ' && (before < '\t' || before > '\r'))
		return sl_word_count(text);
	return count(map->words, from, from + (size_t)text.size);
}

#else

size_t sl_byte_map_numbers(sl_str text)
{
	(void)text;
	return 0;
}

sl_byte_map sl_byte_map_write(uint64_t *numbers, sl_str text)
{
	(void)numbers;
	return sl_byte_map_none(text.data);
}

uint32_t sl_byte_map_words(const sl_byte_map *map, sl_str text)
{
	(void)map;
	return sl_word_count(text);
}

#endif

sl_byte_map sl_byte_map_make(sl_arena *arena, sl_str text)
{
	size_t count = sl_byte_map_numbers(text);
	uint64_t *numbers = count ? sl_arena_alloc(arena, count * sizeof(*numbers)) : NULL;
	return numbers ? sl_byte_map_write(numbers, text) : sl_byte_map_none(text.data);
}
