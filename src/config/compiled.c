/* SPDX-License-Identifier: Apache-2.0
 * compiled.c - a head, the source, and parts: written, and mapped once they are known to be good.
 */
#include "config/compiled.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

/* To be raised with every change of what parts look like, and of what is accepted as a vocabulary, a manifest or a config. */
#define FORMAT 1
#define MAGIC "sumlint\n"
#define BYTE_ORDER_MARK UINT32_C(0x01020304)
#define ALIGNMENT 16

typedef struct head {
	char magic[8];
	uint32_t byte_order;
	uint32_t format;
	uint32_t kind;
	uint32_t count;
	char maker[48]; /* versions of sumlint and of Unicode: folded labels depend on it */
	uint64_t source;                   /* size of the source, which follows the head */
	uint64_t parts[SL_COMPILED_PARTS]; /* their sizes; they follow the source */
	uint64_t sum;                      /* of the parts */
	uint64_t head_sum;                 /* of all above */
} head;

static size_t aligned(size_t size)
{
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* Finds any damage; nobody is kept from writing what he likes into his own files. Four lanes: as fast as memory. */
static uint64_t sum_of(const char *bytes, size_t size)
{
	const uint64_t factor = UINT64_C(0xD6E8FEB86659FD93);
	uint64_t lanes[4] = { size, 1, 2, 3 };
	size_t at = 0;
	for (; size - at >= sizeof(lanes); at += sizeof(lanes)) {
		uint64_t words[4];
		memcpy(words, bytes + at, sizeof(words));
		for (size_t i = 0; i < 4; i++) {
			lanes[i] = (lanes[i] ^ words[i]) * factor;
			lanes[i] ^= lanes[i] >> 32;
		}
	}
	uint64_t rest[4] = { 0 }, sum = 0;
	memcpy(rest, bytes + at, size - at);
	for (size_t i = 0; i < 4; i++) {
		sum = (sum ^ lanes[i] ^ rest[i]) * factor;
		sum ^= sum >> 32;
	}
	return sum;
}

static head head_of(sl_compiled_kind kind, sl_str source)
{
	head h = { .magic = MAGIC, .byte_order = BYTE_ORDER_MARK, .format = FORMAT, .kind = (uint32_t)kind, .source = source.size };
	snprintf(h.maker, sizeof(h.maker), "%s Unicode %s", SUMLINT_VERSION, utf8proc_unicode_version());
	return h;
}

bool sl_compiled_make(sl_compiled_kind kind, sl_str source, const sl_str *parts, uint32_t count, sl_buffer *into)
{
	static const char padding[ALIGNMENT];
	head h = head_of(kind, source);
	size_t size = aligned(sizeof(h)) + aligned((size_t)source.size);
	size_t from = size;
	h.count = count;
	for (uint32_t i = 0; i < count; i++) {
		h.parts[i] = parts[i].size;
		size += aligned((size_t)parts[i].size);
	}
	if (!sl_buffer_reserve(into, size))
		return false;
	sl_buffer_append(into, (sl_str){ (const char *)&h, sizeof(h) });
	sl_buffer_append(into, (sl_str){ padding, aligned(sizeof(h)) - sizeof(h) });
	sl_buffer_append(into, source);
	sl_buffer_append(into, (sl_str){ padding, aligned((size_t)source.size) - source.size });
	for (uint32_t i = 0; i < count; i++) {
		sl_buffer_append(into, parts[i]);
		sl_buffer_append(into, (sl_str){ padding, aligned((size_t)parts[i].size) - parts[i].size });
	}
	h.sum = sum_of(into->data + from, size - from);
	h.head_sum = sum_of((const char *)&h, offsetof(head, head_sum));
	memcpy(into->data, &h, sizeof(h));
	return !into->failed;
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* The head is what this sumlint would write, as far as it can know. */
static bool is_ours(const head *h, sl_compiled_kind kind, sl_str source)
{
	head ours = head_of(kind, source);
	return memcmp(h, &ours, offsetof(head, count)) == 0 && memcmp(h->maker, ours.maker, sizeof(h->maker)) == 0 && h->source == source.size &&
	    h->count <= SL_COMPILED_PARTS && h->head_sum == sum_of((const char *)h, offsetof(head, head_sum));
}

/* Places of the parts; false where the file is not as long as they say. */
static bool place_parts(const head *h, size_t from, sl_compiled *out)
{
	size_t at = from;
	for (uint32_t i = 0; i < h->count; i++) {
		if (h->parts[i] > out->size - at || aligned((size_t)h->parts[i]) > out->size - at)
			return false;
		out->parts[i] = (sl_str){ (const char *)out->map + at, h->parts[i] };
		at += aligned((size_t)h->parts[i]);
	}
	return at == out->size;
}

static bool take_parts(sl_compiled_kind kind, sl_str source, sl_compiled *out)
{
	const char *bytes = out->map;
	head h;
	memcpy(&h, bytes, sizeof(h));
	size_t from = aligned(sizeof(h));
	if (!is_ours(&h, kind, source) || aligned((size_t)source.size) > out->size - from)
		return false;
	if (memcmp(bytes + from, source.data, (size_t)source.size) != 0)
		return false;
	from += aligned((size_t)source.size);
	return place_parts(&h, from, out) && sum_of(bytes + from, out->size - from) == h.sum;
}

bool sl_compiled_open(int descriptor, sl_compiled_kind kind, sl_str source, sl_compiled *out)
{
	struct stat about;
	*out = (sl_compiled){ 0 };
	if (!source.size || fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || (uint64_t)about.st_size < aligned(sizeof(head)) ||
	    (uint64_t)about.st_size > PTRDIFF_MAX)
		return false;
	out->size = (size_t)about.st_size;
	out->map = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
	if (out->map == MAP_FAILED) {
		out->map = NULL;
		return false;
	}
	if (take_parts(kind, source, out))
		return true;
	sl_compiled_close(out);
	return false;
}

bool sl_compiled_open_beside(const char *path, sl_compiled_kind kind, sl_str source, sl_compiled *out)
{
	char name[4096];
	*out = (sl_compiled){ 0 };
	int size = snprintf(name, sizeof(name), "%s" SL_COMPILED_EXTENSION, path);
	if (size < 0 || (size_t)size >= sizeof(name))
		return false;
	int descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (descriptor < 0)
		return false;
	bool good = sl_compiled_open(descriptor, kind, source, out);
	close(descriptor);
	return good;
}

void sl_compiled_close(sl_compiled *compiled)
{
	if (compiled->map)
		munmap(compiled->map, compiled->size);
	*compiled = (sl_compiled){ 0 };
}
