/* SPDX-License-Identifier: Apache-2.0
 * man.h - pages of the manual from the commands' tables.
 */
#ifndef SL_CLI_MAN_H
#define SL_CLI_MAN_H

#include "cli/command.h"

void sl_man_page(const sl_command *command, FILE *out);

#endif
