/* SPDX-License-Identifier: Apache-2.0
 * no_table.c - says it has two rules, and has no table of them.
 */
#include "bad.h"

PLUGIN(.rule_count = 2)
