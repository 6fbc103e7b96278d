/* SPDX-License-Identifier: Apache-2.0
 * core_rules.c - the host's own rules about a file as such: core/io, core/encoding, core/front-matter, and about what keeps rules
 * quiet: core/suppression, core/unused-suppression (suppress.c).
 */
#include "check/context.h"

#include <errno.h>
#include <stdio.h>

/* Stand in where a run has no manifest of `core`: a file that cannot be checked is reported all the same. */
static const sl_rule_manifest fallback[SL_CORE_COUNT] = {
	[SL_CORE_IO] = { .id = { "core/io", 7 }, .name = { "io", 2 }, .severity = SL_ERROR },
	[SL_CORE_ENCODING] = { .id = { "core/encoding", 13 }, .name = { "encoding", 8 }, .severity = SL_ERROR },
	[SL_CORE_FRONT_MATTER] = { .id = { "core/front-matter", 17 }, .name = { "front-matter", 12 }, .severity = SL_ERROR },
	[SL_CORE_SUPPRESSION] = { .id = { "core/suppression", 16 }, .name = { "suppression", 11 }, .severity = SL_WARNING },
	[SL_CORE_UNUSED_SUPPRESSION] = { .id = { "core/unused-suppression", 23 }, .name = { "unused-suppression", 18 }, .severity = SL_WARNING },
};

static const sl_manifest *core_manifest(const sl_checker *checker)
{
	for (uint32_t i = 0; i < checker->manifests->count; i++) {
		if (checker->manifests->items[i]->library.size == 0)
			return checker->manifests->items[i];
	}
	return NULL;
}

void sl_core_rules_set(sl_rule_set *set, const sl_checker *checker)
{
	const sl_manifest *manifest = core_manifest(checker);
	for (uint32_t i = 0; i < SL_CORE_COUNT; i++) {
		set->core[i] = (sl_core_rule){ &fallback[i], fallback[i].severity };
		for (uint32_t k = 0; k < set->settings->rule_count; k++) {
			const sl_rule_setting *setting = &set->settings->rules[k];
			if (!sl_str_equal(setting->rule->id, fallback[i].id))
				continue;
			bool selected = !manifest || sl_selected(checker->selection, manifest, setting->rule);
			set->core[i] = (sl_core_rule){ setting->rule, selected ? setting->severity : SL_OFF };
		}
	}
}

static bool add(sumlint_context *context, sl_core core, sl_span span, sl_str message, sl_str help, const sumlint_fix *fix)
{
	const sl_core_rule *rule = &context->set->core[core];
	if (rule->severity == SL_OFF)
		return true;
	sl_diagnostic diagnostic = { .rule = rule->rule, .severity = rule->severity, .span = span, .help = help };
	diagnostic.message = sl_line_mend(context, message);
	if (fix) {
		diagnostic.fixes = sl_arena_calloc(context->arena, 1, sizeof(*diagnostic.fixes));
		if (!diagnostic.fixes)
			return false;
		diagnostic.fixes[0] = *fix;
		diagnostic.fix_count = 1;
	}
	if (!diagnostic.help.size)
		diagnostic.help = rule->rule->summary;
	return diagnostic.message.data && sl_diagnostic_add(context, &diagnostic);
}

bool sl_core_add(sumlint_context *context, sl_core core, sl_span span, sl_str message, const sumlint_fix *fix)
{
	return add(context, core, span, message, (sl_str){ NULL, 0 }, fix);
}

bool sl_core_unreadable(sumlint_context *context, int error)
{
	char text[256], buffer[192];
	sl_str help = SL_LIT("check the path and the permissions of the file");
	const char *why = strerror_r(error, buffer, sizeof(buffer));
	if (error == EFBIG) {
		why = "it is 4 GiB or larger";
		help = SL_LIT("split the document");
	} else if (error == EINVAL) {
		why = "it is no regular file";
	}
	int size = snprintf(text, sizeof(text), "cannot read this file: %s", why);
	return add(context, SL_CORE_IO, (sl_span){ 0, 0 }, (sl_str){ text, size > 0 ? (uint64_t)size : 0 }, help, NULL);
}

static bool starts(sl_str bytes, const char *prefix, size_t size)
{
	return sl_str_starts(bytes, (sl_str){ prefix, size });
}

/* The span of a byte order mark that says the file is no UTF-8, and its encoding's name; NULL where there is none. */
static const char *foreign_mark(sl_str bytes, uint32_t *size)
{
	*size = 4;
	if (starts(bytes, "\xFF\xFE\0\0", 4))
		return "UTF-32 (little-endian)";
	if (starts(bytes, "\0\0\xFE\xFF", 4))
		return "UTF-32 (big-endian)";
	*size = 2;
	if (starts(bytes, "\xFF\xFE", 2))
		return "UTF-16 (little-endian)";
	if (starts(bytes, "\xFE\xFF", 2))
		return "UTF-16 (big-endian)";
	return NULL;
}

/* Western text in a single-byte encoding: the bad byte is above 0x7F and its neighbours are ASCII. */
static bool looks_single_byte(sl_str bytes, size_t at)
{
	unsigned char next = at + 1 < bytes.size ? (unsigned char)bytes.data[at + 1] : ' ';
	unsigned char before = at > 0 ? (unsigned char)bytes.data[at - 1] : ' ';
	return (unsigned char)bytes.data[at] >= 0x80 && next < 0x80 && before < 0x80;
}

bool sl_core_encoding(sumlint_context *context, sl_str bytes, size_t bad_byte)
{
	char text[160];
	int size;
	uint32_t mark_size;
	const char *encoding = foreign_mark(bytes, &mark_size);
	sl_span span = { (uint32_t)bad_byte, (uint32_t)bad_byte + 1 };
	unsigned bad = (unsigned char)bytes.data[bad_byte];
	if (encoding) {
		span = (sl_span){ 0, mark_size };
		size = snprintf(text, sizeof(text), "the byte order mark says that this file is %s, not UTF-8", encoding);
	} else if (bad == 0) {
		size = snprintf(text, sizeof(text), "NUL byte: this is a binary file, or text that is not UTF-8");
	} else if (looks_single_byte(bytes, bad_byte)) {
		size = snprintf(text, sizeof(text), "byte 0x%02X is not UTF-8: the file seems to be Windows-1252 or Latin-1", bad);
	} else {
		size = snprintf(text, sizeof(text), "byte 0x%02X is not UTF-8", bad);
	}
	return add(context, SL_CORE_ENCODING, span, (sl_str){ text, size > 0 ? (uint64_t)size : 0 }, SL_LIT("save the file as UTF-8"), NULL);
}

bool sl_core_front_matter(sumlint_context *context)
{
	const sl_document *document = context->document;
	for (uint32_t i = 0; i < document->problem_count; i++) {
		const sl_front_matter_problem *problem = &document->problems[i];
		if (!add(context, SL_CORE_FRONT_MATTER, sl_span_mend(context->text, problem->span), problem->message, (sl_str){ NULL, 0 }, NULL))
			return false;
	}
	return true;
}
