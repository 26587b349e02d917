"""The details that differ, each once, over all the articles that are compared.

The comparison finds them by twos: 84 here against "20 to 80" there, and against "at least 84"
elsewhere. Here the words of the first article that tells a detail come with all that other ones
have against them. They are not followed any further: "dozens" is told against many a figure.
"""

from collections import defaultdict
from dataclasses import dataclass

from tui.compare.difference import Kind
from tui.compare.findings import Comparison, Place, Span

Told = tuple[Kind, int, Span]
"""A detail in one article: its kind, the article and the span."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One detail: by article, the spans that tell it and the sentences these are in.

    `outcomes` has how they differ, `places` and `alignments` where that was found.
    """

    kind: Kind
    spans: tuple[tuple[Span, ...], ...]
    outcomes: tuple[str, ...]
    places: tuple[Place, ...]
    alignments: tuple[int, ...]


def differing(comparison: Comparison) -> list[Differing]:
    """The details in the order of the first article that has them."""
    rows: dict[Told, list[int]] = {}
    told_in: dict[Told, Told] = {}
    for index, one in enumerate(comparison.details):  # those of the first article come first
        pair = comparison.alignments[one.alignment]
        a, b = (one.kind, pair.a.article, one.a), (one.kind, pair.b.article, one.b)
        head = a if a in rows else told_in.get(a, a)
        rows.setdefault(head, []).append(index)
        told_in.setdefault(b, head)
    found = [_row(comparison, indexes) for indexes in rows.values()]
    return sorted(found, key=lambda row: (row.places, row.spans))


def _row(comparison: Comparison, indexes: list[int]) -> Differing:
    spans: dict[int, set[Span]] = defaultdict(set)
    places: set[Place] = set()
    for index in indexes:
        one = comparison.details[index]
        pair = comparison.alignments[one.alignment]
        spans[pair.a.article].add(one.a)
        spans[pair.b.article].add(one.b)
        places |= {pair.a, pair.b}
    details = [comparison.details[index] for index in indexes]
    return Differing(
        kind=details[0].kind,
        spans=tuple(tuple(sorted(spans[x])) for x in range(len(comparison.sources))),
        outcomes=tuple(dict.fromkeys(one.outcome for one in details)),
        places=tuple(sorted(places)),
        alignments=tuple(sorted({one.alignment for one in details})),
    )


def around(text: str, span: Span, reach: int) -> tuple[str, str]:
    """The words of the same line before a span and behind it, at most `reach` code points each."""
    before = text[max(0, span[0] - reach) : span[0]].rpartition("\n")[2]
    behind = text[span[1] : span[1] + reach].partition("\n")[0]
    if len(before) == reach:
        before = before.partition(" ")[2] or before
    if len(behind) == reach:
        behind = behind.rpartition(" ")[0] or behind
    return before, behind
