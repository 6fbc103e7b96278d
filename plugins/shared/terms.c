/* SPDX-License-Identifier: Apache-2.0
 * terms.c - which parts are judged, and how a rule about terms reports.
 */
#include "shared/terms.h"

const sumlint_host *plugin_host;
const sumlint_ext_related *plugin_related;
const sumlint_ext_vocabulary *terms_vocabularies;
const sumlint_ext_text *terms_texts;

bool terms_start(const sumlint_host *host)
{
	plugin_host = host;
	terms_vocabularies = host->extension(host, SUMLINT_EXT_VOCABULARY);
	terms_texts = host->extension(host, SUMLINT_EXT_TEXT);
	plugin_related = host->extension(host, SUMLINT_EXT_RELATED);
	return terms_vocabularies && terms_texts && plugin_related && terms_vocabularies->struct_size >= sizeof(*terms_vocabularies);
}

bool terms_claims(const sumlint_slot *slot)
{
	/* Asked of every part for every rule: most are told by their kind. */
	return (slot->kinds & SUMLINT_KIND_TERMS) && same_text(slot->vocabulary, TEXT("audience")) == terms_this.audience;
}

/* ---- the parts that are judged ---- */

bool terms_enter(terms_walk *walk, const sumlint_part_terms *terms)
{
	const sumlint_part *part = terms->part;
	const sumlint_slot *slot = walk->document->type->slots[part->slot];
	if (part->flags & SUMLINT_PART_UNREAD || !terms_claims(slot))
		return false;
	bool own = same_text(slot->vocabulary, (sumlint_str){ terms_this.name, strlen(terms_this.name) });
	walk->part = part;
	walk->slot = slot;
	walk->uses = terms->uses;
	walk->vocabulary = NULL;
	walk->noun = own ? terms_this.noun : "term";
	walk->nouns = own ? terms_this.nouns : "terms";
	return true;
}

bool terms_open(terms_walk *walk)
{
	if (!walk->vocabulary && walk->slot->vocabulary.size)
		walk->vocabulary = terms_vocabularies->find(walk->context, walk->slot->vocabulary);
	return walk->vocabulary != NULL;
}

const sumlint_term *terms_term(const terms_walk *walk, uint32_t index)
{
	uint32_t term = walk->uses[index].term;
	return term == SUMLINT_NONE ? NULL : terms_vocabularies->term(walk->vocabulary, term);
}

bool terms_is_stray(const terms_walk *walk, uint32_t index)
{
	return (walk->uses[index].flags & SUMLINT_USE_STRAY) != 0 && !terms_is_torn(walk, index);
}

bool terms_in_body(const terms_walk *walk)
{
	return walk->part->origin == SUMLINT_ORIGIN_BODY;
}

sumlint_str terms_separator(const terms_walk *walk)
{
	return walk->slot->separator.size ? walk->slot->separator : TEXT(",");
}

/* ---- reports ---- */

sumlint_str terms_quote(const terms_walk *walk, sumlint_str text)
{
	return plugin_host->quote(walk->context, text);
}

void terms_report(const terms_walk *walk, const terms_finding *finding)
{
	const sumlint_fix fix = { .title = finding->title, .safety = finding->safety, .edit_count = finding->edit_count, .edits = finding->edits };
	const sumlint_diagnostic diagnostic = {
		.struct_size = sizeof(diagnostic),
		.fix_count = finding->edit_count ? 1 : 0,
		.span = finding->span,
		.message = finding->message,
		.help = finding->help,
		.fixes = &fix,
	};
	const sumlint_related related = { finding->related, finding->related_message };
	plugin_related->report(walk->context, &diagnostic, &related, finding->related_message.size ? 1 : 0);
}

void terms_report_reword(const terms_walk *walk, uint32_t index, terms_finding finding, sumlint_str text)
{
	sumlint_str quoted = terms_quote(walk, text);
	const sumlint_edit edit = { walk->uses[index].span, text };
	if (terms_can_reword(walk, index)) {
		finding.title = plugin_host->format(walk->context, "replace by %.*s", TEXT_ARG(quoted));
		finding.edits = &edit;
		finding.edit_count = 1;
	}
	terms_report(walk, &finding);
}

void terms_report_removal(const terms_walk *walk, uint32_t index, terms_finding finding)
{
	sumlint_edit edit = { { 0, 0 }, { "", 0 } };
	if (terms_removal(walk, index, &edit.span)) {
		finding.title = plugin_host->format(walk->context, "remove this %s", walk->noun);
		finding.edits = &edit;
		finding.edit_count = 1;
	}
	terms_report(walk, &finding);
}
