"""Reading WebAnno TSV 3: what the cells of its rows say.

Every layer of spans or chains is annotations, every layer of relations is relations, and so are
links between annotations, by their role, and each link of a chain to the next. An annotation of no
width marks nothing and is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from tui.errors import DataError
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.inception import PART, annotation, relation
from tui.formats.inception_files import Source, sources
from tui.formats.left_out import Left
from tui.formats.reading import fragments, short
from tui.formats.tsv_escapes import value_in
from tui.formats.tsv_table import Layer, Row, Table, table
from tui.model import Annotation, Article, ArticleSummary, Relation
from tui.text.policy import clean, sha256

_STACK = re.compile(r"(?:\\.|[^|\\]|\\$)+", re.DOTALL)
_SLOTS = re.compile(r"(?:\\.|[^;\\]|\\$)+", re.DOTALL)
_NUMBERED = re.compile(r"(.*)\[(\d{1,9})(?:_(\d{1,9}))?\]", re.DOTALL | re.ASCII)
_CHAINED = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})", re.DOTALL | re.ASCII)
_DEPENDENCY = "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency"
"""Its ends are tokens, which are no annotations."""


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, or of the TSV files of a folder or zip, one in memory at a time.

    Raises DataError with file and line where a row is none, its words are not those of the text,
    an id comes twice, or a relation has no end.
    """
    ids: set[str] = set()
    for source in sources(place, (".tsv",)):
        entry = Document(source, table(source, options.offsets), options.left).entry()
        uids = (one.uid for rows in (entry.annotations, entry.relations) for one in rows)
        for uid in (entry.article.uid, *uids):
            if uid in ids:
                said = f"the id {short(uid)} comes a second time"
                raise DataError(f"{source.where}: {said}: each has an id of its own")
            ids.add(uid)
        yield entry


@dataclass
class Found:
    """An annotation as its rows come: its layer, its first row, its place, its features."""

    layer: Layer
    row: Row
    ident: str
    start: int
    end: int
    features: dict[str, str] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


class Document:
    """One file, on its way from rows to annotations and relations."""

    def __init__(self, source: Source, rows: Table, left: Left) -> None:
        self.source, self.table, self.left = source, rows, left
        self.name = source.name
        self.found: list[Found] = []
        self.numbered: dict[int, Found] = {}
        self.chains: dict[tuple[str, int], dict[int, Found]] = defaultdict(dict)
        self.at: dict[tuple[str, str], Found] = {}
        """By layer and row, the first annotation that starts there."""

    def entry(self) -> Entry:
        """The article with all that is on it. Raises DataError where something does not fit."""
        text = self.table.text
        named = sha256(text) if clean(text)[0] == text else ""
        for row, span in zip(self.table.rows, self.table.spans, strict=True):
            for layer in self.table.layers:
                if layer.kind == "T_SP":
                    self._spans(layer, row, span)
                elif layer.kind == "T_CH":
                    self._links(layer, row, span)
        made = self._annotations(named)
        related = [*self._relations(made), *self._slots(made), *self._next(made)]
        summary = ArticleSummary(
            uid=self.name,
            sha256=named,
            title="",
            length=len(text),
            annotations=len(made),
            file=f"{self.name}{self.source.suffix}",
        )
        return Entry(Article(summary, text), list(made.values()), related)

    def _stacks(self, layer: Layer, row: Row) -> list[dict[int, str]]:
        """The annotations of a layer on a row: of each, its cell in each column that has one."""
        stacks: list[dict[int, str]] = []
        for column in range(len(layer.columns)):
            cell = row.cells[layer.first + column]
            for place, value in enumerate(() if cell == "_" else _STACK.findall(cell)):
                if place == len(stacks):
                    stacks.append({})
                stacks[place][column] = value
        return stacks

    def _spans(self, layer: Layer, row: Row, span: tuple[int, int]) -> None:
        for place, cells in enumerate(self._stacks(layer, row)):
            numbers, values = set(), {}
            for column, cell in cells.items():
                match = _NUMBERED.fullmatch(cell)
                if match and not _is_target(layer, column) and not cell.endswith("\\]"):
                    numbers.add(int(match[2]))
                    cell = match[1]
                values[column] = cell
            if len(numbers) > 1:
                row.fail(f"one annotation has the numbers {', '.join(map(str, sorted(numbers)))}")
            number = numbers.pop() if numbers else 0
            one = self.numbered.get(number) if number else None
            if one and one.layer != layer:
                row.fail(f"the number {number} is of two layers")
            if one:
                one.end = max(one.end, span[1])
                continue
            one = self._new(layer, row, span, place)
            if number:
                self.numbered[number] = one
            self._fill(one, values)

    def _new(self, layer: Layer, row: Row, span: tuple[int, int], place: int) -> Found:
        one = Found(layer, row, f"{row.ident}/{layer.first}.{place}", *span)
        self.found.append(one)
        self.at.setdefault((layer.name, row.ident), one)
        return one

    def _fill(self, one: Found, values: dict[int, str]) -> None:
        for column, cell in values.items():
            name = one.layer.columns[column]
            if name.startswith("ROLE_"):
                one.roles = [] if cell == "_" else [_role(name, it) for it in _SLOTS.findall(cell)]
            elif _is_target(one.layer, column):
                one.targets = [] if cell == "*" else _SLOTS.findall(cell)
            elif name:
                one.features[name] = value_in(cell)

    def _links(self, layer: Layer, row: Row, span: tuple[int, int]) -> None:
        """The links of chains on a row; one on several rows has one place in its chain."""
        for place, cells in enumerate(self._stacks(layer, row)):
            chained = (_CHAINED.fullmatch(cell) for cell in cells.values())
            match = next((one for one in chained if one), None)
            if not match:
                row.fail(f"a link of {layer.name} has no place in a chain")
            chain = self.chains[layer.name, int(match[2])]
            index = int(match[3])
            if index in chain:
                chain[index].end = max(chain[index].end, span[1])
                continue
            chain[index] = one = self._new(layer, row, span, place)
            for column, cell in cells.items():
                plain = _CHAINED.fullmatch(cell) or _NUMBERED.fullmatch(cell)
                one.features[layer.columns[column]] = value_in(plain[1] if plain else cell)

    def _annotations(self, named: str) -> dict[str, Annotation]:
        """The annotations by their own ids, those of several fragments with all of them."""
        parts: dict[str, list[Found]] = defaultdict(list)
        for one in self.found:
            if one.layer.name == PART:
                parts[one.features.get("of", "")].append(one)
        made: dict[str, Annotation] = {}
        for one in self.found:
            if one.layer.name == PART:
                continue
            if one.start == one.end:
                self.left.out("annotations of no width", one.row.where)
                continue
            pieces = [one, *sorted(parts.pop(one.features.get("uid", ""), ()), key=_number)]
            found = annotation(
                one.layer.name,
                one.features,
                fragments(
                    self.table.text,
                    [(piece.start, piece.end) for piece in pieces],
                    None,
                    one.row.where,
                ),
                f"{self.name}#{one.ident}",
                self.name,
                one.row.where,
            )
            made[one.ident] = replace(found, sha256=named)
        for uid, pieces in parts.items():
            pieces[0].row.fail(f"a part of {short(uid)} stands alone: there is no such annotation")
        return made

    def _end(self, layer: str, ident: str, number: int) -> Found | None:
        """The annotation that a cell refers to by its row, and by its number where it has one."""
        found = self.numbered.get(number) if number else self.at.get((layer, ident))
        if found is None and layer == "uima.tcas.Annotation":
            found = next((one for (_, row), one in self.at.items() if row == ident), None)
        return found

    def _relations(self, made: dict[str, Annotation]) -> Iterator[Relation]:
        for layer in self.table.layers:
            for row in self.table.rows if layer.kind == "T_RL" else ():
                for place, cells in enumerate(self._stacks(layer, row)):
                    one = self._relation(layer, row, place, cells, made)
                    if one:
                        yield one

    def _relation(
        self,
        layer: Layer,
        row: Row,
        place: int,
        cells: dict[int, str],
        made: dict[str, Annotation],
    ) -> Relation | None:
        base, source, numbers = "", "", (0, 0)
        features: dict[str, str] = {}
        for column, cell in cells.items():
            name = layer.columns[column]
            if not name.startswith("BT_"):
                features[name] = value_in(cell)
                continue
            base = name.removeprefix("BT_")
            match = _NUMBERED.fullmatch(cell)
            source = match[1] if match else cell
            numbers = (int(match[2]), int(match[3] or 0)) if match else (0, 0)
        ends = (self._end(base, source, numbers[0]), self._end(base, row.ident, numbers[1]))
        on_tokens = layer.name == _DEPENDENCY or base.endswith(".Token")
        if None in ends and not on_tokens:
            row.fail(f"an end of a relation from {short(source)} is no annotation of {short(base)}")
        uids = [made[one.ident].uid for one in ends if one and one.ident in made]
        if len(uids) < 2:
            name = layer.name.rpartition(".")[2]
            self.left.out(f"relations {name} of what is no annotation", row.where)
            return None
        ident = f"{self.name}#{row.ident}/{layer.first}.{place}"
        return relation(layer.name, features, (uids[0], uids[1]), ident, self.name)

    def _slots(self, made: dict[str, Annotation]) -> Iterator[Relation]:
        for one in self.found:
            for number, cell in enumerate(one.targets if one.ident in made else ()):
                match = _NUMBERED.fullmatch(cell)
                ident = match[1] if match else cell
                target = self._end(_slot_of(one.layer), ident, int(match[2]) if match else 0)
                if target is None:
                    one.row.fail(f"a link leads to {short(cell)}, where there is no annotation")
                if target.ident not in made or number >= len(one.roles):
                    self.left.out("links to what is no annotation", one.row.where)
                else:
                    kind = one.roles[number]
                    yield self._related(kind, one, target, f"links.{number}", made)

    def _next(self, made: dict[str, Annotation]) -> Iterator[Relation]:
        for chain in self.chains.values():
            links = [chain[index] for index in sorted(chain)]
            for one, following in pairwise(links):
                if one.ident in made and following.ident in made:
                    yield self._related("next", one, following, "next", made)

    def _related(
        self, kind: str, one: Found, other: Found, as_what: str, made: dict[str, Annotation]
    ) -> Relation:
        return Relation(
            uid=f"{self.name}#{one.ident}.{as_what}",
            kind=kind,
            source=made[one.ident].uid,
            target=made[other.ident].uid,
            source_article=self.name,
            target_article=self.name,
            annotator="",
        )


def _is_target(layer: Layer, column: int) -> bool:
    """Whether a column has the targets of links: it is the one behind their roles."""
    return column > 0 and layer.columns[column - 1].startswith("ROLE_")


def _slot_of(layer: Layer) -> str:
    """The layer of what a layer links to."""
    return next((name for at, name in enumerate(layer.columns) if _is_target(layer, at)), "")


def _role(column: str, cell: str) -> str:
    """The role of a link; without one, the feature's name: ``ROLE_layer:feature_type``."""
    return value_in(cell) or column.partition(":")[2].partition("_")[0]


def _number(one: Found) -> int:
    number = one.features.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        one.row.fail(f"a part of an annotation has the number {short(number)}")
    return int(number)
