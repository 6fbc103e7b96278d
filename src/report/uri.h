/* SPDX-License-Identifier: Apache-2.0
 * uri.h - a path of any bytes as a URI.
 */
#ifndef SL_REPORT_URI_H
#define SL_REPORT_URI_H

#include "base/buffer.h"

static inline bool sl_path_is_absolute(sl_str path)
{
	return path.size && path.data[0] == '/';
}

/* Appends a relative path as a relative reference, an absolute one as a file: URI. Every byte but those that RFC 3986 calls unreserved, and the
   slash, is percent-encoded: decoded, it is the path again, byte by byte. */
void sl_append_uri(sl_buffer *into, sl_str path);

#endif
