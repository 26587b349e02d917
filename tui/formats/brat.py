"""brat's standoff files: for each article a text and its annotations beside it.

https://brat.nlplab.org/standoff.html. Offsets are code points. A quoted text is one line, so that a
fragment is parted at line breaks; where the parts do not tell what it was, and for notes and
attributes of several lines, there is a note of the type ``Claimdesk`` with JSON. An attribute with
one of the codebook's choices is brat's attribute, any other is a note of its own type, and so is
the annotator.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from tui.codebook import asked
from tui.formats.brat_conf import annotation_conf, visual_conf
from tui.formats.brat_names import NAMES, Types
from tui.formats.brat_reading import merged, read
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import kept, kept_relations
from tui.model import Annotation
from tui.text.offsets import Span

__all__ = ["read", "write"]

WHAT = "brat standoff: a folder with a .txt and an .ann for each article, and its configuration"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    relation_notes=True,
)
BREAKS_ALONE = "annotations of line breaks alone"
ENDS_LEFT = "relations of annotations of line breaks alone"

_PART = re.compile("[^\n\u2028\u2029]+")
_VALUE = re.compile(r"[^\s|,:<>]+")


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the documents, then the configuration for what was in them."""
    folder = _Folder(dataset)
    for entry in dataset.entries:
        name = document_name(entry)
        with out.open(f"{name}.txt") as stream:
            stream.write(entry.article.text.encode())
        with out.open(f"{name}.ann") as stream:
            stream.write("".join(folder.lines(entry)).encode())
    with out.open("annotation.conf") as stream:
        stream.write(annotation_conf(folder.types, folder.choices))
    with out.open("visual.conf") as stream:
        stream.write(visual_conf(folder.types, dataset.tags))
    with out.open(NAMES) as stream:
        stream.write(folder.types.as_json())
    return [Loss(BREAKS_ALONE, folder.alone), Loss(ENDS_LEFT, folder.ends)]


def document_name(entry: Entry) -> str:
    """A name for an article's files: what it is called, in ASCII, and its uid."""
    summary = entry.article.summary
    called = re.sub("[^a-z0-9]+", "-", (summary.file or summary.title).lower().removesuffix(".txt"))
    plain = re.fullmatch("[A-Za-z0-9-]{1,64}", summary.uid)
    uid = summary.uid if plain else sha256((summary.uid or summary.sha256).encode()).hexdigest()
    called = called.removesuffix(uid)  # it came from an export, and is called so already
    return f"{called[:40].strip('-') or 'article'}-{uid}"


class _Folder:
    """What a folder's documents have in common, as it grows."""

    def __init__(self, dataset: Dataset) -> None:
        self.types = Types()
        self.on_earlier = dataset.on_earlier
        self.asked = asked(dataset.tags)
        self.choices: dict[str, dict[str, None]] = {}
        self.alone = self.ends = 0
        for tag in dataset.tags:
            if "span" in tag.applies:
                self.types("entities", tag.path)
            if "relation" in tag.applies:
                self.types("relations", tag.path)
        for name, attribute in self.asked.items():
            self.types("attributes", name)
            values = (one for one in attribute.choices if _VALUE.fullmatch(one))
            self.choices[name] = dict.fromkeys(values)

    def lines(self, entry: Entry) -> Iterator[str]:
        """An article's annotations as the lines of an .ann file."""
        numbers = _Numbers()
        written: dict[str, str] = {}
        for made in kept(entry, CARRIES):
            spans = parted(entry.article.text, [(one.start, one.end) for one in made.fragments])
            if not spans:
                self.alone += 1
                continue
            written[made.uid] = at = numbers.next("T")
            places = ";".join(f"{start} {end}" for start, end in spans)
            words = " ".join(entry.article.text[start:end] for start, end in spans)
            yield f"{at}\t{self.types('entities', made.tag)} {places}\t{words}\n"
            yield from self._about(made, at, spans, entry.article.text, numbers)
        for one in kept_relations(entry, CARRIES, self.on_earlier):
            if one.source not in written or one.target not in written:
                self.ends += 1
                continue
            at = numbers.next("R")
            kind = self.types("relations", one.kind)
            yield f"{at}\t{kind} Arg1:{written[one.source]} Arg2:{written[one.target]}\n"
            yield from _notes(one.annotator, one.note, at, numbers, {})

    def _about(
        self, made: Annotation, at: str, spans: Sequence[Span], text: str, numbers: "_Numbers"
    ) -> Iterator[str]:
        more: dict[str, Any] = {}
        for name, value in sorted(made.attributes.items()):
            kind = self.types("attributes", name)
            if self._is_choice(name, value):
                yield f"{numbers.next('A')}\t{kind} {at} {value}\n"
            elif is_line(value):
                yield f"{numbers.next('#')}\t{kind} {at}\t{value}\n"
            else:
                more.setdefault("attributes", {})[name] = value
        own = [(one.start, one.end) for one in made.fragments]
        if merged(text, spans) != own:
            more["fragments"] = own
        yield from _notes(made.annotator, made.note, at, numbers, more)

    def _is_choice(self, name: str, value: str) -> bool:
        """Whether a value is one of those that the configuration lists. Of an attribute that the
        codebook does not know, it lists all that are one word."""
        if name in self.asked:
            return value in self.choices[name]
        if not _VALUE.fullmatch(value) or not value.isprintable():
            return False
        self.choices.setdefault(name, {})[value] = None
        return True


class _Numbers:
    """The ids of a document: T1, T2, R1, …"""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def next(self, letter: str) -> str:
        self._last[letter] = self._last.get(letter, 0) + 1
        return f"{letter}{self._last[letter]}"


def _notes(
    annotator: str, note: str, at: str, numbers: _Numbers, more: dict[str, Any]
) -> Iterator[str]:
    """Who made something, the note on it, and `more` that has no line of its own."""
    for kind, name, words in (
        ("Annotator", "annotator", annotator),
        ("AnnotatorNotes", "note", note),
    ):
        if is_line(words):
            yield f"{numbers.next('#')}\t{kind} {at}\t{words}\n"
        elif words:
            more[name] = words
    if more:
        yield f"{numbers.next('#')}\tClaimdesk {at}\t{json.dumps(more, sort_keys=True)}\n"


def parted(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans without the line breaks in them, which no quoted text may have."""
    return [found.span() for start, end in spans for found in _PART.finditer(text, start, end)]


def is_line(words: str) -> bool:
    """Whether words are one line that brat gives back as it was."""
    return words.splitlines() == [words] and words == words.strip() and "\t" not in words
