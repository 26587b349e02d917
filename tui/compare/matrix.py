"""Claims by sources: who asserts, denies or reports each, where values differ, and who is silent.

The rows are the person's claims, then what the comparison proposes: groups of sentences that tell
one thing, as far as no claim has them. What a person marked says how a source stands to it; where
nobody did, the source's own words do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tui.compare.details import shown
from tui.compare.differing import Differing, differing
from tui.compare.findings import Comparison, Place, Span
from tui.model import Annotation, Claim, Relation

CellKind = Literal["asserted", "denied", "reported", "differs", "absent"]

_BY_POLARITY: dict[str, CellKind] = {"denies": "denied", "reports": "reported"}
CONFLICTS = "conflicts"
"""The kind of relation that says that two annotations cannot both be right."""
_BY_CREDIT: dict[str, CellKind] = {
    "deny": "denied",
    "claim": "reported",
    "hedge": "reported",
    "neutral": "reported",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How a source stands to a claim. `text` is the value where it differs, else its words.

    Reported is what the source credits to somebody or hedges; `who` is that somebody, as far as
    known. `stance` is asserted, denied or reported also where `kind` is "differs". `spans` are the
    passages to open, the first one first; `proposed`: no one marked it here.
    """

    kind: CellKind
    text: str = ""
    spans: tuple[Span, ...] = ()
    stance: CellKind = "absent"
    who: str = ""
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
    comparison: Comparison,
    annotations: Mapping[str, Sequence[Annotation]] | None = None,
    relations: Iterable[Relation] = (),
) -> Matrix:
    """The matrix of a comparison; `annotations` are those of each article, by its uid.

    Where a relation says that two annotations of a claim conflict, their sources differ in it.
    """
    marked = annotations or {}
    against = {uid for one in relations if one.kind == CONFLICTS for uid in _ends(one)}
    made = [list(marked.get(one.uid, ())) for one in comparison.sources]
    maker = _Maker(comparison, made, against)
    rows = [*maker.of_claims(), *maker.of_groups()]
    # Conflicts first; then a person's claims, then what most sources tell.
    rows.sort(key=lambda row: (not row.conflicts, not row.claim, -row.told))
    return Matrix(
        tuple(source.uid for source in comparison.sources),
        tuple(source.label for source in comparison.sources),
        tuple(rows),
    )


def _ends(relation: Relation) -> tuple[str, str]:
    return relation.source, relation.target


class _Maker:
    """One comparison with its annotations; `against` are those that conflict with another."""

    def __init__(
        self, comparison: Comparison, annotations: list[list[Annotation]], against: set[str]
    ) -> None:
        self.comparison = comparison
        self.against = against
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
        """A row for each group that has a sentence no claim has, marked or across."""
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
        stances = [self._stance(x, one) for one in made]
        first = made[stances.index("denied") if "denied" in stances else 0]
        spans = tuple((part.start, part.end) for one in made for part in one.fragments)
        stance = self._stance(x, first)
        value = self._values(x, details)
        against = [one.quote for one in made if one.uid in self.against]
        kind: CellKind = "differs" if value or against else stance
        text = value or (against or [first.quote])[0]
        who = first.attributes.get("speaker", "") or self._who(x, first)
        return Cell(
            kind, " ".join(text.split()), spans, stance, who if stance != "asserted" else ""
        )

    def _across(self, x: int, places: set[Place], details: Sequence[Differing]) -> Cell:
        """A cell that nobody marked: what is aligned with the sentences marked elsewhere."""
        here = sorted(
            {other for place in sorted(places) for other in self.comparison.across(place, x)}
        )
        self.claimed.update(here)
        return self._proposed(x, here, details) if here else Cell("absent")

    def _proposed(self, x: int, here: Sequence[Place], details: Sequence[Differing]) -> Cell:
        source = self.comparison.sources[x]
        spans = tuple(source.sentences[place.sentence].span for place in here)
        stance, value = self._credited(here[0]), self._values(x, details)
        text = value or " ".join(source.words(here[0].sentence).split())
        who = self._credit_words(here[0]) if stance != "asserted" else ""
        return Cell("differs" if value else stance, text, spans, stance, who, proposed=True)

    def _values(self, x: int, details: Sequence[Differing]) -> str:
        """What a source says of the details that differ: ``≥84 · 20 to 80``."""
        text = self.comparison.sources[x].text
        values = [shown(text, span, row.kind) for row in details for span in row.spans[x]]
        return " · ".join(dict.fromkeys(" ".join(one.split()) for one in values))

    def _stance(self, x: int, made: Annotation) -> CellKind:
        """How a source stands to what was marked: as the annotation says, else as its words do."""
        said = made.attributes
        if known := _BY_POLARITY.get(said.get("polarity", "")):
            return known
        if said.get("speaker") or said.get("certainty") == "hedged":
            return "reported"
        if said.get("polarity") or said.get("certainty"):
            return "asserted"
        places = self._places(x, [(made.start, made.end)])
        return self._credited(places[0]) if places else "asserted"

    def _credited(self, place: Place) -> CellKind:
        credit = self.comparison.credit.get(place)
        return _BY_CREDIT.get(credit.kind, "asserted") if credit else "asserted"

    def _who(self, x: int, made: Annotation) -> str:
        places = self._places(x, [(made.start, made.end)])
        return self._credit_words(places[0]) if places else ""

    def _credit_words(self, place: Place) -> str:
        """Whom a sentence is credited to, or the word that keeps a distance."""
        credit = self.comparison.credit.get(place)
        span = (credit.who or credit.cue) if credit else None
        words = self.comparison.sources[place.article].text[slice(*span)] if span else ""
        return " ".join(words.split())

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
