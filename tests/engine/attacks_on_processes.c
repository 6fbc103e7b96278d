/* SPDX-License-Identifier: Apache-2.0
 * attacks_on_processes.c - what a plugin that means ill would start, and do to other processes. The argument is the number of a process of the test's.
 */
#include "faulty.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t victim(void)
{
	return (pid_t)atoi(argument);
}

/* ---- new ones ------------------------------------------------------------------------------------------------- */

static void execute(void)
{
	char touch[] = "/usr/bin/touch", file[8192];
	char *arguments[] = { touch, file, NULL };
	snprintf(file, sizeof(file), "%s", target("created"));
	execv(touch, arguments);
	tell("exec", false);
}

static void spawn(void)
{
	char touch[] = "/usr/bin/touch", file[8192];
	char *arguments[] = { touch, file, NULL };
	pid_t child = -1;
	snprintf(file, sizeof(file), "%s", target("created"));
	errno = posix_spawn(&child, touch, NULL, NULL, arguments, NULL);
	tell("spawn", errno == 0 && waitpid(child, NULL, 0) == child);
}

static void run_shell(void)
{
	char command[8300];
	snprintf(command, sizeof(command), "touch '%s'", target("created"));
	tell("system", system(command) == 0);
}

static void execute_memory(void)
{
	static const char script[] = "#!/bin/sh\nexit 0\n";
	char *arguments[] = { NULL };
	int file = memfd_create("program", 0);
	if (file >= 0 && write(file, script, sizeof(script) - 1) > 0)
		syscall(SYS_execveat, file, "", arguments, arguments, AT_EMPTY_PATH);
	tell("memfd", file >= 0);
}

static void execute_nothing(void)
{
	char *arguments[] = { NULL };
	syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, arguments, 0);
	tell("execveat", false);
}

/* `child` is what a call that makes a process gave. */
static void end_child(const char *what, long child)
{
	if (child == 0)
		_exit(0);
	tell(what, child > 0);
	if (child > 0)
		waitpid((pid_t)child, NULL, 0);
}

static void make_fork(void)
{
	end_child("fork", fork());
}

static void make_fork_by_number(void)
{
#ifdef SYS_fork
	end_child("fork-by-number", syscall(SYS_fork));
#else
	end_child("fork-by-number", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
#endif
}

static void make_vfork(void)
{
	end_child("vfork", vfork());
}

static void make_clone(void)
{
	end_child("clone", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}

static void make_clone3(void)
{
	struct clone_args how = { .exit_signal = SIGCHLD };
	end_child("clone3", syscall(SYS_clone3, &how, sizeof(how)));
}

static void *do_nothing(void *nothing)
{
	return nothing;
}

static void make_thread(void)
{
	pthread_t thread;
	errno = pthread_create(&thread, NULL, do_nothing, NULL);
	tell("thread", errno == 0 && pthread_join(thread, NULL) == 0);
}

/* ---- others --------------------------------------------------------------------------------------------------- */

static void trace(void)
{
	tell("ptrace", ptrace(PTRACE_SEIZE, victim(), NULL, NULL) == 0);
}

static void trace_parent(void)
{
	tell("ptrace-parent", ptrace(PTRACE_SEIZE, getppid(), NULL, NULL) == 0);
}

static void kill_victim(void)
{
	tell("kill", kill(victim(), SIGKILL) == 0);
}

static void kill_parent(void)
{
	tell("kill-parent", kill(getppid(), SIGKILL) == 0);
}

/* Not more than asked: who runs this test may be anybody. */
static void probe_all(void)
{
	tell("kill-all", kill(-1, 0) == 0);
}

static void kill_thread(void)
{
	tell("tkill", syscall(SYS_tkill, victim(), SIGKILL) == 0);
}

static void kill_thread_of_group(void)
{
	tell("tgkill", syscall(SYS_tgkill, victim(), victim(), SIGKILL) == 0);
}

static void queue_signal(void)
{
	union sigval nothing = { 0 };
	tell("sigqueue", sigqueue(victim(), SIGKILL, nothing) == 0);
}

static void kill_by_descriptor(void)
{
	long process = syscall(SYS_pidfd_open, victim(), 0);
	tell("pidfd", process >= 0 && syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0) == 0);
}

/* The kernel would send the signal on our behalf. */
static void own_signal(void)
{
	bool done = false;
	for (int i = 0; i < 20; i++)
		done = fcntl(i, F_SETOWN, victim()) == 0 || done;
	tell("own", done);
}

static void read_memory(void)
{
	char bytes[16];
	struct iovec here = { bytes, sizeof(bytes) }, there = { bytes, sizeof(bytes) };
	tell("readv", process_vm_readv(getppid(), &here, 1, &there, 1, 0) > 0);
}

static void write_memory(void)
{
	char bytes[16] = { 0 };
	struct iovec here = { bytes, sizeof(bytes) }, there = { said + sizeof(bytes), sizeof(bytes) };
	tell("writev", process_vm_writev(victim(), &here, 1, &there, 1, 0) > 0);
}

static void read_memory_file(void)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/%d/mem", (int)getppid());
	tell("mem", open(path, O_RDWR) >= 0);
}

static void change_limits_of(void)
{
	const struct rlimit small = { 3, 3 };
	tell("prlimit", prlimit(victim(), RLIMIT_NOFILE, &small, NULL) == 0);
}

static void change_priority_of(void)
{
	tell("priority", setpriority(PRIO_PROCESS, (id_t)victim(), 19) == 0);
}

static void bind_to_processor(void)
{
	cpu_set_t one;
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	tell("affinity", sched_setaffinity(victim(), sizeof(one), &one) == 0);
}

const action attacks_on_processes[] = {
	{ "exec", execute },
	{ "execveat", execute_nothing },
	{ "spawn", spawn },
	{ "system", run_shell },
	{ "memfd", execute_memory },
	{ "fork", make_fork },
	{ "fork-by-number", make_fork_by_number },
	{ "vfork", make_vfork },
	{ "clone", make_clone },
	{ "clone3", make_clone3 },
	{ "thread", make_thread },
	{ "ptrace", trace },
	{ "ptrace-parent", trace_parent },
	{ "kill", kill_victim },
	{ "kill-parent", kill_parent },
	{ "kill-all", probe_all },
	{ "tkill", kill_thread },
	{ "tgkill", kill_thread_of_group },
	{ "sigqueue", queue_signal },
	{ "pidfd", kill_by_descriptor },
	{ "own", own_signal },
	{ "readv", read_memory },
	{ "writev", write_memory },
	{ "mem", read_memory_file },
	{ "prlimit", change_limits_of },
	{ "priority", change_priority_of },
	{ "affinity", bind_to_processor },
	{ 0 },
};
