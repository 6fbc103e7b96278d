/* SPDX-License-Identifier: Apache-2.0
 * missing_rule.c - lacks a rule that its manifest promises.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one");
static const sumlint_rule *const rules[] = { &one };

PLUGIN(.rule_count = 1, .rules = rules)
