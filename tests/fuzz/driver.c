/* SPDX-License-Identifier: Apache-2.0
 * driver.c - stands in for libFuzzer where the compiler has none: replays the files of the folders named, and damages each some thousand times, the
 * same way in every run.
 */
#include "fuzz.h"

#include "base/file.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_SEEDS 200
#define INPUT_ROOM ((size_t)1 << 16)
#define MAX_EDITS 6

static sl_buffer seeds[MAX_SEEDS];
static size_t seed_count;
static char input[INPUT_ROOM];
static size_t input_size;

/* ---- when it crashes: keep the input ---- */

static void keep_input(int signal_number)
{
	static const char path[] = "crash-input";
	FILE *file = fopen(path, "wb"); /* not safe in a handler; the program is lost anyway */
	if (file) {
		fwrite(input, 1, input_size, file);
		fclose(file);
		fprintf(stderr, "the input is kept in %s\n", path);
	}
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void run(void)
{
	/* Memory of its own size, so that a sanitizer sees reads past its end. */
	uint8_t *copy = malloc(input_size ? input_size : 1);
	if (!copy)
		return;
	memcpy(copy, input, input_size);
	LLVMFuzzerTestOneInput(copy, input_size);
	free(copy);
}

/* ---- damage ---- */

/* xorshift64* (Vigna 2016, doi:10.1145/2845077). */
static uint64_t state = 0x9E3779B97F4A7C15u;

static size_t number_below(size_t limit)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return limit ? (size_t)((state * 0x2545F4914F6CDD1Du) >> 33) % limit : 0;
}

static void insert(size_t at, const char *bytes, size_t size)
{
	if (size > INPUT_ROOM - input_size)
		return;
	memmove(input + at + size, input + at, input_size - at);
	memcpy(input + at, bytes, size);
	input_size += size;
}

static void erase(size_t at, size_t size)
{
	memmove(input + at, input + at + size, input_size - at - size);
	input_size -= size;
}

static void insert_token(size_t at)
{
	static const char *const tokens[] = { "\n", "\r\n", "\r", "\n\n", "---\n", "...\n", "# ", "## ", "- ", "1. ", "    ", "\t", ":", ": ", ",", "\"", "'",
		"{", "}", "[", "]", "&a ", "*a", "!!str ", "|\n", ">-\n", "~~~\n", "```\n", "<!--", "-->", "<b>", "](", "**", "_", "`", "\\", "&amp;", "\xEF\xBB\xBF",
		"\xC2\xA0", "\xE2\x80\x94", "\xF0\x9F\x98\x80", "e\xCC\x81", "(?<x>", ")", ".+?", "|", "\\Q", "> ", "===\n", "Summary", "Topics", "Best for:" };
	const char *token = tokens[number_below(sizeof(tokens) / sizeof(*tokens))];
	insert(at, token, strlen(token));
}

static void edit(void)
{
	size_t at = number_below(input_size + 1), left = input_size - at;
	const sl_buffer *other = &seeds[number_below(seed_count)];
	size_t from = number_below(other->size + 1), length = number_below(other->size - from + 1);
	switch (number_below(7)) {
	case 0:
		if (left)
			input[at] = (char)(input[at] ^ (1 << number_below(8)));
		break;
	case 1:
		if (left)
			input[at] = (char)number_below(256);
		break;
	case 2:
		erase(at, number_below((left < 32 ? left : 32) + 1));
		break;
	case 3:
		erase(at, number_below(left + 1));
		break;
	case 4:
		insert(at, other->data + from, length);
		break;
	default:
		insert_token(at);
	}
}

static void take_seed(const sl_buffer *seed)
{
	input_size = seed->size < INPUT_ROOM ? seed->size : INPUT_ROOM;
	memcpy(input, seed->data, input_size);
}

/* ---- the seeds ---- */

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void read_folder(const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_visible, by_name);
	FUZZ_CHECK(count > 0);
	for (int i = 0; i < count; i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		FUZZ_CHECK(seed_count < MAX_SEEDS);
		FUZZ_CHECK(sl_read_file(path, INPUT_ROOM, &seeds[seed_count++]) == 0);
		free(entries[i]);
	}
	free(entries);
}

int main(int argc, char **argv)
{
	const char *wanted = getenv("SUMLINT_FUZZ_ROUNDS"); /* for each seed */
	long rounds = wanted ? strtol(wanted, NULL, 10) : 2000;
	static const int signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL };
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], keep_input);
	for (int i = 1; i < argc; i++)
		read_folder(argv[i]);
	for (size_t i = 0; i < seed_count; i++) {
		take_seed(&seeds[i]);
		run();
	}
	for (size_t i = 0; i < seed_count; i++) {
		for (long round = 0; round < rounds; round++) {
			take_seed(&seeds[i]);
			for (size_t edits = 1 + number_below(MAX_EDITS); edits > 0; edits--)
				edit();
			run();
		}
	}
	printf("%zu seeds, %ld inputs\n", seed_count, (long)seed_count * (rounds + 1));
	for (size_t i = 0; i < seed_count; i++)
		sl_buffer_finish(&seeds[i]);
	return seed_count ? 0 : 1;
}
