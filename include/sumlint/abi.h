/* SPDX-License-Identifier: Apache-2.0
 *
 * abi.h - the version of the plugin interface, and the types every header shares.
 *
 * Conventions of all public headers:
 *   - C17, usable from C++. Fixed-width types only; no bit-fields; enums are stored as uint32_t.
 *   - Text is UTF-8, pointer and length, not NUL-terminated, unless a comment says so.
 *   - A struct is either *frozen* (it never changes within a major version) or *growable*: it starts with
 *     `struct_size`, the size its maker knew, and new members come at its end only.
 *   - Positions are byte offsets into the document's own bytes, from 0. A document is smaller than 4 GiB.
 *   - Unless a comment says otherwise a function may be called only on the thread, and during the call, in
 *     which the host handed out the context; pointers the host hands out live until that call returns.
 *   - No function of the host calls exit, longjmp or throws.
 */
#ifndef SUMLINT_ABI_H
#define SUMLINT_ABI_H

#include <stddef.h>
#include <stdint.h>

/* A plugin for another major is refused at look-up: the number is part of the exported symbol's name. */
#define SUMLINT_ABI_MAJOR 1
/* Raised when a growable struct or an extension grows; a plugin that asks for more than the host has is refused. */
#define SUMLINT_ABI_MINOR 0

#if defined(_WIN32)
#define SUMLINT_EXPORT __declspec(dllexport)
#else
#define SUMLINT_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* UTF-8 text: `size` bytes from `data`. Empty text has size 0, and then data may be NULL. Frozen. */
typedef struct sumlint_str {
	const char *data;
	uint64_t size;
} sumlint_str;

/* Bytes [start, end) of the document. start == end is a place between two bytes. Frozen. */
typedef struct sumlint_span {
	uint32_t start;
	uint32_t end;
} sumlint_span;

/* "No such index" wherever an index may be absent. */
#define SUMLINT_NONE UINT32_MAX

#ifdef __cplusplus
}
#endif
#endif
