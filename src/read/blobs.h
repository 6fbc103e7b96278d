/* SPDX-License-Identifier: Apache-2.0
 * blobs.h - contents from git's store by object id, from one `git cat-file --batch` for the whole run.
 */
#ifndef SL_READ_BLOBS_H
#define SL_READ_BLOBS_H

#include "discover/discover.h"
#include "discover/git.h"
#include "read/source.h"

typedef struct sl_blobs {
	sl_git *git;  /* of whose repository; lives longer */
	pid_t child;  /* 0: none runs yet */
	pid_t owner;  /* the process that started it: another one starts its own */
	int socket;   /* to its standard input */
	int pipe;     /* from its standard output */
	char window[16384]; /* what was read of it, */
	size_t at;          /* and how far that is used */
	size_t end;
	sl_buffer bytes; /* of the blob in hand */
} sl_blobs;

void sl_blobs_init(sl_blobs *blobs, sl_git *git);
void sl_blobs_finish(sl_blobs *blobs);
/* In a process that was forked: what the other one has open is closed here, and a git of its own is started when there is something to ask. */
void sl_blobs_forget(sl_blobs *blobs);
/* The blob as a source, as sl_source_read has files: too large is an error of the source. So is a git that does not give it, and a trouble too. False only
   when memory is short. */
bool sl_blobs_read(sl_blobs *blobs, sl_str id, sl_source *source);

/* The content of a file, wherever it is. */
bool sl_source_read_file(sl_source *source, const sl_file *file);

#endif
