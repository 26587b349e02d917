"""The panel of an annotation: what its tag asks, its note, claim and relations."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from rich.text import Text

from tui.app import drawing
from tui.app.drawing import Related
from tui.errors import DataError
from tui.model import Annotation, ArticleTag, Attribute, Tag
from tui.store import answers
from tui.text.safety import display_line
from tui.text.speakers import speakers

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

NEARBY = 5
"""Speakers near the annotation that come before the values used already."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the panel shows: an attribute asked for, a relation, or something else in words.

    `kind` is attribute, note, claim, relation or other. A `further` attribute is not asked for, and
    can be answered: a tag above asks for it, or it is told already.
    """

    kind: str
    name: str
    value: str = ""
    asked: Attribute | None = None
    relation: Related | None = None
    further: bool = False


Asked = TypeVar("Asked", Annotation, ArticleTag)
"""What a panel is about."""


class Panel(Protocol[Asked]):
    """What the panel of one kind of thing shows and does."""

    screen: "DeskScreen"

    def title(self, of: Asked, /) -> Text:
        """What the panel is about."""

    def lines(self, of: Asked, /) -> list[Line]:
        """What there is to show, and to ask."""

    def offers(self, of: Asked, name: str, /) -> Sequence[str]:
        """What an attribute of free text may be."""

    def answer(self, of: Asked, name: str, value: str, /) -> Asked:
        """Keep an answer. Raises CallError and DataError where it cannot be."""

    def enter(self, of: Asked, line: Line, /) -> Callable[[], object] | None:
        """What Enter does on a line that asks for nothing, once the panel has gone."""


def attribute_lines(tags: Sequence[Tag], path: str, told: Mapping[str, str]) -> list[Line]:
    """A line for each attribute that a tag asks for, for those of the tags above it, and for each
    that is told beside."""
    asked_by = {tag.path: tag.attributes for tag in tags}
    own = [one.name for one in asked_by.get(path, ())]
    known: dict[str, Attribute] = {}
    while path:
        for one in asked_by.get(path, ()):
            known.setdefault(one.name, one)
        path = path.rpartition("/")[0]
    return [
        Line("attribute", name, told.get(name, ""), known.get(name), further=name not in own)
        for name in dict.fromkeys((*known, *told))
    ]


def with_answer(told: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """What is told with another answer, or without one where it is empty."""
    others = {key: old for key, old in told.items() if key != name}
    return {**others, name: value} if value else others


class Details:
    """The panels of the annotations of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def details(self) -> None:
        """Open the panel of the annotation at hand, else that of the article's own tag."""
        from tui.app.screens.details import DetailsScreen

        reading = self.screen.actions.reader().reading
        own = self.workspace.whole.own(reading.article.uid)
        if reading.here() is None and own:
            of_article = self.workspace.whole.tags(reading.article.uid)
            tags = [one for one in of_article if one.uid in own.values()]
            self.screen.marking.article_details.pick(tags)
            return
        annotation = self.screen.actions.at_hand()
        self.screen.app.push_screen(DetailsScreen(self, annotation), self._then)

    def _then(self, deed: Callable[[], object] | None) -> None:
        if deed is not None:
            self.screen.attempt(deed)

    def title(self, annotation: Annotation) -> Text:
        """What the panel is about."""
        return Text.assemble(
            (f"{display_line(annotation.tag)} ", drawing.ink(self.screen.look, annotation.tag)),
            f"“{drawing.short(annotation.quote, 120)}”",
        )

    def enter(self, _: Annotation, line: Line) -> Callable[[], object] | None:
        """What Enter does on a line that asks for nothing: note and claim are given, a relation
        is gone along."""
        if line.relation is not None:
            return partial(self.screen.actions.go_along, line.relation)
        return self.screen.deeds[line.kind] if line.kind in ("note", "claim") else None

    def lines(self, annotation: Annotation) -> list[Line]:
        """What there is to show of an annotation, and to ask."""
        found = attribute_lines(self.workspace.tags, annotation.tag, annotation.attributes)
        found.append(Line("note", "note", annotation.note))
        wording = annotation.claim.wording if annotation.claim else ""
        found.append(Line("claim", "claim", wording))
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
        what = f"{name} “{value}” on" if value else f"take {name} off"
        fresh = self.workspace.change(
            annotation,
            f"{what} {annotation.tag}",
            attributes=with_answer(annotation.attributes, name, value),
        )
        self.screen.actions.show_again(fresh)
        self.screen.actions.did(f"{name} {value}" if value else f"took {name} off", fresh)
        return fresh
