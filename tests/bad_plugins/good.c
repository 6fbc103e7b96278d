/* SPDX-License-Identifier: Apache-2.0
 * good.c - nothing is wrong with it; its rules come in another order than in the manifest.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one"), two = RULE("two");
static const sumlint_rule *const rules[] = { &two, &one };

PLUGIN(.rule_count = 2, .rules = rules)
