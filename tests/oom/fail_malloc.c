/* SPDX-License-Identifier: Apache-2.0
 * fail_malloc.c - for LD_PRELOAD: counts a program's allocations and lets one fail.
 *
 *   SUMLINT_FAIL_AT=N      the Nth fails, counted from 1 (0, or unset: none)
 *   SUMLINT_FAIL_ON=1      and all after it
 *   SUMLINT_FAIL_COUNT=FD  at exit, their number is written there
 *
 * mmap is left alone, and strdup, asprintf, scandir and their like are counted where they call malloc.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT void *malloc(size_t size);
EXPORT void *calloc(size_t count, size_t size);
EXPORT void *realloc(void *memory, size_t size);
EXPORT void *reallocarray(void *memory, size_t count, size_t size);
EXPORT void *aligned_alloc(size_t alignment, size_t size);
EXPORT int posix_memalign(void **memory, size_t alignment, size_t size);
EXPORT void free(void *memory);

static struct {
	void *(*malloc)(size_t);
	void *(*calloc)(size_t, size_t);
	void *(*realloc)(void *, size_t);
	void *(*aligned_alloc)(size_t, size_t);
	void (*free)(void *);
} real;

static bool ready;
static unsigned long count, fail_at;
static bool fail_on;
static int report_to = -1;

/* What dlsym itself asks for, before there is anyone else to ask. */
static char early[4096];
static size_t early_used;

static void *take_early(size_t size)
{
	size = (size + 15) / 16 * 16;
	if (size > sizeof(early) - early_used)
		return NULL;
	void *memory = early + early_used;
	early_used += size;
	return memory;
}

static void *find(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static void find_all(void)
{
	void *found = find("malloc");
	memcpy(&real.malloc, &found, sizeof(found));
	found = find("calloc");
	memcpy(&real.calloc, &found, sizeof(found));
	found = find("realloc");
	memcpy(&real.realloc, &found, sizeof(found));
	found = find("aligned_alloc");
	memcpy(&real.aligned_alloc, &found, sizeof(found));
	found = find("free");
	memcpy(&real.free, &found, sizeof(found));
}

static unsigned long number_of(const char *name)
{
	const char *text = getenv(name);
	return text ? strtoul(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void set_up(void)
{
	find_all();
	fail_at = number_of("SUMLINT_FAIL_AT");
	fail_on = number_of("SUMLINT_FAIL_ON") != 0;
	report_to = getenv("SUMLINT_FAIL_COUNT") ? (int)number_of("SUMLINT_FAIL_COUNT") : -1;
	unsetenv("LD_PRELOAD"); /* not in the children */
	ready = true;
}

__attribute__((destructor)) static void tell_count(void)
{
	char text[32];
	ready = false;
	int size = snprintf(text, sizeof(text), "%lu\n", count);
	if (report_to >= 0 && write(report_to, text, (size_t)size) != size)
		_exit(99);
}

static bool fails(void)
{
	if (!ready)
		return false;
	count++;
	if (fail_at == 0 || count < fail_at || (count > fail_at && !fail_on))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	if (!real.malloc)
		return take_early(size);
	return fails() ? NULL : real.malloc(size);
}

void *calloc(size_t number, size_t size)
{
	if (!real.calloc)
		return take_early(number * size); /* zero still */
	return fails() ? NULL : real.calloc(number, size);
}

void *realloc(void *memory, size_t size)
{
	if (!real.realloc)
		return memory ? NULL : take_early(size);
	return fails() ? NULL : real.realloc(memory, size);
}

void *reallocarray(void *memory, size_t number, size_t size)
{
	if (size && number > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(memory, number * size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : real.aligned_alloc(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
	if (fails())
		return ENOMEM;
	void *got = real.aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
	if (!got)
		return ENOMEM;
	*memory = got;
	return 0;
}

void free(void *memory)
{
	bool is_early = (char *)memory >= early && (char *)memory < early + sizeof(early);
	if (real.free && !is_early)
		real.free(memory);
}
