/* SPDX-License-Identifier: Apache-2.0
 * create_without_destroy.c - makes instances that nobody can end.
 */
#include "bad.h"

static const sumlint_rule one = { .struct_size = sizeof(one), .name = "one", .check = check_nothing, .create = create_nothing }, two = RULE("two");
static const sumlint_rule *const rules[] = { &one, &two };

PLUGIN(.rule_count = 2, .rules = rules)
