/* SPDX-License-Identifier: Apache-2.0
 * link_scan.h - the pieces of links and link reference definitions (CommonMark 0.31, sections 4.7 and 6.3). Each function takes the bytes
 * `at`..`end` and gives the place behind what it found, or NULL.
 */
#ifndef SL_PARSE_LINK_SCAN_H
#define SL_PARSE_LINK_SCAN_H

#include "base/str.h"

/* A label with its brackets: `[foo]`. An empty one, `[]`, counts where `may_be_empty`. */
const char *sl_link_label(const char *at, const char *end, bool may_be_empty);
/* What follows a link's text: `(destination "title")`, `[label]` or `[]`. */
const char *sl_link_tail(const char *at, const char *end);
/* One definition, `[label]: destination "title"`, up to the end of its last line. */
const char *sl_link_definition(const char *at, const char *end);
/* True where the bytes are one image and nothing else, itself a link perhaps. */
bool sl_is_lone_image(const char *at, const char *end);

#endif
