/* SPDX-License-Identifier: Apache-2.0
 * host.c - the table of functions that plugins are handed.
 */
#include "check/context.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

#define QUOTE_CODEPOINTS 60 /* longer quotations make a message unreadable */

void sl_misuse(sumlint_context *context, const char *what)
{
	sl_error(context->checker->troubles, context->path, 0, 0, "rule '%.*s' breaks the plugin interface: %s",
	    SL_ARG(context->rule->rule->id), what);
}

static void host_report(sumlint_context *context, const sumlint_diagnostic *diagnostic)
{
	if (context->judging) {
		sl_misuse(context, "judge calls report; it has report_fact of " SUMLINT_EXT_FACTS);
		return;
	}
	if (!diagnostic) {
		sl_misuse(context, "report is called with NULL");
		return;
	}
	sl_diagnostic taken;
	if (sl_diagnostic_take(context, diagnostic, &taken))
		sl_diagnostic_add(context, &taken);
}

static sumlint_str nothing(sumlint_context *context)
{
	context->no_memory = true;
	return (sumlint_str){ "", 0 };
}

static sumlint_str host_format(sumlint_context *context, const char *format, ...)
{
	char small[256];
	va_list args;
	va_start(args, format);
	int size = format ? vsnprintf(small, sizeof(small), format, args) : -1;
	va_end(args);
	/* That is not for want of memory, which is asked for below. */
	if (size < 0) {
		sl_misuse(context, format ? "format is called with what cannot be printed" : "format is called with NULL");
		return context->formatted = (sumlint_str){ "", 0 };
	}
	char *text = sl_arena_alloc(context->arena, (size_t)size + 1);
	if (!text)
		return nothing(context);
	if ((size_t)size < sizeof(small)) {
		memcpy(text, small, (size_t)size + 1);
		return context->formatted = (sumlint_str){ text, (uint64_t)size };
	}
	va_start(args, format);
	int written = vsnprintf(text, (size_t)size + 1, format, args);
	va_end(args);
	return written == size ? (context->formatted = (sumlint_str){ text, (uint64_t)size }) : nothing(context);
}

static sumlint_str host_quote(sumlint_context *context, sumlint_str text)
{
	sl_buffer *scratch = &context->checker->scratch;
	sl_str mended = text.data ? text : (sl_str){ NULL, 0 };
	/* A rule may quote bytes of its own making; decoding wants them valid. */
	if (sl_utf8_check(mended) != mended.size) {
		mended = sl_line_mend(context, mended);
		if (!mended.data)
			return nothing(context);
	}
	sl_buffer_clear(scratch);
	sl_buffer_append(scratch, SL_LIT("“"));
	sl_append_visible(scratch, mended, QUOTE_CODEPOINTS);
	sl_buffer_append(scratch, SL_LIT("”"));
	if (scratch->failed)
		return nothing(context);
	sl_str copy = sl_arena_copy(context->arena, sl_buffer_str(scratch));
	return copy.data ? copy : nothing(context);
}

static const void *host_extension(const struct sumlint_host *host, const char *name)
{
	(void)host;
	if (strcmp(name, SUMLINT_EXT_VOCABULARY) == 0)
		return &sl_ext_vocabulary;
	if (strcmp(name, SUMLINT_EXT_FACTS) == 0)
		return &sl_ext_facts;
	if (strcmp(name, SUMLINT_EXT_RELATED) == 0)
		return &sl_ext_related;
	if (strcmp(name, SUMLINT_EXT_TEXT) == 0)
		return &sl_ext_text;
	return NULL;
}

static void host_fail_memory(sumlint_context *context)
{
	context->no_memory = true;
}

const sumlint_host *sl_host_table(void)
{
	static const sumlint_host table = {
		.struct_size = sizeof(sumlint_host),
		.abi_major = SUMLINT_ABI_MAJOR,
		.abi_minor = SUMLINT_ABI_MINOR,
		.version = { SUMLINT_VERSION, sizeof(SUMLINT_VERSION) - 1 },
		.report = host_report,
		.format = host_format,
		.quote = host_quote,
		.option_integer = sl_option_integer,
		.option_boolean = sl_option_boolean,
		.option_string = sl_option_string,
		.option_list_size = sl_option_list_size,
		.option_list_item = sl_option_list_item,
		.extension = host_extension,
		.fail_memory = host_fail_memory,
	};
	return &table;
}
