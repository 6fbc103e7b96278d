/* SPDX-License-Identifier: Apache-2.0
 * place.h - a diagnostic's bytes turned into what people read: line, column and the source line.
 */
#ifndef SL_COLLECT_PLACE_H
#define SL_COLLECT_PLACE_H

#include "collect/collect.h"

/* Fills *out; it points into the diagnostic and the source. False when memory is short. */
bool sl_place(sl_source *source, sl_str path, const sl_diagnostic *diagnostic, sl_problem *out);

#endif
