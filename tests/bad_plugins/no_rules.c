/* SPDX-License-Identifier: Apache-2.0
 * no_rules.c - has no rules at all.
 */
#include "bad.h"

PLUGIN(.rule_count = 0)
