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

#include <errno.h>
#include <stdio.h>

/* ---- where it is checked -------------------------------------------------------------------------------------- */

/* Number of fixes, hash of the text they were made for, and the new text or the difference. */
static bool pack(sl_arena *arena, const sl_file *file, sl_fix_mode mode, const sl_settled *settled, sl_str before, sl_str after, sl_str *mended)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	sl_wire_put_number(&bytes, settled->fixed);
	sl_wire_put_number(&bytes, settled->changed);
	sl_wire_put_number(&bytes, sl_hash(before));
	bool good = true;
	if (mode == SL_FIX_DIFF)
		good = sl_append_unified(&bytes, file->path, before, after);
	else
		sl_buffer_append(&bytes, after);
	if (good && !bytes.failed)
		*mended = sl_arena_copy(arena, sl_buffer_str(&bytes));
	good = good && !bytes.failed && !arena->failed;
	sl_buffer_finish(&bytes);
	return good;
}

bool sl_fix_document(sl_checker *checker, const sl_file *file, sl_fix_mode mode, bool unsafe, sl_source *source, sl_arena *arena, sl_checked *checked,
    sl_str *mended)
{
	sl_settled settled = { 0 };
	bool readable = !source->error && source->bad_byte >= source->bytes.size;
	if (!readable)
		return sl_check(checker, file->settings, file->path, source, arena, checked);
	sl_str before = sl_arena_copy(arena, sl_source_text(source));
	if (!before.data || !sl_settle(checker, file->settings, file->path, source, unsafe, arena, checked, &settled))
		return false;
	settled.changed = settled.changed && !sl_str_equal(before, sl_source_text(source));
	if (settled.changed && !sl_fix_moved(source, before))
		return false;
	if (!settled.changed && !(file->standard_input && mode == SL_FIX_WRITE))
		return true;
	return pack(arena, file, mode, &settled, before, sl_source_text(source), mended);
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

/* True where it was written. */
static bool replace(const sl_file *file, uint64_t hash, sl_str text, sl_troubles *troubles)
{
	state is = state_of(file, hash, text);
	if (is == CHANGED)
		sl_error(troubles, file->path, 0, 0, "its fixes are not written: it was changed while it was checked");
	if (is != AS_READ)
		return false;
	int error = sl_write_file(file->path.data, text, SL_REPLACE_EXISTING);
	if (error)
		sl_error(troubles, file->path, 0, 0, "its fixes cannot be written: %s; the file is as it was", strerror(error));
	return error == 0;
}

bool sl_mended_take(const sl_file *file, sl_fix_mode mode, sl_str mended, sl_fix_totals *totals, sl_troubles *troubles)
{
	sl_wire wire = { mended.data, mended.data + mended.size, false };
	uint64_t fixed = sl_wire_number(&wire);
	bool changed = sl_wire_number(&wire) != 0;
	uint64_t hash = sl_wire_number(&wire);
	sl_str text = { wire.at, (uint64_t)(wire.end - wire.at) };
	if (wire.failed)
		return true;
	bool shown = mode == SL_FIX_DIFF || file->standard_input;
	if (shown && fwrite(text.data, 1, (size_t)text.size, stdout) != text.size)
		return false;
	if (!shown && !replace(file, hash, text, troubles))
		return true;
	totals->fixes += fixed;
	totals->files += changed;
	return true;
}
