/* SPDX-License-Identifier: Apache-2.0
 * html_scan.h - raw HTML in Markdown (CommonMark 0.31, sections 4.6 and 6.6). Nothing is looked at past `end`.
 */
#ifndef SL_PARSE_HTML_SCAN_H
#define SL_PARSE_HTML_SCAN_H

#include "base/str.h"

/* Kinds of HTML block, as CommonMark numbers them. */
enum {
	SL_HTML_RAW = 1, /* pre, script, style, textarea */
	SL_HTML_COMMENT = 2,
	SL_HTML_INSTRUCTION = 3,
	SL_HTML_DECLARATION = 4,
	SL_HTML_CDATA = 5,
	SL_HTML_BLOCK_TAG = 6, /* ends at a blank line */
	SL_HTML_ANY_TAG = 7    /* ends at a blank line; never interrupts a paragraph */
};

/* The kind of block that the line `at`..`end`, from its '<' on, begins; 0 for none. */
unsigned sl_html_block_start(const char *at, const char *end);
/* Behind the first mark that ends a block of kind 1 to 5, NULL where the line has none. */
const char *sl_html_block_end(unsigned kind, const char *at, const char *end);

/* Behind the open or closing tag at `at`, NULL where there is none. */
const char *sl_html_tag(const char *at, const char *end);
/* True where the tag is a line break. */
bool sl_html_is_break(const char *at, const char *end);
/* The kind of what begins with "<!" or "<?" at `at`, 0 for none; and where it ends, NULL where it does not end. */
unsigned sl_html_special(const char *at, const char *end);
const char *sl_html_special_end(unsigned kind, const char *at, const char *end);
/* Inside "<...>": an autolink's '>', NULL where `at` begins none. */
const char *sl_html_autolink(const char *at, const char *end);

#endif
