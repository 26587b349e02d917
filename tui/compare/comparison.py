"""Articles set side by side: alignments, details, credits and what only one tells."""

from collections.abc import Iterator, Sequence

from tui.compare.alignment import Vectors, align
from tui.compare.crediting import credits
from tui.compare.decided import decided
from tui.compare.details import extract
from tui.compare.findings import Alignment, Comparison, Credit, Decision, Place
from tui.compare.frequencies import Frequencies
from tui.compare.source import Source


def compare(
    sources: Sequence[Source],
    decisions: Sequence[Decision] = (),
    frequencies: Frequencies | None = None,
    vectors: Vectors | None = None,
    threshold: float | None = None,
) -> Comparison:
    """Compare two or more articles, each with each. Every article is read once.

    Without a `threshold` the one that ships counts. `vectors` has a unit vector for the text of
    each sentence. When only the decisions change, `decided` does the rest anew, and no more.
    """
    found = Comparison(
        sources=tuple(sources),
        alignments=(),
        details=(),
        credits=tuple(_credits(sources)),
        only=(),
        method="semantic" if vectors else "light",
        proposals=tuple(_proposals(sources, frequencies, vectors, threshold)),
        extracted=tuple(map(extract, sources)),
    )
    return decided(found, decisions)


def _proposals(
    sources: Sequence[Source],
    frequencies: Frequencies | None,
    vectors: Vectors | None,
    threshold: float | None,
) -> Iterator[Alignment]:
    for x, a in enumerate(sources):
        for y in range(x + 1, len(sources)):
            for link in align(a, sources[y], frequencies, vectors, threshold):
                yield Alignment(Place(x, link.a), Place(y, link.b), link.score)


def _credits(sources: Sequence[Source]) -> Iterator[Credit]:
    for x, source in enumerate(sources):
        for sentence, kind, cue, who in credits(source):
            yield Credit(Place(x, sentence), kind, cue, who)
