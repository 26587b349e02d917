"""What a comparison finds, as values. Offsets are code points into the article's text."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.compare.difference import Kind
from tui.compare.source import Source

if TYPE_CHECKING:
    from tui.compare.details import Extracted

Span = tuple[int, int]
Status = Literal["proposed", "confirmed", "rejected"]
Sign = Literal["=", "~", "!"]


class Place(NamedTuple):
    """A sentence: which of the compared articles, and which of its sentences, from 0."""

    article: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two sentences of two articles that tell the same. ``a.article < b.article``.

    `score` is 0 to 1, 1 for what a person said; `sign`: = alike, ~ partly, ! a detail differs.
    """

    a: Place
    b: Place
    score: float
    status: Status = "proposed"
    sign: Sign = "~"


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that two aligned sentences tell differently: its span in each article.

    `outcome` says how, in a word: modifier, interval, conflict, vague; altered, elided; spelling …
    """

    alignment: int
    kind: Kind
    outcome: str
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Credit:
    """How a sentence stands to what it tells: neutral, claim, hedge, confirm, deny or flat.

    `cue` is the word that shows it ("claim", "reportedly"), `who` the one it is credited to.
    """

    place: Place
    kind: str
    cue: Span | None = None
    who: Span | None = None


@dataclass(frozen=True)
class Comparison:
    """Two to many articles set side by side. Rejected alignments are kept in `alignments`, and
    count for nothing else. `groups` are sentences of several articles that tell one thing."""

    sources: tuple[Source, ...]
    alignments: tuple[Alignment, ...]
    details: tuple[Detail, ...]
    credits: tuple[Credit, ...]
    only: tuple[Place, ...]
    groups: tuple[tuple[Place, ...], ...] = ()
    method: str = ""
    proposals: tuple[Alignment, ...] = ()
    """What was found before any decision: decisions are laid over these (`decided`)."""
    extracted: tuple["Extracted", ...] = field(default=(), repr=False)
    """The details of each source, kept so that a decision does not read the texts again."""

    def aligned(self, place: Place) -> Sequence[int]:
        """Indexes of the alignments a sentence is in, the rejected ones left out, best first."""
        return self._aligned.get(place, ())

    def across(self, place: Place, article: int) -> list[Place]:
        """The sentences of another article that tell what this one does, best first."""
        pairs = [self.alignments[index] for index in self.aligned(place)]
        others = [one.b if one.a == place else one.a for one in pairs]
        return [other for other in others if other.article == article]

    def sign(self, place: Place) -> str:
        """``=``, ``~``, ``!``, ``+`` for only here; empty for what is not body."""
        if self.sources[place.article].sentences[place.sentence].region:
            return ""
        signs = {self.alignments[index].sign for index in self.aligned(place)}
        return next((sign for sign in "!=~" if sign in signs), "+")

    def cover(self, place: Place) -> int:
        """How many of the other articles tell it, too."""
        return len(
            {
                (one.b if one.a == place else one.a).article
                for one in (self.alignments[index] for index in self.aligned(place))
            }
        )

    def details_at(self, place: Place) -> list[Detail]:
        """What is told otherwise elsewhere than in this sentence."""
        wanted = set(self.aligned(place))
        return [detail for detail in self.details if detail.alignment in wanted]

    @cached_property
    def credit(self) -> dict[Place, Credit]:
        """How each sentence credits what it tells."""
        return {one.place: one for one in self.credits}

    @cached_property
    def _aligned(self) -> dict[Place, list[int]]:
        found: dict[Place, list[int]] = defaultdict(list)
        for index, one in enumerate(self.alignments):
            if one.status != "rejected":
                found[one.a].append(index)
                found[one.b].append(index)
        for indexes in found.values():
            indexes.sort(key=lambda index: -self.alignments[index].score)
        return dict(found)


class Decision(NamedTuple):
    """What a person said of two sentences: that they tell the same, or do not."""

    a: str
    a_span: Span
    b: str
    b_span: Span
    same: bool
