/* SPDX-License-Identifier: Apache-2.0
 * rule_twice.c - has a rule twice.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one"), two = RULE("two"), again = RULE("one");
static const sumlint_rule *const rules[] = { &one, &two, &again };

PLUGIN(.rule_count = 3, .rules = rules)
