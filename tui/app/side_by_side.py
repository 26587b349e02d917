"""What the strip under the panes says, before it is drawn: rows with a cell for each article.

Pure, made of a comparison and the sentence at hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.app.wording import around, unlike
from tui.compare.details import shown
from tui.compare.difference import Kind
from tui.compare.differing import Differing, differing
from tui.compare.findings import Comparison, Detail, Place, Span
from tui.compare.unshared import most_telling_first, unshared
from tui.text.safety import display_line

LONGEST = 40
"""Code points of a value where many stand in a line."""
PHRASE = 38
"""Code points of a phrase there."""
MOST = 40
"""Phrases of one article that are told at once."""
NAMES = {"superlative": "most"}
"""What a kind of detail is called where its own name is long."""
SAYS_LITTLE = frozenset({"", "flat", "neutral"})
"""The kinds of credit that are no news."""


class Value(NamedTuple):
    """What an article tells, fit to be shown; `words` are the spans of it that stand out."""

    text: str
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing at hand, and what each article tells of it. An article may tell it twice."""

    name: str
    cells: dict[int, list[Value]] = field(default_factory=dict)
    outcome: str = ""

    def add(self, article: int, value: Value) -> None:
        """Say what an article tells of it, once."""
        there = self.cells.setdefault(article, [])
        if value.text and value not in there:
            there.append(value)


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is in all: how many details differ, each of them in short, what only one tells."""

    number: int = 0
    details: tuple[Row, ...] = ()
    only: tuple[tuple[str, ...], ...] = ()
    """The phrases that each article alone has, those that tell most first."""


def details_at(comparison: Comparison, place: Place) -> list[Row]:
    """What is told otherwise elsewhere than in a sentence: a row for each detail of it."""
    rows: dict[tuple[str, Span], Row] = {}
    for detail in sorted(
        comparison.details_at(place), key=lambda one: _mine(comparison, one, place)
    ):
        alignment = comparison.alignments[detail.alignment]
        mine, theirs = (detail.a, detail.b) if alignment.a == place else (detail.b, detail.a)
        other = (alignment.b if alignment.a == place else alignment.a).article
        here, there = _values(comparison, detail.kind, (place.article, mine), (other, theirs))
        name = NAMES.get(detail.kind, detail.kind)
        row = rows.setdefault((detail.kind, mine), Row(name, {}, detail.outcome))
        row.add(place.article, here)
        row.add(other, there)
    return list(rows.values())


def _mine(comparison: Comparison, detail: Detail, place: Place) -> Span:
    return detail.a if comparison.alignments[detail.alignment].a == place else detail.b


def _values(
    comparison: Comparison, kind: Kind, here: tuple[int, Span], there: tuple[int, Span]
) -> tuple[Value, Value]:
    """A detail as each of two articles tells it; of quotations, the words that differ stand out."""
    texts = [comparison.sources[article].text for article, _ in (here, there)]
    if kind != "quote":
        values = [
            display_line(shown(text, one[1], kind))
            for text, one in zip(texts, (here, there), strict=True)
        ]
        return Value(values[0]), Value(values[1])
    ours, theirs = (
        display_line(text[slice(*one[1])]) for text, one in zip(texts, (here, there), strict=True)
    )
    left, right = unlike(ours, theirs)
    return _excerpt(ours, left), _excerpt(theirs, right)


def _excerpt(text: str, spans: Sequence[Span]) -> Value:
    start, end = around(text, spans)
    before = "…" if start else ""
    moved = len(before) - start
    words = tuple((left + moved, right + moved) for left, right in spans)
    return Value(f"{before}{text[start:end]}{'…' if end < len(text) else ''}", words)


def credits_at(comparison: Comparison, place: Place) -> Row:
    """How each article stands to what it tells in the sentences at hand, and whom it credits."""
    row = Row("told by")
    for one in _told_in(comparison, place):
        row.add(one.article, Value(f"‹{_badge(comparison, one)}›"))
    return row


def _badge(comparison: Comparison, place: Place) -> str:
    """``Northern Tuareg rebels claim``; without a word that shows it, the kind; else flat."""
    credit = comparison.credit.get(place)
    if credit is None:
        return "flat"
    text = comparison.sources[place.article].text
    who, cue = credit.who, credit.cue
    if who and cue and cue[0] <= who[0] and who[1] <= cue[1]:
        who = None  # the cue names it: "Reports suggest"
    parts = sorted(span for span in (who, cue) if span)
    words = [display_line(text[slice(*span)]) for span in parts]
    if credit.cue is None and credit.kind not in SAYS_LITTLE:
        words.append(f"({credit.kind})")
    return " ".join(words) or "flat"


def sentences_at(comparison: Comparison, place: Place) -> list[Row]:
    """The sentence at hand beside each one that tells the same, with the score of that."""
    rows: dict[Place, Row] = {}
    here = _sentence(comparison, place)
    for index in comparison.aligned(place):
        alignment = comparison.alignments[index]
        other = alignment.b if alignment.a == place else alignment.a
        row = rows[other] = Row(f"{alignment.sign} {points(alignment.score)}")
        row.cells[place.article] = [here] if len(rows) == 1 else []
        row.add(other.article, _sentence(comparison, other))
    return list(rows.values())


def _sentence(comparison: Comparison, place: Place) -> Value:
    return Value(display_line(comparison.sources[place.article].words(place.sentence)))


def _told_in(comparison: Comparison, place: Place) -> Iterator[Place]:
    """The sentence and those that tell a detail of it otherwise; without any, all that tell it."""
    yield place
    pairs = [comparison.alignments[one.alignment] for one in comparison.details_at(place)]
    differing = {pair.b if pair.a == place else pair.a for pair in pairs}
    for article in range(len(comparison.sources)):
        if article != place.article:
            there = comparison.across(place, article)
            yield from [one for one in there if one in differing or not differing]


def points(score: float) -> str:
    """A score in two places: ``.34``."""
    return "1" if score >= 0.995 else f"{score:.2f}"[1:]


SOFT = frozenset({"vague", "modifier", "interval"})
"""Outcomes that leave it open whether two articles contradict each other."""


def overview(comparison: Comparison) -> Overview:
    """What a comparison comes to. Takes a walk through the texts, so not on the path of a key."""
    firm_first = sorted(differing(comparison), key=lambda one: SOFT.issuperset(one.outcomes))
    rows = [_in_short(comparison, one) for one in firm_first]
    return Overview(
        len(rows),
        tuple(rows),
        tuple(_phrases(comparison, article) for article in range(len(comparison.sources))),
    )


def _in_short(comparison: Comparison, one: Differing) -> Row:
    row = Row(NAMES.get(one.kind, one.kind), {}, one.outcomes[0])
    there = [(article, span) for article, spans in enumerate(one.spans) for span in spans]
    for article, span in there:
        other = next((end for end in there if end[0] != article), (article, span))
        row.add(article, _short(_values(comparison, one.kind, (article, span), other)[0]))
    return row


def _short(value: Value) -> Value:
    """A value among many: of a long quotation, the words that differ."""
    if len(value.text) <= LONGEST:
        return value
    if value.words:
        start, end = value.words[0][0], min(value.words[-1][1], value.words[0][0] + LONGEST)
        return Value(f"…{value.text[start:end]}…")
    return Value(f"{value.text[: LONGEST - 1].rstrip()}…")


def _phrases(comparison: Comparison, article: int) -> tuple[str, ...]:
    """The phrases of an article alone: one of each sentence first, then the next of each.

    What is in a detail that differs is told there.
    """
    text = comparison.sources[article].text
    details = _spans(comparison, article)
    told: dict[Place, int] = {}
    turns: list[tuple[int, str]] = []
    for phrase in most_telling_first(comparison, unshared(comparison, article)):
        if not phrase.named or any(
            start < phrase.span[1] and phrase.span[0] < end for start, end in details
        ):
            continue
        turn = told[phrase.place] = told.get(phrase.place, -1) + 1
        words = display_line(text[slice(*phrase.span)])
        turns.append((turn, words if len(words) <= PHRASE else f"{words[: PHRASE - 1].rstrip()}…"))
    return tuple(words for _, words in sorted(turns, key=lambda one: one[0])[:MOST])


def _spans(comparison: Comparison, article: int) -> set[Span]:
    """The spans of an article's details that are told otherwise elsewhere."""
    return {
        span
        for detail in comparison.details
        for place, span in (
            (comparison.alignments[detail.alignment].a, detail.a),
            (comparison.alignments[detail.alignment].b, detail.b),
        )
        if place.article == article
    }
