/* SPDX-License-Identifier: Apache-2.0
 * run.c - runs sumlint again and again, with the first, the second, the third ... of its allocations failing, until a run makes fewer. Each run must
 * say the same as the undisturbed one, or end with exit status 2 and a message: no crash, and nothing lost in silence.
 *
 *   run SUMLINT FAIL_MALLOC PROJECT
 *
 * Of long runs only a part of the allocations fails, so that the test ends in a minute; with SUMLINT_OOM_ALL=1 each and every one does.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 20        /* a run that takes longer hangs */
#define SAMPLES 100u /* about so many of those between the first and the last, which fail one by one */
#define MAX_COMPLAINTS 20
#define MAX_OUTPUT ((size_t)1 << 20)

typedef struct outcome {
	int status; /* of wait */
	unsigned long count;
	char output[MAX_OUTPUT];
	size_t output_size;
	char message[4096];
	size_t message_size;
} outcome;

static char *program, *library;
static outcome undisturbed, disturbed;

/* One command, and how many of its allocations fail one by one: at the beginning (plugins, configs, vocabularies) and at the end (documents). */
typedef struct command {
	char *arguments[9];
	int status; /* it has when undisturbed */
	unsigned long first;
	unsigned long last;
	unsigned long beyond; /* and so many more than the program itself makes: workers, which go on counting from where they begin, may make more */
} command;

typedef struct tally {
	unsigned long runs;
	unsigned long refused; /* with exit status 2 */
	unsigned complaints;
} tally;

/* ---- one run ----------------------------------------------------------------------------------------------- */

static int open_scratch(void)
{
	char path[] = "/tmp/sumlint-oom-XXXXXX";
	int descriptor = mkstemp(path);
	if (descriptor < 0) {
		perror("mkstemp");
		exit(2);
	}
	unlink(path);
	return descriptor;
}

static void be_sumlint(char *const *arguments, unsigned long fail_at, bool fail_on, const int *files)
{
	char number[32], descriptor[32];
	snprintf(number, sizeof(number), "%lu", fail_at);
	snprintf(descriptor, sizeof(descriptor), "%d", files[2]);
	dup2(files[0], STDOUT_FILENO);
	dup2(files[1], STDERR_FILENO);
	setenv("LD_PRELOAD", library, 1);
	setenv("SUMLINT_FAIL_AT", number, 1);
	setenv("SUMLINT_FAIL_ON", fail_on ? "1" : "0", 1);
	setenv("SUMLINT_FAIL_COUNT", descriptor, 1);
	alarm(SECONDS);
	execv(program, arguments);
	_exit(98);
}

static size_t read_back(int descriptor, char *into, size_t room)
{
	size_t size = 0;
	ssize_t got;
	while (size + 1 < room && (got = pread(descriptor, into + size, room - size - 1, (off_t)size)) > 0)
		size += (size_t)got;
	into[size] = '\0';
	return size;
}

static void run(char *const *arguments, unsigned long fail_at, bool fail_on, outcome *out)
{
	static int files[3] = { -1, -1, -1 }; /* standard output, standard error, the count */
	char count[32];
	for (int i = 0; i < 3; i++) {
		if (files[i] < 0)
			files[i] = open_scratch();
		if (ftruncate(files[i], 0) != 0 || lseek(files[i], 0, SEEK_SET) != 0)
			exit(2);
	}
	pid_t child = fork();
	if (child == 0)
		be_sumlint(arguments, fail_at, fail_on, files);
	if (child < 0 || waitpid(child, &out->status, 0) != child) {
		perror("fork");
		exit(2);
	}
	out->output_size = read_back(files[0], out->output, sizeof(out->output));
	out->message_size = read_back(files[1], out->message, sizeof(out->message));
	read_back(files[2], count, sizeof(count));
	out->count = strtoul(count, NULL, 10);
}

/* ---- what is demanded of it -------------------------------------------------------------------------------- */

static const char *complaint(const outcome *now)
{
	if (WIFSIGNALED(now->status))
		return WTERMSIG(now->status) == SIGALRM ? "it hangs" : "it crashes";
	int status = WEXITSTATUS(now->status);
	/* A rule that had no memory is told in the report. */
	if (status == 2)
		return now->message_size || strstr(now->output, "core/plugin-crash") ? NULL : "exit status 2 without a word";
	if (status != WEXITSTATUS(undisturbed.status))
		return "another exit status";
	if (now->output_size != undisturbed.output_size || memcmp(now->output, undisturbed.output, now->output_size) != 0)
		return "the output differs, and the exit status does not say so";
	return NULL;
}

static void print_case(char *const *arguments)
{
	printf("sumlint");
	for (int i = 1; arguments[i]; i++)
		printf(" %s", arguments[i]);
}

/* An odd step, so that no loop of allocations is always met at the same place. */
static unsigned long next_after(unsigned long at, unsigned long first, unsigned long last)
{
	unsigned long all = undisturbed.count;
	if (at < first || all < first + last || at >= all - last || getenv("SUMLINT_OOM_ALL"))
		return at + 1;
	unsigned long step = (all - first - last) / SAMPLES | 1;
	return at + step < all - last ? at + step : all - last;
}

static void fail_in_turn(const command *what, bool fail_on, tally *sum)
{
	/* Where all fail from one on, it is mostly the first that counts. */
	unsigned long first = fail_on ? what->first / 8 : what->first, last = fail_on ? what->last / 8 : what->last;
	for (unsigned long at = 1; at <= undisturbed.count + what->beyond && sum->complaints < MAX_COMPLAINTS; at = next_after(at, first, last)) {
		run(what->arguments, at, fail_on, &disturbed);
		sum->runs++;
		const char *wrong = complaint(&disturbed);
		sum->refused += WIFEXITED(disturbed.status) && WEXITSTATUS(disturbed.status) == 2;
		if (!wrong)
			continue;
		sum->complaints++;
		print_case(what->arguments);
		printf(": allocation %lu%s fails: %s (status %#x)\n%s\n", at, fail_on ? " and all after it" : "", wrong, (unsigned)disturbed.status,
		    disturbed.message);
	}
}

/* True where nothing is to complain of. */
static bool try_command(command *what)
{
	tally sum = { 0 };
	what->arguments[0] = program;
	run(what->arguments, 0, false, &undisturbed);
	print_case(what->arguments);
	if (!WIFEXITED(undisturbed.status) || WEXITSTATUS(undisturbed.status) != what->status || undisturbed.count == 0) {
		printf(": status %#x, %lu allocations, wanted exit status %d\n%s\n", (unsigned)undisturbed.status, undisturbed.count, what->status,
		    undisturbed.message);
		return false;
	}
	printf(": %lu allocations\n", undisturbed.count);
	fail_in_turn(what, false, &sum);
	fail_in_turn(what, true, &sum);
	printf("  %lu runs, %lu of them ended with exit status 2, %u complaints\n", sum.runs, sum.refused, sum.complaints);
	/* If none is refused, it is the test that fails to make allocations fail. */
	return sum.complaints == 0 && sum.refused > 0;
}

int main(int argc, char **argv)
{
	static command commands[] = {
		{ { NULL, "check", "--no-config", "--format", "json", "problems.md", NULL }, 1, 400, 400, 50 },
		{ { NULL, "check", "--format", "json", "notes/terms.txt", NULL }, 1, 200, 400, 50 },
		{ { NULL, "check", "--format", "json", ".", "-j1", NULL }, 1, 100, 400, 50 },
		{ { NULL, "check", "--format", "json", ".", "-j2", NULL }, 1, 50, 400, 0 },
		{ { NULL, "check", "--format", "text", "--excerpts", "always", "problems.md", "notes", NULL }, 1, 50, 400, 300 },
		{ { NULL, "config", "show", "notes/terms.txt", NULL }, 0, 100, 100, 0 },
		{ { NULL, "explain", "topics/alias", NULL }, 0, 100, 100, 0 },
		{ { NULL, "rules", "--format", "schema", NULL }, 0, 50, 200, 0 },
		{ { NULL, "init", "--dry-run", "--type", "--vocabularies", NULL }, 0, 50, 200, 100 },
	};
	bool good = true;
	program = argc == 4 ? realpath(argv[1], NULL) : NULL;
	library = argc == 4 ? realpath(argv[2], NULL) : NULL;
	if (!program || !library || chdir(argv[3]) != 0) {
		fputs("usage: run SUMLINT FAIL_MALLOC PROJECT\n", stderr);
		return 2;
	}
	/* What one run keeps would change the next: nothing is kept, and all are alike. */
	setenv("XDG_CACHE_HOME", "/dev/null", 1);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		good = try_command(&commands[i]) && good;
	return good ? 0 : 1;
}
