/* SPDX-License-Identifier: Apache-2.0
 * fingerprint.c - hashes of problems.
 */
#include "collect/fingerprint.h"

#include "base/fold.h"

#include <stdlib.h>

/* A longer span is a passage. */
#define MARKED_BYTES 120

static uint64_t mix(uint64_t a, uint64_t b)
{
	a ^= b + UINT64_C(0x9E3779B97F4A7C15) + (a << 6) + (a >> 2);
	a ^= a >> 32;
	return a * UINT64_C(0xD6E8FEB86659FD93);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The message in its pieces between numbers. */
static uint64_t hash_message(sl_str message, uint64_t hash)
{
	size_t at = 0, size = (size_t)message.size;
	while (at < size) {
		size_t start = at;
		while (at < size && !is_digit(message.data[at]))
			at++;
		hash = mix(hash, sl_hash((sl_str){ message.data + start, at - start }));
		while (at < size && is_digit(message.data[at]))
			at++;
	}
	return hash;
}

uint64_t sl_fingerprint(const sl_diagnostic *diagnostic, sl_str text)
{
	uint64_t hash = hash_message(diagnostic->message, sl_hash(diagnostic->rule->id));
	sl_span span = diagnostic->span;
	if (span.end <= text.size && span.end - span.start <= MARKED_BYTES)
		hash = mix(hash, sl_hash(sl_str_slice(text.data ? text.data : "", span)));
	return hash ? hash : 1;
}

/* ---- occurrences ---------------------------------------------------------------------------------------------- */

void sl_occurrences_reset(sl_occurrences *occurrences)
{
	if (occurrences->used)
		memset(occurrences->keys, 0, occurrences->capacity * sizeof(*occurrences->keys));
	occurrences->used = 0;
}

void sl_occurrences_finish(sl_occurrences *occurrences)
{
	free(occurrences->keys);
	free(occurrences->counts);
	*occurrences = (sl_occurrences){ 0 };
}

static size_t place(const sl_occurrences *occurrences, uint64_t key)
{
	size_t at = (size_t)(key >> 20) & (occurrences->capacity - 1);
	while (occurrences->keys[at] && occurrences->keys[at] != key)
		at = (at + 1) & (occurrences->capacity - 1);
	return at;
}

static bool grow(sl_occurrences *occurrences)
{
	sl_occurrences larger = { .capacity = occurrences->capacity ? occurrences->capacity * 2 : 64, .used = occurrences->used };
	larger.keys = calloc(larger.capacity, sizeof(*larger.keys));
	larger.counts = calloc(larger.capacity, sizeof(*larger.counts));
	if (!larger.keys || !larger.counts) {
		sl_occurrences_finish(&larger);
		return false;
	}
	for (size_t i = 0; i < occurrences->capacity; i++) {
		if (!occurrences->keys[i])
			continue;
		size_t at = place(&larger, occurrences->keys[i]);
		larger.keys[at] = occurrences->keys[i];
		larger.counts[at] = occurrences->counts[i];
	}
	sl_occurrences_finish(occurrences);
	*occurrences = larger;
	return true;
}

bool sl_occurrences_add(sl_occurrences *occurrences, uint64_t *fingerprint)
{
	if (occurrences->used * 2 >= occurrences->capacity && !grow(occurrences))
		return false;
	size_t at = place(occurrences, *fingerprint);
	if (!occurrences->keys[at]) {
		occurrences->keys[at] = *fingerprint;
		occurrences->counts[at] = 0;
		occurrences->used++;
	}
	uint32_t number = occurrences->counts[at]++;
	if (number)
		*fingerprint = mix(*fingerprint, number);
	return true;
}
