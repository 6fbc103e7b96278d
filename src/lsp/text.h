/* SPDX-License-Identifier: Apache-2.0
 * text.h - the text of an open document: edited in place, with places in it as the protocol counts them.
 */
#ifndef SL_LSP_TEXT_H
#define SL_LSP_TEXT_H

#include "base/buffer.h"

/* In what characters of a line are counted. */
typedef enum sl_encoding { SL_UTF16, SL_UTF8, SL_UTF32 } sl_encoding;

#define SL_TEXT_STEP ((uint32_t)4096)

/* From 0. */
typedef struct sl_place {
	uint32_t line;
	uint32_t character;
} sl_place;

typedef struct sl_text {
	sl_buffer bytes; /* valid UTF-8 */
	uint32_t *lines; /* where each begins: behind LF, CR LF or CR */
	uint32_t line_count;
	uint32_t line_capacity;
	/* The place that was asked for last: who asks in the order of the text counts no character twice. */
	struct sl_text_mark {
		sl_encoding encoding;
		sl_place place;
		uint32_t offset;
	} mark;
	/* The long line that was asked about last: how many characters are in front of every SL_TEXT_STEP-th byte of it, so that places in it may be asked for
	   in any order. */
	struct sl_text_long {
		bool known;
		sl_encoding encoding;
		uint32_t line;
		uint32_t *characters;
		uint32_t count;
		uint32_t capacity;
	} long_line;
} sl_text;

void sl_text_init(sl_text *text);
void sl_text_finish(sl_text *text);
/* Copies. False when memory is short, or the text 4 GB or longer: then it is as it was. */
bool sl_text_set(sl_text *text, sl_str bytes);
/* Puts `bytes` in the place of the span. False as above. */
bool sl_text_replace(sl_text *text, sl_span span, sl_str bytes);
static inline sl_str sl_text_str(const sl_text *text)
{
	return sl_buffer_str(&text->bytes);
}

/* A place behind the end of its line is the end of the line, one behind the last line the end of the text, one within a character its beginning. */
uint32_t sl_text_offset(sl_text *text, sl_place place, sl_encoding encoding);
sl_place sl_text_where(sl_text *text, uint32_t offset, sl_encoding encoding);
/* The line without its end. */
sl_span sl_text_line(const sl_text *text, uint32_t line);
/* The line that holds the byte. */
uint32_t sl_text_line_of(const sl_text *text, uint32_t offset);

#endif
