"""The panel of an annotation: what its tag asks, its note, claim and relations."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.app.drawing import Related
from tui.errors import DataError
from tui.model import Annotation, Attribute
from tui.store import answers
from tui.text.speakers import speakers

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

NEARBY = 5
"""Speakers near the annotation that come before the values used already."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the panel shows: an attribute asked for, a relation, or something else in words.

    `kind` is attribute, note, claim, relation or other.
    """

    kind: str
    name: str
    value: str = ""
    asked: Attribute | None = None
    relation: Related | None = None


class Details:
    """The panels of the annotations of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def details(self) -> None:
        from tui.app.screens.details import DetailsScreen

        annotation = self.screen.actions.at_hand()
        self.screen.app.push_screen(DetailsScreen(self, annotation), self._then)

    def _then(self, deed: Callable[[], object] | None) -> None:
        if deed is not None:
            self.screen.attempt(deed)

    def lines(self, annotation: Annotation) -> list[Line]:
        """What there is to show of an annotation, and to ask."""
        tag = next((tag for tag in self.workspace.tags if tag.path == annotation.tag), None)
        asked = {one.name: one for one in (tag.attributes if tag else ())}
        names = dict.fromkeys((*asked, *annotation.attributes))
        found = [
            Line("attribute", name, annotation.attributes.get(name, ""), asked.get(name))
            for name in names
        ]
        found.append(Line("note", "note", annotation.note))
        if annotation.claim:
            found.append(Line("claim", "claim", annotation.claim.wording))
        related = self.workspace.related(annotation)
        return found + [Line("relation", one.kind, one.other.quote, None, one) for one in related]

    def offers(self, annotation: Annotation, name: str) -> Sequence[str]:
        """What an attribute of free text may be: for a speaker those nearby, then values in use.

        The values in use are left out while the database cannot be read.
        """
        used: Sequence[str] = ()
        with suppress(DataError):
            used = answers.values_used(self.workspace.store, name, annotation.article)
        if name != "speaker":
            return used
        text = self.screen.actions.reader().reading.text
        found = speakers(text, annotation.start)
        return list(dict.fromkeys((*found[:NEARBY], *used, *found)))

    def answer(self, annotation: Annotation, name: str, value: str) -> Annotation:
        """Keep an answer, show it, and say so. Raises CallError where it is another's."""
        if annotation.attributes.get(name, "") == value:
            return annotation
        told = {key: old for key, old in annotation.attributes.items() if key != name}
        what = f"{name} “{value}” on" if value else f"take {name} off"
        fresh = self.workspace.change(
            annotation,
            f"{what} {annotation.tag}",
            attributes={**told, name: value} if value else told,
        )
        self.screen.actions.show_again(fresh)
        self.screen.actions.did(f"{name} {value}" if value else f"took {name} off", fresh)
        return fresh
