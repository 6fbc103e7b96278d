/* SPDX-License-Identifier: Apache-2.0
 * sandbox.c - Landlock and seccomp.
 */
#include "engine/sandbox.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__has_include)
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#define HAVE_LANDLOCK 1
#endif
#endif
#ifdef HAVE_SECCOMP
#include <linux/seccomp.h>
#include <seccomp.h>
#endif

bool sl_sandbox_needed(const sl_manifests *manifests)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		if (manifests->items[i]->library.size && !manifests->items[i]->shipped)
			return true;
	}
	return false;
}

/* ---- Landlock ------------------------------------------------------------------------------------------------- */

#ifdef HAVE_LANDLOCK

static int landlock_version(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return version < 0 ? 0 : (int)version;
}

/* All rights over files that this version of the kernel's interface knows; the header may be older or newer than the kernel. */
static uint64_t handled(int version)
{
	uint64_t rights = ((uint64_t)1 << 13) - 1; /* execute ... make_sym: version 1 */
	if (version >= 2)
		rights |= (uint64_t)1 << 13; /* refer */
	if (version >= 3)
		rights |= (uint64_t)1 << 14; /* truncate */
	if (version >= 5)
		rights |= (uint64_t)1 << 15; /* ioctl on devices */
	return rights;
}

/* What the dynamic linker needs of a folder or file. A path that is not there is no trouble. */
static bool allow(int ruleset, const char *path, bool folder)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE };
	if (folder)
		rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return errno == ENOENT || errno == EACCES || errno == ENOTDIR;
	bool good = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
	close(rule.parent_fd);
	return good;
}

static bool allow_libraries(int ruleset, const sl_manifests *manifests)
{
	static const char *const folders[] = { "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store" };
	bool good = allow(ruleset, "/etc/ld.so.cache", false);
	for (size_t i = 0; good && i < sizeof(folders) / sizeof(*folders); i++)
		good = allow(ruleset, folders[i], true);
	for (uint32_t i = 0; good && i < manifests->count; i++) {
		if (manifests->items[i]->library.size)
			good = allow(ruleset, manifests->items[i]->library.data, false);
	}
	return good;
}

static bool landlock(const sl_manifests *manifests)
{
	int version = landlock_version();
	struct {
		uint64_t files;
		uint64_t network;
		uint64_t scoped;
	} attributes = { handled(version), version >= 4 ? 3 : 0 /* bind and connect */, version >= 6 ? 3 : 0 /* abstract sockets, signals */ };
	size_t size = version >= 6 ? sizeof(attributes) : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
	if (version == 0)
		return true;
	long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
	if (ruleset < 0)
		return false;
	bool good = allow_libraries((int)ruleset, manifests) && syscall(SYS_landlock_restrict_self, (int)ruleset, 0) == 0;
	close((int)ruleset);
	return good;
}

#else

static int landlock_version(void)
{
	return 0;
}

static bool landlock(const sl_manifests *manifests)
{
	(void)manifests;
	return true;
}

#endif

/* ---- seccomp -------------------------------------------------------------------------------------------------- */

#ifdef HAVE_SECCOMP

/* What code that computes needs. Everything else is refused with EPERM. */
static const int computing[] = {
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(munmap),
	SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrandom), SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(uname), SCMP_SYS(sysinfo),
	SCMP_SYS(membarrier), SCMP_SYS(rseq), SCMP_SYS(set_robust_list), SCMP_SYS(restart_syscall),
};

/* For the dynamic linker, which finds, opens and maps; Landlock says of what. open and openat: see allow_reading. */
static const int opening[] = {
	SCMP_SYS(getdents64), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(getcwd),
	SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
};
/* All that opens for more than reading. */
#define WRITING_FLAGS (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_TMPFILE)

/* Of a descriptor its flags, and no owner who would be sent signals on its behalf. */
static const int descriptor_commands[] = { F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC };

/* No rule of an editorial desk does any of this by mistake. */
static const int hostile[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_send_signal), SCMP_SYS(socket), SCMP_SYS(connect),
	SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(mount), SCMP_SYS(setuid),
	SCMP_SYS(setgid), SCMP_SYS(chroot), SCMP_SYS(reboot), SCMP_SYS(init_module), SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(keyctl),
	SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
};

static bool add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int result = seccomp_rule_add(filter, action, calls[i], 0);
		/* A call that this architecture does not have cannot be made. */
		if (result != 0 && result != -EDOM && result != -EINVAL && result != -EEXIST && result != -EACCES)
			return false;
	}
	return true;
}

/* A signal to itself, which abort() is. */
static bool allow_own_signals(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp self = { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid() };
	const struct scmp_arg_cmp other = { .arg = 0, .op = SCMP_CMP_NE, .datum_a = (scmp_datum_t)getpid() };
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &self) == 0 &&
	    seccomp_rule_add_array(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(tgkill), 1, &other) == 0;
}

/* Not for writing, whatever Landlock says, for a kernel may be without it. */
static bool allow_reading(scmp_filter_ctx filter)
{
	const scmp_datum_t writing = (scmp_datum_t)(WRITING_FLAGS & ~O_DIRECTORY);
	const struct scmp_arg_cmp open_flags = { .arg = 1, .op = SCMP_CMP_MASKED_EQ, .datum_a = writing, .datum_b = O_RDONLY };
	const struct scmp_arg_cmp openat_flags = { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = writing, .datum_b = O_RDONLY };
	int result = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, &open_flags);
	/* Not every architecture has that one. */
	return (result == 0 || result == -EDOM || result == -EINVAL) &&
	    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, &openat_flags) == 0;
}

static bool allow_descriptor_commands(scmp_filter_ctx filter)
{
	bool good = true;
	for (size_t i = 0; good && i < sizeof(descriptor_commands) / sizeof(*descriptor_commands); i++) {
		const struct scmp_arg_cmp is = { .arg = 1, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)descriptor_commands[i] };
		good = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, &is) == 0;
	}
	return good;
}

static bool has_seccomp(void)
{
	uint32_t action = SCMP_ACT_KILL_PROCESS;
	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

static bool restrict_calls(bool may_open)
{
	if (!has_seccomp())
		return true;
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	/* no_new_privs is set already; to set it again would take a call that is forbidden by then. Calls of other architectures are those of an attack. */
	bool good = filter != NULL && seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0) == 0 &&
	    seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
	    add_all(filter, SCMP_ACT_ALLOW, computing, sizeof(computing) / sizeof(*computing)) &&
	    (!may_open || (add_all(filter, SCMP_ACT_ALLOW, opening, sizeof(opening) / sizeof(*opening)) && allow_reading(filter))) &&
	    add_all(filter, SCMP_ACT_KILL_PROCESS, hostile, sizeof(hostile) / sizeof(*hostile)) && allow_own_signals(filter) &&
	    allow_descriptor_commands(filter);
	if (good && may_open) {
		/* The second filter and nothing else. */
		good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(seccomp), 0) == 0;
	}
	good = good && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

#else

static bool restrict_calls(bool may_open)
{
	(void)may_open;
	return true;
}

static bool has_seccomp(void)
{
	return false;
}

#endif

/* ---- both ----------------------------------------------------------------------------------------------------- */

const char *sl_sandbox_lacks(void)
{
	bool files = landlock_version() > 0, calls = has_seccomp();
	if (!files && !calls)
		return "Landlock and seccomp";
	if (!files)
		return "Landlock";
	return calls ? "" : "seccomp";
}

bool sl_sandbox_enter(const sl_manifests *manifests)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && landlock(manifests) && restrict_calls(true);
}

bool sl_sandbox_close(void)
{
	return restrict_calls(false);
}
