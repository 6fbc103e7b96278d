/* SPDX-License-Identifier: Apache-2.0
 * check_fix.c - settle a document; write it, or show the difference.
 */
#include "cli/check_fix.h"

#include "base/file.h"
#include "base/fold.h"
#include "base/write.h"
#include "collect/wire.h"
#include "fix/moved.h"
#include "fix/unified.h"
#include "report/escape.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* ---- where it is checked -------------------------------------------------------------------------------------- */

/* A document on its way. */
typedef struct fixing {
	const sl_fix_order *order;
	const sl_file *file;
	sl_arena *arena;
	sl_buffer before; /* what is wrong as long as nothing is mended */
	bool seen;
} fixing;

static bool is_file(const fixing *f)
{
	return f->order->mode == SL_FIX_WRITE && !f->file->standard_input;
}

/* A text may point into the source, which is about to become another. */
static bool keep_result(fixing *f, sl_source *source, const sl_checked *checked)
{
	sl_result result;
	return sl_result_make(f->arena, f->file->path, source, checked, &result) && sl_wire_put_result(&f->before, f->order->manifests, &result) &&
	    !f->before.failed;
}

static bool see(void *user, sl_source *source, sl_checked *checked)
{
	fixing *f = user;
	bool first = !f->seen, wanted = false;
	f->seen = true;
	if (f->order->known && !sl_baseline_mark(f->order->known, f->file->path, source, checked))
		return false;
	for (uint32_t i = 0; first && is_file(f) && !wanted && i < checked->count; i++)
		wanted = sl_fix_wanted(&checked->diagnostics[i], f->order->unsafe) != NULL;
	return !wanted || keep_result(f, source, checked);
}

/* Number of fixes, hash of the text they were made for, what is wrong in that where it is a file, and the new text or the difference. */
static bool pack(fixing *f, const sl_settled *settled, sl_str before, sl_str after, sl_str *mended)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	sl_wire_put_number(&bytes, settled->fixed);
	sl_wire_put_number(&bytes, settled->changed);
	sl_wire_put_number(&bytes, sl_hash(before));
	if (is_file(f))
		sl_wire_put_text(&bytes, sl_buffer_str(&f->before));
	bool good = true;
	if (f->order->mode == SL_FIX_DIFF)
		good = sl_append_unified(&bytes, f->file->path, before, after);
	else
		sl_buffer_append(&bytes, after);
	if (good && !bytes.failed)
		*mended = sl_arena_copy(f->arena, sl_buffer_str(&bytes));
	good = good && !bytes.failed && !f->arena->failed;
	sl_buffer_finish(&bytes);
	return good;
}

static bool mend(sl_checker *checker, fixing *f, sl_source *source, sl_checked *checked, sl_str *mended)
{
	const sl_fix_terms terms = { f->order->unsafe, see, f };
	sl_settled settled = { 0 };
	sl_str before = sl_arena_copy(f->arena, sl_source_text(source));
	if (!before.data || !sl_settle(checker, f->file->settings, f->file->path, source, &terms, f->arena, checked, &settled))
		return false;
	settled.changed = settled.changed && !sl_str_equal(before, sl_source_text(source));
	if (settled.changed && !sl_fix_moved(source, before))
		return false;
	if (!settled.changed && (f->order->mode == SL_FIX_DIFF || !f->file->standard_input))
		return true;
	return pack(f, &settled, before, sl_source_text(source), mended);
}

bool sl_fix_document(sl_checker *checker, const sl_file *file, const sl_fix_order *order, sl_source *source, sl_arena *arena, sl_checked *checked,
    sl_str *mended)
{
	fixing f = { .order = order, .file = file, .arena = arena };
	bool readable = !source->error && source->bad_byte >= source->bytes.size;
	if (!readable)
		return sl_check(checker, file->settings, file->path, source, arena, checked);
	sl_buffer_init(&f.before);
	bool good = mend(checker, &f, source, checked, mended);
	sl_buffer_finish(&f.before);
	return good;
}

/* ---- where it is written -------------------------------------------------------------------------------------- */

typedef enum state { AS_READ, MENDED, CHANGED } state;

/* A file that somebody saved meanwhile is not ours to replace. One that goes by two names, as behind a symbolic link, was mended under the first. */
static state state_of(const sl_file *file, uint64_t hash, sl_str text)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	state is = CHANGED;
	if (sl_read_file(file->path.data, SL_SOURCE_MAX, &bytes) == 0)
		is = sl_hash(sl_buffer_str(&bytes)) == hash ? AS_READ : sl_str_equal(sl_buffer_str(&bytes), text) ? MENDED : CHANGED;
	sl_buffer_finish(&bytes);
	return is;
}

/* AS_READ where it was written, CHANGED where it could not be. */
static state replace(const sl_file *file, uint64_t hash, sl_str text, sl_troubles *troubles)
{
	state is = state_of(file, hash, text);
	if (is == CHANGED)
		sl_error(troubles, file->path, 0, 0, "its fixes are not written: it was changed while it was checked");
	if (is != AS_READ)
		return is;
	int error = sl_write_file(file->path.data, text, SL_REPLACE_EXISTING);
	if (error)
		sl_error(troubles, file->path, 0, 0, "its fixes cannot be written: %s; the file is as it was", strerror(error));
	return error ? CHANGED : AS_READ;
}

/* A file or a pipe gets the difference as it is, for whatever applies it. */
static bool show(sl_str text, bool terminal)
{
	sl_buffer shown;
	sl_buffer_init(&shown);
	for (size_t at = 0; terminal && at < text.size;) {
		size_t start = at;
		uint32_t c = sl_decode(text, &at);
		sl_str one = { text.data + start, at - start };
		bool end = c == '\r' && at < text.size && text.data[at] == '\n';
		if (c == '\n' || c == '\t' || end)
			sl_buffer_append(&shown, one);
		else
			sl_append_escaped(&shown, one);
	}
	sl_str out = terminal ? sl_buffer_str(&shown) : text;
	bool good = !shown.failed && fwrite(out.data, 1, (size_t)out.size, stdout) == out.size;
	sl_buffer_finish(&shown);
	return good;
}

sl_mended sl_mended_take(const sl_file *file, const sl_fix_order *order, sl_str mended, sl_arena *arena, sl_result *result, sl_fix_totals *totals,
    sl_troubles *troubles)
{
	sl_wire wire = { mended.data, mended.data + mended.size, false };
	bool shown = order->mode == SL_FIX_DIFF || file->standard_input;
	uint64_t fixed = sl_wire_number(&wire);
	bool changed = sl_wire_number(&wire) != 0;
	uint64_t hash = sl_wire_number(&wire);
	sl_str before = shown ? (sl_str){ NULL, 0 } : sl_wire_text(&wire);
	sl_str text = { wire.at, (uint64_t)(wire.end - wire.at) };
	if (wire.failed)
		return SL_MENDED_TAKEN;
	if (shown && !show(text, order->mode == SL_FIX_DIFF && isatty(STDOUT_FILENO)))
		return SL_MENDED_NO_OUTPUT;
	state was = shown ? AS_READ : replace(file, hash, text, troubles);
	if (was == MENDED)
		return SL_MENDED_TAKEN;
	if (was == CHANGED) {
		sl_wire result_wire = { before.data, before.data + before.size, false };
		sl_result as_read;
		/* What is no result comes from a plugin that wrote over the worker's memory: what was found in the mended text stays. */
		if (sl_wire_result(&result_wire, arena, order->manifests, file->path, &as_read))
			*result = as_read;
		return arena->failed ? SL_MENDED_NO_MEMORY : SL_MENDED_TAKEN;
	}
	totals->fixes += fixed;
	totals->files += changed;
	return SL_MENDED_TAKEN;
}
