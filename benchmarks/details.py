"""How well the details that differ are found between sentences that tell the same.

``python -m benchmarks.details [GOLD.json …]``: gold in the form of seed_gold.json of the corpora
(two articles with sentences, links between them, differences with type and words), the texts beside
the gold or in seeds/. Without a file: the seeds' gold. A detail is right when the gold has for
this link a difference of its class whose words lie over it in both articles; what the gold
calls possible links count only where they match. Misses and false ones are printed.

With CLAIMDESK_CORPORA set also: the values of quantities against the cases of Recognizers-Text,
and details between articles of AllSides against `details_judged.json` (see there).
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

from tui.compare.alignment import align
from tui.compare.crediting import credits
from tui.compare.details import Extracted, differences, extract
from tui.compare.difference import Difference
from tui.compare.quantity import Amount, amounts_of
from tui.compare.source import Sentence, Source
from tui.text import sentences

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
CLASSES = {
    **dict.fromkeys(("number", "number_modifier", "quantity"), "number"),
    **dict.fromkeys(("date", "number_date", "date_expression"), "date"),
    "name_spelling": "name",
    "quote": "quote",
    "superlative": "superlative",
}
"""The classes of the gold's types; other types (only_a, wording, attribution …) are not details."""

Span = tuple[int, int]


class Pair:
    """Two articles of a gold file, with what differs between its linked sentences."""

    def __init__(self, file: Path) -> None:
        self.gold: dict[str, Any] = json.loads(file.read_text("utf-8"))
        self.sources = [_source(file, self.gold[side]) for side in "ab"]
        self.extracted = [extract(source) for source in self.sources]
        self.places = [
            {one["id"]: place for place, one in enumerate(self.gold[side]["sentences"])}
            for side in "ab"
        ]

    def links(self) -> Iterator[tuple[dict[str, Any], int, int]]:
        for link in self.gold["links"]:
            yield link, self.places[0][link["a"]], self.places[1][link["b"]]

    def found(self, i: int, j: int) -> list[Difference]:
        return differences(self.extracted[0], i, self.extracted[1], j)

    def words(self, detail: Difference) -> tuple[str, str]:
        a, b = self.sources
        return a.text[slice(*detail.a)], b.text[slice(*detail.b)]


def _source(file: Path, side: dict[str, Any]) -> Source:
    place = next(p for p in (file.parent / side["file"], SEEDS / side["file"]) if p.exists())
    spans = tuple(Sentence(one["start"], one["end"]) for one in side["sentences"])
    text = place.read_text("utf-8")
    return Source(side["file"], text, spans, published=side.get("published", ""))


def located(source: Source, index: int, words: str) -> list[Span]:
    """Where a difference's words stand in a sentence; the sentence where they do not."""
    start, end = source.sentences[index].span
    found = []
    for part in re.split(r"\.\.\.|…|\[[^\]]*\]", words):
        at = source.text.casefold().find(part.strip(" .,").casefold(), start, end)
        if part.strip(" .,") and at >= 0:
            found.append((at, at + len(part.strip(" .,"))))
    return found or [(start, end)]


def _over(span: Span, spans: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def judge(file: Path) -> Counter[str]:
    """Count right, false and missed details of a gold file, and print those that are wrong."""
    pair, counts = Pair(file), Counter[str]()
    for link, i, j in pair.links():
        wanted = [one for one in link["differences"] if one["type"] in CLASSES]
        wanted = [one for one in wanted if one["a"] and one["b"]]
        found = pair.found(i, j)
        met: set[int] = set()
        for detail in found:
            matches = {
                place
                for place, one in enumerate(wanted)
                if CLASSES[one["type"]] in (detail.kind, _also(detail))
                and _over(detail.a, located(pair.sources[0], i, one["a"]))
                and _over(detail.b, located(pair.sources[1], j, one["b"]))
            }
            met |= matches
            sure = link["strength"] == "sure"
            if matches:
                counts["right"] += 1
            elif sure:
                counts["false"] += 1
                print(f"  false   {link['a']}-{link['b']} {detail.kind}/{detail.outcome}:"
                      f" {' | '.join(pair.words(detail))}")  # fmt: skip
        for place, one in enumerate(wanted):
            if place in met:
                counts["met"] += 1
            elif link["strength"] == "sure":
                counts["missed"] += 1
                print(f"  missed  {link['a']}-{link['b']} {one['type']}: {one['a']} | {one['b']}")
    _credits(pair, counts)
    return counts


def _also(detail: Difference) -> str:
    """A figure may count for a date's difference and the other way: a coup, coups in 2020."""
    return {"number": "date", "date": "number"}.get(detail.kind, "")


def _credits(pair: Pair, counts: Counter[str]) -> None:
    """How many differences of attribution show in the badges."""
    one, other = ({c.sentence: c for c in credits(source)} for source in pair.sources)
    for link, i, j in pair.links():
        if any(d["type"] == "attribution" for d in link["differences"]):
            counts["attributions"] += 1
            a, b = one[i], other[j]
            same = a.kind == b.kind and _said(pair.sources[0], a.who) == _said(
                pair.sources[1], b.who
            )
            counts["shown"] += not same


def _said(source: Source, span: Span | None) -> str:
    return source.text[slice(*span)] if span else ""


def report(name: str, counts: Counter[str]) -> None:
    """Print precision, recall and F1."""
    said, wanted = counts["right"] + counts["false"], counts["met"] + counts["missed"]
    precision = counts["right"] / said if said else 1.0
    recall = counts["met"] / wanted if wanted else 1.0
    print(f"{name}: precision {precision:.2f} ({counts['right']}/{said}), recall {recall:.2f}"
          f" ({counts['met']}/{wanted}); differences of attribution that show in the badges"
          f" {counts['shown']}/{counts['attributions']}")  # fmt: skip


def recognizers(folder: Path) -> None:
    """Print how many cases have exactly the expected values."""
    print("\nQuantities, cases with exactly the expected values (Recognizers-Text):")
    models = {"NumberModel": "", "NumberRangeModel": "", "PercentModel": "percent"}
    for name, sort in {**models, "CurrencyModel": "money"}.items():
        cases = json.loads((folder / f"{name}.json").read_text("utf-8-sig"))
        right = sum(values(case["Input"], sort) == expected(case) for case in cases)
        print(f"  {name}: {right} of {len(cases)} ({right / len(cases):.0%})")


def values(text: str, sort: str) -> list[tuple[float, float]]:
    """The ranges of a text's quantities of a sort (empty for any), sorted."""
    found = [one for one in amounts_of(text, 0, len(text)) if not one.vague]
    found = [one for one in found if not sort or one.sort == sort]
    if not sort and not re.search("%|percent", text):  # shares are given in percent
        found = [_as_share(one) if one.sort == "percent" else one for one in found]
    return sorted(
        tuple(round(bound, 6) for bound in (one.core if sort else (one.low, one.high)))
        for one in found
    )  # type: ignore[misc]


def _as_share(one: Amount) -> Amount:
    core = (one.core[0] / 100, one.core[1] / 100)
    return replace(one, low=one.low / 100, high=one.high / 100, core=core)


def expected(case: dict[str, Any]) -> list[tuple[float, float]]:
    """The ranges a case wants, sorted; a bound is closed or open alike."""
    found = []
    for result in case["Results"]:
        value = str(result["Resolution"].get("value")).rstrip("%")
        parts = value.strip("[]()").split(",") if value[:1] in "[(" else [value, value]
        try:
            low, high = (float(part) if part else None for part in parts)
        except ValueError:
            continue
        found.append(
            (low or 0.0 if low is not None else 0.0, float("inf") if high is None else high)
        )
    return sorted((round(low, 6), round(high, 6)) for low, high in found)


def groups(file: Path) -> dict[str, list[Source]]:
    """The articles of AllSides by group."""
    found: dict[str, list[Source]] = {}
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = sentences.split(row["text"])
        cut = tuple(Sentence(*spans.span(index)) for index in range(len(spans)))
        source = Source(row["ID"], row["text"], cut, published=row["date"], language="en")
        found.setdefault(row["group"], []).append(source)
    return found


def found_in(sources: list[Source]) -> Iterator[tuple[Source, Source, Difference, float]]:
    """The details between all aligned sentences of a group's articles."""
    read: list[Extracted] = [extract(source) for source in sources]
    for x, y in combinations(range(len(sources)), 2):
        for link in align(sources[x], sources[y]):
            for detail in differences(read[x], link.a, read[y], link.b):
                yield sources[x], sources[y], detail, link.score


def allsides(file: Path) -> None:
    """Print how many of the details found between news articles were judged right."""
    judged = json.loads((HERE / "details_judged.json").read_text("utf-8"))
    verdicts = {tuple(row[:-1]): row[-1] for row in judged["details"]}
    for name in ("used while building", "read once before mending"):
        wanted = set(judged["groups"][name])
        counts: Counter[Any] = Counter()
        for group, sources in groups(file).items():
            if group in wanted:
                for a, b, detail, _ in found_in(sources):
                    key = (a.uid, *detail.a, b.uid, *detail.b, detail.kind)
                    counts[verdicts.get(key, "not judged")] += 1
        said = counts["right"] + counts["wrong"]
        share = counts["right"] / max(1, said)
        print(f"  groups {name}: {counts['right']} of {said} right ({share:.0%})", end="")
        print(f", {counts['not judged']} not judged")


def speed(file: Path) -> None:
    """Print the CPU time of reading an article and of comparing a linked pair."""
    pair = Pair(file)
    started = process_time()
    for _ in range(50):
        for source in pair.sources:
            extract(source)
    reading = (process_time() - started) / 100
    started, links = process_time(), list(pair.links())
    for _ in range(200):
        for _, i, j in links:
            pair.found(i, j)
    comparing = (process_time() - started) / (200 * len(links))
    print(
        f"\nCPU: {reading * 1e3:.1f} ms to read an article, {comparing * 1e3:.3f} ms a linked pair"
    )


def main(names: list[str]) -> None:
    """Judge the gold files of these names, or the seeds'."""
    corpora = Path(os.environ.get("CLAIMDESK_CORPORA", ""))
    own = HERE.parent / "tests" / "compare" / "seed_gold.json"
    gold = own if own.exists() else corpora / "compare" / "seed_gold.json"
    files = [Path(name) for name in names] or [gold]
    total: Counter[str] = Counter()
    for file in files:
        print(file.name)
        counts = judge(file)
        report(file.stem, counts)
        total += counts
    if len(files) > 1:
        report("all", total)
    speed(files[0])
    if os.environ.get("CLAIMDESK_CORPORA"):
        recognizers(corpora / "compare" / "recognizers")
        print("\nDetails between aligned articles of AllSides, judged by reading:")
        allsides(corpora / "intake" / "allsides" / "groups.jsonl")


if __name__ == "__main__":
    main(sys.argv[1:])
