/* SPDX-License-Identifier: Apache-2.0
 * unified.c - lines compared, hunks written.
 */
#include "fix/unified.h"

#include "base/fold.h"

#include <stdlib.h>

#define CONTEXT 3
/* Differences past which the shortest script is not looked for: bounds time and memory (its square). */
#define MAX_DIFFERENCES 1500

typedef struct lines {
	sl_str *items; /* each with its line end */
	uint64_t *hashes;
	size_t count;
} lines;

/* `keep` marks lines that both have. */
typedef struct diff {
	lines old;
	lines new;
	bool *old_kept;
	bool *new_kept;
} diff;

/* ---- lines ---------------------------------------------------------------------------------------------------- */

static bool split(sl_str text, lines *out)
{
	size_t count = 0;
	for (const char *at = text.data, *end = text.data + text.size; at && at < end; count++) {
		const char *next = memchr(at, '\n', (size_t)(end - at));
		at = next ? next + 1 : end;
	}
	out->items = calloc(count + 1, sizeof(*out->items));
	out->hashes = calloc(count + 1, sizeof(*out->hashes));
	if (!out->items || !out->hashes)
		return false;
	for (const char *at = text.data, *end = text.data + text.size; out->count < count; out->count++) {
		const char *next = memchr(at, '\n', (size_t)(end - at));
		next = next ? next + 1 : end;
		out->items[out->count] = (sl_str){ at, (uint64_t)(next - at) };
		out->hashes[out->count] = sl_hash(out->items[out->count]);
		at = next;
	}
	return true;
}

static bool same(const diff *d, size_t i, size_t k)
{
	return d->old.hashes[i] == d->new.hashes[k] && sl_str_equal(d->old.items[i], d->new.items[k]);
}

/* ---- Myers' greedy algorithm over the middle ------------------------------------------------------------------ */

typedef struct middle {
	diff *d;
	size_t old_start;
	size_t new_start;
	long old_count;
	long new_count;
	long *trace[MAX_DIFFERENCES + 1]; /* of each number of differences the furthest points */
} middle;

static long advance(const middle *m, long x, long y)
{
	while (x < m->old_count && y < m->new_count && same(m->d, m->old_start + (size_t)x, m->new_start + (size_t)y)) {
		x++;
		y++;
	}
	return x;
}

/* Where diagonal k begins with n differences: v holds the points of n - 1. */
static long start_of(const long *v, long n, long k)
{
	bool down = k == -n || (k != n && v[k - 1] < v[k + 1]);
	return down ? v[k + 1] : v[k - 1] + 1;
}

/* Number of differences, or -1 past the limit, or -2 when memory is short. */
static long search(middle *m, long limit)
{
	for (long n = 0; n <= limit; n++) {
		long *row = calloc((size_t)(2 * n + 3), sizeof(*row));
		if (!row)
			return -2;
		m->trace[n] = row;
		long *v = row + n + 1;
		const long *before = n ? m->trace[n - 1] + n : NULL;
		for (long k = -n; k <= n; k += 2) {
			long x = n ? start_of(before, n, k) : 0;
			/* Points outside of either text are no points. */
			if (x > m->old_count || x - k > m->new_count) {
				v[k] = x;
				continue;
			}
			v[k] = advance(m, x, x - k);
			if (v[k] >= m->old_count && v[k] - k >= m->new_count)
				return n;
		}
	}
	return -1;
}

static void mark(middle *m, long n)
{
	long x = m->old_count, y = m->new_count;
	for (; n >= 0; n--) {
		long k = x - y;
		const long *before = n ? m->trace[n - 1] + n : NULL;
		long from = n ? start_of(before, n, k) : 0;
		for (; x > from; x--, y--) {
			m->d->old_kept[m->old_start + (size_t)x - 1] = true;
			m->d->new_kept[m->new_start + (size_t)y - 1] = true;
		}
		if (n) {
			bool down = k == -n || (k != n && before[k - 1] < before[k + 1]);
			k += down ? 1 : -1;
			x = before[k];
			y = x - k;
		}
	}
}

static bool compare_middle(middle *m)
{
	long limit = m->old_count + m->new_count < MAX_DIFFERENCES ? m->old_count + m->new_count : MAX_DIFFERENCES;
	long n = search(m, limit);
	if (n >= 0)
		mark(m, n);
	for (long i = 0; i <= limit; i++)
		free(m->trace[i]);
	return n != -2;
}

static bool compare(diff *d)
{
	size_t front = 0, back = 0, old = d->old.count, new = d->new.count;
	while (front < old && front < new && same(d, front, front)) {
		d->old_kept[front] = d->new_kept[front] = true;
		front++;
	}
	while (back < old - front && back < new - front && same(d, old - back - 1, new - back - 1)) {
		d->old_kept[old - back - 1] = d->new_kept[new - back - 1] = true;
		back++;
	}
	middle *m = calloc(1, sizeof(*m));
	if (!m)
		return false;
	m->d = d;
	m->old_start = m->new_start = front;
	m->old_count = (long)(old - front - back);
	m->new_count = (long)(new - front - back);
	bool good = m->old_count == 0 || m->new_count == 0 || compare_middle(m);
	free(m);
	return good;
}

/* ---- hunks ---------------------------------------------------------------------------------------------------- */

static void append_line(sl_buffer *into, char sign, sl_str line)
{
	sl_buffer_append_char(into, sign);
	sl_buffer_append(into, line);
	if (!sl_str_ends(line, SL_LIT("\n")))
		sl_buffer_append(into, SL_LIT("\n\\ No newline at end of file\n"));
}

static void append_range(sl_buffer *into, char sign, size_t start, size_t count)
{
	/* An empty range stands behind the line before it. */
	sl_buffer_printf(into, "%c%zu", sign, count ? start + 1 : start);
	if (count != 1)
		sl_buffer_printf(into, ",%zu", count);
}

/* The lines [i, i_end) and [k, k_end), which differ at some places. */
static void append_hunk(sl_buffer *into, const diff *d, size_t i, size_t i_end, size_t k, size_t k_end)
{
	sl_buffer_append(into, SL_LIT("@@ "));
	append_range(into, '-', i, i_end - i);
	sl_buffer_append_char(into, ' ');
	append_range(into, '+', k, k_end - k);
	sl_buffer_append(into, SL_LIT(" @@\n"));
	while (i < i_end || k < k_end) {
		if (i < i_end && !d->old_kept[i])
			append_line(into, '-', d->old.items[i++]);
		else if (k < k_end && !d->new_kept[k])
			append_line(into, '+', d->new.items[k++]);
		else {
			append_line(into, ' ', d->old.items[i++]);
			k++;
		}
	}
}

static bool differs(const diff *d, size_t i, size_t k)
{
	return (i < d->old.count && !d->old_kept[i]) || (k < d->new.count && !d->new_kept[k]);
}

static void append_hunks(sl_buffer *into, const diff *d)
{
	size_t i = 0, k = 0;
	while (i < d->old.count || k < d->new.count) {
		if (!differs(d, i, k)) {
			i++;
			k++;
			continue;
		}
		size_t before = i < CONTEXT ? i : CONTEXT, same_lines = 0;
		size_t start_old = i - before, start_new = k - before;
		/* Goes on while changes are no farther apart than their contexts reach. */
		while ((i < d->old.count || k < d->new.count) && same_lines <= 2 * CONTEXT) {
			if (differs(d, i, k)) {
				same_lines = 0;
				while (i < d->old.count && !d->old_kept[i])
					i++;
				while (k < d->new.count && !d->new_kept[k])
					k++;
			} else {
				same_lines++;
				i++;
				k++;
			}
		}
		size_t surplus = same_lines > CONTEXT ? same_lines - CONTEXT : 0;
		append_hunk(into, d, start_old, i - surplus, start_new, k - surplus);
	}
}

/* ---- the header ----------------------------------------------------------------------------------------------- */

static bool is_plain(sl_str path)
{
	for (size_t i = 0; i < path.size; i++) {
		unsigned char c = (unsigned char)path.data[i];
		if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\')
			return false;
	}
	return true;
}

/* As git quotes (core.quotePath): octal for what is no printable ASCII. */
static void append_quoted(sl_buffer *into, sl_str text)
{
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c == '"' || c == '\\')
			sl_buffer_printf(into, "\\%c", c);
		else if (c < 0x20 || c >= 0x7F)
			sl_buffer_printf(into, "\\%03o", c);
		else
			sl_buffer_append_char(into, (char)c);
	}
}

static void append_name(sl_buffer *into, const char *marker, const char *side, sl_str path)
{
	bool plain = is_plain(path);
	/* An absolute path is taken below the root: "a//x" would not be one. */
	while (path.size && path.data[0] == '/')
		path = (sl_str){ path.data + 1, path.size - 1 };
	sl_buffer_printf(into, plain ? "%s %s" : "%s \"%s", marker, side);
	if (plain)
		sl_buffer_append(into, path);
	else
		append_quoted(into, path);
	if (!plain)
		sl_buffer_append_char(into, '"');
	/* A tab ends a name with spaces, for patch. */
	if (plain && path.size && memchr(path.data, ' ', (size_t)path.size))
		sl_buffer_append_char(into, '\t');
	sl_buffer_append_char(into, '\n');
}

static void finish(diff *d)
{
	free(d->old.items);
	free(d->old.hashes);
	free(d->new.items);
	free(d->new.hashes);
	free(d->old_kept);
	free(d->new_kept);
}

bool sl_append_unified(sl_buffer *into, sl_str path, sl_str before, sl_str after)
{
	if (sl_str_equal(before, after))
		return true;
	diff d = { 0 };
	bool good = split(before, &d.old) && split(after, &d.new);
	if (good) {
		d.old_kept = calloc(d.old.count + 1, sizeof(bool));
		d.new_kept = calloc(d.new.count + 1, sizeof(bool));
		good = d.old_kept && d.new_kept && compare(&d);
	}
	if (good) {
		append_name(into, "---", "a/", path);
		append_name(into, "+++", "b/", path);
		append_hunks(into, &d);
		good = !into->failed;
	}
	finish(&d);
	return good;
}
