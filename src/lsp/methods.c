/* SPDX-License-Identifier: Apache-2.0
 * methods.c - all there is.
 */
#include "lsp/features.h"

const sl_method *const sl_lsp_tables[] = {
	sl_lsp_lifecycle_methods,
	sl_lsp_sync_methods,
	sl_lsp_diagnostic_methods,
	sl_lsp_action_methods,
	sl_lsp_completion_methods,
	sl_lsp_hover_methods,
	sl_lsp_symbol_methods,
	sl_lsp_navigation_methods,
	NULL,
};

void sl_lsp_offer(const sl_server *server, json_t *capabilities)
{
	json_object_set_new(capabilities, "codeActionProvider",
	    json_pack("{s:[s, s], s:b}", "codeActionKinds", "quickfix", "source.fixAll.sumlint", "resolveProvider", server->client.resolves));
	static const char *const others[] = { "documentFormattingProvider", "hoverProvider", "documentSymbolProvider", "foldingRangeProvider",
		"definitionProvider", "referencesProvider" };
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		json_object_set_new(capabilities, others[i], json_true());
	json_object_set_new(capabilities, "completionProvider", json_pack("{s:[s, s, s]}", "triggerCharacters", "-", "#", ","));
	json_object_set_new(capabilities, "renameProvider", json_pack("{s:b}", "prepareProvider", 1));
	json_object_set_new(capabilities, "executeCommandProvider", json_pack("{s:[s]}", "commands", "sumlint.explain"));
}
