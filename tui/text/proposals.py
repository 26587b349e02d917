"""What the desk proposes to mark in an article: spans not yet marked, each with a tag and a reason.

A kind of candidate (a figure, a quotation, an attribution) goes by the tag the reader marked most
of that kind with, else by the tag of the codebook that is called so; it is proposed no more when
the reader passes most of them. Where the words tell which are marked, those are proposed
(`lessons`); phrases marked before are proposed where they stand again. Nothing here is kept or
exported: a proposal that is taken becomes an annotation like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from tui.model import Fragment
from tui.text.candidates import KINDS, NAMES, Candidate
from tui.text.lessons import Learned
from tui.text.material import Marked, Material, Spans, overlap

ENOUGH = 20
"""Candidates of a kind that have to be passed before what was passed unmarked counts."""
HALF = 0.5
"""The share of a kind the reader has to have marked for it to be proposed as a kind."""
AROUND = 12
"""Code points before or behind dismissed words that have to be the same in a later text."""
ARTICLES = {"figure": "a figure", "quotation": "a quotation", "attribution": "an attribution"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span ``[start, end)`` to be marked with a tag. `score` is how sure, from 0 to 1."""

    start: int
    end: int
    tag: str
    kind: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A tag and words it is not to be proposed for again. `here`: its offsets are into this text,
    and not into an earlier one of the article."""

    tag: str
    fragment: Fragment
    here: bool


def without(text: str, found: Iterable[Proposal], dismissed: Iterable[Dismissed]) -> list[Proposal]:
    """The proposals that were not dismissed, on this text or where its words stood before."""
    by_tag: dict[str, list[Dismissed]] = {}
    for one in dismissed:
        by_tag.setdefault(one.tag, []).append(one)
    return [
        one for one in found if not any(_is_same(text, one, was) for was in by_tag.get(one.tag, ()))
    ]


def _is_same(text: str, one: Proposal, was: Dismissed) -> bool:
    part = was.fragment
    if was.here:
        return overlap((one.start, one.end), (part.start, part.end)) >= 0.5
    return text[one.start : one.end] == part.exact and (
        text.endswith(part.prefix[-AROUND:], 0, one.start)
        or text.startswith(part.suffix[:AROUND], one.end)
    )


def propose(
    of: Material,
    learned: Learned,
    tags: Iterable[str],
    marked: Iterable[Marked] = (),
) -> list[Proposal]:
    """The proposals for an article, in the order of its text.

    `tags` are the paths of the tags spans can have, `marked` the annotations it has already.
    """
    known = frozenset(tags)
    by_kind = {kind: tag_of(kind, learned, known) for kind in KINDS}
    found = [
        proposal
        for one, words in zip(of.candidates, of.cues, strict=True)
        for proposal in _of_candidate(one, words, learned, known, by_kind.get(one.kind, ""))
    ]
    found += [
        Proposal(start, end, tag, "phrase", share, f"marked {times} times before")
        for start, end, tag, times, share in learned.phrases_in(of.words)
        if tag in known
    ]
    spans = Spans(marked)
    return _apart([one for one in found if not _is_marked(one, spans)])


def tag_of(kind: str, learned: Learned, known: frozenset[str]) -> str:
    """The tag of a kind: what the reader marked it with, else one that is called so, else none."""
    used = learned.tag_of(kind)
    if used in known:
        return used
    named = [tag for tag in sorted(known) if tag.rpartition("/")[2].lower() in NAMES[kind]]
    return named[0] if named else ""


def _of_candidate(
    one: Candidate, words: tuple[str, ...], learned: Learned, known: frozenset[str], own: str
) -> list[Proposal]:
    """What one candidate is proposed as: by what was learned, else by its kind."""
    found = []
    for tag in learned.tags:
        least = learned.least(tag, one.kind) if tag in known else None
        if least is None:
            continue
        score, said = learned.score(words, tag)
        if score >= least:
            found.append(Proposal(one.start, one.end, tag, one.kind, _sure(score), _like(said)))
    if found or not own or learned.least(own, one.kind) is not None:
        return found
    times, passed = learned.share(one.kind, own)
    if passed >= ENOUGH and times < HALF * passed:
        return []
    return [Proposal(one.start, one.end, own, one.kind, 0.5, ARTICLES[one.kind])]


def _sure(score: float) -> float:
    """A log-odds as a share; sums of cues are no probabilities, so it is squeezed."""
    return 1 / (1 + exp(-max(-20.0, min(20.0, score)) / 4))


def _like(said: list[str]) -> str:
    shown = ", ".join(f"“{word.lstrip('<>')}”" for word in said[:2])
    return f"like what you marked: {shown}" if shown else "like what you marked"


def _is_marked(one: Proposal, spans: Spans) -> bool:
    """Whether it is annotated already: the span by half, or all of it with the same tag."""
    return any(
        overlap((one.start, one.end), (start, end)) >= 0.5
        or (tag == one.tag and start <= one.start and one.end <= end)
        for start, end, tag in spans.touching(one.start, one.end)
    )


def _apart(found: list[Proposal]) -> list[Proposal]:
    """The surer of those that are as good as the same span; one in another stays."""
    kept: list[Proposal] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, -one.score)):
        rival = next(
            (
                place
                for place in range(len(kept) - 1, max(-1, len(kept) - 6), -1)
                if overlap((one.start, one.end), (kept[place].start, kept[place].end)) >= 0.5
            ),
            None,
        )
        if rival is None:
            kept.append(one)
        elif one.score > kept[rival].score:
            kept[rival] = one
    return sorted(kept, key=lambda one: (one.start, -one.end))
