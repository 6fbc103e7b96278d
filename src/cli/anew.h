/* SPDX-License-Identifier: Apache-2.0
 * anew.h - the same command once more, in a process whose memory nobody has written over.
 */
#ifndef SL_CLI_ANEW_H
#define SL_CLI_ANEW_H

#include <stdbool.h>

/* Keeps what main was given. Not copied. */
void sl_anew_remember(int argc, char **argv);
/* Whether there is room for all of it. */
bool sl_anew_possible(void);
/* Executes the program with --jobs 1 added, and reads nothing in memory but what was remembered. Comes back where it cannot: errno. */
void sl_begin_anew(void);

#endif
