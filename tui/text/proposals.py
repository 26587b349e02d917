"""What the desk proposes to mark in an article: spans not yet marked, each with a tag and a reason.

A kind of candidate (a figure, a quotation, an attribution) goes by the tag the reader marked most
of that kind with, else by the tag of the codebook that is called so. Once enough of a kind were
marked and passed, the learned score decides which of them; phrases marked before are proposed
where they stand again. Nothing here is kept or exported: a proposal that is taken becomes an
annotation like any other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from tui.text.candidates import KINDS, NAMES, Candidate, candidates
from tui.text.lessons import Learned, Marked, cues, near, overlap

ENOUGH = 20
"""Candidates of a kind that have to be passed before what was learned outweighs its name."""
MOST_TEXT = 1_000_000
"""Code points beyond which nothing is proposed: a text so long is no article."""

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


def propose(
    text: str,
    learned: Learned,
    tags: Iterable[str],
    marked: Sequence[Marked] = (),
    language: str = "en",
) -> list[Proposal]:
    """The proposals for an article, in the order of its text.

    `tags` are the paths of the tags spans can have, `marked` the annotations it has already.
    """
    if len(text) > MOST_TEXT:
        return []
    known = frozenset(tags)
    by_kind = {kind: tag_of(kind, learned, known) for kind in KINDS}
    found = [
        proposal
        for one in candidates(text, language)
        for proposal in _of_candidate(text, one, learned, known, by_kind.get(one.kind, ""))
    ]
    found += [
        Proposal(start, end, tag, "phrase", share, f"marked {times} times before")
        for start, end, tag, times, share in learned.phrases_in(text)
        if tag in known
    ]
    spans = sorted(marked)
    return _apart([one for one in found if not _is_marked(one, spans)])


def tag_of(kind: str, learned: Learned, known: frozenset[str]) -> str:
    """The tag of a kind: what the reader marked it with, else one that is called so, else none."""
    used = learned.tag_of(kind)
    if used in known:
        return used
    named = [tag for tag in sorted(known) if tag.rpartition("/")[2].lower() in NAMES[kind]]
    return named[0] if named else ""


def _of_candidate(
    text: str, one: Candidate, learned: Learned, known: frozenset[str], own: str
) -> list[Proposal]:
    """What one candidate is proposed as: by what was learned, else by its kind."""
    found = []
    able = [(tag, learned.least(tag, one.kind)) for tag in learned.tags if tag in known]
    words = cues(text, one) if any(least is not None for _, least in able) else ()
    for tag, least in able:
        if least is None:
            continue
        score, said = learned.score(words, tag)
        if score >= least:
            found.append(Proposal(one.start, one.end, tag, one.kind, _sure(score), _like(said)))
    if found or not own:
        return found
    _, passed = learned.share(one.kind, own)
    if passed >= ENOUGH:
        return []
    return [Proposal(one.start, one.end, own, one.kind, 0.5, ARTICLES[one.kind])]


def _sure(score: float) -> float:
    """A log-odds as a share; sums of cues are no probabilities, so it is squeezed."""
    return 1 / (1 + exp(-max(-20.0, min(20.0, score)) / 4))


def _like(said: list[str]) -> str:
    shown = ", ".join(f"“{word.lstrip('<>')}”" for word in said[:2])
    return f"like what you marked: {shown}" if shown else "like what you marked"


def _is_marked(one: Proposal, spans: list[Marked]) -> bool:
    """Whether it is annotated already: the span by half, or all of it with the same tag."""
    here = Candidate(one.start, one.end, one.kind)
    return any(
        overlap((one.start, one.end), (start, end)) >= 0.5
        or (tag == one.tag and start <= one.start and one.end <= end)
        for start, end, tag in near(spans, here)
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
