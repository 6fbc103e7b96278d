/* SPDX-License-Identifier: Apache-2.0
 *
 * sumlint.h - everything a plugin needs, in one include.
 */
#ifndef SUMLINT_SUMLINT_H
#define SUMLINT_SUMLINT_H

#include "abi.h"
#include "diagnostic.h"
#include "document.h"
#include "ext/facts.h"
#include "ext/related.h"
#include "ext/text.h"
#include "ext/vocabulary.h"
#include "host.h"
#include "plugin.h"

#endif
