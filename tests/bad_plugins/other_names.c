/* SPDX-License-Identifier: Apache-2.0
 * other_names.c - exports names that look like the interface's, and are not.
 */
#include "bad.h"

#define OTHER(name) \
	SUMLINT_EXPORT void name(void); \
	void name(void) \
	{ \
		abort(); \
	}

OTHER(sumlint_plugin_v)
OTHER(sumlint_plugin_v01)
OTHER(sumlint_plugin_v1x)
OTHER(sumlint_plugin_v99999999999)
OTHER(xsumlint_plugin_v1)
