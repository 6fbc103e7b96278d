/* SPDX-License-Identifier: Apache-2.0
 * methods.c - all there is.
 */
#include "lsp/features.h"

const sl_method *const sl_lsp_tables[] = {
	sl_lsp_lifecycle_methods,
	sl_lsp_sync_methods,
	sl_lsp_diagnostic_methods,
	NULL,
};

void sl_lsp_offer(json_t *capabilities)
{
	(void)capabilities;
}
