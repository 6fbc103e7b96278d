/* SPDX-License-Identifier: Apache-2.0
 *
 * ext/facts.h - extension "sumlint.facts/1": rules over the whole corpus.
 *
 * A rule states facts while it checks a document; after the last document the host hands all facts of one key to the
 * rule's judge. Nothing else carries state between documents.
 */
#ifndef SUMLINT_EXT_FACTS_H
#define SUMLINT_EXT_FACTS_H

#include "../host.h"
#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUMLINT_EXT_FACTS "sumlint.facts/1"

typedef struct sumlint_ext_facts {
	uint32_t struct_size;
	uint32_t reserved;

	/* In check only: states a fact of the present document. Copies key and value. */
	void (*state)(sumlint_context *context, sumlint_str key, sumlint_str value, sumlint_span span);
	/* In judge only: reports a diagnostic about one of the facts handed in. It stands at the fact: the diagnostic's span is not
	   looked at, and fixes are ignored. */
	void (*report_fact)(sumlint_context *context, const sumlint_fact *fact, const sumlint_diagnostic *diagnostic);
} sumlint_ext_facts;

#ifdef __cplusplus
}
#endif
#endif
