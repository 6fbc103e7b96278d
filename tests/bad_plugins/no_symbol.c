/* SPDX-License-Identifier: Apache-2.0
 * no_symbol.c - exports nothing.
 */
#include "bad.h"
