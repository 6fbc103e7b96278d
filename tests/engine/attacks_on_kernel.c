/* SPDX-License-Identifier: Apache-2.0
 * attacks_on_kernel.c - what a plugin that means ill would ask of the kernel: to undo its own limits, or what opens ways around them.
 */
#include "faulty.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* ---- its own limits ------------------------------------------------------------------------------------------- */

static void raise_limit(void)
{
	struct rlimit wide = { RLIM_INFINITY, RLIM_INFINITY };
	tell("setrlimit", syscall(SYS_setrlimit, RLIMIT_AS, &wide) == 0);
}

static void raise_limit_anew(void)
{
	struct rlimit wide = { RLIM_INFINITY, RLIM_INFINITY };
	tell("prlimit-self", prlimit(0, RLIMIT_AS, &wide, NULL) == 0);
}

static void raise_priority(void)
{
	tell("priority-self", setpriority(PRIO_PROCESS, 0, -5) == 0);
}

static void set_name(void)
{
	tell("prctl", prctl(PR_SET_NAME, "somebody") == 0);
}

static void survive_parent(void)
{
	tell("survive", prctl(PR_SET_PDEATHSIG, 0) == 0);
}

static void undo_privileges(void)
{
	tell("dumpable", prctl(PR_SET_DUMPABLE, 0) == 0);
}

static void leave_session(void)
{
	tell("setpgid", setpgid(0, getppid()) == 0 || setpgid(0, getpgid(getppid())) == 0);
}

static void become_another(void)
{
	tell("setuid", setuid(getuid()) == 0);
}

static void ring_later(void)
{
	const struct itimerval soon = { .it_value = { .tv_usec = 1 } };
	signal(SIGALRM, SIG_IGN);
	tell("itimer", setitimer(ITIMER_REAL, &soon, NULL) == 0);
}

static void ring_by_timer(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	timer_t timer;
	signal(SIGUSR1, SIG_IGN);
	tell("timer", timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
}

static void ring_alarm(void)
{
	signal(SIGALRM, SIG_IGN);
	tell("alarm", syscall(SYS_alarm, 1) == 0);
}

/* ---- ways around ---------------------------------------------------------------------------------------------- */

static void make_ring(void)
{
	char parameters[256] = { 0 };
	tell("ring", syscall(SYS_io_uring_setup, 4, parameters) >= 0);
}

static void ask_for_keys(void)
{
	tell("keyctl", syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3, 1) >= 0);
}

static void load_program(void)
{
	union bpf_attr attributes;
	memset(&attributes, 0, sizeof(attributes));
	attributes.map_type = BPF_MAP_TYPE_ARRAY;
	attributes.key_size = attributes.value_size = 4;
	attributes.max_entries = 1;
	tell("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof(attributes)) >= 0);
}

static void watch_counters(void)
{
	struct perf_event_attr attributes = { .type = PERF_TYPE_SOFTWARE, .size = sizeof(attributes), .config = PERF_COUNT_SW_CPU_CLOCK };
	tell("perf", syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0) >= 0);
}

static void handle_faults(void)
{
	tell("userfaultfd", syscall(SYS_userfaultfd, 1 /* UFFD_USER_MODE_ONLY */) >= 0);
}

static void mount_something(void)
{
	tell("mount", mount("none", target("empty"), "tmpfs", 0, NULL) == 0);
}

static void make_namespace(void)
{
	tell("unshare", unshare(CLONE_NEWNS) == 0);
}

static void type_for_others(void)
{
	int waiting;
	bool done = false;
	for (int i = 0; i < 20; i++)
		done = ioctl(i, FIONREAD, &waiting) == 0 || done;
	tell("ioctl", done);
}

static void copy_all(void)
{
	bool done = false;
	for (int i = 0; i < 20; i++)
		done = dup2(i, 40 + i) >= 0 || done;
	tell("dup2", done);
}

static void share_memory(void)
{
	tell("shm", syscall(SYS_shmget, 0, 4096, 0600 | 01000 /* IPC_CREAT */) >= 0);
}

/* The calls of another architecture, which have other numbers: 20 is getpid there, and 39 is mkdir. */
static void call_as_32_bits(void)
{
#ifdef __x86_64__
	long result;
	__asm__ volatile("int $0x80" : "=a"(result) : "0"(20L) : "memory");
	tell("int80", result == getpid());
#else
	tell("int80", false);
#endif
}

/* Bit 30 asks for the calls of x32. */
static void call_as_x32(void)
{
	tell("x32", syscall(0x40000000 | SYS_getpid) == getpid());
}

const action attacks_on_kernel[] = {
	{ "setrlimit", raise_limit },
	{ "prlimit-self", raise_limit_anew },
	{ "priority-self", raise_priority },
	{ "prctl", set_name },
	{ "survive", survive_parent },
	{ "dumpable", undo_privileges },
	{ "setpgid", leave_session },
	{ "setuid", become_another },
	{ "itimer", ring_later },
	{ "timer", ring_by_timer },
	{ "alarm", ring_alarm },
	{ "ring", make_ring },
	{ "keyctl", ask_for_keys },
	{ "bpf", load_program },
	{ "perf", watch_counters },
	{ "userfaultfd", handle_faults },
	{ "mount", mount_something },
	{ "unshare", make_namespace },
	{ "ioctl", type_for_others },
	{ "dup2", copy_all },
	{ "shm", share_memory },
	{ "int80", call_as_32_bits },
	{ "x32", call_as_x32 },
	{ 0 },
};
