"""Plain text: one article, all of the file. Its title is its first line."""

from collections.abc import Iterator

from tui.intake import signs
from tui.intake.face import Found, Missed, Options, Part
from tui.model import Extraction
from tui.text.policy import NotText, decode

WHAT = "plain text"
SUFFIXES = (".txt", ".text")
EXTRA = ""
TRUSTED = True

_PLAIN = Extraction("text")


def knows(head: bytes) -> bool:
    """Whether it may be text: what else it may be, others know better."""
    return not signs.looks_binary(signs.plain(head))


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The one article in a text."""
    try:
        decoded = decode(data, encoding=options.encoding)
    except NotText as error:
        yield Missed(name, str(error))
        return
    yield Found(
        decoded.text,
        data,
        _PLAIN,
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        guessed=decoded.guessed,
    )
