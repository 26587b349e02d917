"""Makes the table of English news that the comparison weighs words by (tui/compare/data).

Counts in how many sentences of the 344 articles of intake/allsides each term stands, and keeps the
counts from three on; no text is in it. With CLAIMDESK_CORPORA set: python -m benchmarks.background
"""

import json
import os
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tui.compare.frequencies import DATA
from tui.compare.terms import terms
from tui.text import sentences
from tui.text.policy import decode

LEAST = 3


def articles(file: Path) -> Iterator[str]:
    """The text of each article of the collection."""
    with file.open(encoding="utf-8") as rows:
        for row in rows:
            yield decode(json.loads(row)["text"].encode()).text


def table(file: Path) -> str:
    """The table: the number of sentences, then a line for each count, with its terms."""
    counts: Counter[str] = Counter()
    number = 0
    for text in articles(file):
        found = sentences.split(text)
        for start, end in map(found.span, range(len(found))):
            number += 1
            counts.update(terms(text[start:end], "en"))
    lines: dict[int, list[str]] = defaultdict(list)
    for term, count in counts.items():
        if count >= LEAST:
            lines[count].append(term)
    rows = [f"{count} {' '.join(sorted(lines[count]))}" for count in sorted(lines)]
    return "\n".join([str(number), *rows, ""])


if __name__ == "__main__":
    if not os.environ.get("CLAIMDESK_CORPORA"):
        sys.exit("CLAIMDESK_CORPORA is unset: no articles to count in")
    made = table(Path(os.environ["CLAIMDESK_CORPORA"]) / "intake" / "allsides" / "groups.jsonl")
    (DATA / "frequencies_en.txt.z").write_bytes(zlib.compress(made.encode(), 9))
