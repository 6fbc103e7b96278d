#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The language server as a client sees it. usage: run.py SUMLINT [WORD...]: with words only the cases that have one in their name."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import client  # noqa: E402
from harness import main  # noqa: E402

client.SUMLINT = os.path.abspath(sys.argv[1])

# Each has its cases, which run in this order.
import cases_life  # noqa: E402, F401
import cases_input  # noqa: E402, F401
import cases_documents  # noqa: E402, F401
import cases_asked  # noqa: E402, F401
import cases_configs  # noqa: E402, F401
import cases_breaks  # noqa: E402, F401
import cases_actions  # noqa: E402, F401
import cases_help  # noqa: E402, F401
import cases_navigation  # noqa: E402, F401

if __name__ == "__main__":
    main()
