/* SPDX-License-Identifier: Apache-2.0
 * init_yaml.h - texts as YAML says them.
 */
#ifndef SL_CLI_INIT_YAML_H
#define SL_CLI_INIT_YAML_H

#include "base/buffer.h"

/* Appends valid UTF-8 as a scalar that reads as this text anywhere, in [lists, of] flow style too: plain where that is beyond doubt, else
   in quotes. */
void sl_yaml_put(sl_buffer *out, sl_str text);
/* The same in double quotes in any case. */
void sl_yaml_put_quoted(sl_buffer *out, sl_str text);
/* In single quotes, where a backslash is a backslash: for patterns. Line ends become spaces. */
void sl_yaml_put_single(sl_buffer *out, sl_str text);
/* For a comment: on one line, and no longer than a line. */
void sl_yaml_put_comment(sl_buffer *out, sl_str text);

#endif
