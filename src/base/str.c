/* SPDX-License-Identifier: Apache-2.0
 * str.c - small helpers over text that do not fit a header.
 */
#include "base/str.h"

int sl_str_compare(sl_str a, sl_str b)
{
	size_t shared = (size_t)(a.size < b.size ? a.size : b.size);
	int order = shared ? memcmp(a.data, b.data, shared) : 0;
	if (order != 0)
		return order;
	return (a.size > b.size) - (a.size < b.size);
}

bool sl_str_starts(sl_str text, sl_str prefix)
{
	return text.size >= prefix.size && (prefix.size == 0 || memcmp(text.data, prefix.data, prefix.size) == 0);
}

bool sl_str_ends(sl_str text, sl_str suffix)
{
	return text.size >= suffix.size &&
	    (suffix.size == 0 || memcmp(text.data + text.size - suffix.size, suffix.data, suffix.size) == 0);
}

static bool is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

sl_str sl_str_trim_ends(sl_str text)
{
	/* An empty one may be nowhere, where not even 0 can be added. */
	if (text.size == 0)
		return text;
	const char *start = text.data;
	const char *end = text.data + text.size;
	while (start < end) {
		if (is_ascii_space(*start))
			start++;
		else if (end - start >= 2 && start[0] == '\xC2' && start[1] == '\xA0')
			start += 2;
		else
			break;
	}
	while (end > start) {
		if (is_ascii_space(end[-1]))
			end--;
		else if (end - start >= 2 && end[-2] == '\xC2' && end[-1] == '\xA0')
			end -= 2;
		else
			break;
	}
	return (sl_str){ start, (uint64_t)(end - start) };
}
