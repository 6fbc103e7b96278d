/* SPDX-License-Identifier: Apache-2.0
 * entities.c - the table of named characters, and the reading of numeric ones.
 */
#include "parse/entities.h"

#include <stdlib.h>

#define MAX_NAME 8

typedef struct entity {
	char name[MAX_NAME + 1];
	uint16_t codepoint;
} entity;

/* In byte order. HTML has two thousand more; what is not here stays as it is written. */
static const entity named[] = {
	{ "AElig", 0xC6 }, { "Aacute", 0xC1 }, { "Acirc", 0xC2 }, { "Agrave", 0xC0 }, { "Aring", 0xC5 }, { "Atilde", 0xC3 },
	{ "Auml", 0xC4 }, { "Ccedil", 0xC7 }, { "Dagger", 0x2021 }, { "Delta", 0x394 }, { "ETH", 0xD0 }, { "Eacute", 0xC9 },
	{ "Ecirc", 0xCA }, { "Egrave", 0xC8 }, { "Euml", 0xCB }, { "Hat", 0x5E }, { "Iacute", 0xCD }, { "Icirc", 0xCE },
	{ "Igrave", 0xCC }, { "Iuml", 0xCF }, { "NewLine", 0xA }, { "Ntilde", 0xD1 }, { "OElig", 0x152 }, { "Oacute", 0xD3 },
	{ "Ocirc", 0xD4 }, { "Ograve", 0xD2 }, { "Omega", 0x3A9 }, { "Oslash", 0xD8 }, { "Otilde", 0xD5 }, { "Ouml", 0xD6 },
	{ "Prime", 0x2033 }, { "Scaron", 0x160 }, { "Sigma", 0x3A3 }, { "THORN", 0xDE }, { "Tab", 0x9 }, { "Uacute", 0xDA },
	{ "Ucirc", 0xDB }, { "Ugrave", 0xD9 }, { "Uuml", 0xDC }, { "Yacute", 0xDD }, { "Yuml", 0x178 }, { "aacute", 0xE1 },
	{ "acirc", 0xE2 }, { "acute", 0xB4 }, { "aelig", 0xE6 }, { "agrave", 0xE0 }, { "alpha", 0x3B1 }, { "amp", 0x26 },
	{ "apos", 0x27 }, { "aring", 0xE5 }, { "ast", 0x2A }, { "asymp", 0x2248 }, { "atilde", 0xE3 }, { "auml", 0xE4 },
	{ "bdquo", 0x201E }, { "beta", 0x3B2 }, { "brvbar", 0xA6 }, { "bsol", 0x5C }, { "bull", 0x2022 }, { "ccedil", 0xE7 },
	{ "cedil", 0xB8 }, { "cent", 0xA2 }, { "check", 0x2713 }, { "colon", 0x3A }, { "comma", 0x2C }, { "commat", 0x40 },
	{ "copy", 0xA9 }, { "curren", 0xA4 }, { "dagger", 0x2020 }, { "darr", 0x2193 }, { "deg", 0xB0 }, { "delta", 0x3B4 },
	{ "divide", 0xF7 }, { "dollar", 0x24 }, { "eacute", 0xE9 }, { "ecirc", 0xEA }, { "egrave", 0xE8 }, { "emsp", 0x2003 },
	{ "ensp", 0x2002 }, { "epsilon", 0x3B5 }, { "equals", 0x3D }, { "equiv", 0x2261 }, { "eth", 0xF0 }, { "euml", 0xEB },
	{ "euro", 0x20AC }, { "excl", 0x21 }, { "frac12", 0xBD }, { "frac14", 0xBC }, { "frac34", 0xBE }, { "gamma", 0x3B3 },
	{ "ge", 0x2265 }, { "grave", 0x60 }, { "gt", 0x3E }, { "harr", 0x2194 }, { "hearts", 0x2665 }, { "hellip", 0x2026 },
	{ "horbar", 0x2015 }, { "iacute", 0xED }, { "icirc", 0xEE }, { "iexcl", 0xA1 }, { "igrave", 0xEC }, { "infin", 0x221E },
	{ "iquest", 0xBF }, { "iuml", 0xEF }, { "lambda", 0x3BB }, { "laquo", 0xAB }, { "larr", 0x2190 }, { "lbrace", 0x7B },
	{ "ldquo", 0x201C }, { "le", 0x2264 }, { "lowbar", 0x5F }, { "lpar", 0x28 }, { "lrm", 0x200E }, { "lsaquo", 0x2039 },
	{ "lsqb", 0x5B }, { "lsquo", 0x2018 }, { "lt", 0x3C }, { "macr", 0xAF }, { "mdash", 0x2014 }, { "micro", 0xB5 },
	{ "middot", 0xB7 }, { "minus", 0x2212 }, { "mu", 0x3BC }, { "nbsp", 0xA0 }, { "ndash", 0x2013 }, { "ne", 0x2260 },
	{ "not", 0xAC }, { "ntilde", 0xF1 }, { "num", 0x23 }, { "oacute", 0xF3 }, { "ocirc", 0xF4 }, { "oelig", 0x153 },
	{ "ograve", 0xF2 }, { "omega", 0x3C9 }, { "ordf", 0xAA }, { "ordm", 0xBA }, { "oslash", 0xF8 }, { "otilde", 0xF5 },
	{ "ouml", 0xF6 }, { "para", 0xB6 }, { "percnt", 0x25 }, { "period", 0x2E }, { "permil", 0x2030 }, { "pi", 0x3C0 },
	{ "plus", 0x2B }, { "plusmn", 0xB1 }, { "pound", 0xA3 }, { "prime", 0x2032 }, { "quest", 0x3F }, { "quot", 0x22 },
	{ "raquo", 0xBB }, { "rarr", 0x2192 }, { "rbrace", 0x7D }, { "rdquo", 0x201D }, { "reg", 0xAE }, { "rlm", 0x200F },
	{ "rpar", 0x29 }, { "rsaquo", 0x203A }, { "rsqb", 0x5D }, { "rsquo", 0x2019 }, { "sbquo", 0x201A }, { "scaron", 0x161 },
	{ "sect", 0xA7 }, { "semi", 0x3B }, { "shy", 0xAD }, { "sigma", 0x3C3 }, { "sol", 0x2F }, { "star", 0x2606 }, { "sup1", 0xB9 },
	{ "sup2", 0xB2 }, { "sup3", 0xB3 }, { "szlig", 0xDF }, { "thinsp", 0x2009 }, { "thorn", 0xFE }, { "times", 0xD7 },
	{ "trade", 0x2122 }, { "uacute", 0xFA }, { "uarr", 0x2191 }, { "ucirc", 0xFB }, { "ugrave", 0xF9 }, { "uml", 0xA8 },
	{ "uuml", 0xFC }, { "verbar", 0x7C }, { "yacute", 0xFD }, { "yen", 0xA5 }, { "yuml", 0xFF }, { "zwj", 0x200D },
	{ "zwnj", 0x200C }
};

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const entity *)item)->name);
}

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t read_named(sl_str text, uint32_t *codepoint)
{
	char name[MAX_NAME + 1];
	size_t size = 0;
	while (size < MAX_NAME && size + 1 < text.size && is_alphanumeric(text.data[size + 1])) {
		name[size] = text.data[size + 1];
		size++;
	}
	name[size] = '\0';
	if (size + 1 >= text.size || text.data[size + 1] != ';')
		return 0;
	const entity *found = bsearch(name, named, sizeof(named) / sizeof(*named), sizeof(*named), compare);
	if (!found)
		return 0;
	*codepoint = found->codepoint;
	return size + 2;
}

/* Value of a digit, 16 and more where it is none. */
static unsigned digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 99;
}

static size_t read_numeric(sl_str text, uint32_t *codepoint)
{
	bool hexadecimal = text.size > 2 && (text.data[2] | 0x20) == 'x';
	unsigned base = hexadecimal ? 16 : 10;
	size_t first = hexadecimal ? 3 : 2, most = first + (hexadecimal ? 6 : 7), at = first;
	uint32_t value = 0;
	for (; at < text.size && at < most && digit(text.data[at]) < base; at++)
		value = value * base + digit(text.data[at]);
	if (at == first || at >= text.size || text.data[at] != ';')
		return 0;
	bool bad = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
	*codepoint = bad ? 0xFFFD : value;
	return at + 1;
}

size_t sl_entity(sl_str text, uint32_t *codepoint)
{
	if (text.size < 3 || text.data[0] != '&')
		return 0;
	return text.data[1] == '#' ? read_numeric(text, codepoint) : read_named(text, codepoint);
}
