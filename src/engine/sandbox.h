/* SPDX-License-Identifier: Apache-2.0
 * sandbox.h - what a worker gives up before it maps a plugin that the installation did not ship, so that code nobody has looked at can read nothing but the
 * documents that are checked, write nothing, start nothing and reach nobody.
 *
 * Landlock (linux/landlock.h, docs.kernel.org/userspace-api/landlock.html) takes the file system away but for the libraries that are to be mapped; seccomp
 * takes system calls away: before plugins are mapped, for their constructors run already, and once more afterwards, when nothing has to be opened any
 * more.
 */
#ifndef SL_ENGINE_SANDBOX_H
#define SL_ENGINE_SANDBOX_H

#include "config/manifest.h"

typedef enum sl_sandbox_mode {
	SL_SANDBOX_AUTO,    /* what the kernel has; what it lacks is told once */
	SL_SANDBOX_REQUIRE, /* refuses to go on where something is lacking */
	SL_SANDBOX_OFF
} sl_sandbox_mode;

/* What this kernel and this build cannot do; "" where nothing is lacking. Asked in the pool, before any worker is made. */
const char *sl_sandbox_lacks(void);
/* True where a plugin of these is not the installation's own. */
bool sl_sandbox_needed(const sl_manifests *manifests);

/* In a worker. First: no writing, no reading but of the libraries of these manifests and of the system; no network, no new processes, no signals to
   others, no tracing. Second, once all is loaded: no opening at all. What is lacking is left out. False where the kernel refused what it has. */
bool sl_sandbox_enter(const sl_manifests *manifests);
bool sl_sandbox_close(void);

#endif
