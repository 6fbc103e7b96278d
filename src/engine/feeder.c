/* SPDX-License-Identifier: Apache-2.0
 * feeder.c - a number comes in, the bytes of that file go out.
 */
#include "engine/feeder.h"

#include "engine/process.h"
#include "read/blobs.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct answer {
	int32_t error; /* of reading; -1: memory was short */
	uint64_t size;
} answer;

bool sl_read_small(const sl_file *file, sl_source *source)
{
	return file->regular && !file->held && !file->in_git && !file->standard_input && sl_source_read_small(source, file->path.data);
}

bool sl_read_content(const sl_file *file, sl_source *source)
{
	return file->held ? sl_source_set(source, file->text) : sl_source_read_file(source, file);
}

static bool transfer(int socket, void *bytes, size_t size, bool out)
{
	char *at = bytes;
	while (size > 0) {
		/* write, not send: a confined worker has no calls of the network. */
		ssize_t moved = out ? write(socket, at, size) : read(socket, at, size);
		if (moved < 0 && errno == EINTR)
			continue;
		if (moved <= 0)
			return false;
		at += moved;
		size -= (size_t)moved;
	}
	return true;
}

_Noreturn static void feed(int socket, const sl_files *files, pid_t worker)
{
	sl_source source;
	uint32_t number;
	sl_source_init(&source);
	source.passing = true;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != worker)
		_exit(1);
	sl_process_keep(socket, socket);
	while (transfer(socket, &number, sizeof(number), false) && number < files->count) {
		const sl_file *file = &files->items[number];
		bool good = sl_read_small(file, &source) || sl_read_content(file, &source);
		answer head = { good ? source.error : -1, good && !source.error ? source.bytes.size : 0 };
		if (!transfer(socket, &head, sizeof(head), true) || !transfer(socket, source.bytes.data, (size_t)head.size, true))
			break;
	}
	_exit(0);
}

bool sl_feeder_start(sl_feeder *feeder, const sl_files *files)
{
	int ends[2];
	pid_t worker = getpid();
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	feeder->pid = fork();
	if (feeder->pid == 0)
		feed(ends[1], files, worker);
	int error = errno;
	close(ends[1]);
	feeder->socket = ends[0];
	if (feeder->pid < 0) {
		close(ends[0]);
		errno = error;
	}
	return feeder->pid > 0;
}

static bool ask(const sl_feeder *feeder, uint32_t number, answer *head)
{
	return transfer(feeder->socket, &number, sizeof(number), true) && transfer(feeder->socket, head, sizeof(*head), false);
}

bool sl_feeder_read(sl_feeder *feeder, uint32_t number, sl_source *source, bool *gone)
{
	answer head;
	*gone = !ask(feeder, number, &head);
	if (*gone || head.error < 0)
		return false;
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	bool good = sl_buffer_reserve(&bytes, (size_t)head.size + 1);
	if (good) {
		*gone = !transfer(feeder->socket, bytes.data, (size_t)head.size, false);
		bytes.size = (size_t)head.size;
		good = !*gone && sl_source_set(source, sl_buffer_str(&bytes));
	}
	if (good && head.error)
		sl_source_fail(source, head.error);
	sl_buffer_finish(&bytes);
	return good;
}
