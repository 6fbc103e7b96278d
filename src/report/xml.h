/* SPDX-License-Identifier: Apache-2.0
 * xml.h - any bytes as text in XML.
 */
#ifndef SL_REPORT_XML_H
#define SL_REPORT_XML_H

#include "base/buffer.h"

/* Appends text for the content of an element or an attribute in double quotes. What XML 1.0 has no way to say (most control characters,
   U+FFFE, U+FFFF, bytes that are no UTF-8) becomes U+FFFD. */
void sl_append_xml(sl_buffer *into, sl_str text);
/* Appends ` name="value"`. */
void sl_append_attribute(sl_buffer *into, const char *name, sl_str value);

#endif
