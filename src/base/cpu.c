/* SPDX-License-Identifier: Apache-2.0
 * cpu.c - what the processor can do.
 */
#include "base/wide.h"

bool sl_cpu_wide;

#ifdef SL_HAS_WIDE

#if defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

__attribute__((constructor)) static void ask_the_processor(void)
{
#ifdef CPU_FEATURE_ACTIVE
	/* The C library has asked already; in a virtual machine, the question costs as much as reading a file. */
	sl_cpu_wide = CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(POPCNT);
#else
	__builtin_cpu_init();
	sl_cpu_wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
#endif
}

#endif
