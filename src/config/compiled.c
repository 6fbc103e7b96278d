/* SPDX-License-Identifier: Apache-2.0
 * compiled.c - a head, the source, and parts: written, and mapped once they are known to be good.
 */
#include "config/compiled.h"

#include <errno.h>
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

/* Finds any damage; nobody is kept from writing what he likes into his own files. So many words at a time that it is as fast as memory. */
#define LANES 8

static uint64_t stir(uint64_t lane, uint64_t word)
{
	lane = (lane ^ word) * UINT64_C(0xD6E8FEB86659FD93);
	return lane ^ lane >> 32;
}

static uint64_t sum_of(const char *bytes, size_t size)
{
	uint64_t lanes[LANES] = { size, 1, 2, 3, 4, 5, 6, 7 };
	size_t at = 0;
	for (; size - at >= sizeof(lanes); at += sizeof(lanes)) {
		uint64_t words[LANES];
		memcpy(words, bytes + at, sizeof(words));
		for (size_t i = 0; i < LANES; i++)
			lanes[i] = stir(lanes[i], words[i]);
	}
	uint64_t rest[LANES] = { 0 }, sum = 0;
	memcpy(rest, bytes + at, size - at);
	for (size_t i = 0; i < LANES; i++)
		sum = stir(stir(sum, lanes[i]), rest[i]);
	return sum;
}

static head head_of(sl_compiled_kind kind, sl_str source)
{
	head h = { .magic = MAGIC, .byte_order = BYTE_ORDER_MARK, .format = FORMAT, .kind = (uint32_t)kind, .source = source.size };
	static const char maker[] = SUMLINT_VERSION " Unicode ";
	_Static_assert(sizeof(maker) <= sizeof(h.maker), "there is room for the version");
	memcpy(h.maker, maker, sizeof(maker) - 1);
	const char *unicode = utf8proc_unicode_version();
	size_t room = sizeof(h.maker) - sizeof(maker), size = strlen(unicode);
	memcpy(h.maker + sizeof(maker) - 1, unicode, size < room ? size : room);
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
static bool is_ours(const head *h, sl_compiled_kind kind)
{
	head ours = head_of(kind, (sl_str){ NULL, 0 });
	return memcmp(h, &ours, offsetof(head, count)) == 0 && memcmp(h->maker, ours.maker, sizeof(h->maker)) == 0 && h->count <= SL_COMPILED_PARTS && h->head_sum == sum_of((const char *)h, offsetof(head, head_sum));
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

/* Looks at all bytes. */
static bool is_whole(const sl_compiled *compiled)
{
	head h;
	memcpy(&h, compiled->map, sizeof(h));
	size_t from = aligned(sizeof(h)) + aligned((size_t)h.source);
	return sum_of((const char *)compiled->map + from, compiled->size - from) == h.sum;
}

/* With `sum` all bytes are looked at. */
static bool take_parts(sl_compiled_kind kind, bool sum, sl_compiled *out)
{
	const char *bytes = out->map;
	head h;
	memcpy(&h, bytes, sizeof(h));
	size_t from = aligned(sizeof(h));
	if (!is_ours(&h, kind) || h.source > out->size - from || aligned((size_t)h.source) > out->size - from)
		return false;
	out->source = (sl_str){ bytes + from, h.source };
	from += aligned((size_t)h.source);
	return place_parts(&h, from, out) && (!sum || is_whole(out));
}

static bool map_file(int descriptor, const struct stat *about, sl_compiled_kind kind, bool sum, sl_compiled *out)
{
	*out = (sl_compiled){ .written = about->st_mtim, .whole = sum };
	if (!S_ISREG(about->st_mode) || (uint64_t)about->st_size < aligned(sizeof(head)) || (uint64_t)about->st_size > PTRDIFF_MAX)
		return false;
	out->size = (size_t)about->st_size;
	out->map = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
	if (out->map == MAP_FAILED)
		out->map = NULL;
	else if (take_parts(kind, sum, out))
		return true;
	sl_compiled_close(out);
	return false;
}

bool sl_compiled_open(int descriptor, sl_compiled_kind kind, sl_compiled *out)
{
	struct stat about;
	*out = (sl_compiled){ 0 };
	return fstat(descriptor, &about) == 0 && map_file(descriptor, &about, kind, true, out);
}

static int open_file(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

/* The name of the compiled file beside the source. False where it is too long. */
static bool name_beside(const char *path, char name[4096])
{
	int size = snprintf(name, 4096, "%s" SL_COMPILED_EXTENSION, path);
	return size >= 0 && size < 4096;
}

bool sl_compiled_open_beside(const char *path, sl_compiled_kind kind, sl_compiled *out)
{
	char name[4096];
	*out = (sl_compiled){ 0 };
	int descriptor = name_beside(path, name) ? open_file(name) : -1;
	if (descriptor < 0)
		return false;
	bool good = sl_compiled_open(descriptor, kind, out);
	close(descriptor);
	return good;
}

bool sl_is_newer(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

bool sl_compiled_open_quickly(const char *path, sl_compiled_kind kind, sl_compiled *out)
{
	struct stat about;
	*out = (sl_compiled){ 0 };
	int descriptor = open_file(path);
	if (descriptor < 0)
		return false;
	bool good = fstat(descriptor, &about) == 0 && map_file(descriptor, &about, kind, false, out);
	close(descriptor);
	return good;
}

/* Piece by piece, which never leaves the cache: a buffer for the whole would take longer to get than to fill. */
static bool holds(int descriptor, sl_str bytes)
{
	char piece[16384];
	struct stat about;
	if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || (uint64_t)about.st_size != bytes.size)
		return false;
	for (size_t at = 0;;) {
		ssize_t got = read(descriptor, piece, sizeof(piece));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && at == bytes.size;
		if ((size_t)got > bytes.size - at || memcmp(bytes.data + at, piece, (size_t)got) != 0)
			return false;
		at += (size_t)got;
	}
}

static bool file_holds(const char *path, sl_str bytes)
{
	int descriptor = open_file(path);
	bool good = descriptor >= 0 && holds(descriptor, bytes);
	if (descriptor >= 0)
		close(descriptor);
	return good;
}

bool sl_compiled_stands_for(sl_compiled *compiled, sl_str source, const char *path, const struct stat *about)
{
	if (S_ISREG(about->st_mode) && sl_is_newer(&compiled->written, &about->st_mtim))
		return source.size == (uint64_t)about->st_size;
	compiled->whole = compiled->whole || is_whole(compiled);
	return compiled->whole && file_holds(path, source);
}

bool sl_compiled_open_installed(const char *path, sl_compiled_kind kind, sl_compiled *out)
{
	char name[4096];
	struct stat source;
	*out = (sl_compiled){ 0 };
	if (!name_beside(path, name) || !sl_compiled_open_quickly(name, kind, out))
		return false;
	if (stat(path, &source) == 0 && sl_compiled_stands_for(out, out->source, path, &source))
		return true;
	sl_compiled_close(out);
	return false;
}

bool sl_compiled_serves(sl_compiled *compiled, const char *path)
{
	bool good = file_holds(path, compiled->source);
	if (!good)
		sl_compiled_close(compiled);
	return good;
}

void sl_compiled_close(sl_compiled *compiled)
{
	if (compiled->map)
		munmap(compiled->map, compiled->size);
	*compiled = (sl_compiled){ 0 };
}
