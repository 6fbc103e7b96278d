/* SPDX-License-Identifier: Apache-2.0
 * moved.c - the difference of two texts as moves of lines.
 */
#include "fix/moved.h"

#include "discover/patch.h"
#include "fix/unified.h"

static bool take_hunk(void *user, const sl_hunk *hunk)
{
	/* Of no lines the start is the one in front of the place. */
	const sl_moved moved = { hunk->new_start + (hunk->new_count == 0), hunk->new_count, hunk->old_start + (hunk->old_count == 0), hunk->old_count };
	return sl_source_add_move(user, moved);
}

bool sl_fix_moved(sl_source *source, sl_str before)
{
	sl_buffer diff;
	sl_patch patch;
	sl_buffer_init(&diff);
	sl_patch_init(&patch, NULL, take_hunk, source);
	bool good = sl_append_unified(&diff, SL_LIT("text"), before, sl_source_text(source)) && sl_patch_feed(&patch, diff.data, diff.size);
	sl_patch_finish(&patch);
	sl_buffer_finish(&diff);
	return good;
}
