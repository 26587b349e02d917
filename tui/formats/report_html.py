"""A page to read: each article with its annotations marked, the articles of a story side by side.

The page needs nothing else: no script, no other file, nothing from the net. The text of an article
is the whole content of an element of the class ``text``, character by character. Overlapping
annotations are not nested: each piece of text between two ends is one ``mark``, whose ``data-of``
has the numbers that the table below the article has.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from tempfile import TemporaryFile
from typing import IO

from tui.formats.colours import HEX
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import kept_relations
from tui.formats.page import FOOT, head, plain, table
from tui.formats.report import HEAD, Piece, about, article_tag, pieces, row, with_unseen
from tui.model import Relation, Tag

WHAT = "a page to read, the articles of a story side by side; it needs no other file"
PLACE: Place = "file"
SUFFIX = ".html"
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


def _style() -> str:
    shades = "".join(
        f".{name} {{ border-color: {shade}; background: {shade}38; }}\n"
        for name, shade in HEX.items()
    )
    return f"""
body {{ max-width: 90rem; }}
.beside {{ display: grid; gap: 0 2.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }}
article {{ min-width: 0; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
  max-width: 44rem; }}
.text mark {{ color: inherit; font-weight: normal; border-bottom: .15em solid; }}
.text .several {{ border-bottom-style: double; border-bottom-width: .25em; }}
{shades}.number {{ text-decoration: none; color: var(--quiet); }}
.number::before {{ content: attr(data-number) "\\2009"; font: .7em monospace;
  vertical-align: super; }}
.unseen::before {{ content: "·"; color: var(--differs); }}
:target {{ outline: .15em solid var(--only); }}
@media print {{ .beside {{ display: block; }} h3 {{ break-after: avoid; }}
  .text mark {{ background: none; text-decoration: none; }} }}
"""


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the page: articles of no story as they come, then the stories, in the order of their
    first articles. What belongs to a story waits in a temporary file."""
    shades = _shades(dataset.tags)
    stories: dict[str, array[int]] = {}
    with TemporaryFile() as waiting, out.open() as stream:
        stream.write(head(dataset.name, _style()))
        stream.write(f"<h1>{plain(dataset.name)}</h1>\n".encode())
        for number, entry in enumerate(dataset.entries, 1):
            related = kept_relations(entry, CARRIES, dataset.on_earlier)
            part = "\n".join((*_article(entry, number, related, shades), "")).encode()
            if story := entry.article.summary.story:
                stories.setdefault(story, array("Q")).extend((waiting.tell(), len(part)))
                waiting.write(part)
            else:
                stream.write(part)
        for story, places in stories.items():
            stream.write(f'<section>\n<h2>{_seen(story)}</h2>\n<div class="beside">\n'.encode())
            for at, length in zip(places[::2], places[1::2], strict=True):
                _copy(waiting, at, length, stream)
            stream.write(b"</div>\n</section>\n")
        stream.write(FOOT)
    return ()


def _copy(waiting: IO[bytes], at: int, length: int, stream: IO[bytes]) -> None:
    waiting.seek(at)
    stream.write(waiting.read(length))


def _shades(tags: Iterable[Tag]) -> dict[str, str]:
    return {tag.path: tag.colour for tag in tags if tag.colour in HEX}


def _shade(tag: str, shades: Mapping[str, str]) -> str:
    """The colour of a tag, or of the nearest one above it."""
    while tag and tag not in shades:
        tag = tag.rpartition("/")[0]
    return shades.get(tag, "grey")


def _article(
    entry: Entry, number: int, related: Iterable[Relation], shades: Mapping[str, str]
) -> Iterator[str]:
    summary, made = entry.article.summary, entry.annotations
    yield f'<article id="a{number}">\n<h3 dir="auto">{_seen(summary.title)}</h3>'
    yield f'<p class="quiet" dir="auto">{" · ".join(map(_seen, about(entry)))}</p>'
    yield from _list(map(article_tag, entry.tags))
    language = f' lang="{plain(summary.language)}"' if summary.language else ""
    classes = [_shade(one.tag, shades) for one in made]
    told = [_told(n, one.tag, one.annotator) for n, one in enumerate(made, 1)]
    text = "".join(
        _piece(entry.article.text, piece, number, classes, told)
        for piece in pieces(len(entry.article.text), made)
    )
    yield f'<div class="text"{language} dir="auto">{text}</div>'
    if made:
        yield table(HEAD, (_row(number, n, row(n, one)) for n, one in enumerate(made, 1)))
    numbers = {one.uid: n for n, one in enumerate(made, 1)}
    yield from _list(
        f"{numbers[one.source]} {one.kind} {numbers[one.target]} ({one.annotator})"
        + (f": {one.note}" if one.note else "")
        for one in related
    )
    yield "</article>"


def _told(number: int, tag: str, annotator: str) -> str:
    return plain(f"{number} {tag} ({annotator})")


def _piece(text: str, piece: Piece, article: int, classes: list[str], told: list[str]) -> str:
    """A piece of the text, marked where annotations are on it, and their numbers before it."""
    words = _seen(text[piece.start : piece.end])
    if not piece.on_it:
        return words
    numbers = "".join(_number(article, n, n in piece.first) for n in piece.begins)
    kind = classes[piece.on_it[-1] - 1] + (" several" if len(piece.on_it) > 1 else "")
    of = " ".join(map(str, piece.on_it))
    title = ", ".join(told[n - 1] for n in piece.on_it)
    return f'{numbers}<mark class="{kind}" data-of="{of}" title="{title}">{words}</mark>'


def _number(article: int, number: int, first: bool) -> str:
    """A link to the table that shows a number without being text; the row links to the first."""
    here = f' id="a{article}-{number}"' if first else ""
    label = f'data-number="{number}" aria-label="annotation {number}"'
    return f'<a class="number"{here} href="#r{article}-{number}" {label}></a>'


def _row(article: int, number: int, cells: list[str]) -> Iterator[str]:
    yield f'<a id="r{article}-{number}" href="#a{article}-{number}">{number}</a>'
    yield from map(_seen, cells[1:])


def _list(lines: Iterable[str]) -> Iterator[str]:
    if items := "\n".join(f'<li dir="auto">{_seen(line)}</li>' for line in lines):
        yield f"<ul>\n{items}\n</ul>"


def _seen(text: str) -> str:
    """Words with all their characters: what is not seen is shown, and reorders nothing around."""
    return with_unseen(escape(text), _unseen)


def _unseen(character: str) -> str:
    return f'<bdi class="unseen" title="U+{ord(character):04X}">{character}</bdi>'
