/* SPDX-License-Identifier: Apache-2.0
 * commands.h - the commands, one file each.
 */
#ifndef SL_CLI_COMMANDS_H
#define SL_CLI_COMMANDS_H

#include "cli/command.h"

extern const sl_command sl_check_command;
extern const sl_command sl_rules_command;
extern const sl_command sl_explain_command;
extern const sl_command sl_config_command;
extern const sl_command sl_init_command;
extern const sl_command sl_merge_command;
extern const sl_command sl_filter_command;
extern const sl_command sl_lsp_command;
extern const sl_command sl_completions_command;

#endif
