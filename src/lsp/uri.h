/* SPDX-License-Identifier: Apache-2.0
 * uri.h - URIs of the client, and the paths behind them.
 */
#ifndef SL_LSP_URI_H
#define SL_LSP_URI_H

#include "base/buffer.h"

/* Appends the path of a file: URI, decoded, with "." and ".." resolved. False where it is none of this machine, or holds a NUL. */
bool sl_uri_path(sl_str uri, sl_buffer *into);
/* Appends the URI as the one form in which URIs are compared: what clients encode needlessly, and the case of their hexadecimal digits, does not count. */
void sl_uri_normal(sl_str uri, sl_buffer *into);

#endif
