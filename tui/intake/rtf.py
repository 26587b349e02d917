"""RTF: the text of a word processor's document, with what its information group says."""

import re
from collections.abc import Callable, Iterator

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.signs import looks_like_rtf
from tui.model import Extraction

WHAT = "a document in rich text"
SUFFIXES = (".rtf",)
EXTRA = "office"
TRUSTED = False

_BEGINNING = 20_000
"""Characters at the head in which the information group stands."""
_SLOW = re.compile(r"(?<!\\)(\{\\field|\\f(?=\d))|hyperlink", re.I)
"""What striprtf looks for by expressions that take the square of a line's length. Each begins a
line of its own, which means nothing in RTF, and links are not told from other fields: their text
is what is read, not their address."""
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def knows(head: bytes) -> bool:
    """Whether a file begins as RTF does."""
    return looks_like_rtf(head)


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The text of a document, a paragraph a line; the cells of a row are parted by "|"."""
    try:
        from striprtf import striprtf
    except ImportError:
        yield Missed(name, missing("RTF documents", EXTRA))
        return
    to_text: Callable[..., str] = striprtf.rtf_to_text
    source = data.decode("latin-1")  # RTF is ASCII; what is not is written in escapes
    source = _SLOW.sub(lambda found: f"\n{found[1]}" if found[1] else "", source)
    encoding = options.encoding or "cp1252"
    try:
        text = to_text(source, encoding, "replace")
        details = _details(source, lambda part: to_text(part, encoding, "replace"))
    except Exception:  # it reads by expressions and raises what these run into
        yield Missed(name, "the document is damaged: save it again, or as text")
        return
    text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    if not text:
        yield Missed(name, "no text in it: choose another file")
        return
    from importlib.metadata import version

    yield Found(text, data, Extraction("rtf", "striprtf", version("striprtf")), details, encoding)


def _details(source: str, plain: Callable[[str], str]) -> dict[str, str]:
    head = source[:_BEGINNING]
    told = {"title": _group(head, "title", plain), "byline": _group(head, "author", plain)}
    if created := _CREATED.search(head):
        year, month, day = (int(part) for part in created.groups())
        told["published"] = f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and day else ""
    return {name: value for name, value in told.items() if value}


def _group(head: str, name: str, plain: Callable[[str], str]) -> str:
    found = re.search(rf"\{{\\{name}[ \r\n]([^{{}}]{{1,2000}})\}}", head)
    return " ".join(plain(f"{{\\rtf1 {found[1]}}}").split()) if found else ""
