/* SPDX-License-Identifier: Apache-2.0
 * uri.c - file: URIs (RFC 8089), percent-encoding (RFC 3986).
 */
#include "lsp/uri.h"

#include "base/file.h"
#include "report/uri.h"

#include <strings.h>

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void decode(sl_str text, sl_buffer *into)
{
	for (size_t i = 0; i < text.size; i++) {
		bool escaped = text.data[i] == '%' && i + 2 < text.size && digit(text.data[i + 1]) >= 0 && digit(text.data[i + 2]) >= 0;
		if (escaped) {
			sl_buffer_append_char(into, (char)(digit(text.data[i + 1]) * 16 + digit(text.data[i + 2])));
			i += 2;
		} else {
			sl_buffer_append_char(into, text.data[i]);
		}
	}
}

/* What follows "file:" and the host, if it is this one. */
static bool local_part(sl_str uri, sl_str *path)
{
	if (uri.size < 6 || strncasecmp(uri.data, "file:", 5) != 0)
		return false;
	sl_str rest = { uri.data + 5, uri.size - 5 };
	if (sl_str_starts(rest, SL_LIT("//"))) {
		rest = (sl_str){ rest.data + 2, rest.size - 2 };
		if (rest.size >= 9 && strncasecmp(rest.data, "localhost", 9) == 0)
			rest = (sl_str){ rest.data + 9, rest.size - 9 };
	}
	*path = rest;
	return rest.size && rest.data[0] == '/';
}

bool sl_uri_path(sl_str uri, sl_buffer *into)
{
	sl_str path;
	if (!local_part(uri, &path))
		return false;
	sl_buffer decoded;
	sl_buffer_init(&decoded);
	decode(path, &decoded);
	bool good = !decoded.failed && !memchr(decoded.data, '\0', decoded.size);
	if (good)
		sl_path_join(into, SL_LIT("/"), sl_buffer_str(&decoded));
	sl_buffer_finish(&decoded);
	return good && !into->failed;
}

void sl_uri_normal(sl_str uri, sl_buffer *into)
{
	sl_buffer path;
	sl_buffer_init(&path);
	if (sl_uri_path(uri, &path))
		sl_append_uri(into, sl_buffer_str(&path));
	else
		sl_buffer_append(into, uri);
	sl_buffer_finish(&path);
}
