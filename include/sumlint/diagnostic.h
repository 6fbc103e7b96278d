/* SPDX-License-Identifier: Apache-2.0
 *
 * diagnostic.h - what a rule reports. The host copies all of it before `report` returns.
 */
#ifndef SUMLINT_DIAGNOSTIC_H
#define SUMLINT_DIAGNOSTIC_H

#include "abi.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
	SUMLINT_FIX_SAFE = 1,  /* keeps the meaning: may be applied unseen */
	SUMLINT_FIX_UNSAFE = 2 /* wants a person's eye */
};

/* Replace the bytes of `span` by `text`. Frozen.
   The host writes `text` as its place needs it: inside front matter it is quoted and escaped as YAML. */
typedef struct sumlint_edit {
	sumlint_span span;
	sumlint_str text;
} sumlint_edit;

/* A fix: all its edits or none. Edits do not overlap. Frozen. */
typedef struct sumlint_fix {
	sumlint_str title; /* imperative: "replace by “Open Science”" */
	uint32_t safety;   /* SUMLINT_FIX_* */
	uint32_t edit_count;
	const sumlint_edit *edits;
} sumlint_fix;

/* A diagnostic. Growable: the maker sets struct_size and zeroes what it does not use. */
typedef struct sumlint_diagnostic {
	uint32_t struct_size;
	uint32_t fix_count;
	sumlint_span span;   /* the narrowest that shows the defect */
	sumlint_str message; /* one line: what is wrong, and the suggestion if there is one */
	sumlint_str help;    /* one line: what to write instead; "" takes the rule's summary from its manifest */
	const sumlint_fix *fixes;
} sumlint_diagnostic;

#ifdef __cplusplus
}
#endif
#endif
