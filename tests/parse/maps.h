/* SPDX-License-Identifier: Apache-2.0
 * maps.h - one document in plain text, in Markdown and in front matter.
 */
#ifndef SL_TESTS_PARSE_MAPS_H
#define SL_TESTS_PARSE_MAPS_H

#include "parsing.h"

static const char *const in_text = "Maps for Everyone\n"
				   "Summary\n"
				   "Volunteers drew the maps of a whole country in one winter. They used old photographs.\n"
				   "Key takeaway\n"
				   "Ask the people who live there.\n"
				   "Key insights\n"
				   "Errors were fewer than in the official maps.\n"
				   "Principles\n"
				   "- Draw what you see.\n"
				   "- Name what they name.\n"
				   "In practice\n"
				   "- Print on paper, too.\n"
				   "- Meet once a week.\n"
				   "Topics\n"
				   "- Open Data\n"
				   "- Cartography\n"
				   "Best for: Librarian, GIS Analyst\n"
				   "Related on Example\n" ATTRIBUTION_LINE "\n";

static const char *const in_markdown = "# Maps for *Everyone*\n\n"
				       "## Summary\n\n"
				       "Volunteers drew the maps of a **whole country** in one\nwinter. They used [old photographs](http://example.org/p).\n\n"
				       "## Key takeaway\n\n"
				       "Ask the people who live there.\n\n"
				       "Key insights\n------------\n\n"
				       "Errors were fewer than in the official maps.\n\n"
				       "## Principles ##\n\n"
				       "* Draw what you `see`.\n"
				       "* Name what they name.\n\n"
				       "## In practice\n\n"
				       "- Print on paper, too.\n"
				       "- Meet once\n  a week.\n\n"
				       "## Topics\n\n"
				       "- Open Data\n"
				       "- <b>Cartography</b>\n\n"
				       "**Best for:** Librarian, *GIS Analyst*\n\n"
				       "## Related on Example\n\n"
				       "*" ATTRIBUTION_LINE "*\n";

static const char *const in_front_matter = "---\n"
					   "title: Maps for Everyone\n"
					   "summary: >\n"
					   "  Volunteers drew the maps of a whole country in one\n"
					   "  winter. They used old photographs.\n"
					   "key-takeaway: Ask the people who live there.\n"
					   "Key_Insights: 'Errors were fewer than in the official maps.'\n"
					   "principles:\n"
					   "  - Draw what you see.\n"
					   "  - \"Name what they name.\"\n"
					   "in practice: [\"Print on paper, too.\", Meet once a week.]\n"
					   "topics: [Open Data, Cartography]\n"
					   "audience: Librarian, GIS Analyst\n"
					   "related on Example:\n"
					   "attribution: " ATTRIBUTION_LINE "\n"
					   "---\n";

#endif
