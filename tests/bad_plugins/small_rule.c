/* SPDX-License-Identifier: Apache-2.0
 * small_rule.c - gives a rule without its last member.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one");
static const sumlint_rule two = { .struct_size = offsetof(sumlint_rule, judge), .name = "two", .check = check_nothing };
static const sumlint_rule *const rules[] = { &one, &two };

PLUGIN(.rule_count = 2, .rules = rules)
