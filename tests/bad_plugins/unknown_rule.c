/* SPDX-License-Identifier: Apache-2.0
 * unknown_rule.c - has a rule that its manifest does not have.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one"), two = RULE("two"), three = RULE("three");
static const sumlint_rule *const rules[] = { &one, &two, &three };

PLUGIN(.rule_count = 3, .rules = rules)
