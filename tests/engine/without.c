/* SPDX-License-Identifier: Apache-2.0
 * without.c - runs a program as on a kernel that lacks something: `without WHAT PROGRAM [ARGUMENT...]`; WHAT is landlock, seccomp, both or
 * nothing.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int usage(void)
{
	fputs("usage: without landlock|seccomp|both|nothing PROGRAM [ARGUMENT...]\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return usage();
	int both = strcmp(argv[1], "both") == 0, landlock = both || strcmp(argv[1], "landlock") == 0, seccomp = both || strcmp(argv[1], "seccomp") == 0;
	/* A call that there is not has no number. */
	const struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, landlock ? SYS_landlock_create_ruleset : 0xFFFFFFFFu, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp ? SYS_seccomp : 0xFFFFFFFFu, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	};
	const struct sock_fprog program = { sizeof(steps) / sizeof(*steps), (struct sock_filter *)steps };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
		perror("without");
		return 77;
	}
	execv(argv[2], argv + 2);
	perror(argv[2]);
	return 2;
}
