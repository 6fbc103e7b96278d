/* SPDX-License-Identifier: Apache-2.0
 * git.c - git as a child process.
 */
#include "discover/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Bytes of paths on one command line: far below what any system takes. */
#define MAX_PATH_BYTES ((size_t)96 * 1024)
/* No name in a repository, and no line of this tool's questions, is as long. */
#define MAX_RECORD ((size_t)1 << 20)

extern char **environ;

/* ---- the command line and the environment ---------------------------------------------------------------------- */

/* Whatever the user's config says, paths are printed alike, nothing is started that would hold our pipe, and nothing is written: `git diff` refreshes the
   index although optional locks are not wanted. */
static const char *const always[] = { "git", "--no-pager", "--literal-pathspecs", "-c", "core.quotePath=true", "-c", "core.fsmonitor=false", "-c",
	"diff.autoRefreshIndex=false" };
#define ALWAYS (sizeof(always) / sizeof(*always))

static const char *const settings[] = { "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0" };
#define SETTINGS (sizeof(settings) / sizeof(*settings))

/* These change what git prints, or how paths are read. */
static const char *const dropped[] = { "LC_ALL=", "GIT_OPTIONAL_LOCKS=", "GIT_DIFF_OPTS=", "GIT_EXTERNAL_DIFF=", "GIT_LITERAL_PATHSPECS=",
	"GIT_GLOB_PATHSPECS=", "GIT_NOGLOB_PATHSPECS=", "GIT_ICASE_PATHSPECS=", "GIT_TRACE" };

static bool is_dropped(const char *variable)
{
	for (size_t i = 0; i < sizeof(dropped) / sizeof(*dropped); i++) {
		if (strncmp(variable, dropped[i], strlen(dropped[i])) == 0)
			return true;
	}
	return false;
}

static bool make_environment(sl_git *git)
{
	size_t count = 0, kept = 0;
	while (environ[count])
		count++;
	git->environment = sl_arena_calloc(&git->arena, count + SETTINGS + 1, sizeof(*git->environment));
	if (!git->environment)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!is_dropped(environ[i]))
			git->environment[kept++] = environ[i];
	}
	for (size_t i = 0; i < SETTINGS; i++)
		git->environment[kept++] = (char *)(uintptr_t)settings[i];
	return true;
}

/* posix_spawn takes the strings without const, and does not write to them. */
static char **make_vector(const sl_git_command *command)
{
	size_t count = 0, at = 0;
	while (command->arguments[count])
		count++;
	const char **vector = calloc(ALWAYS + count + command->path_count + 2, sizeof(*vector));
	if (!vector)
		return NULL;
	for (size_t i = 0; i < ALWAYS; i++)
		vector[at++] = always[i];
	for (size_t i = 0; i < count; i++)
		vector[at++] = command->arguments[i];
	if (command->path_count)
		vector[at++] = "--";
	for (uint32_t i = 0; i < command->path_count; i++)
		vector[at++] = command->paths[i];
	return (char **)(uintptr_t)vector;
}

static int set_actions(posix_spawn_file_actions_t *actions, int in, int out, int err)
{
	int error = in < 0 ? posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
			   : posix_spawn_file_actions_adddup2(actions, in, STDIN_FILENO);
	if (!error)
		error = posix_spawn_file_actions_adddup2(actions, out, STDOUT_FILENO);
	if (!error && err >= 0)
		error = posix_spawn_file_actions_adddup2(actions, err, STDERR_FILENO);
	return error;
}

int sl_git_start(const sl_git *git, const sl_git_command *command, int in, int out, int err, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	char **vector = make_vector(command);
	if (!vector)
		return ENOMEM;
	int error = posix_spawn_file_actions_init(&actions);
	if (!error) {
		error = set_actions(&actions, in, out, err);
		if (!error)
			error = posix_spawnp(child, "git", &actions, NULL, vector, git->environment);
		posix_spawn_file_actions_destroy(&actions);
	}
	free(vector);
	return error;
}

static int not_started(sl_git *git, int error)
{
	if (error == ENOMEM)
		sl_no_memory(git->troubles);
	else if (error == ENOENT)
		sl_error(git->troubles, SL_LIT(""), 0, 0, "changes are asked of git, and there is no program 'git' on PATH");
	else
		sl_error(git->troubles, SL_LIT(""), 0, 0, "git cannot be run: %s", strerror(error));
	return -1;
}

/* ---- its output ------------------------------------------------------------------------------------------------ */

/* The pipes of a run: from its standard output and its standard error. */
typedef struct pipes {
	int out[2];
	int err[2];
} pipes;

static void close_end(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

static void close_all(pipes *p)
{
	close_end(&p->out[0]);
	close_end(&p->out[1]);
	close_end(&p->err[0]);
	close_end(&p->err[1]);
}

/* One read. The end is closed where nothing more comes. */
static ssize_t read_some(int *from, char *bytes, size_t room)
{
	ssize_t got;
	do
		got = read(*from, bytes, room);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		close_end(from);
	return got;
}

static bool drain(sl_git *git, pipes *p, sl_git_take *take, void *user)
{
	char bytes[32768];
	size_t said = 0;
	while (p->out[0] >= 0 || p->err[0] >= 0) {
		struct pollfd ends[2] = { { p->out[0], POLLIN, 0 }, { p->err[0], POLLIN, 0 } };
		if (poll(ends, 2, -1) < 0 && errno != EINTR)
			return false;
		if (ends[1].revents) {
			ssize_t got = read_some(&p->err[0], bytes, sizeof(bytes));
			size_t room = sizeof(git->said) - 1 - said, kept = got > 0 ? (size_t)got : 0;
			memcpy(git->said + said, bytes, kept < room ? kept : room);
			said += kept < room ? kept : room;
			git->said[said] = '\0';
		}
		if (ends[0].revents) {
			ssize_t got = read_some(&p->out[0], bytes, sizeof(bytes));
			if (got > 0 && !take(user, bytes, (size_t)got))
				return false;
		}
	}
	return true;
}

static int wait_for(pid_t child)
{
	int status;
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return -1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int sl_git_run(sl_git *git, const sl_git_command *command, sl_git_take *take, void *user)
{
	pipes p = { { -1, -1 }, { -1, -1 } };
	pid_t child;
	git->said[0] = '\0';
	int error = pipe2(p.out, O_CLOEXEC) != 0 || pipe2(p.err, O_CLOEXEC) != 0 ? errno : 0;
	if (!error)
		error = sl_git_start(git, command, -1, p.out[1], p.err[1], &child);
	close_end(&p.out[1]);
	close_end(&p.err[1]);
	if (error) {
		close_all(&p);
		return not_started(git, error);
	}
	bool good = drain(git, &p, take, user);
	close_all(&p);
	int status = wait_for(child);
	if (good && status < 0)
		sl_error(git->troubles, SL_LIT(""), 0, 0, "git %s did not end by itself", command->arguments[0]);
	return good ? status : -1;
}

void sl_git_tell(sl_git *git)
{
	/* Warnings may stand in front of what ended it. */
	const char *line = git->said, *fatal = strstr(git->said, "fatal: ");
	if (!fatal)
		fatal = strstr(git->said, "error: ");
	if (fatal)
		line = fatal + strlen("fatal: ");
	size_t size = strcspn(line, "\n");
	sl_error(git->troubles, SL_LIT(""), 0, 0, "git: %.*s", (int)size, size ? line : "it failed and does not say why");
}

/* The paths from `*at` on that fit on one command line. */
static sl_git_command next_part(const sl_git_command *command, uint32_t *at)
{
	sl_git_command part = { command->arguments, command->paths ? command->paths + *at : NULL, 0, 0 };
	uint32_t together = command->together ? command->together : 1;
	size_t bytes = 0;
	while (*at < command->path_count && (part.path_count % together || bytes < MAX_PATH_BYTES)) {
		bytes += strlen(command->paths[*at]) + 1 + sizeof(char *);
		part.path_count++;
		(*at)++;
	}
	return part;
}

bool sl_git_fits(const char *const *paths, uint32_t count)
{
	const sl_git_command command = { .paths = paths, .path_count = count };
	uint32_t at = 0;
	next_part(&command, &at);
	return at == count;
}

bool sl_git_stream(sl_git *git, const sl_git_command *command, sl_git_take *take, void *user)
{
	uint32_t at = 0;
	do {
		sl_git_command part = next_part(command, &at);
		int status = sl_git_run(git, &part, take, user);
		if (status > 0)
			sl_git_tell(git);
		if (status != 0)
			return false;
	} while (at < command->path_count);
	return true;
}

/* ---- records and lines ------------------------------------------------------------------------------------------ */

/* Output cut at a separator, whatever pieces it comes in. */
typedef struct cutter {
	sl_git *git;
	sl_buffer record; /* what of it has come */
	sl_git_record *each;
	void *user;
} cutter;

static bool too_much(cutter *cut)
{
	if (cut->record.failed)
		sl_no_memory(cut->git->troubles);
	else
		sl_error(cut->git->troubles, SL_LIT(""), 0, 0, "git printed what is not understood: a name of more than a megabyte");
	return false;
}

static bool take_records(void *user, const char *bytes, size_t size)
{
	cutter *cut = user;
	while (size > 0) {
		const char *end = memchr(bytes, '\0', size);
		size_t piece = end ? (size_t)(end - bytes) : size;
		sl_buffer_append(&cut->record, (sl_str){ bytes, piece });
		if (cut->record.failed || cut->record.size > MAX_RECORD)
			return too_much(cut);
		if (!end)
			return true;
		if (!cut->each(cut->user, sl_buffer_str(&cut->record)))
			return false;
		sl_buffer_clear(&cut->record);
		bytes += piece + 1;
		size -= piece + 1;
	}
	return true;
}

bool sl_git_list(sl_git *git, const sl_git_command *command, sl_git_record *each, void *user)
{
	cutter cut = { .git = git, .each = each, .user = user };
	sl_buffer_init(&cut.record);
	bool good = sl_git_stream(git, command, take_records, &cut);
	sl_buffer_finish(&cut.record);
	return good;
}

static bool take_line(void *user, const char *bytes, size_t size)
{
	cutter *cut = user;
	sl_buffer_append(&cut->record, (sl_str){ bytes, size });
	return !cut->record.failed && cut->record.size <= MAX_RECORD ? true : too_much(cut);
}

int sl_git_line(sl_git *git, const char *const *arguments, sl_str *line)
{
	const sl_git_command command = { arguments, NULL, 0, 0 };
	cutter cut = { .git = git };
	sl_buffer_init(&cut.record);
	int status = sl_git_run(git, &command, take_line, &cut);
	sl_str text = sl_buffer_str(&cut.record);
	/* A folder's name may end with a line feed of its own. */
	if (text.size && text.data[text.size - 1] == '\n')
		text.size--;
	*line = SL_LIT("");
	if (status == 0 && text.size)
		*line = sl_arena_copy(&git->arena, text);
	sl_buffer_finish(&cut.record);
	if (git->arena.failed) {
		sl_no_memory(git->troubles);
		return -1;
	}
	return status;
}

bool sl_git_is_shallow(sl_git *git)
{
	sl_str answer;
	return sl_git_line(git, (const char *const[]){ "rev-parse", "--is-shallow-repository", NULL }, &answer) == 0 && sl_str_is(answer, "true");
}

/* ---- the repository ---------------------------------------------------------------------------------------------- */

static bool ask(sl_git *git, const char *option, sl_str *answer)
{
	int status = sl_git_line(git, (const char *const[]){ "rev-parse", option, NULL }, answer);
	if (status > 0)
		sl_git_tell(git);
	return status == 0;
}

bool sl_git_open(sl_git *git, sl_troubles *troubles)
{
	*git = (sl_git){ .troubles = troubles };
	sl_arena_init(&git->arena);
	if (!make_environment(git)) {
		sl_no_memory(troubles);
		return false;
	}
	return ask(git, "--show-toplevel", &git->top) && ask(git, "--show-prefix", &git->prefix);
}

void sl_git_finish(sl_git *git)
{
	sl_arena_finish(&git->arena);
	*git = (sl_git){ 0 };
}

sl_str sl_git_shown(sl_git *git, sl_str path)
{
	sl_str prefix = git->prefix;
	size_t same = 0, up = 0;
	for (size_t i = 0; i < prefix.size && i < path.size && prefix.data[i] == path.data[i]; i++) {
		if (prefix.data[i] == '/')
			same = i + 1;
	}
	for (size_t i = same; i < prefix.size; i++)
		up += prefix.data[i] == '/';
	char *shown = sl_arena_alloc(&git->arena, up * 3 + (size_t)path.size - same + 1);
	if (!shown) {
		sl_no_memory(git->troubles);
		return (sl_str){ NULL, 0 };
	}
	for (size_t i = 0; i < up; i++)
		memcpy(shown + 3 * i, "../", 3);
	memcpy(shown + 3 * up, path.data + same, (size_t)path.size - same);
	shown[3 * up + path.size - same] = '\0';
	return (sl_str){ shown, 3 * up + path.size - same };
}
