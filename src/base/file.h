/* SPDX-License-Identifier: Apache-2.0
 * file.h - whole files into memory, and paths as text.
 */
#ifndef SL_BASE_FILE_H
#define SL_BASE_FILE_H

#include "base/buffer.h"

/* Replaces what `into` holds by the bytes of the file, or of standard input for "-". Reads at most `limit` bytes: EFBIG past it.
   0, or an errno value (EISDIR for a folder; a pipe is read like a file unless that would block: it is opened O_NONBLOCK and refused with EINVAL; so is a
   device that gives anything: it may never end). `path` is NUL-terminated. Never blocks on a FIFO. */
int sl_read_file(const char *path, size_t limit, sl_buffer *into);
/* The same of what gives its bytes when it likes, as a pipe of the shell's: waits for its end, as cat(1) does. */
int sl_read_stream(const char *path, size_t limit, sl_buffer *into);
/* Of a small file, such as those of the kernel's in /proc: what fits into `size` bytes with the NUL that is put behind it. Gives how much; 0 where there is
   nothing. No memory is asked for: every start reads some, and others are read while memory is short. */
size_t sl_read_text(const char *path, char *text, size_t size);
/* The same for a file that was a regular one when it was found, where it is shorter than `room`, which `into` has: no size is asked for, and the read
   that falls short has met the end. False, and nothing is taken, where it is longer, empty or cannot be read: sl_read_file will tell. */
bool sl_read_small_file(const char *path, size_t room, sl_buffer *into);
/* The folder of a path without its last '/', "." where it has none. A slice of `path`. */
sl_str sl_path_folder(sl_str path);
sl_str sl_path_name(sl_str path);
/* The extension with its dot, "" where none. */
sl_str sl_path_extension(sl_str path);
/* Appends `path`, taken relative to `folder` unless it is absolute, with "." and ".." and doubled '/' resolved as text. */
void sl_path_join(sl_buffer *into, sl_str folder, sl_str path);

#endif
