/* SPDX-License-Identifier: Apache-2.0
 * versions_1_and_2.c - serves two versions of the interface: good.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one"), two = RULE("two");
static const sumlint_rule *const rules[] = { &one, &two };

PLUGIN(.rule_count = 2, .rules = rules)

SUMLINT_EXPORT const void *sumlint_plugin_v2(const void *host);
const void *sumlint_plugin_v2(const void *host)
{
	return host;
}
