/* SPDX-License-Identifier: Apache-2.0
 * rule_without_name.c - has a rule without a name.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one"), two = RULE(NULL);
static const sumlint_rule *const rules[] = { &one, &two };

PLUGIN(.rule_count = 2, .rules = rules)
