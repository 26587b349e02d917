"""Articles set side by side: alignments, details, credits and what only one tells."""

from collections.abc import Sequence

from tui.compare.alignment import align
from tui.compare.findings import Alignment, Comparison, Decision, Place, Sign
from tui.compare.source import Source

ALIKE = 0.5
"""The score from which on two sentences count as telling the same in like words."""


def compare(sources: Sequence[Source], decisions: Sequence[Decision] = ()) -> Comparison:
    """Compare two or more articles, each with each."""
    found: list[Alignment] = []
    for x, a in enumerate(sources):
        for y in range(x + 1, len(sources)):
            for link in align(a, sources[y]):
                sign: Sign = "=" if link.score >= ALIKE else "~"
                found.append(
                    Alignment(Place(x, link.a), Place(y, link.b), link.score, "proposed", sign)
                )
    linked = {place for one in found for place in (one.a, one.b)}
    only = tuple(
        Place(x, index)
        for x, source in enumerate(sources)
        for index in source.body
        if Place(x, index) not in linked
    )
    return Comparison(tuple(sources), tuple(found), (), (), only)
