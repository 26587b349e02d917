"""``python -m benchmarks.pooled FOLDER [body]``: the pages of a folder, by their extractor alone.

The floor for pages taken in: a pool of two processes that read each page and give its bytes to
trafilatura, one at a time, for the body and the details, or with ``body`` for the body alone.
Nothing is checked, limited or kept.
"""

import sys
from functools import partial
from multiprocessing import get_context
from pathlib import Path

PROCESSES = 2


def extracted(page: Path, details: bool) -> int:
    """Characters of the body that is found."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.read_bytes(), with_metadata=details)
    return len(found.text or "") if found is not None and not isinstance(found, dict) else 0


def main() -> None:
    """Extract all of them; the processes are ended so that their time is counted as this one's."""
    pages = sorted(Path(sys.argv[1]).glob("*.html"))
    pool = get_context("spawn").Pool(PROCESSES)
    find = partial(extracted, details="body" not in sys.argv[2:])
    assert any(pool.imap_unordered(find, pages))
    pool.close()
    pool.join()


if __name__ == "__main__":
    main()
