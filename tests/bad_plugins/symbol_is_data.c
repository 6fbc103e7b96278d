/* SPDX-License-Identifier: Apache-2.0
 * symbol_is_data.c - exports a variable where the function should be.
 */
#include <sumlint/abi.h>

SUMLINT_EXPORT extern const int sumlint_plugin_v1;
const int sumlint_plugin_v1 = 1;
