"""The lines of an article in WebAnno TSV 3.3."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui.formats.columns import LONGEST, Column
from tui.formats.entry import Entry
from tui.formats.inception import (
    CLAIM,
    CLAIM_FEATURES,
    PART,
    PART_FEATURES,
    RELATION,
    RELATION_FEATURES,
    claim_features,
    relation_features,
)
from tui.formats.tsv_escapes import text_out, value_out
from tui.formats.tsv_units import Placed, Span, Units, sentence_starts, tokens
from tui.text.offsets import Offsets

_CLAIM, _PART = range(2)

_NUMBERS, _STARTS, _ENDS = Column("%d\t"), Column("%d-"), Column("%d\t")

Row = tuple[str, str]
"""What stands in a relation's cell of its source, and in its other cells."""


@dataclass(frozen=True)
class Layer:
    """A layer of a file: its name, and the features that have a column."""

    name: str
    features: tuple[str, ...]


def lines(entry: Entry, own: Sequence[str]) -> Iterator[str]:
    """The lines of an article, each with its line end. `own` are the codebook's attributes."""
    text = entry.article.text
    heads = [(made, claim_features(made, own)) for made in entry.annotations]
    parts = [
        ((part.start, part.end), {"of": made.uid, "number": str(number)})
        for made in entry.annotations
        for number, part in enumerate(made.fragments[1:], 2)
    ]
    claim = Layer(CLAIM, _used((*CLAIM_FEATURES, *own), "tag", [words for _, words in heads]))
    layers = [claim] if heads else []
    if parts:
        layers.append(Layer(PART, PART_FEATURES))
    spans = [(made.fragments[0].start, made.fragments[0].end) for made, _ in heads]
    found, words_of, spaces = tokens(text, [*spans, *(span for span, _ in parts)])
    units = Units(found)
    ends: dict[str, Placed] = {}
    for (made, words), span in zip(heads, spans, strict=True):
        ends[made.uid] = units.place(_CLAIM, span, _values(claim.features, words))
    pieces = [units.place(_PART, span, _values(PART_FEATURES, words)) for span, words in parts]
    units.number([*ends.values(), *pieces])
    related = [
        (ends[one.source], ends[one.target], relation_features(one))
        for one in entry.own_relations
        if one.source in ends and one.target in ends
    ]
    relation = Layer(RELATION, _used(RELATION_FEATURES, "kind", [words for *_, words in related]))
    yield from _header(layers, relation if related else None)
    body = _Body(text, units, words_of, layers, relation if related else None, related, spaces)
    yield from body.lines()


def _used(features: Sequence[str], always: str, rows: list[dict[str, str]]) -> tuple[str, ...]:
    used = {always}.union(*rows)
    return tuple(name for name in features if name in used)


def _values(features: Sequence[str], words: Mapping[str, str]) -> list[str]:
    return [value_out(words.get(name, "")) for name in features]


def _words(found: str) -> str:
    """The words of a token or part as they stand in its row."""
    return text_out(found) if found.isspace() else found


def _header(layers: Sequence[Layer], relation: Layer | None) -> Iterator[str]:
    yield "#FORMAT=WebAnno TSV 3.3\n"
    for layer in layers:
        yield f"#T_SP={layer.name}|{'|'.join(layer.features)}\n"
    if relation:
        yield f"#T_RL={relation.name}|{'|'.join(relation.features)}|BT_{CLAIM}\n"
    yield "\n"


class _Body:
    """The sentences and rows of a text."""

    def __init__(
        self,
        text: str,
        units: Units,
        tokens: list[str],
        layers: Sequence[Layer],
        relation: Layer | None,
        related: Sequence[tuple[Placed, Placed, Mapping[str, str]]],
        spaces: set[Span],
    ) -> None:
        self.text, self.units, self.tokens = text, units, tokens
        self.layers, self.relation = layers, relation
        self.offsets = Offsets(text)
        self.columns = [len(layer.features) for layer in layers]
        self.empty = "_\t" * (sum(self.columns) + (len(relation.features) + 1 if relation else 0))
        self.starts = sentence_starts(text, units.starts)
        self.into: dict[Span, list[tuple[str, list[str]]]] = defaultdict(list)
        features = relation.features if relation else ()
        for source, target, words in related:
            numbers = f"[{source.number}_{target.number}]" if source.number or target.number else ""
            row = f"{self._ident(source.first)}{numbers}", _values(features, words)
            self.into[target.first].append(row)
        busy = (
            bisect_right(units.starts, start) - 1 for start, _ in (*units.on, *self.into, *spaces)
        )
        self.known: dict[tuple[int, ...], str] = {}
        self.busy = sorted({*busy, *units.parts})

    def _ident(self, unit: Span) -> str:
        """The id of a unit: its sentence, its token, and its place in that where it is a part."""
        number = bisect_right(self.units.starts, unit[0]) - 1
        sentence = bisect_right(self.starts, number)
        ident = f"{sentence}-{number - self.starts[sentence - 1] + 1}"
        if self.units.found[number] == unit:
            return ident
        return f"{ident}.{sorted(self.units.parts[number]).index(unit) + 1}"

    def lines(self) -> Iterator[str]:
        """The sentences with their rows; most of these have nothing on them, and all are put
        together by columns."""
        found, words, tail = self.units.found, self.tokens, f"\t{self.empty}\n"
        starts, ends = self._offsets()
        for sentence, (first, behind) in enumerate(pairwise([*self.starts, len(found)]), 1):
            yield "\n"
            yield from self._sentence(found[first][0], found[behind - 1][1], behind)
            number = behind - first
            rows = [f"{sentence}-"] * (6 * number)
            rows[1::6] = _NUMBERS.until(number + 1)[1 : number + 1]
            rows[2::6] = starts[first:behind]
            rows[3::6] = ends[first:behind]
            rows[4::6] = words[first:behind]
            rows[5::6] = [tail] * number
            for place in self.busy[bisect_left(self.busy, first) : bisect_left(self.busy, behind)]:
                at = 6 * (place - first)
                rows[at + 4] = _words(words[place])
                rows[at + 5] = self._busy(place, f"{sentence}-{place - first + 1}")
            yield "".join(rows)

    def _offsets(self) -> tuple[list[str], list[str]]:
        """The columns of where each token starts and ends."""
        starts, ends = self.units.starts, [end for _, end in self.units.found]
        if not self.offsets.same:
            starts, ends = (list(map(self.offsets.to_utf16, column)) for column in (starts, ends))
        if len(self.text) > LONGEST:
            return [f"{start}-" for start in starts], [f"{end}\t" for end in ends]
        until = max(ends, default=0) + 1
        return (
            list(map(_STARTS.until(until).__getitem__, starts)),
            list(map(_ENDS.until(until).__getitem__, ends)),
        )

    def _busy(self, place: int, ident: str) -> str:
        """What is behind the words of a token with something on it, and the rows of its parts."""
        rows = [f"\t{self._on(self.units.found[place])}\n"]
        for part, unit in enumerate(sorted(self.units.parts.get(place, ())), 1):
            start, end = unit
            words = _words(self.text[start:end])
            if not self.offsets.same:
                start, end = self.offsets.to_utf16(start), self.offsets.to_utf16(end)
            rows.append(f"{ident}.{part}\t{start}-{end}\t{words}\t{self._on(unit)}\n")
        return "".join(rows)

    def _sentence(self, start: int, last: int, following: int) -> Iterator[str]:
        """The text up to the next sentence. A line end before that is the one that every reader
        puts between two sentences, unless it is in a token."""
        found = self.units.found
        end = found[following][0] if following < len(found) else len(self.text)
        if following < len(found) and end > last and self.text[end - 1] == "\n":
            end -= 1
        for line in self.text[start:end].split("\n"):
            yield f"#Text={text_out(line)}\n"

    def _on(self, unit: Span) -> str:
        """The cells of a token or part."""
        here, into = self.units.on.get(unit), self.into.get(unit)
        if not here and not into:
            return self.empty
        if into:
            return self._cells(here or [], into)
        stack = tuple(map(id, here or ()))  # the tokens of one annotation have the same cells
        if stack not in self.known:
            self.known[stack] = self._cells(here or [], [])
        return self.known[stack]

    def _cells(self, here: list[Placed], into: list[tuple[str, list[str]]]) -> str:
        return "\t".join([*self._each(here, into), ""])

    def _each(self, here: list[Placed], into: list[tuple[str, list[str]]]) -> Iterator[str]:
        for layer, columns in enumerate(self.columns):
            stacked = [one for one in here if one.layer == layer]
            for column in range(columns):
                values = (
                    f"{one.values[column]}[{one.number}]" if one.number else one.values[column]
                    for one in stacked
                )
                yield "|".join(values) or "_"
        if self.relation:
            for column in range(len(self.relation.features)):
                yield "|".join(values[column] for _, values in into) or "_"
            yield "|".join(source for source, _ in into) or "_"
