/* SPDX-License-Identifier: Apache-2.0
 * blobs.c - one question and one answer at a time, so that neither side waits for the other.
 */
#include "read/blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

void sl_blobs_init(sl_blobs *blobs, sl_git *git)
{
	*blobs = (sl_blobs){ .git = git, .socket = -1, .pipe = -1 };
	sl_buffer_init(&blobs->bytes);
}

static void stop(sl_blobs *blobs)
{
	int status;
	if (blobs->socket >= 0)
		close(blobs->socket);
	if (blobs->pipe >= 0)
		close(blobs->pipe);
	/* Nothing more is asked: it ends. */
	if (blobs->child && blobs->owner == getpid()) {
		while (waitpid(blobs->child, &status, 0) < 0 && errno == EINTR)
			;
	}
	blobs->child = 0;
	blobs->socket = blobs->pipe = -1;
	blobs->at = blobs->end = 0;
}

void sl_blobs_forget(sl_blobs *blobs)
{
	if (blobs->owner != getpid())
		stop(blobs);
}

void sl_blobs_finish(sl_blobs *blobs)
{
	stop(blobs);
	sl_buffer_finish(&blobs->bytes);
}

static bool fail(sl_blobs *blobs, const char *what)
{
	sl_error(blobs->git->troubles, SL_LIT(""), 0, 0, "git cat-file: %s", what);
	return false;
}

/* What limits our memory is not meant for git, which maps whole packs. */
static int start_unlimited(sl_blobs *blobs, const sl_git_command *command, int in, int out)
{
	struct rlimit ours, wide;
	bool limited = getrlimit(RLIMIT_AS, &ours) == 0 && ours.rlim_cur != ours.rlim_max;
	if (limited) {
		wide = (struct rlimit){ ours.rlim_max, ours.rlim_max };
		setrlimit(RLIMIT_AS, &wide);
	}
	int error = sl_git_start(blobs->git, command, in, out, -1, &blobs->child);
	if (limited)
		setrlimit(RLIMIT_AS, &ours);
	return error;
}

/* Questions go through a socket: a write to a git that is gone must not end us by a signal. */
static bool start(sl_blobs *blobs)
{
	static const char *const arguments[] = { "cat-file", "--batch", NULL };
	const sl_git_command command = { arguments, NULL, 0, 0 };
	int sockets[2] = { -1, -1 }, pipes[2] = { -1, -1 };
	if (blobs->child && blobs->owner == getpid())
		return true;
	stop(blobs);
	int error = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0 || pipe2(pipes, O_CLOEXEC) != 0 ? errno : 0;
	if (!error)
		error = start_unlimited(blobs, &command, sockets[1], pipes[1]);
	if (sockets[1] >= 0)
		close(sockets[1]);
	if (pipes[1] >= 0)
		close(pipes[1]);
	blobs->socket = sockets[0];
	blobs->pipe = pipes[0];
	blobs->owner = getpid();
	if (!error)
		return true;
	blobs->child = 0;
	if (error != ENOMEM)
		return fail(blobs, strerror(error));
	sl_no_memory(blobs->git->troubles);
	return false;
}

static bool ask(sl_blobs *blobs, sl_str id)
{
	char line[80];
	int size = snprintf(line, sizeof(line), "%.*s\n", SL_ARG(id));
	for (int done = 0; done < size;) {
		ssize_t sent = send(blobs->socket, line + done, (size_t)(size - done), MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR)
			return fail(blobs, strerror(errno));
		done += sent > 0 ? (int)sent : 0;
	}
	return true;
}

static bool fill(sl_blobs *blobs)
{
	ssize_t got;
	do
		got = read(blobs->pipe, blobs->window, sizeof(blobs->window));
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return fail(blobs, got < 0 ? strerror(errno) : "it ended early");
	blobs->at = 0;
	blobs->end = (size_t)got;
	return true;
}

/* "ID blob SIZE"; or "ID missing". */
static bool read_head(sl_blobs *blobs, unsigned long long *size)
{
	char line[256], kind[32];
	size_t used = 0;
	for (;;) {
		if (blobs->at == blobs->end && !fill(blobs))
			return false;
		char c = blobs->window[blobs->at++];
		if (c == '\n')
			break;
		if (used + 1 == sizeof(line))
			return fail(blobs, "it answered what is not understood");
		line[used++] = c;
	}
	line[used] = '\0';
	if (sscanf(line, "%*64s %31s %llu", kind, size) != 2 || strcmp(kind, "blob") != 0)
		return fail(blobs, line);
	return true;
}

/* Takes so many bytes from it, into `into` unless that is NULL, where memory that is short is seen. */
static bool read_bytes(sl_blobs *blobs, unsigned long long size, sl_buffer *into)
{
	while (size > 0) {
		if (blobs->at == blobs->end && !fill(blobs))
			return false;
		size_t piece = blobs->end - blobs->at;
		if (piece > size)
			piece = (size_t)size;
		if (into)
			sl_buffer_append(into, (sl_str){ blobs->window + blobs->at, piece });
		blobs->at += piece;
		size -= piece;
	}
	return true;
}

/* False where git does not give it. */
static bool get(sl_blobs *blobs, sl_str id, unsigned long long *size)
{
	if (!start(blobs) || !ask(blobs, id) || !read_head(blobs, size))
		return false;
	bool fits = *size <= SL_SOURCE_MAX;
	sl_buffer_clear(&blobs->bytes);
	if (fits)
		sl_buffer_reserve(&blobs->bytes, (size_t)*size + 1);
	/* A line feed is behind it. */
	return read_bytes(blobs, *size, fits ? &blobs->bytes : NULL) && read_bytes(blobs, 1, NULL);
}

bool sl_blobs_read(sl_blobs *blobs, sl_str id, sl_source *source)
{
	unsigned long long size;
	blobs->bytes.failed = false;
	if (!get(blobs, id, &size)) {
		/* What comes next may be the rest of this answer. */
		stop(blobs);
		sl_source_fail(source, EIO);
		return !blobs->git->troubles->no_memory;
	}
	return !blobs->bytes.failed && sl_source_set(source, (sl_str){ blobs->bytes.data, size });
}

bool sl_source_read_file(sl_source *source, const sl_file *file)
{
	if (file->in_git)
		return sl_blobs_read(file->blob.from, sl_str_of(file->blob.id), source);
	if (file->standard_input)
		return sl_source_read(source, "-");
	/* A file of that name. */
	return sl_source_read(source, strcmp(file->path.data, "-") == 0 ? "./-" : file->path.data);
}
