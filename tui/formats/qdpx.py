"""REFI-QDA projects (QDA-XML 1.0): what NVivo, ATLAS.ti, MAXQDA and QualCoder exchange.

A ZIP with ``project.qde`` and a text for each article. An annotation is a selection with a coding
for its tag and one for each attribute (`qde_codes`); the further fragments of one are selections of
their own, tied to the first by links named `FRAGMENT`. Relations are links, and a note on each says
who made it; claims are notes in a set of their own. Details of articles are variables. Offsets are
code points, end exclusive; with ``--offsets utf16`` they are what NVivo for Windows means by them.
"""

import io
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import kept_relations
from tui.formats.qde_codes import Codes, guid
from tui.formats.qde_names import CLAIMS, DETAILS, FRAGMENT, ORIGINS, derived, variable
from tui.formats.qde_reading import read, read_tags
from tui.formats.qde_xml import HEAD, Writing
from tui.model import Annotation, ArticleTag, Claim, Relation
from tui.store.connection import named
from tui.text.offsets import Offsets

WHAT = "REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA and QualCoder"
PLACE: Place = "file"
SUFFIX = ".qdpx"
EXTRA = ""
OPTIONS = ("offsets",)
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    across=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    article_tags=True,
    status=True,
    split=True,
    relation_notes=True,
)
ILLEGAL = "characters that XML cannot hold"

__all__ = ["read", "read_tags", "write"]


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the texts as they come, and the project behind them. Characters that XML cannot hold
    become U+FFFD, and are told."""
    with ExitStack() as files:
        stream = files.enter_context(out.open())
        place = files.enter_context(_with_places(stream))
        archive = files.enter_context(ZipFile(place, "w", ZIP_DEFLATED))
        spools = [files.enter_context(TemporaryFile()) for _ in range(3)]
        project = Project(dataset, spools, utf16=options.offsets == "utf16")
        for entry in dataset.entries:
            name = f"sources/{guid(entry.article.uid)}.txt"
            archive.writestr(_member(name), entry.article.text.encode())
            project.add(entry)
        large = sum(spool.tell() for spool in spools) > LARGE
        with archive.open(_member("project.qde"), "w", force_zip64=large) as qde:
            for piece in project.written():
                qde.write(piece)
    return [Loss(ILLEGAL, project.xml.replaced)]


LARGE = 1 << 30
"""Bytes from which on a member of the archive is written as one that may need 64-bit sizes."""


def _member(name: str) -> ZipInfo:
    """A member without a time of its own, so that an export is the same bytes every time."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, 0o644 << 16
    info.compress_type = ZIP_DEFLATED
    return info


@contextmanager
def _with_places(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream to write an archive into; one that cannot go back gets it when it is whole, so that
    it is the same bytes in both."""
    if stream.seekable():
        yield stream
        return
    with TemporaryFile() as whole:
        yield cast(BinaryIO, whole)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)


class Project:
    """A project that is written. What a file of it has late comes early, and is put aside."""

    def __init__(self, dataset: Dataset, spools: Sequence[IO[bytes]], utf16: bool) -> None:
        self.xml = Writing()
        self.dataset, self.utf16 = dataset, utf16
        self.codes = Codes(dataset.tags)
        self.users: dict[str, str] = {}
        self.claims: dict[str, None] = {}
        self.sources, self.notes, self.links = spools

    def add(self, entry: Entry) -> None:
        """Write an article, with what is on it and starts in it."""
        summary, given = entry.article.summary, self.xml.given
        text = Offsets(entry.article.text) if self.utf16 else None
        uid = guid(summary.uid)
        path = f"internal://{uid}.txt"
        about = given(guid=uid, name=summary.title, plainTextPath=path)
        pieces = [f"<TextSource{about}{given(creationDateTime=summary.added)}>\n"]
        for made in entry.annotations:
            pieces += self._selections(made, text)
        pieces += [self._coding(tag) for tag in entry.tags]
        details = {name: getattr(summary, name) for name in DETAILS}
        details["status"] = "" if summary.status == "todo" else summary.status
        details["split"] = summary.split
        pieces += [self._value(name, words) for name, words in details.items() if words]
        self.sources.write("".join((*pieces, "</TextSource>\n")).encode())
        related = kept_relations(entry, CARRIES, self.dataset.on_earlier)
        self.links.write("".join(map(self._relation, related)).encode())

    def _value(self, name: str, words: str) -> str:
        about = (
            f'<VariableRef targetGUID="{variable(name)}"/>{self.xml.element("TextValue", words)}'
        )
        return f"<VariableValue>{about}</VariableValue>\n"

    def _user(self, name: str) -> str:
        """The GUID of an annotator; "" for nobody."""
        if name and name not in self.users:
            self.users[name] = named(f"annotator:{name}")
        return self.users.get(name, "")

    def _selections(self, made: Annotation, text: Offsets | None) -> Iterator[str]:
        """The selection of each fragment. The first has the note, the attributes and the claim."""
        user = self._user(made.annotator)
        who = self.xml.given(creatingUser=user, creationDateTime=made.created)
        changed = self.xml.given(modifyingUser=user, modifiedDateTime=made.modified)
        for number, part in enumerate(made.fragments):
            start, end = part.start, part.end
            if text:
                start, end = text.to_utf16(start), text.to_utf16(end)
            uid = derived(guid(made.uid), f"fragment {number}") if number else guid(made.uid)
            about = self.xml.given(guid=uid, name=part.exact)
            at = f' startPosition="{start}" endPosition="{end}"'
            yield f"<PlainTextSelection{about}{at}{who}{changed}>"
            yield self.xml.element("Description", "" if number else made.note)
            yield _coded(derived(uid, "tag"), self.codes.of_tag(made.tag), who)
            if number:
                self._link(derived(uid, "link"), FRAGMENT, guid(made.uid), uid)
            else:
                yield from self._more(made, uid, who)
            yield "</PlainTextSelection>\n"

    def _more(self, made: Annotation, uid: str, who: str) -> Iterator[str]:
        for name, value in made.attributes.items():
            yield _coded(derived(uid, f"attribute {name}"), self.codes.of_value(name, value), who)
        if made.claim:
            yield f'<NoteRef targetGUID="{self._claim(made.claim)}"/>'

    def _claim(self, claim: Claim) -> str:
        uid = guid(claim.uid)
        if uid not in self.claims:
            self.claims[uid] = None
            about = self.xml.element("Description", claim.note)
            self._note(f'guid="{uid}" name="claim"', claim.wording, about)
        return uid

    def _coding(self, tag: ArticleTag) -> str:
        """A tag of the whole article. What else is to be said of it is in a note on it."""
        uid, user = guid(tag.uid), self._user(tag.annotator)
        who = self.xml.given(creatingUser=user, creationDateTime=tag.created)
        note = ""
        if tag.note or tag.attributes or tag.modified != tag.created:
            changed = self.xml.given(modifiedDateTime=tag.modified)
            values = "".join(
                _coded(derived(uid, f"attribute {name}"), self.codes.of_value(name, value), who)
                for name, value in tag.attributes.items()
            )
            on_it = derived(uid, "note")
            self._note(f'guid="{on_it}" name="tag"{who}{changed}', tag.note, after=values)
            note = f'<NoteRef targetGUID="{on_it}"/>'
        code = f'<CodeRef targetGUID="{self.codes.of_tag(tag.tag)}"/>'
        return f'<Coding guid="{uid}"{who}>{code}{note}</Coding>\n'

    def _relation(self, one: Relation) -> str:
        uid = guid(one.uid)
        note = derived(uid, "note")
        who = self.xml.given(creatingUser=self._user(one.annotator))
        self._note(f'guid="{note}" name="relation"{who}', one.note)
        return self._linked(uid, one.kind, guid(one.source), guid(one.target), note)

    def _link(self, uid: str, name: str, origin: str, target: str) -> None:
        self.links.write(self._linked(uid, name, origin, target).encode())

    def _linked(self, uid: str, name: str, origin: str, target: str, note: str = "") -> str:
        about = f'guid="{uid}"{self.xml.given(name=name)} direction="OneWay"'
        inside = f'<NoteRef targetGUID="{note}"/>' if note else ""
        ends = f'originGUID="{origin}" targetGUID="{target}"'
        return f"<Link {about} {ends}>{inside}</Link>\n"

    def _note(self, about: str, words: str, before: str = "", after: str = "") -> None:
        content = f"<PlainTextContent>{self.xml.text(words)}</PlainTextContent>"
        self.notes.write(f"<Note {about}>{before}{content}{after}</Note>\n".encode())

    def written(self) -> Iterator[bytes]:
        """The project's file, in pieces, its elements in the order of the standard's schema."""
        unit = "utf16" if self.utf16 else "codepoint"
        origin = next(name for name, its in ORIGINS.items() if its == unit)
        name = self.xml.given(name=self.dataset.name) or ' name=""'
        namespace = ' xmlns="urn:QDA-XML:project:1.0"'
        yield f'{HEAD}<Project{namespace}{name} origin="{origin}">\n'.encode()
        users = (
            f"<User{self.xml.given(guid=uid, name=name)}/>\n"
            for name, uid in sorted(self.users.items())
        )
        yield from _within("Users", users)
        yield from _within("CodeBook", self.codes.written(self.xml))
        names = (*DETAILS, "status", "split")
        yield from _within("Variables", map(_variable, names))
        for section, spool in zip(
            ("Sources", "Notes", "Links"), (self.sources, self.notes, self.links), strict=True
        ):
            yield from _within(section, _all_of(spool))
        if self.claims:
            members = (f'<MemberNote targetGUID="{uid}"/>\n' for uid in self.claims)
            one = (f'<Set guid="{CLAIMS}" name="Claims">\n', *members, "</Set>\n")
            yield from _within("Sets", one)
        yield b"</Project>\n"


def _coded(uid: str, code: str, who: str) -> str:
    return f'<Coding guid="{uid}"{who}><CodeRef targetGUID="{code}"/></Coding>'


def _variable(name: str) -> str:
    return f'<Variable guid="{variable(name)}" name="{name}" typeOfVariable="Text"/>\n'


def _all_of(spool: IO[bytes]) -> Iterator[bytes]:
    spool.seek(0)
    while piece := spool.read(io.DEFAULT_BUFFER_SIZE):
        yield piece


def _within(section: str, pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    """A section of the project. One without anything in it is left out: the schema wants some."""
    begun = False
    for piece in pieces:
        if not begun:
            yield f"<{section}>\n".encode()
            begun = True
        yield piece.encode() if isinstance(piece, str) else piece
    if begun:
        yield f"</{section}>\n".encode()
