/* SPDX-License-Identifier: Apache-2.0
 * house.c - a plugin with three rules: one with a fix, one that asks a vocabulary, one over all documents.
 */
#include "house.h"

const sumlint_host *house_host;
const sumlint_ext_vocabulary *house_vocabularies;
const sumlint_ext_facts *house_facts;
const sumlint_ext_text *house_texts;

static const sumlint_rule *const rules[] = { &house_exclamation, &house_broader, &house_same_title };

static const sumlint_plugin plugin = {
	.struct_size = sizeof(plugin),
	.abi_minor = SUMLINT_ABI_MINOR,
	.name = "house",
	.rule_count = sizeof(rules) / sizeof(*rules),
	.rules = rules,
};

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	house_host = host;
	house_vocabularies = host->extension(host, SUMLINT_EXT_VOCABULARY);
	house_facts = host->extension(host, SUMLINT_EXT_FACTS);
	house_texts = host->extension(host, SUMLINT_EXT_TEXT);
	/* NULL: this plugin cannot work with this host. */
	return house_vocabularies && house_facts && house_texts ? &plugin : NULL;
}
