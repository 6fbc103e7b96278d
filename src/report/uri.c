/* SPDX-License-Identifier: Apache-2.0
 * uri.c - percent-encoding.
 */
#include "report/uri.h"

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

void sl_append_uri(sl_buffer *into, sl_str path)
{
	size_t at = 0;
	if (sl_path_is_absolute(path)) {
		sl_buffer_append(into, SL_LIT("file:///"));
		while (at < path.size && path.data[at] == '/')
			at++;
	}
	for (; at < path.size; at++) {
		if (is_unreserved(path.data[at]) || path.data[at] == '/')
			sl_buffer_append_char(into, path.data[at]);
		else
			sl_buffer_printf(into, "%%%02X", (unsigned)(unsigned char)path.data[at]);
	}
}
