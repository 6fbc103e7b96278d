/* SPDX-License-Identifier: Apache-2.0
 * rule_without_check.c - has a rule that checks nothing.
 */
#include "bad.h"

static const sumlint_rule one = { .struct_size = sizeof(one), .name = "one" }, two = RULE("two");
static const sumlint_rule *const rules[] = { &one, &two };

PLUGIN(.rule_count = 2, .rules = rules)
