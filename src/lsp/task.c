/* SPDX-License-Identifier: Apache-2.0
 * task.c - the process of a check as the server sees it.
 */
#include "lsp/task_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_SIZE ((size_t)1 << 16)

bool sl_task_start(sl_task *task, const sl_task_order *order)
{
	int up[2];
	*task = (sl_task){ 0 };
	sl_buffer_init(&task->in);
	if (pipe2(up, O_CLOEXEC) != 0)
		return false;
	pid_t parent = getpid(), pid = fork();
	if (pid == 0) {
		close(up[0]);
		sl_task_run(order, up[1], parent);
	}
	close(up[1]);
	if (pid < 0) {
		close(up[0]);
		return false;
	}
	fcntl(up[0], F_SETFL, O_NONBLOCK);
	task->pid = pid;
	task->pipe = up[0];
	return true;
}

bool sl_task_listen(sl_task *task, bool *no_memory)
{
	memmove(task->in.data ? task->in.data : "", task->in.data ? task->in.data + task->at : "", task->in.size - task->at);
	task->in.size -= task->at;
	task->at = 0;
	for (;;) {
		if (!sl_buffer_reserve(&task->in, READ_SIZE)) {
			*no_memory = true;
			return false;
		}
		ssize_t got = read(task->pipe, task->in.data + task->in.size, READ_SIZE);
		if (got < 0)
			return errno == EAGAIN || errno == EINTR;
		if (got == 0)
			return false;
		task->in.size += (size_t)got;
		if ((size_t)got < READ_SIZE)
			return true;
	}
}

bool sl_task_next(sl_task *task, uint32_t *kind, sl_str *payload)
{
	sl_task_head head;
	if (task->in.size - task->at < sizeof(head))
		return false;
	memcpy(&head, task->in.data + task->at, sizeof(head));
	if (task->in.size - task->at - sizeof(head) < head.size)
		return false;
	*kind = head.kind;
	*payload = (sl_str){ task->in.data + task->at + sizeof(head), head.size };
	task->at += sizeof(head) + (size_t)head.size;
	return true;
}

void sl_task_end(sl_task *task)
{
	int status;
	if (task->pid) {
		kill(task->pid, SIGKILL);
		while (waitpid(task->pid, &status, 0) < 0 && errno == EINTR)
			;
		close(task->pipe);
	}
	sl_buffer_finish(&task->in);
	*task = (sl_task){ 0 };
	sl_buffer_init(&task->in);
}
