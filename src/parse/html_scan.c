/* SPDX-License-Identifier: Apache-2.0
 * html_scan.c - tags, comments, and the beginnings and ends of HTML blocks.
 */
#include "parse/html_scan.h"

#include <stdlib.h>

/* The longest name of a block tag. */
#define MAX_NAME 10

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && is_space(*at))
		at++;
	return at;
}

static const char *find(const char *at, const char *end, const char *mark)
{
	return at < end ? memmem(at, (size_t)(end - at), mark, strlen(mark)) : NULL;
}

/* ---- names ---- */

static const char *const block_names[] = { "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col",
	"colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset",
	"h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav",
	"noframes", "ol", "optgroup", "option", "p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
	"title", "tr", "track", "ul" };
static const char *const raw_names[] = { "pre", "script", "style", "textarea" };

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

/* The tag name at `at` in lower case, and where it ends; NULL where it is none or longer than any block's. */
static const char *read_name(const char *at, const char *end, char name[MAX_NAME + 1])
{
	size_t size = 0;
	while (at < end && (is_letter(*at) || (size > 0 && is_digit(*at)))) {
		if (size == MAX_NAME)
			return NULL;
		name[size++] = (char)(is_letter(*at) ? *at | 0x20 : *at);
		at++;
	}
	name[size] = '\0';
	return size ? at : NULL;
}

static bool is_raw(const char *name)
{
	return bsearch(name, raw_names, sizeof(raw_names) / sizeof(*raw_names), sizeof(*raw_names), compare_names) != NULL;
}

static bool is_block(const char *name)
{
	return bsearch(name, block_names, sizeof(block_names) / sizeof(*block_names), sizeof(*block_names), compare_names) != NULL;
}

/* ---- blocks ---- */

static unsigned named_start(const char *at, const char *end)
{
	char name[MAX_NAME + 1];
	bool closing = at + 1 < end && at[1] == '/';
	const char *after = read_name(at + 1 + closing, end, name);
	if (!after)
		return 0;
	bool ends = after == end || is_space(*after) || *after == '>';
	if (!closing && ends && is_raw(name))
		return SL_HTML_RAW;
	if (!ends && *after == '/' && after + 1 < end && after[1] == '>')
		ends = true;
	return ends && is_block(name) ? SL_HTML_BLOCK_TAG : 0;
}

unsigned sl_html_block_start(const char *at, const char *end)
{
	if (end - at < 2)
		return 0;
	if (at[1] == '!' || at[1] == '?')
		return sl_html_special(at, end);
	unsigned kind = named_start(at, end);
	if (kind)
		return kind;
	const char *after = sl_html_tag(at, end);
	return after && skip_space(after, end) == end ? SL_HTML_ANY_TAG : 0;
}

static const char *raw_end(const char *at, const char *end)
{
	char name[MAX_NAME + 1];
	while ((at = find(at, end, "</"))) {
		const char *after = read_name(at + 2, end, name);
		if (after && after < end && *after == '>' && is_raw(name))
			return after + 1;
		at += 2;
	}
	return NULL;
}

const char *sl_html_block_end(unsigned kind, const char *at, const char *end)
{
	static const char *const marks[] = { [SL_HTML_COMMENT] = "-->", [SL_HTML_INSTRUCTION] = "?>", [SL_HTML_DECLARATION] = ">",
		[SL_HTML_CDATA] = "]]>" };
	if (kind == SL_HTML_RAW)
		return raw_end(at, end);
	const char *found = find(at, end, marks[kind]);
	return found ? found + strlen(marks[kind]) : NULL;
}

/* ---- inline ---- */

unsigned sl_html_special(const char *at, const char *end)
{
	size_t size = (size_t)(end - at);
	if (size >= 2 && at[1] == '?')
		return SL_HTML_INSTRUCTION;
	if (size >= 4 && memcmp(at, "<!--", 4) == 0)
		return SL_HTML_COMMENT;
	if (size >= 9 && memcmp(at, "<![CDATA[", 9) == 0)
		return SL_HTML_CDATA;
	return size >= 3 && at[1] == '!' && is_letter(at[2]) ? SL_HTML_DECLARATION : 0;
}

const char *sl_html_special_end(unsigned kind, const char *at, const char *end)
{
	/* "<!-->" and "<!--->" are whole comments; "<?>" is not a whole instruction. */
	return sl_html_block_end(kind, at + 2, end);
}

static const char *skip_tag_name(const char *at, const char *end)
{
	if (at == end || !is_letter(*at))
		return NULL;
	while (at < end && (is_letter(*at) || is_digit(*at) || *at == '-'))
		at++;
	return at;
}

static const char *skip_value(const char *at, const char *end)
{
	if (at == end)
		return NULL;
	if (*at == '"' || *at == '\'') {
		const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
		return close ? close + 1 : NULL;
	}
	const char *start = at;
	while (at < end && !is_space(*at) && !strchr("\"'=<>`", *at))
		at++;
	return at > start ? at : NULL;
}

/* Behind an attribute whose name begins at `at`; NULL where it is not one. */
static const char *skip_attribute(const char *at, const char *end)
{
	if (!is_letter(*at) && *at != '_' && *at != ':')
		return NULL;
	while (at < end && (is_letter(*at) || is_digit(*at) || memchr("_.:-", *at, 4)))
		at++;
	const char *equals = skip_space(at, end);
	if (equals == end || *equals != '=')
		return at;
	return skip_value(skip_space(equals + 1, end), end);
}

const char *sl_html_tag(const char *at, const char *end)
{
	bool closing = end - at >= 2 && at[1] == '/';
	at = skip_tag_name(at + 1 + closing, end);
	while (at) {
		const char *next = skip_space(at, end);
		if (next == end)
			return NULL;
		if (*next == '>')
			return next + 1;
		if (closing)
			return NULL;
		if (*next == '/')
			return next + 1 < end && next[1] == '>' ? next + 2 : NULL;
		at = next > at ? skip_attribute(next, end) : NULL;
	}
	return NULL;
}

bool sl_html_is_break(const char *at, const char *end)
{
	return end - at >= 4 && (at[1] | 0x20) == 'b' && (at[2] | 0x20) == 'r' && !is_letter(at[3]) && !is_digit(at[3]) && at[3] != '-';
}

static bool is_atext(char c)
{
	return is_letter(c) || is_digit(c) || (c && strchr(".!#$%&'*+/=?^_`{|}~-", c));
}

/* Behind the label of a host name: up to 63 letters, digits and inner hyphens. */
static const char *skip_host_label(const char *at, const char *end)
{
	const char *start = at;
	while (at < end && (is_letter(*at) || is_digit(*at) || *at == '-'))
		at++;
	return at > start && at - start <= 63 && *start != '-' && at[-1] != '-' ? at : NULL;
}

static const char *email(const char *at, const char *end)
{
	const char *start = at;
	while (at < end && is_atext(*at))
		at++;
	if (at == start || at == end || *at != '@')
		return NULL;
	do {
		at = skip_host_label(at + 1, end);
	} while (at && at < end && *at == '.');
	return at && at < end && *at == '>' ? at : NULL;
}

static const char *uri(const char *at, const char *end)
{
	const char *start = at;
	if (at == end || !is_letter(*at))
		return NULL;
	while (at < end && at - start <= 32 && (is_letter(*at) || is_digit(*at) || *at == '+' || *at == '.' || *at == '-'))
		at++;
	if (at == end || *at != ':' || at - start < 2 || at - start > 32)
		return NULL;
	while (at < end && (unsigned char)*at > ' ' && *at != '<' && *at != '>')
		at++;
	return at < end && *at == '>' ? at : NULL;
}

const char *sl_html_autolink(const char *at, const char *end)
{
	const char *close = uri(at + 1, end);
	return close ? close : email(at + 1, end);
}
