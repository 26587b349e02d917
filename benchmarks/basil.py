"""BASIL: a hundred events of 2010 to 2019, each told by three American papers.

``python -m benchmarks.basil CLONE`` prints how many of the details that are told between these
articles were judged right, and how many of those wanted are told: details_basil.json, see there.

CLONE is a clone of github.com/launchnlp/BASIL, bare or not. Its texts are not ours to hand on, so
what was judged names an article by its event and source, spans in its text, and their first words.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from benchmarks.details import HERE, found_in
from tui.compare.details import differences, extract
from tui.compare.source import Sentence, Source
from tui.text import sentences


def events(folder: Path, years: Collection[int]) -> dict[str, list[Source]]:
    """The three articles of each event of these years. Their texts are the paragraphs' sentences,
    parted by a space, and the paragraphs, parted by an empty line."""
    found: dict[str, list[Source]] = defaultdict(list)
    for year in sorted(years):
        listed = git(folder, "ls-tree", "--name-only", "HEAD", f"articles/{year}/")
        for name in listed.split():
            uid = Path(name).stem
            found[uid[:-2]].append(_source(uid, json.loads(git(folder, "show", f"HEAD:{name}"))))
    return dict(found)


def _source(uid: str, told: dict[str, object]) -> Source:
    paragraphs: list[list[str]] = told["body-paragraphs"]  # type: ignore[assignment]
    text = "\n\n".join(" ".join(one.strip() for one in each) for each in paragraphs)
    spans = sentences.split(text)
    cut = tuple(Sentence(*spans.span(index)) for index in range(len(spans)))
    return Source(uid, text, cut, published=str(told["date"]), language="en")


def git(folder: Path, *command: str) -> str:
    """What git prints in a clone."""
    done = subprocess.run(["git", "-C", folder, *command], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def main(folder: Path) -> None:
    """Print precision of both halves, as first seen and now, and recall."""
    judged = json.loads((HERE / "details_basil.json").read_text("utf-8"))
    first = Counter(row[8] for row in judged["told"] if row[7] == "first")
    print(f"2015 to 2019 as first seen: {share(first)}")
    verdicts = {tuple(row[:7]): row[8] for row in judged["told"]}
    for years in (range(2010, 2015), range(2015, 2020)):
        counts: Counter[str] = Counter()
        found = events(folder, years)
        told = {
            (a.uid, *detail.a, b.uid, *detail.b, detail.kind)
            for sources in found.values()
            for a, b, detail, _ in found_in(sources)
        }
        for key in told:
            counts[verdicts.get(key, "not judged")] += 1
        print(f"{years[0]} to {years[-1]}: {share(counts)}, {counts['not judged']} not judged")
        if years[0] == 2015:
            sources = {one.uid: one for each in found.values() for one in each}
            hits = sum(is_told(sources, row) for row in judged["wanted"])
            wanted = len(judged["wanted"])
            print(f"of the details wanted: {hits} of {wanted} are told ({hits / wanted:.0%})")


def share(counts: Counter[str]) -> str:
    """How many of what is told are right."""
    said = counts["right"] + counts["wrong"]
    return f"{counts['right']} of {said} told are right ({counts['right'] / max(1, said):.0%})"


def is_told(sources: dict[str, Source], row: Sequence[Any]) -> bool:
    """Whether a detail of this kind lies over both spans of one that is wanted."""
    a, b = sources[row[0]], sources[row[3]]
    found = differences(extract(a), a.at(row[1]), extract(b), b.at(row[4]))
    return any(
        one.kind == row[6]
        and one.a[0] < row[2]
        and row[1] < one.a[1]
        and one.b[0] < row[5]
        and row[4] < one.b[1]
        for one in found
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
