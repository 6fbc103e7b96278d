/* SPDX-License-Identifier: Apache-2.0
 * docs.c - anchors of the reference of rules, as renderers of Markdown make them of its headings: `topics/alias` is at #topicsalias.
 */
#include "report/docs.h"

void sl_docs_set(json_t **object, const char *key, sl_buffer *scratch, const char *url, const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	if (!url || !manifest || !manifest->shipped)
		return;
	sl_buffer_clear(scratch);
	sl_buffer_append(scratch, sl_str_of(url));
	sl_buffer_append_char(scratch, '#');
	for (size_t i = 0; i < rule->id.size; i++) {
		if (rule->id.data[i] != '/')
			sl_buffer_append_char(scratch, rule->id.data[i]);
	}
	sl_json_set(object, key, scratch->failed ? NULL : json_stringn(scratch->data, scratch->size));
}
