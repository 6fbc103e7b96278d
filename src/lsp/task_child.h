/* SPDX-License-Identifier: Apache-2.0
 * task_child.h - the process of a check from within.
 */
#ifndef SL_LSP_TASK_CHILD_H
#define SL_LSP_TASK_CHILD_H

#include "lsp/task.h"

typedef struct sl_task_head {
	uint32_t kind;
	uint32_t reserved;
	uint64_t size;
} sl_task_head;

/* Does it, writes frames to the pipe, and ends the process. */
_Noreturn void sl_task_run(const sl_task_order *order, int pipe, pid_t parent);

#endif
