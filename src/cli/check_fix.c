/* SPDX-License-Identifier: Apache-2.0
 * check_fix.c - settle a document, then write it or show the difference.
 */
#include "cli/check_fix.h"

#include "base/write.h"
#include "fix/unified.h"

#include <errno.h>
#include <stdio.h>

static bool put(sl_str text)
{
	return fwrite(text.data, 1, (size_t)text.size, stdout) == text.size;
}

static bool show(const sl_file *file, sl_str before, sl_str after)
{
	sl_buffer diff;
	sl_buffer_init(&diff);
	bool good = sl_append_unified(&diff, file->path, before, after);
	if (!good)
		errno = ENOMEM;
	good = good && put(sl_buffer_str(&diff));
	sl_buffer_finish(&diff);
	return good;
}

/* The problems that are left are those of the old text where the new one cannot be written: it is checked once more. */
static bool write_back(sl_checker *checker, const sl_file *file, sl_str before, sl_source *source, sl_arena *arena, sl_checked *checked,
    sl_settled *settled, sl_troubles *troubles)
{
	int error = sl_write_file(file->path.data, sl_source_text(source), SL_REPLACE_EXISTING);
	if (!error)
		return true;
	sl_error(troubles, file->path, 0, 0, "its fixes cannot be written: %s; the file is as it was", strerror(error));
	*settled = (sl_settled){ 0 };
	return sl_source_set(source, before) && sl_check(checker, file->settings, file->path, source, arena, checked);
}

bool sl_check_and_fix(sl_checker *checker, const sl_file *file, sl_fix_mode mode, bool unsafe, sl_source *source, sl_arena *arena, sl_checked *checked,
    sl_fix_totals *totals, sl_troubles *troubles)
{
	sl_settled settled = { 0 };
	errno = ENOMEM;
	bool readable = !source->error && source->bad_byte >= source->bytes.size;
	if (!readable)
		return sl_check(checker, file->settings, file->path, source, arena, checked);
	sl_str before = sl_arena_copy(arena, sl_source_text(source));
	if (!before.data || !sl_settle(checker, file->settings, file->path, source, unsafe, arena, checked, &settled))
		return false;
	if (settled.changed && sl_str_equal(before, sl_source_text(source)))
		settled.changed = false;
	if (mode == SL_FIX_WRITE && file->standard_input && !put(sl_source_text(source)))
		return false;
	if (mode == SL_FIX_WRITE && !file->standard_input && settled.changed &&
	    !write_back(checker, file, before, source, arena, checked, &settled, troubles))
		return false;
	if (mode == SL_FIX_DIFF && settled.changed && !show(file, before, sl_source_text(source)))
		return false;
	totals->fixes += settled.fixed;
	totals->files += settled.changed;
	return true;
}
