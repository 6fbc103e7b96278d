/* SPDX-License-Identifier: Apache-2.0
 * wire.h - results as bytes, from a worker process to the one that collects. Both are the same program on the same machine; what comes in is checked all the
 * same, for a plugin may have written over the memory it was made in.
 */
#ifndef SL_COLLECT_WIRE_H
#define SL_COLLECT_WIRE_H

#include "collect/result.h"

/* Bytes being taken apart. Failure is sticky. */
typedef struct sl_wire {
	const char *at;
	const char *end;
	bool failed;
} sl_wire;

void sl_wire_put_number(sl_buffer *into, uint64_t number);
void sl_wire_put_text(sl_buffer *into, sl_str text);
uint64_t sl_wire_number(sl_wire *wire);
/* A slice of the bytes. */
sl_str sl_wire_text(sl_wire *wire);

/* False where a rule is none of the manifests'. */
bool sl_wire_put_rule(sl_buffer *into, const sl_manifests *manifests, const sl_rule_manifest *rule);
const sl_rule_manifest *sl_wire_rule(sl_wire *wire, const sl_manifests *manifests);

bool sl_wire_put_result(sl_buffer *into, const sl_manifests *manifests, const sl_result *result);
/* The same of what sl_result_make would make, one problem after the other: of a document that has millions they never stand side by side. */
bool sl_wire_put_checked(sl_buffer *into, const sl_manifests *manifests, sl_arena *arena, sl_str path, sl_source *source, const sl_checked *checked);
/* Texts point into the bytes; arrays are in the arena. False where the bytes are not what was put, or memory is short. */
bool sl_wire_result(sl_wire *wire, sl_arena *arena, const sl_manifests *manifests, sl_str path, sl_result *out);

void sl_wire_put_trouble(sl_buffer *into, const sl_trouble *trouble);
/* Adds the trouble to the others; only looks at it where `troubles` is NULL. */
void sl_wire_trouble(sl_wire *wire, sl_troubles *troubles);

#endif
