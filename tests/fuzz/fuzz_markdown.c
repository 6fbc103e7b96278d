/* SPDX-License-Identifier: Apache-2.0
 * fuzz_markdown.c - documents in Markdown, of either type.
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sl_str text = fuzz_text(data, size);
	for (int which = 0; which < FUZZ_TYPES; which++) {
		sl_arena arena;
		sl_arena_init(&arena);
		const sl_document *document = sl_document_parse(&arena, SL_LIT("fuzz"), text, SUMLINT_SYNTAX_MARKDOWN, fuzz_type(which));
		FUZZ_CHECK(document);
		fuzz_check_document(document);
		sl_arena_finish(&arena);
	}
	return 0;
}
