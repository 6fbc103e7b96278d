/* SPDX-License-Identifier: Apache-2.0
 * spool.c - a buffer that is emptied into a temporary file.
 */
#include "report/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void sl_spool_init(sl_spool *spool)
{
	sl_buffer_init(&spool->memory);
	spool->file = -1;
}

void sl_spool_finish(sl_spool *spool)
{
	sl_buffer_finish(&spool->memory);
	if (spool->file >= 0)
		close(spool->file);
	spool->file = -1;
}

static int open_temporary(void)
{
	const char *folder = getenv("TMPDIR");
	if (!folder || !*folder)
		folder = "/tmp";
	int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (file >= 0)
		return file;
	/* Not every file system can make a file without a name. */
	sl_buffer path;
	sl_buffer_init(&path);
	sl_buffer_printf(&path, "%s/sumlint-XXXXXX", folder);
	if (path.failed)
		errno = ENOMEM;
	else if ((file = mkostemp(path.data, O_CLOEXEC)) >= 0)
		unlink(path.data);
	int error = errno;
	sl_buffer_finish(&path);
	errno = error;
	return file;
}

static bool write_all(int file, sl_str text)
{
	while (text.size > 0) {
		ssize_t written = write(file, text.data, (size_t)text.size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		text.data += written;
		text.size -= (size_t)written;
	}
	return true;
}

bool sl_spool_add(sl_spool *spool, sl_str text)
{
	if (spool->memory.size && spool->memory.size + text.size > SL_SPOOL_MEMORY) {
		if (spool->file < 0 && (spool->file = open_temporary()) < 0)
			return false;
		if (!write_all(spool->file, sl_buffer_str(&spool->memory)))
			return false;
		sl_buffer_clear(&spool->memory);
	}
	sl_buffer_append(&spool->memory, text);
	if (spool->memory.failed)
		errno = ENOMEM;
	return !spool->memory.failed;
}

/* Hands over all of it in pieces. */
static bool each_piece(sl_spool *spool, bool (*take)(void *user, sl_str piece), void *user)
{
	static const size_t step = 64 * 1024;
	if (spool->file < 0)
		return spool->memory.size == 0 || take(user, sl_buffer_str(&spool->memory));
	/* What is in memory comes last; it goes the same way, so that its memory can be read into. */
	if (!write_all(spool->file, sl_buffer_str(&spool->memory)) || lseek(spool->file, 0, SEEK_SET) != 0)
		return false;
	sl_buffer_clear(&spool->memory);
	if (!sl_buffer_reserve(&spool->memory, step)) {
		errno = ENOMEM;
		return false;
	}
	ssize_t got;
	while ((got = read(spool->file, spool->memory.data, step)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || !take(user, (sl_str){ spool->memory.data, (size_t)got }))
			return false;
	}
	return true;
}

static bool write_piece(void *out, sl_str piece)
{
	return fwrite(piece.data, 1, (size_t)piece.size, out) == piece.size;
}

bool sl_spool_write(sl_spool *spool, FILE *out)
{
	return each_piece(spool, write_piece, out);
}

static bool add_piece(void *into, sl_str piece)
{
	return sl_spool_add(into, piece);
}

bool sl_spool_move(sl_spool *spool, sl_spool *into)
{
	bool moved = each_piece(spool, add_piece, into);
	int error = errno;
	sl_spool_finish(spool);
	sl_spool_init(spool);
	errno = error;
	return moved;
}
