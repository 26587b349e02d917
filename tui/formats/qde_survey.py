"""What of a REFI-QDA project has to be known before its first article: who, codes, notes, links."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.formats.face import Asked
from tui.formats.qde_archive import Archive
from tui.formats.qde_codes import CodesRead
from tui.formats.qde_counting import Count, Counted, Tally
from tui.formats.qde_names import CLAIMS, FRAGMENT, ORIGINS, VARIABLES
from tui.formats.qde_xml import Element, children, guid_of, local, record, sections, words_in
from tui.formats.reading import Record, short
from tui.text.offsets import Span


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its words, who wrote it, and when it was changed."""

    words: str
    description: str
    user: str
    modified: str
    codes: tuple[str, ...]


class Link(NamedTuple):
    """A link from one thing to another, by their GUIDs."""

    uid: str
    name: str
    origin: str
    target: str
    direction: str
    notes: tuple[str, ...]


@dataclass
class Survey:
    """What is known of a project: users, codes and notes by their GUIDs, the source of each
    selection, the links of each source, the further fragments by the first, and how to count.

    `lost` is what a project has and no dataset can hold.
    """

    where: str = ""
    own: bool = False
    users: dict[str, str] = field(default_factory=dict)
    codes: CodesRead = field(default_factory=CodesRead)
    notes: dict[str, Note] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    selections: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    further: set[str] = field(default_factory=set)
    count: Count = field(default_factory=Count)
    lost: Counter[str] = field(default_factory=Counter)


def surveyed(archive: Archive, asked: Asked) -> Survey:
    """Go through a project once. Raises DataError for what is wrong in it, and UnitsTied."""
    found, tally = Survey(), Tally(archive.place, asked)
    links: dict[str, Link] = {}
    cited: set[str] = set()
    with archive.project() as (stream, where):
        found.where = where
        for section, element in sections(stream, "Project", where):
            if not section:
                unit = ORIGINS.get(element.get("origin", ""))
                found.own = unit is not None
                if unit and asked == "auto":
                    tally = Tally(archive.place, unit)
                continue
            cited |= {
                guid_of(one, where, "targetGUID")
                for one in element.iter()
                if local(one) == "NoteRef"
            }
            if section == "Sources":
                _source(element, archive, found, tally)
            elif section == "Links":
                link = _link(element, where)
                if link.uid in links:
                    record(element, where).fail("its guid is another link's as well")
                links[link.uid] = link
            else:
                _other(section, element, archive, found)
    found.count = tally.best()
    _place(links, archive, found)
    found.lost["notes on the project"] += len(found.notes.keys() - cited)
    return found


def _other(section: str, element: Element, archive: Archive, found: Survey) -> None:
    where = found.where
    if section == "Users":
        uid = guid_of(element, where)
        if uid in found.users:
            record(element, where).fail("its guid is another user's as well")
        found.users[uid] = element.get("name", "") or element.get("id", "")
    elif section == "CodeBook" and local(element) == "Codes":
        for code in children(element, "Code"):
            found.codes.add(code, where)
        found.lost["colours of codes"] += found.codes.strange_colours
    elif section == "Notes":
        uid = guid_of(element, where)
        if uid in found.notes:
            record(element, where).fail("its guid is another note's as well")
        found.notes[uid] = _note(element, archive, where)
    elif section == "Variables":
        found.lost["variables"] += guid_of(element, where) not in VARIABLES.values()
    elif section == "Sets" and guid_of(element, where) == CLAIMS:
        members = children(element, "MemberNote")
        found.claims |= {guid_of(one, where, "targetGUID") for one in members}
    elif section in ("Cases", "Sets", "Graphs"):
        found.lost[section.lower()] += 1


def _note(element: Element, archive: Archive, where: str) -> Note:
    path = element.get("plainTextPath", "")
    words = words_in(element, "PlainTextContent")
    if path and not words:
        words = archive.text(path, record(element, where).where) or ""
    return Note(
        words,
        words_in(element, "Description"),
        element.get("creatingUser", "").strip("{}").lower(),
        element.get("modifiedDateTime", ""),
        tuple(code_of(coding, where) for coding in children(element, "Coding")),
    )


def code_of(coding: Element, where: str) -> str:
    """The GUID of a coding's code."""
    refs = children(coding, "CodeRef")
    if not refs:
        record(coding, where).fail("it names no code")
    return guid_of(refs[0], where, "targetGUID")


def text_of(source: Element, archive: Archive, where: str) -> tuple[Element, str] | None:
    """The element whose positions count into a source's text, and this text; None where it has
    none in the archive: a picture, a recording, a text that was left outside."""
    within = [source] if local(source) == "TextSource" else []
    for one in (*within, *children(source, "Representation"), *children(source, "TextDescription")):
        path = one.get("plainTextPath", "")
        found = archive.text(path, record(one, where).where) if path else None
        content = children(one, "PlainTextContent")
        if found is None and content:
            found = content[0].text or ""
        if found and found.strip("\ufeff \t\r\n"):
            return one, found
    return None


def cited_by(element: Element, where: str) -> tuple[str, ...]:
    """The GUIDs of the notes on something."""
    return tuple(guid_of(one, where, "targetGUID") for one in children(element, "NoteRef"))


def positions(selection: Element, where: str) -> Span:
    """The two positions of a selection. Raises DataError where one is no number."""
    at = record(selection, where)
    start, end = at.text("startPosition").strip(), at.text("endPosition").strip()
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        at.fail(f"{short(f'{start}–{end}')} are no positions in a text")
    return int(start), int(end)


def _source(source: Element, archive: Archive, found: Survey, tally: Tally) -> None:
    uid = guid_of(source, found.where)
    if uid in found.sources:
        record(source, found.where).fail("its guid is another source's as well")
    found.sources.add(uid)
    read = text_of(source, archive, found.where)
    used = children(read[0], "PlainTextSelection") if read else []
    selections = (one for one in source.iter() if local(one).endswith("Selection"))
    found.lost["selections without a text"] += sum(1 for _ in selections) - len(used)
    if read is None and found.own:
        record(source, found.where).fail("its text is not in the archive")
    if read is None:
        found.lost["sources without a text"] += 1
        return
    text = read[1]
    for one in used:
        selection = guid_of(one, found.where)
        if selection in found.selections:
            record(one, found.where).fail("its guid is another selection's as well")
        found.selections[selection] = uid
    named = [(positions(one, found.where), one.get("name", "")) for one in used]
    tally.add(Counted(text), named)
    found.lost["descriptions of sources"] += bool(words_in(source, "Description"))
    found.lost["notes on sources"] += len(children(source, "NoteRef"))
    values = (
        guid_of(ref, found.where, "targetGUID")
        for value in children(source, "VariableValue")
        for ref in children(value, "VariableRef")
    )
    found.lost["values of variables"] += sum(one not in VARIABLES.values() for one in values)


def _link(link: Element, where: str) -> Link:
    return Link(
        guid_of(link, where),
        link.get("name", ""),
        guid_of(link, where, "originGUID"),
        guid_of(link, where, "targetGUID"),
        link.get("direction", ""),
        cited_by(link, where),
    )


def _place(links: Mapping[str, Link], archive: Archive, found: Survey) -> None:
    """Give each source its links, and each annotation its further fragments."""
    ends = {end for link in links.values() for end in (link.origin, link.target)}
    missing = ends - found.selections.keys()
    others = _others(archive, missing) if missing else set()
    for link in links.values():
        at = Record({}, f"{found.where}, Link {link.uid}")
        for end in (link.origin, link.target):
            if end in missing - others:
                at.fail(f"it leads to {short(end)}, and nothing here has that guid")
        if missing & {link.origin, link.target}:
            found.lost["links between other things than texts"] += 1
        elif link.name == FRAGMENT:
            _tie(link, found, at)
        else:
            found.lost["links without a direction"] += link.direction not in ("", "OneWay")
            found.links[found.selections[link.origin]].append(link)
    for link in (link for of_source in found.links.values() for link in of_source):
        if found.further & {link.origin, link.target}:
            Record({}, f"{found.where}, Link {link.uid}").fail("it leads to a further fragment")


def _others(archive: Archive, wanted: set[str]) -> set[str]:
    """Those of these GUIDs that anything in the project has."""
    found = set()
    with archive.project() as (stream, where):
        for _, element in sections(stream, "Project", where):
            for one in element.iter():
                uid = one.get("guid", "").strip().strip("{}").lower()
                if uid in wanted:
                    found.add(uid)
    return found


def _tie(link: Link, found: Survey, at: Record) -> None:
    apart = found.selections[link.origin] != found.selections[link.target]
    chained = link.origin in found.further or link.target in found.parts
    if apart or chained or link.target in found.further:
        at.fail("it ties a fragment to one that is not its annotation's")
    found.parts[link.origin].append(link.target)
    found.further.add(link.target)
