"""The details that differ, each once, over all the articles that are compared.

The comparison finds them by twos: 84 here against "20 to 80" there, and against "at least 84"
elsewhere. What is the same words in one article is one detail, told so by each.
"""

from collections import defaultdict
from dataclasses import dataclass

from tui.compare.findings import Comparison, Kind, Place, Span

Words = tuple[int, Span]
"""A span, and the article it is in."""


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
    parts: dict[tuple[Kind, Words], int] = {}
    found: dict[int, list[int]] = {}
    for index, one in enumerate(comparison.details):
        pair = comparison.alignments[one.alignment]
        ends = ((one.kind, (pair.a.article, one.a)), (one.kind, (pair.b.article, one.b)))
        known = sorted({parts[end] for end in ends if end in parts})
        here = known[0] if known else index
        found.setdefault(here, []).append(index)
        for other in known[1:]:
            found[here] += found.pop(other)
            parts = {end: here if at == other else at for end, at in parts.items()}
        parts |= dict.fromkeys(ends, here)
    rows = [_row(comparison, sorted(indexes)) for indexes in found.values()]
    return sorted(rows, key=lambda row: (row.places, row.spans))


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
