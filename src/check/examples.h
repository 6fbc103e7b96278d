/* SPDX-License-Identifier: Apache-2.0
 * examples.h - the examples of a manifest as tests: what a manifest claims of its rules is what they do.
 */
#ifndef SL_CHECK_EXAMPLES_H
#define SL_CHECK_EXAMPLES_H

#include "check/check.h"

/* A line that reads so divides an example into several documents, for rules over the corpus. */
#define SL_EXAMPLE_CUT "----8<----"

typedef struct sl_examples_counts {
	uint32_t run;    /* bad and good ones */
	uint32_t failed;
	uint32_t skipped; /* of core: what no text can show, such as a file that cannot be read */
	bool refused;     /* a plugin was: nothing more can be run */
} sl_examples_counts;

/* Runs every example of the manifest's rules under its config: the bad one must report exactly its rule (with a fix where the manifest says `always`, without
   where it says `never`), the good one nothing. Every failure is an error at the example's line of the manifest. Where a plugin is refused, that is the
   error, and no example counts. `manifests` holds all plugins of the run,
   `manifest` among them; of `config`, rules_folder counts. Adds to *counts. False only when memory is short. */
bool sl_examples_run(const sl_manifests *manifests, const sl_manifest *manifest, const sl_config_options *config, sl_examples_counts *counts,
    sl_troubles *troubles);

#endif
