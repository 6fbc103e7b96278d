/* SPDX-License-Identifier: Apache-2.0
 * audience.h - the rule that only the plugin `audience` has.
 */
#ifndef PLUGINS_AUDIENCE_AUDIENCE_H
#define PLUGINS_AUDIENCE_AUDIENCE_H

#include "shared/terms.h"

void audience_check_required(void *instance, const sumlint_document *document, sumlint_context *context);

#endif
