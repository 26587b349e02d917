"""The oracles: readers of each format that others wrote, each in an environment of its own.

`tests/oracles/NAME.txt` has what it needs and `tests/oracles/test_NAME.py` runs in it, with
``ORACLES=1`` set, by `run.py`; with the other tests they are passed over.
"""

import os

collect_ignore_glob = [] if os.environ.get("ORACLES") else ["test_*.py"]
