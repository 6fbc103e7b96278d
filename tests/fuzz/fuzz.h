/* SPDX-License-Identifier: Apache-2.0
 * fuzz.h - what the fuzz targets share. Each defines LLVMFuzzerTestOneInput; libFuzzer drives it, or driver.c where there is none.
 */
#ifndef SL_TESTS_FUZZ_H
#define SL_TESTS_FUZZ_H

#include "config/manifest.h"
#include "config/type.h"
#include "parse/document.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program, saying what does not hold. */
#define FUZZ_CHECK(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *what, const char *file, int line);

/* The input up to the first byte that is no text: what the stages are handed. */
sl_str fuzz_text(const uint8_t *data, size_t size);

/* The span lies in the text, on borders of code points. */
void fuzz_check_span(sl_str text, sl_span span);
/* Valid UTF-8, or nothing. */
void fuzz_check_text(sl_str text);
/* All that document.h promises. */
void fuzz_check_document(const sl_document *document);
/* An error was told, in words; or memory was short, which fuzzing does not bring about. */
void fuzz_check_refused(const sl_troubles *troubles);

/* Types, made once: the built-in one, and one with everything that it does not have. */
enum { FUZZ_TYPE_SUMMARY, FUZZ_TYPE_ODD, FUZZ_TYPES };
const sl_type *fuzz_type(int which);
/* A type read from YAML into the arena; NULL where it is refused. */
sl_type *fuzz_read_type(sl_arena *arena, const char *yaml, sl_troubles *troubles);
/* The manifests of the host's own rules and of the shipped plugins. */
const sl_manifests *fuzz_manifests(void);

#endif
