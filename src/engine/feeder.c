/* SPDX-License-Identifier: Apache-2.0
 * feeder.c - a number comes in, the bytes of that file go out.
 */
#include "engine/feeder.h"

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

_Noreturn static void feed(int socket, const sl_files *files)
{
	sl_source source;
	uint32_t number;
	sl_source_init(&source);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (transfer(socket, &number, sizeof(number), false) && number < files->count) {
		bool good = sl_read_content(&files->items[number], &source);
		answer head = { good ? source.error : -1, good && !source.error ? source.bytes.size : 0 };
		if (!transfer(socket, &head, sizeof(head), true) || !transfer(socket, source.bytes.data, (size_t)head.size, true))
			break;
	}
	_exit(0);
}

bool sl_feeder_start(sl_feeder *feeder, const sl_files *files)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	feeder->pid = fork();
	if (feeder->pid == 0) {
		close(ends[0]);
		feed(ends[1], files);
	}
	close(ends[1]);
	feeder->socket = ends[0];
	if (feeder->pid < 0)
		close(ends[0]);
	return feeder->pid > 0;
}

bool sl_feeder_read(sl_feeder *feeder, uint32_t number, sl_source *source)
{
	answer head;
	sl_buffer bytes;
	if (!transfer(feeder->socket, &number, sizeof(number), true) || !transfer(feeder->socket, &head, sizeof(head), false) || head.error < 0)
		return false;
	sl_buffer_init(&bytes);
	bool good = sl_buffer_reserve(&bytes, (size_t)head.size + 1) && transfer(feeder->socket, bytes.data, (size_t)head.size, false);
	if (good) {
		bytes.size = (size_t)head.size;
		good = sl_source_set(source, sl_buffer_str(&bytes));
		source->error = head.error;
	}
	sl_buffer_finish(&bytes);
	return good;
}
