"""How fast the engine is: `python -m benchmarks` prints the table of docs/benchmarks.md."""

import os
import tempfile

# compiled code from earlier runs would hide the time to compile
os.environ["TRADETALKS_CACHE"] = tempfile.mkdtemp(prefix="tradetalks-benchmarks-")
