/* SPDX-License-Identifier: Apache-2.0
 * failures.h - rules that broke on a document, as problems of the document: core/plugin-crash, core/plugin-timeout.
 */
#ifndef SL_ENGINE_FAILURES_H
#define SL_ENGINE_FAILURES_H

#include "engine/engine.h"

/* The rule that tells of it. */
sl_str sl_failure_rule(const sl_failure *failure);
/* What was found in the file, with the failures in front. `timeout` is what a rule was given, in milliseconds. *out lives in the arena and points into
   the outcome. False when memory is short. */
bool sl_failures_add(sl_arena *arena, const sl_manifests *manifests, uint32_t timeout, const sl_file *file, const sl_outcome *outcome, sl_result *out);

#endif
