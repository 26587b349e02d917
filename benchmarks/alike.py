"""When ``=`` is right: the sign held against the events that ECB+ marks in aligned sentences.

Two sentences are alike when each tells at least half of the events of the other; events that only
one document tells count, too. Of the links that ship, those without an event on a
side are left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from benchmarks.gold import corpora
from tui.compare.alignment import align
from tui.compare.coverage import ALIKE, Likeness
from tui.compare.findings import Place
from tui.compare.source import Sentence, Source

LEAST = (0.30, 0.35, 0.40, 0.45, 0.50, 0.60)
HALF = 0.5


def documents(file: Path) -> dict[str, list[tuple[Source, list[set[str]]]]]:
    """By topic, each document and the events of each of its sentences."""
    rows: dict[str, dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in file.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) >= 5:
            rows[parts[0]][int(parts[1])].append((parts[3], parts[4]))
    topics: dict[str, list[tuple[Source, list[set[str]]]]] = defaultdict(list)
    for name, sentences in rows.items():
        texts = [" ".join(word for word, _ in words) for words in sentences.values()]
        spans, at = [], 0
        for text in texts:
            spans.append(Sentence(at, at + len(text)))
            at += len(text) + 1
        events = [{chain for _, chain in words if "ACT" in chain} for words in sentences.values()]
        subtopic = name.partition("_")[0] + ("+" if "plus" in name else "")
        topics[subtopic].append((Source(name, " ".join(texts), tuple(spans)), events))
    return topics


def judged(file: Path) -> Iterator[tuple[float, bool]]:
    """For each link: the smaller share of the two sentences, and whether they are alike."""
    for listed in documents(file).values():
        for (a, in_a), (b, in_b) in combinations(listed, 2):
            likeness = Likeness((a, b))
            for link in align(a, b):
                mine, other = in_a[link.a], in_b[link.b]
                if mine and other:
                    share = min(likeness.shares(Place(0, link.a), Place(1, link.b)))
                    common = len(mine & other)
                    yield share, common >= HALF * len(mine) and common >= HALF * len(other)


def main() -> None:
    """Print precision and recall of ``=`` for several thresholds, on train and on dev."""
    folder = corpora()
    if folder is None:
        print("set CLAIMDESK_CORPORA to the folder with the corpora")
        return
    for part in ("Train", "Dev"):
        rows = list(judged(folder / "compare" / "ecbplus" / f"ECB_{part}_corpus.txt"))
        alike = sum(true for _, true in rows)
        print(f"ECB+ {part.lower()}: {len(rows):,} links, {alike:,} alike")
        for least in LEAST:
            told = [true for share, true in rows if share >= least]
            right = sum(told)
            ships = "  ships" if least == ALIKE else ""
            precision, recall = right / max(1, len(told)), right / max(1, alike)
            print(f"  {least:.2f}: precision {precision:.2f}, recall {recall:.2f}{ships}")


if __name__ == "__main__":
    main()
