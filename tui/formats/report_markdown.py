"""Markdown to read: each article with its annotations marked and numbered, and a table of them.

Pieces are HTML's ``mark``, which most readers of Markdown show, and never nested; the numbers
before one are those of the annotations that it is of. Words are escaped, so that nothing in them is
markup. Single line breaks stay, by a backslash at the end of the line.
"""

import re
from collections.abc import Iterable, Iterator

from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import kept_relations
from tui.formats.report import HEAD, about, article_tag, pieces, row, with_unseen
from tui.model import Relation

WHAT = "Markdown to read: articles with their annotations marked, and a table of them"
PLACE: Place = "file"
SUFFIX = ".md"
EXTRA = ""
OFFSETS = "none"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    details=True,
    claims=True,
    article_tags=True,
    status=True,
    relation_notes=True,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#&~$^@]")
_AT_START = re.compile(r"^(?:[-+=!]|\d+(?=[.)]))")


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the articles as they come."""
    with out.open() as stream:
        stream.write(f"# {_plain(dataset.name)}\n".encode())
        for entry in dataset.entries:
            related = kept_relations(entry, CARRIES, dataset.on_earlier)
            stream.write("\n".join((*_article(entry, related), "")).encode())
    return ()


def _article(entry: Entry, related: Iterable[Relation]) -> Iterator[str]:
    made = entry.annotations
    yield f"\n## {_plain(entry.article.summary.title)}\n"
    yield f"{' · '.join(map(_plain, about(entry)))}\n"
    yield from _list(map(article_tag, entry.tags))
    yield _text(entry)
    if made:
        yield _line(HEAD)
        yield _line(["---"] * len(HEAD))
        yield from (_line(map(_plain, row(n, one))) for n, one in enumerate(made, 1))
        yield ""
    numbers = {one.uid: n for n, one in enumerate(made, 1)}
    yield from _list(
        f"{numbers[one.source]} {one.kind} {numbers[one.target]} ({one.annotator})"
        + (f": {one.note}" if one.note else "")
        for one in related
    )


def _text(entry: Entry) -> str:
    """The text in its lines, with its pieces marked: a mark ends with its line."""
    text, lines = entry.article.text, [""]
    for piece in pieces(len(text), entry.annotations):
        numbers = f"<sup>{', '.join(map(str, piece.on_it))}</sup>"
        for at, words in enumerate(text[piece.start : piece.end].split("\n")):
            if at:
                lines.append("")
            if not words.strip(" \t"):
                lines[-1] += words
                continue
            shown = _escaped(words, start=not lines[-1].strip(" \t"))
            if piece.on_it:
                shown = f"{numbers}<mark>{shown}</mark>"
                numbers = ""
            lines[-1] += shown
    lines = [line.strip(" \t") for line in lines]
    broken = [
        f"{line}\\" if line and below else line
        for line, below in zip(lines, (*lines[1:], ""), strict=True)
    ]
    return "\n".join((*broken, ""))


def _list(lines: Iterable[str]) -> Iterator[str]:
    there = [f"- {_plain(line)}" for line in lines]
    if there:
        yield "\n".join((*there, ""))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(words: str) -> str:
    """Words in a line of their own or a cell."""
    return _escaped(" ".join(re.split(r"[ \t\n]+", words)).strip(), start=True)


def _escaped(words: str, start: bool) -> str:
    """Words as they are: nothing in them is markup, and what would not be seen is written out."""
    if start:
        words = words.lstrip(" \t")
        digits = _AT_START.match(words)
        if digits and digits[0].isdecimal():
            return digits[0] + "\\" + _escaped(words[digits.end() :], start=False)
        if digits:
            return "\\" + digits[0] + _escaped(words[1:], start=False)
    plain = _SPECIAL.sub(r"\\\g<0>", words).replace("://", "\\://").replace("www.", "www\\.")
    return with_unseen(plain, _unseen)


def _unseen(character: str) -> str:
    return f"<bdi>&#x{ord(character):X};</bdi>"
