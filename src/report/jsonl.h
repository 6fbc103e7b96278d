/* SPDX-License-Identifier: Apache-2.0
 * jsonl.h - what a shard's report has besides, so that it is read again as it was written.
 */
#ifndef SL_REPORT_JSONL_H
#define SL_REPORT_JSONL_H

#include "base/str.h"

/* Of a file whose name is no UTF-8: its bytes, in hexadecimal. */
#define SL_JSONL_FILE_BYTES "file_bytes"

/* The last member of the last line: what all lines come to, the last one up to here. It tells a report that lost lines, or has been changed; it is no secret. */
#define SL_JSONL_DIGEST ",\"digest\":\""
/* That of the lines before, 0 for none, and the next line without its end. */
uint64_t sl_jsonl_digest(uint64_t before, sl_str line);

#endif
