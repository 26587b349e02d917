"""The oracles: readers of each format that others wrote, each in an environment of its own.

`table.py` names them. `run.py` runs ``test_NAME.py`` in the environment that ``NAME.txt`` pins,
with ``ORACLES=1`` set; with the other tests they are passed over.
"""

import os

collect_ignore_glob = [] if os.environ.get("ORACLES") else ["test_*.py"]
