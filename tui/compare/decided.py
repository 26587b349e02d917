"""What people decided, laid over what was proposed; and all that follows from the alignments.

Nothing is aligned and no text is read again here, so that a decision shows at once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tui.compare.coverage import Likeness
from tui.compare.details import differences
from tui.compare.difference import Difference
from tui.compare.findings import Alignment, Comparison, Decision, Detail, Place, Sign, Span
from tui.compare.groups import groups
from tui.compare.source import Source

COMPATIBLE = frozenset({"interval"})
"""Outcomes of details that differ in words and can both be right: no ``!`` by themselves."""

Pair = tuple[Place, Place]


def decided(comparison: Comparison, decisions: Sequence[Decision]) -> Comparison:
    """A comparison under other decisions than it was made with.

    Of several decisions about two sentences the last one holds. One about an article that is not
    compared, or about words that no sentence of the body has, counts for nothing.
    """
    known = _differences_of(comparison)
    signs = {(one.a, one.b): one.sign for one in comparison.alignments}
    likeness: Likeness | None = None
    details: list[Detail] = []
    signed: list[Alignment] = []
    for index, one in enumerate(_laid_over(comparison, decisions)):
        pair = one.a, one.b
        found = known.get(pair)
        if found is None:
            read = comparison.extracted
            a, b = read[one.a.article], read[one.b.article]
            found = differences(a, one.a.sentence, b, one.b.sentence)
        if pair not in signs:
            likeness = likeness or Likeness(comparison.sources)
            signs[pair] = _sign(found, likeness.alike(*pair))
        if one.status != "rejected":
            details += [Detail(index, each.kind, each.outcome, each.a, each.b) for each in found]
        signed.append(replace(one, sign=signs[pair]))
    standing = [one for one in signed if one.status != "rejected"]
    return replace(
        comparison,
        alignments=tuple(signed),
        details=tuple(details),
        only=_only(comparison.sources, standing),
        groups=groups(standing),
    )


def _sign(found: Sequence[Difference], alike: bool) -> Sign:
    if any(each.outcome not in COMPATIBLE for each in found):
        return "!"
    return "=" if alike and not found else "~"


def _laid_over(comparison: Comparison, decisions: Sequence[Decision]) -> list[Alignment]:
    """Proposals and decisions together, in order of the articles and their sentences."""
    proposed = {(one.a, one.b): one for one in comparison.proposals}
    standing = dict(proposed)
    for said in decisions:
        pair = _pair(comparison.sources, said)
        if pair is None:
            continue
        if said.same:
            standing[pair] = Alignment(*pair, 1.0, "confirmed")
        else:
            score = proposed[pair].score if pair in proposed else 0.0
            standing[pair] = Alignment(*pair, score, "rejected")
    order = sorted(standing, key=lambda pair: (pair[0].article, pair[1].article, pair))
    return [standing[pair] for pair in order]


def _pair(sources: Sequence[Source], said: Decision) -> Pair | None:
    a, b = _place(sources, said.a, said.a_span), _place(sources, said.b, said.b_span)
    if a is None or b is None or a.article == b.article:
        return None
    return (a, b) if a.article < b.article else (b, a)


def _place(sources: Sequence[Source], uid: str, span: Span) -> Place | None:
    """The sentence of the body that has most of a span; splitters and texts change."""
    for x, source in enumerate(sources):
        if source.uid != uid:
            continue
        first = max(0, source.at(span[0]))
        best, most = None, 0
        for index in range(first, len(source.sentences)):
            one = source.sentences[index]
            if one.start >= span[1]:
                break
            common = min(one.end, span[1]) - max(one.start, span[0])
            if common > most and not one.region:
                best, most = Place(x, index), common
        return best
    return None


def _differences_of(comparison: Comparison) -> dict[Pair, list[Difference]]:
    """The differences that are known already, by the two sentences."""
    by_alignment: dict[int, list[Difference]] = defaultdict(list)
    for one in comparison.details:
        by_alignment[one.alignment].append(Difference(one.kind, one.outcome, one.a, one.b))
    return {
        (one.a, one.b): by_alignment[index]
        for index, one in enumerate(comparison.alignments)
        if one.status != "rejected"
    }


def _only(sources: Sequence[Source], standing: Sequence[Alignment]) -> tuple[Place, ...]:
    linked = {place for one in standing for place in (one.a, one.b)}
    return tuple(
        Place(x, index)
        for x, source in enumerate(sources)
        for index in source.body
        if Place(x, index) not in linked
    )
