/* SPDX-License-Identifier: Apache-2.0
 * resident.c - the resident process as the server sees it.
 */
#include "lsp/resident.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

/* As much as pipes take where nobody has lowered it: a text that is longer takes longer to check than a process to start. */
#define PIPE_SIZE (1 << 20)

static bool copy_settings(sl_resident *resident, const sl_resident_order *order)
{
	resident->settings = malloc((order->settings_count + (size_t)1) * sizeof(*resident->settings));
	if (!resident->settings)
		return false;
	memcpy(resident->settings, order->settings, order->settings_count * sizeof(*resident->settings));
	resident->settings_count = order->settings_count;
	return true;
}

static bool start(sl_resident *resident, const sl_resident_order *order, const int down[2], const int up[2])
{
	pid_t parent = getpid(), pid = fork();
	if (pid == 0)
		sl_resident_run(order, down[0], up[1], parent);
	close(down[0]);
	close(up[1]);
	resident->task.pid = pid < 0 ? 0 : pid;
	resident->task.pipe = up[0];
	resident->commands = down[1];
	if (pid < 0) {
		close(up[0]);
		close(down[1]);
		return false;
	}
	fcntl(up[0], F_SETFL, O_NONBLOCK);
	int room = fcntl(down[1], F_SETPIPE_SZ, PIPE_SIZE);
	room = room > 0 ? room : fcntl(down[1], F_GETPIPE_SZ);
	resident->room = room > 0 ? (size_t)room : 0;
	return true;
}

bool sl_resident_start(sl_resident *resident, const sl_resident_order *order)
{
	int down[2], up[2];
	sl_resident_end(resident);
	if (!copy_settings(resident, order) || pipe2(down, O_CLOEXEC) != 0)
		return false;
	if (pipe2(up, O_CLOEXEC) == 0)
		return start(resident, order, down, up);
	close(down[0]);
	close(down[1]);
	return false;
}

static uint32_t index_of(const sl_resident *resident, const sl_settings *settings)
{
	uint32_t i = 0;
	while (i < resident->settings_count && resident->settings[i] != settings)
		i++;
	return i;
}

bool sl_resident_knows(const sl_resident *resident, const sl_settings *settings)
{
	return index_of(resident, settings) < resident->settings_count;
}

bool sl_resident_takes(const sl_resident *resident, sl_str path, sl_str text)
{
	/* A page is lost where a write does not fill it. */
	return text.size + path.size + sizeof(sl_resident_head) + 8192 <= resident->room;
}

bool sl_resident_ask(sl_resident *resident, sl_task_kind kind, const sl_settings *settings, sl_str path, sl_str text)
{
	const sl_resident_head head = { kind, index_of(resident, settings), path.size, text.size };
	struct iovec parts[] = { { (void *)(uintptr_t)&head, sizeof(head) }, { (void *)(uintptr_t)path.data, (size_t)path.size },
		{ (void *)(uintptr_t)text.data, (size_t)text.size } };
	ssize_t written;
	do
		written = writev(resident->commands, parts, 3);
	while (written < 0 && errno == EINTR);
	return written == (ssize_t)(sizeof(head) + path.size + text.size);
}

void sl_resident_end(sl_resident *resident)
{
	if (resident->task.pid) {
		/* It leads a group: what a plugin may have started is in it. */
		kill(-resident->task.pid, SIGKILL);
		sl_task_end(&resident->task);
		close(resident->commands);
	}
	free(resident->settings);
	*resident = (sl_resident){ .failures = resident->failures, .not_before = resident->not_before };
	sl_buffer_init(&resident->task.in);
}
