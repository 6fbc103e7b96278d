/* SPDX-License-Identifier: Apache-2.0
 * version_0.c - was built for version 0 of the interface.
 */
#include "bad.h"

SUMLINT_EXPORT const void *sumlint_plugin_v0(const void *host);
const void *sumlint_plugin_v0(const void *host)
{
	abort(); /* never called */
	return host;
}
