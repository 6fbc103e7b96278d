/* SPDX-License-Identifier: Apache-2.0
 * forgery.c - answers made up in the worker's place. They are well formed but for what chance puts into them, so that they come as far as they can. The argument
 * is "FILE,SEED": the number of the file that is answered, and what chance begins with.
 */
#include "faulty.h"

#include "collect/collect.h"
#include "engine/control.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

_Alignas(sl_frame) static char frame[1 << 16];
static size_t used;
static uint64_t chance;

static uint32_t any(uint32_t below)
{
	chance = chance * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(chance >> 33) % below;
}

static void put_bytes(const void *bytes, size_t size)
{
	if (used + size <= sizeof(frame)) {
		memcpy(frame + used, bytes, size);
		used += size;
	}
}

static void put_number(uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		put_bytes(&(char){ (char)(unsigned char)(number | 0x80) }, 1);
	put_bytes(&(char){ (char)number }, 1);
}

/* Mostly small, now and then not. */
static uint64_t any_number(void)
{
	return any(8) ? any(40) : any(2) ? UINT32_MAX - any(3) : any(0x7FFFFFFF);
}

static void put_any_text(void)
{
	static const char *const texts[] = { "", "a", "\x1b[2J", "\xff\xfe", "\xe2\x82", "%s%n", "]]>", "\"\\\n\r\t", "a\0b", "::error::x" };
	if (any(10) == 0) {
		char bytes[100];
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (char)any(256);
		put_number(sizeof(bytes));
		put_bytes(bytes, sizeof(bytes));
		return;
	}
	const char *text = texts[any(sizeof(texts) / sizeof(*texts))];
	put_number(strlen(text));
	put_bytes(text, strlen(text));
}

static void put_fixes(void)
{
	uint32_t fixes = any(3);
	put_number(fixes);
	for (; fixes; fixes--) {
		uint32_t edits = any(3);
		put_any_text();
		put_number(any(3));
		put_number(edits);
		for (; edits; edits--) {
			put_number(any_number());
			put_number(any_number());
			put_any_text();
		}
	}
}

static void put_related(void)
{
	uint32_t related = any(2);
	put_number(related);
	for (; related; related--) {
		for (int i = 0; i < 6; i++)
			put_number(any_number());
		put_any_text();
	}
}

/* Lines, columns, bytes, what it is about, severity, flags and a fingerprint: sound ones mostly. */
static void put_place(void)
{
	uint64_t line = any_number(), column = any_number(), from = any_number(), fingerprint = any_number();
	bool sound = any(3) != 0;
	const uint64_t numbers[] = { line, column, sound ? line : any_number(), sound ? column + any(5) : any_number(), from,
		sound ? from + any(5) : any_number(), any_number(), any_number(), any(any(8) ? 4 : 9), any_number(), any(any(8) ? 4 : 9) };
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		put_number(any(100) ? numbers[i] : numbers[i] << 32);
	put_bytes(&fingerprint, any(50) ? sizeof(fingerprint) : any(sizeof(fingerprint)));
}

static void put_problem(void)
{
	put_number(any(7));
	put_number(any(3));
	put_place();
	put_any_text();
	uint32_t help = any(2);
	put_number(help);
	if (help)
		put_any_text();
	put_number(any(2));
	put_any_text();
	put_fixes();
	put_related();
}

static void put_problems(bool stated)
{
	uint32_t count = any(4);
	put_number(count);
	for (; count; count--) {
		put_problem();
		if (stated) {
			put_any_text();
			put_any_text();
		}
	}
}

static void put_troubles(void)
{
	uint32_t count = any(2);
	put_number(count);
	for (; count; count--) {
		put_any_text();
		put_number(any_number());
		put_number(any_number());
		put_number(1); /* a warning */
		put_any_text();
	}
}

/* To the pool: over the only pipe there is. Not by fstat(), which asks otherwise where the library is older. */
static void send_frame(void)
{
	((sl_frame *)frame)->size = used - sizeof(sl_frame);
	for (int i = 3; i < 64; i++) {
		struct stat about;
		if (syscall(SYS_fstat, i, &about) == 0 && S_ISFIFO(about.st_mode) && write(i, frame, used) < 0)
			errno = 0;
	}
}

static void begin(uint32_t kind)
{
	const sl_frame head = { SL_FRAME_MAGIC, kind, 0 };
	used = 0;
	put_bytes(&head, sizeof(head));
}

/* As if the file had been checked. */
static void forge_answer(uint32_t file)
{
	const sl_part_head head = { file, any(20) ? file + 1 : (uint32_t)any_number(), any(20) ? 1 : (uint32_t)any_number() };
	begin(SL_FRAME_PART);
	put_bytes(&head, sizeof(head));
	put_number(file);
	put_any_text();
	put_problems(false);
	put_problems(true);
	put_troubles();
	if (any(10) == 0)
		frame[any((uint32_t)used)] ^= (char)(1 << any(8));
	send_frame();
}

static void forge(void)
{
	unsigned file = 0, seed = 0;
	sscanf(argument, "%u,%u", &file, &seed);
	chance = seed;
	any(2);
	forge_answer(file);
}

/* Nothing was found there. */
static void forge_silence(void)
{
	uint32_t file = (uint32_t)atoi(argument);
	const sl_part_head head = { file, file + 1, 0 };
	begin(SL_FRAME_PART);
	put_bytes(&head, sizeof(head));
	put_number(0);
	send_frame();
}

/* One frame of each kind that comes at another time. */
static void forge_others(void)
{
	static const uint32_t kinds[] = { SL_FRAME_READY, SL_FRAME_END, SL_FRAME_JUDGED, 0, 99 };
	begin(kinds[(unsigned)atoi(argument) % (sizeof(kinds) / sizeof(*kinds))]);
	put_number(1);
	put_number(1);
	put_number(0);
	send_frame();
}

const action forgeries[] = {
	{ "forge", forge },
	{ "forge-silence", forge_silence },
	{ "forge-others", forge_others },
	{ 0 },
};
