/* SPDX-License-Identifier: Apache-2.0
 * sarif_parts.h - the objects of a SARIF log: NULL when memory is short, as in json_values.h.
 */
#ifndef SL_REPORT_SARIF_PARTS_H
#define SL_REPORT_SARIF_PARTS_H

#include "report/json_values.h"

/* reportingDescriptor */
json_t *sl_sarif_rule(sl_buffer *scratch, const char *docs_url, const sl_manifest *manifest, const sl_rule_manifest *rule);
/* result. The rules of the log are those of all manifests, in their order. */
json_t *sl_sarif_result(sl_buffer *scratch, const sl_manifests *manifests, const sl_problem *problem);
/* "error", "warning", "note", "none" */
const char *sl_sarif_level(sl_severity severity);

/* The base of relative paths. */
#define SL_SARIF_BASE "%SRCROOT%"

#endif
