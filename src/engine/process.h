/* SPDX-License-Identifier: Apache-2.0
 * process.h - what a worker makes of itself after it was forked: it keeps nothing that it does not need, for a plugin will have all that it has.
 */
#ifndef SL_ENGINE_PROCESS_H
#define SL_ENGINE_PROCESS_H

#include "engine/control.h"

/* A group of its own; ends with the pool; standard input and output lead nowhere; no descriptors but those two ways, and standard error. */
void sl_process_settle(const sl_worker *worker);
/* No descriptors from 3 on but these two. */
void sl_process_keep(int one, int other);
/* Standard error leads nowhere, and what the environment says is gone but for the locale and the time zone. */
void sl_process_hide(void);

/* Bytes of address space that this process has (proc(5), statm); 0: unknown. */
uint64_t sl_process_space(void);

/* The limit of address space: what the process had when it began, --memory-limit, and what the document needs. */
typedef struct sl_limit {
	uint64_t base; /* sl_process_space */
	uint64_t allowed; /* what was allowed so far; it only grows */
	uint64_t limit;   /* --memory-limit; 0: none, and nothing is done here */
	uint64_t most;    /* that and what the document needs; 0: any */
} sl_limit;
void sl_limit_init(sl_limit *limit, const sl_engine_options *options, uint64_t space);
/* For a document of that size. */
void sl_limit_allow(sl_limit *limit, uint64_t document);
/* None at all, while sumlint reads a document of which it does not know the size. */
void sl_limit_lift(const sl_limit *limit);

#endif
