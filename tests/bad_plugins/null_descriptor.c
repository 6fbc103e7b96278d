/* SPDX-License-Identifier: Apache-2.0
 * null_descriptor.c - gives NULL, as a plugin does that misses an extension.
 */
#include "bad.h"

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host->extension(host, "sumlint.of-another-world/7");
}
