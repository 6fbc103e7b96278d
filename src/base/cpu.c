/* SPDX-License-Identifier: Apache-2.0
 * cpu.c - what the processor can do.
 */
#include "base/wide.h"

bool sl_cpu_wide;

#ifdef SL_HAS_WIDE
__attribute__((constructor)) static void ask_processor(void)
{
	__builtin_cpu_init();
	sl_cpu_wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}
#endif
