/* SPDX-License-Identifier: Apache-2.0
 * null_rule.c - gives NULL for a rule.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one");
static const sumlint_rule *const rules[] = { &one, NULL };

PLUGIN(.rule_count = 2, .rules = rules)
