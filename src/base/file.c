/* SPDX-License-Identifier: Apache-2.0
 * file.c - reading files whole, and paths as text.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is read at a time where the size is not known: pipes, /proc. */
#define UNKNOWN_SIZE ((size_t)64 * 1024)

/* `size` is what the file system says of a regular file, 0 where it says nothing. */
static int read_all(int descriptor, size_t size, size_t limit, sl_buffer *into)
{
	/* One byte more than there should be: a read that falls short of that has met the end. */
	size_t want = size ? size + 1 : UNKNOWN_SIZE;
	for (;;) {
		if (!sl_buffer_reserve(into, want))
			return ENOMEM;
		ssize_t got = read(descriptor, into->data + into->size, want);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		into->size += (size_t)got;
		if (into->size > limit)
			return EFBIG;
		if (got == 0 || (size && into->size == size))
			break;
		/* What is free, or as much again where little is. */
		want = into->capacity - into->size - 1;
		if (want < UNKNOWN_SIZE / 4)
			want = into->size > UNKNOWN_SIZE ? into->size : UNKNOWN_SIZE;
	}
	into->data[into->size] = '\0';
	return 0;
}

static int read_open(int descriptor, size_t limit, sl_buffer *into)
{
	struct stat about;
	if (fstat(descriptor, &about) != 0)
		return errno;
	if (S_ISCHR(about.st_mode) || S_ISBLK(about.st_mode)) {
		/* /dev/null is as good as an empty file; what gives anything may never end. */
		int error = read_all(descriptor, 0, 0, into);
		return error == EFBIG || error == EAGAIN ? EINVAL : error;
	}
	if (!S_ISREG(about.st_mode)) {
		int error = read_all(descriptor, 0, limit, into);
		/* Nothing came: a FIFO without a writer, or with a slow one. */
		return (error == 0 && into->size == 0) || error == EAGAIN ? EINVAL : error;
	}
	if ((uint64_t)about.st_size > limit)
		return EFBIG;
	return read_all(descriptor, (size_t)about.st_size, limit, into);
}

/* O_NONBLOCK so that a FIFO without a writer does not hold the run; regular files do not care. */
static int open_to_read(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

bool sl_read_small_file(const char *path, size_t room, sl_buffer *into)
{
	sl_buffer_clear(into);
	int descriptor = open_to_read(path);
	if (descriptor < 0)
		return false;
	ssize_t got = read(descriptor, into->data, room);
	close(descriptor);
	if (got <= 0 || (size_t)got == room)
		return false;
	into->size = (size_t)got;
	into->data[got] = '\0';
	return true;
}

int sl_read_file(const char *path, size_t limit, sl_buffer *into)
{
	if (path[0] == '-' && path[1] == '\0')
		return sl_read_stream(path, limit, into);
	sl_buffer_clear(into);
	int descriptor = open_to_read(path);
	if (descriptor < 0)
		return errno;
	int error = read_open(descriptor, limit, into);
	close(descriptor);
	return error;
}

int sl_read_stream(const char *path, size_t limit, sl_buffer *into)
{
	sl_buffer_clear(into);
	if (path[0] == '-' && path[1] == '\0')
		return read_all(STDIN_FILENO, 0, limit, into);
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return errno;
	int error = read_all(descriptor, 0, limit, into);
	close(descriptor);
	return error;
}

size_t sl_read_text(const char *path, char *text, size_t size)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	size_t used = 0;
	ssize_t got = descriptor < 0 ? 0 : 1;
	while (got > 0 && used < size - 1) {
		got = read(descriptor, text + used, size - 1 - used);
		used += got > 0 ? (size_t)got : 0;
	}
	if (descriptor >= 0)
		close(descriptor);
	text[used] = '\0';
	return used;
}

static size_t last_slash(sl_str path)
{
	size_t at = (size_t)path.size;
	while (at > 0 && path.data[at - 1] != '/')
		at--;
	return at; /* behind it; 0 where there is none */
}

sl_str sl_path_folder(sl_str path)
{
	size_t at = last_slash(path);
	if (at == 0)
		return SL_LIT(".");
	while (at > 1 && path.data[at - 1] == '/')
		at--;
	return (sl_str){ path.data, at };
}

sl_str sl_path_name(sl_str path)
{
	size_t at = last_slash(path);
	return (sl_str){ path.data + at, path.size - at };
}

sl_str sl_path_extension(sl_str path)
{
	sl_str name = sl_path_name(path);
	for (size_t at = (size_t)name.size; at > 1; at--) {
		if (name.data[at - 1] == '.')
			return (sl_str){ name.data + at - 1, name.size - at + 1 };
	}
	return (sl_str){ name.data + name.size, 0 };
}

/* Takes the last component off what was written since `from`; false where there is none to take. */
static bool pop(sl_buffer *into, size_t from)
{
	sl_str written = { into->data + from, into->size - from };
	sl_str last = sl_path_name(written);
	if (written.size == 0 || sl_str_is(last, ".."))
		return false;
	size_t keep = (size_t)(written.size - last.size);
	if (keep > 1 || (keep == 1 && written.data[0] != '/'))
		keep--; /* the slash, unless it is the root */
	into->size = from + keep;
	into->data[into->size] = '\0';
	return true;
}

static void append_components(sl_buffer *into, size_t from, sl_str path)
{
	for (size_t at = 0; at < path.size;) {
		size_t end = at;
		while (end < path.size && path.data[end] != '/')
			end++;
		sl_str part = { path.data + at, end - at };
		at = end + 1;
		if (part.size == 0 || sl_str_is(part, "."))
			continue;
		bool root = into->size == from + 1 && into->data[from] == '/';
		if (sl_str_is(part, "..") && (root || pop(into, from)))
			continue;
		if (into->size > from && !root)
			sl_buffer_append_char(into, '/');
		sl_buffer_append(into, part);
	}
}

void sl_path_join(sl_buffer *into, sl_str folder, sl_str path)
{
	size_t from = into->size;
	bool absolute = path.size && path.data[0] == '/';
	if (absolute || (folder.size && folder.data[0] == '/'))
		sl_buffer_append_char(into, '/');
	if (!absolute)
		append_components(into, from, folder);
	append_components(into, from, path);
	if (into->size == from)
		sl_buffer_append_char(into, '.');
}
