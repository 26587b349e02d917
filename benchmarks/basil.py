"""BASIL: a hundred events of 2010 to 2019, each told by three American papers.

Read from a clone of github.com/launchnlp/BASIL, bare or not (`git show`); its texts are not ours to
hand on, so what was judged in them names an article by its event and source, and offsets.
"""

import json
import subprocess
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from tui.compare.source import Sentence, Source
from tui.text import sentences


def events(folder: Path, years: Collection[int]) -> dict[str, list[Source]]:
    """The three articles of each event of these years. Their texts are the paragraphs' sentences,
    parted by a space, and the paragraphs, parted by an empty line."""
    found: dict[str, list[Source]] = defaultdict(list)
    for year in sorted(years):
        listed = _git(folder, "ls-tree", "--name-only", "HEAD", f"articles/{year}/")
        for name in listed.split():
            uid = Path(name).stem
            found[uid[:-2]].append(_source(uid, json.loads(_git(folder, "show", f"HEAD:{name}"))))
    return dict(found)


def _source(uid: str, told: dict[str, object]) -> Source:
    paragraphs: list[list[str]] = told["body-paragraphs"]  # type: ignore[assignment]
    text = "\n\n".join(" ".join(one.strip() for one in each) for each in paragraphs)
    spans = sentences.split(text)
    cut = tuple(Sentence(*spans.span(index)) for index in range(len(spans)))
    return Source(uid, text, cut, published=str(told["date"]), language="en")


def _git(folder: Path, *command: str) -> str:
    done = subprocess.run(["git", "-C", folder, *command], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
