"""Claims by sources: who asserts, denies or reports each, where values differ, and who is silent.

The rows are the person's claims, then what the comparison proposes: groups of sentences that tell
one thing, as far as no claim has them. What a person marked says how a source stands to it; where
nobody did, the source's own words do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tui.compare.details import shown
from tui.compare.differing import Differing, differing
from tui.compare.findings import Comparison, Place, Span
from tui.model import Annotation, Claim

CellKind = Literal["asserted", "denied", "reported", "differs", "absent"]

_BY_POLARITY: dict[str, CellKind] = {
    "asserts": "asserted",
    "denies": "denied",
    "reports": "reported",
}
_BY_CREDIT: dict[str, CellKind] = {
    "deny": "denied",
    "claim": "reported",
    "hedge": "reported",
    "neutral": "reported",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How a source stands to a claim. `text` is the value where it differs, else its words.

    `stance` is asserted, denied or reported also where `kind` is "differs"; `spans` are the
    passages to open, the first one first; `proposed`: no one marked it here.
    """

    kind: CellKind
    text: str = ""
    spans: tuple[Span, ...] = ()
    stance: CellKind = "absent"
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A claim, with a cell for each source. `claim` is its uid, empty for a proposed one."""

    wording: str
    cells: tuple[Cell, ...]
    claim: str = ""
    tags: tuple[str, ...] = ()

    @property
    def told(self) -> int:
        """How many sources tell it."""
        return sum(cell.kind != "absent" for cell in self.cells)

    @property
    def conflicts(self) -> bool:
        """Whether sources stand against each other in it."""
        stances = {cell.stance for cell in self.cells}
        return (
            any(cell.kind == "differs" for cell in self.cells)
            or {
                "asserted",
                "denied",
            }
            <= stances
        )


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows, conflicts first; `uids` and `labels` are those of the sources, in order."""

    uids: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that rows have, for choosing one."""
        return tuple(sorted({tag for row in self.rows for tag in row.tags}))

    def with_tag(self, path: str) -> "Matrix":
        """The rows that have a tag, or one below it; all of them for the empty path."""
        chosen = tuple(
            row
            for row in self.rows
            if not path or any(tag == path or tag.startswith(f"{path}/") for tag in row.tags)
        )
        return Matrix(self.uids, self.labels, chosen)


def matrix(
    comparison: Comparison, annotations: Mapping[str, Sequence[Annotation]] | None = None
) -> Matrix:
    """The matrix of a comparison; `annotations` are those of each article, by its uid."""
    marked = annotations or {}
    maker = _Maker(comparison, [list(marked.get(one.uid, ())) for one in comparison.sources])
    rows = [*maker.of_claims(), *maker.of_groups()]
    # Conflicts first; then a person's claims, then what most sources tell.
    rows.sort(key=lambda row: (not row.conflicts, not row.claim, -row.told))
    return Matrix(
        tuple(source.uid for source in comparison.sources),
        tuple(source.label for source in comparison.sources),
        tuple(rows),
    )


class _Maker:
    """One comparison with its annotations, looked up by sentence."""

    def __init__(self, comparison: Comparison, annotations: list[list[Annotation]]) -> None:
        self.comparison = comparison
        self.annotations = annotations
        self.differing = differing(comparison)
        self.claimed: set[Place] = set()

    def of_claims(self) -> list[Row]:
        """A row for each claim that is marked in one of the articles, in the order of the texts."""
        claims: dict[str, Claim] = {}
        for some in self.annotations:
            claims |= {made.claim.uid: made.claim for made in some if made.claim}
        return [self._of_claim(claim) for claim in claims.values()]

    def of_groups(self) -> list[Row]:
        """A row for each group that has a sentence no claim is marked in."""
        return [
            self._of_group(group)
            for group in self.comparison.groups
            if not self.claimed.issuperset(group)
        ]

    def _of_claim(self, claim: Claim) -> Row:
        made = [
            [one for one in some if one.claim and one.claim.uid == claim.uid]
            for some in self.annotations
        ]
        places = {
            place
            for x, some in enumerate(made)
            for one in some
            for place in self._places(x, [(part.start, part.end) for part in one.fragments])
        }
        self.claimed |= places
        own = [[(part.start, part.end) for one in some for part in one.fragments] for some in made]
        details = [
            row for row in self.differing if places.intersection(row.places) and _meets(row, own)
        ]
        cells = [
            self._marked(x, some, details) if some else self._across(x, places, details)
            for x, some in enumerate(made)
        ]
        tags = {one.tag for some in made for one in some}
        return Row(claim.wording, tuple(cells), claim.uid, tuple(sorted(tags)))

    def _of_group(self, group: tuple[Place, ...]) -> Row:
        details = [row for row in self.differing if len(set(group).intersection(row.places)) > 1]
        cells = []
        for x in range(len(self.comparison.sources)):
            here = [place for place in group if place.article == x]
            cells.append(self._proposed(x, here, details) if here else Cell("absent"))
        tags = {
            one.tag
            for x, some in enumerate(self.annotations)
            for one in some
            if set(self._places(x, [(one.start, one.end)])).intersection(group)
        }
        first = group[0]
        wording = self.comparison.sources[first.article].words(first.sentence)
        return Row(" ".join(wording.split()), tuple(cells), "", tuple(sorted(tags)))

    def _marked(self, x: int, made: Sequence[Annotation], details: Sequence[Differing]) -> Cell:
        """A cell that a person marked."""
        spans = tuple((part.start, part.end) for one in made for part in one.fragments)
        stances = [self._stance(x, one) for one in made]
        stance = "denied" if "denied" in stances else stances[0]
        return self._cell(x, stance, spans, details, made[0].quote)

    def _across(self, x: int, places: set[Place], details: Sequence[Differing]) -> Cell:
        """A cell that nobody marked: what is aligned with the sentences marked elsewhere."""
        here = sorted(
            {other for place in sorted(places) for other in self.comparison.across(place, x)}
        )
        return self._proposed(x, here, details) if here else Cell("absent")

    def _proposed(self, x: int, here: Sequence[Place], details: Sequence[Differing]) -> Cell:
        source = self.comparison.sources[x]
        spans = tuple(source.sentences[place.sentence].span for place in here)
        words = source.words(here[0].sentence)
        return self._cell(x, self._credited(here[0]), spans, details, words, proposed=True)

    def _cell(
        self,
        x: int,
        stance: CellKind,
        spans: tuple[Span, ...],
        details: Sequence[Differing],
        words: str,
        proposed: bool = False,
    ) -> Cell:
        text = self.comparison.sources[x].text
        values = [shown(text, span, row.kind) for row in details for span in row.spans[x]]
        value = " · ".join(dict.fromkeys(" ".join(one.split()) for one in values))
        if value:
            return Cell("differs", value, spans, stance, proposed)
        return Cell(stance, " ".join(words.split()), spans, stance, proposed)

    def _stance(self, x: int, made: Annotation) -> CellKind:
        """How a source stands to what was marked: as the annotation says, else as its words do."""
        if said := _BY_POLARITY.get(made.attributes.get("polarity", "")):
            return said
        if made.attributes.get("certainty") == "hedged" or made.attributes.get("speaker"):
            return "reported"
        places = self._places(x, [(made.start, made.end)])
        return self._credited(places[0]) if places else "asserted"

    def _credited(self, place: Place) -> CellKind:
        credit = self.comparison.credit.get(place)
        return _BY_CREDIT.get(credit.kind, "asserted") if credit else "asserted"

    def _places(self, x: int, spans: Sequence[Span]) -> list[Place]:
        """The sentences of a source that spans touch."""
        source = self.comparison.sources[x]
        found: dict[Place, None] = {}
        for start, end in spans:
            for index in range(max(0, source.at(start)), source.at(max(start, end - 1)) + 1):
                if source.sentences[index].end > start:
                    found[Place(x, index)] = None
        return list(found)


def _meets(row: Differing, own: Sequence[Sequence[Span]]) -> bool:
    """Whether a detail that differs is among the words that were marked."""
    return any(
        start < last and first < end
        for spans, marked in zip(row.spans, own, strict=True)
        for first, last in spans
        for start, end in marked
    )
