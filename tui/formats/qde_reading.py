"""Reading REFI-QDA projects: every text with its selections, each coding of one an annotation.

A project is gone through twice: notes and links stand behind the texts they belong to. What NVivo,
ATLAS.ti and others write beside the standard is read as they mean it (`qde_counting`,
`qde_archive`). A selection without a code is an annotation with the tag `UNCODED`.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.qde_archive import Archive, archive_of
from tui.formats.qde_counting import Counted, quotes
from tui.formats.qde_names import VARIABLES
from tui.formats.qde_survey import (
    Link,
    Survey,
    cited_by,
    code_of,
    positions,
    surveyed,
    text_of,
)
from tui.formats.qde_xml import Element, children, guid_of, record, sections, words_in
from tui.formats.reading import MEND, short
from tui.model import (
    Annotation,
    Article,
    ArticleSummary,
    ArticleTag,
    Claim,
    Fragment,
    Relation,
    Tag,
)
from tui.text.anchors import anchor
from tui.text.policy import sha256

UNCODED = "uncoded"
UNIT = f"{MEND}; if its positions are in the other unit, say --offsets codepoint or utf16"
LINK = "link"
"""The kind of a relation whose link has no name."""


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a project, one in memory at a time.

    In a project of this program the name of each selection is its words, and is checked; in others
    it may be any name, and tells the unit where it is the words. Raises DataError with the element
    where something is missing, doubled or leads nowhere, and UnitsTied.
    """
    with archive_of(place) as archive:
        survey = surveyed(archive, options.offsets)
        for source, element, text in _sources(archive, survey):
            _strange_names(survey, element, text)
            yield Reading(survey, source, element, text).entry()
        for what, count in survey.lost.items():
            options.left.out(what, count=count)


def read_tags(place: Path) -> tuple[Tag, ...]:
    """The codebook of a project, parents before children."""
    with archive_of(place) as archive:
        return tuple(surveyed(archive, "codepoint").codes.tags.values())


def _strange_names(survey: Survey, element: Element, text: str) -> None:
    """Count the names of selections that are not their words: an annotation has no name."""
    counted = Counted(text)
    for one in children(element, "PlainTextSelection"):
        try:
            span = slice(*counted.span(positions(one, survey.where), survey.count))
        except ValueError:  # told when it is read
            continue
        name = one.get("name", "")
        survey.lost["names of selections"] += bool(name) and not quotes(name, text[span])


def _sources(archive: Archive, survey: Survey) -> Iterator[tuple[Element, Element, str]]:
    """Each source with a text, the element whose positions count into it, and the text."""
    with archive.project() as (stream, where):
        for section, source in sections(stream, "Project", where):
            if section == "Sources" and (found := text_of(source, archive, survey.where)):
                yield source, *found


class Reading:
    """One source that is read."""

    def __init__(self, survey: Survey, source: Element, element: Element, text: str) -> None:
        self.survey, self.source, self.element = survey, source, element
        self.uid = guid_of(source, survey.where)
        self.text, self.digest = Counted(text), sha256(text)

    def entry(self) -> Entry:
        """The source as an article with all that is on it."""
        selections = children(self.element, "PlainTextSelection")
        by_guid = {guid_of(one, self.survey.where): one for one in selections}
        made = [
            annotation
            for uid, one in by_guid.items()
            if uid not in self.survey.further
            for annotation in self._annotations(uid, one, by_guid)
        ]
        details = self._details()
        text = self.text.text
        summary = ArticleSummary(
            uid=self.uid,
            sha256=self.digest,
            title=self.source.get("name", ""),
            length=len(text),
            annotations=len(made),
            added=self.source.get("creationDateTime", ""),
            status=details.pop("status", "todo"),
            **details,
        )
        related = [self._relation(link) for link in self.survey.links.get(self.uid, ())]
        return Entry(Article(summary, text), made, related, tags=self._tags())

    def _details(self) -> dict[str, str]:
        names = {guid: name for name, guid in VARIABLES.items()}
        found = {
            names.get(guid_of(ref, self.survey.where, "targetGUID"), ""): value
            for one in children(self.source, "VariableValue")
            for ref in children(one, "VariableRef")
            if (value := words_in(one, "TextValue"))
        }
        return {name: value for name, value in found.items() if name}

    def _annotations(
        self, uid: str, selection: Element, by_guid: dict[str, Element]
    ) -> Iterator[Annotation]:
        """One for each code that is a tag; the selection's note and attributes are the first's."""
        survey, at = self.survey, record(selection, self.survey.where)
        parts = [selection, *(by_guid[part] for part in survey.parts.get(uid, ()))]
        found = tuple(self._fragment(one) for one in parts)
        if any(one.end > other.start for one, other in pairwise(found)):
            at.fail("its fragments overlap or are out of order")
        first = Annotation(
            uid=uid,
            article=self.uid,
            tag=UNCODED,
            fragments=found,
            annotator=self._name(selection.get("creatingUser", "")),
            created=selection.get("creationDateTime", ""),
            modified=selection.get("modifiedDateTime", ""),
            attributes=self._attributes(selection),
            note=self._notes(selection, words_in(selection, "Description")),
            claim=self._claim(selection),
            sha256=self.digest,
        )
        tags = [one for one in children(selection, "Coding") if self._tag_of(one)]
        if not tags:
            yield first
        for number, coding in enumerate(tags):
            made = replace(
                first,
                tag=self._tag_of(coding),
                annotator=self._name(coding.get("creatingUser", "")) or first.annotator,
                created=coding.get("creationDateTime", "") or first.created,
            )
            if number:
                own = guid_of(coding, survey.where)
                note = self._notes(coding)
                made = replace(made, uid=own, attributes={}, note=note, claim=None)
            elif said := self._notes(coding):
                made = replace(made, note="\n\n".join(filter(None, (made.note, said))))
            yield made

    def _fragment(self, selection: Element) -> Fragment:
        """The stretch of a selection. What is ours has its words for a name, and is held to it; in
        what others wrote, a name that is as long as the words and stands elsewhere is a quote."""
        survey, at = self.survey, record(selection, self.survey.where)
        span = positions(selection, survey.where)
        try:
            found = anchor(self.text.text, *self.text.span(span, survey.count))
        except ValueError as error:
            at.fail(str(error), UNIT)
        name = selection.get("name", "")
        text = self.text.text
        elsewhere = len(name) == len(found.exact) and name in text and not quotes(name, found.exact)
        if elsewhere or (survey.own and name != found.exact):
            why = f"at {span[0]}–{span[1]} the text has {short(found.exact)}, not {short(name)}"
            at.fail(why, UNIT)
        return found

    def _tag_of(self, coding: Element) -> str:
        """The tag of a coding; "" where its code is an attribute's value. Raises DataError where
        its code is not in the codebook."""
        code = code_of(coding, self.survey.where)
        if code in self.survey.codes.values:
            return ""
        if code not in self.survey.codes.tags:
            why = f"its code {short(code)} is not in the codebook"
            record(coding, self.survey.where).fail(why)
        return self.survey.codes.tags[code].path

    def _attributes(self, coded: Element) -> dict[str, str]:
        codes = (code_of(coding, self.survey.where) for coding in children(coded, "Coding"))
        return self._values(tuple(codes), record(coded, self.survey.where).where)

    def _values(self, codes: tuple[str, ...], where: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in (self.survey.codes.values.get(code, ("", "")) for code in codes):
            if found.setdefault(name, value) != value:
                record(self.element, where).fail(f"it has two values of {short(name)}")
        found.pop("", None)
        return found

    def _notes(self, element: Element, before: str = "") -> str:
        """The words of the notes on something that are not claims, in one."""
        found = [before]
        for uid in cited_by(element, self.survey.where):
            if uid not in self.survey.notes:
                record(element, self.survey.where).fail(f"its note {short(uid)} is not there")
            if uid not in self.survey.claims:
                note = self.survey.notes[uid]
                found += [note.description, note.words]
        return "\n\n".join(filter(None, found))

    def _claim(self, selection: Element) -> Claim | None:
        cited = cited_by(selection, self.survey.where)
        claims = [uid for uid in cited if uid in self.survey.claims]
        if not claims:
            return None
        if len(claims) > 1 or claims[0] not in self.survey.notes:
            record(selection, self.survey.where).fail("it has more than one claim, or none")
        note = self.survey.notes[claims[0]]
        return Claim(claims[0], note.words, note.description)

    def _name(self, user: str) -> str:
        """The name of a user; the GUID itself of one whose name the project does not have."""
        uid = user.strip("{}").lower()
        return self.survey.users.get(uid, "") or uid

    def _relation(self, link: Link) -> Relation:
        notes = [self.survey.notes[uid] for uid in link.notes if uid in self.survey.notes]
        said = (part for note in notes for part in (note.description, note.words))
        return Relation(
            uid=link.uid,
            kind=link.name or LINK,
            source=link.origin,
            target=link.target,
            source_article=self.uid,
            target_article=self.survey.selections[link.target],
            annotator=next((self._name(note.user) for note in notes), ""),
            note="\n\n".join(filter(None, said)),
        )

    def _tags(self) -> tuple[ArticleTag, ...]:
        """The codings of the source as a whole."""
        found = []
        for coding in children(self.source, "Coding"):
            if not (tag := self._tag_of(coding)):
                continue
            where = self.survey.where
            uid, created = guid_of(coding, where), coding.get("creationDateTime", "")
            notes = [self.survey.notes[one] for one in cited_by(coding, where)]
            codes = tuple(code for note in notes for code in note.codes)
            found.append(
                ArticleTag(
                    uid=uid,
                    article=self.uid,
                    tag=tag,
                    annotator=self._name(coding.get("creatingUser", "")),
                    created=created,
                    modified=next((note.modified for note in notes), "") or created,
                    attributes=self._values(codes, record(coding, where).where),
                    note=self._notes(coding),
                )
            )
        return tuple(found)
