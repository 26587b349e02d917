"""The words of a text as the search index has them, folded: no capitals, no Latin accents.

The index is SQLite's FTS5 with the tokenizer `unicode61 remove_diacritics 2`. A word is a run of
letters, digits and private-use characters, with the accents written as characters of their own
behind them. Folding takes one character to one: "ß" stays, and so do the accents of Greek and
Cyrillic letters that are one character. SQLite knows the letters of Unicode 6.1; what came later
it takes for a letter, symbols too, unless it is told that they part words (`LATER_SYMBOLS`).
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from unicodedata import combining, normalize

ACCENTS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
"""Marks that belong to the word before them; every other mark parts words."""
LETTERS = r"\w\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""What words are made of, in a text in which `parted` has put blanks for the underlines."""

_WORD = re.compile(f"[{LETTERS}][{LETTERS}{ACCENTS}]*")
_CASED = (  # where Unicode 6.1 had capitals or Latin letters with accents
    *((0x41, 0x5A), (0xB5, 0x37D), (0x386, 0x527), (0x531, 0x587)),
    *((0x10A0, 0x10CD), (0x1E00, 0x1FFC), (0x2126, 0x2184), (0x2C00, 0x2C2E), (0x2C60, 0x2CF2)),
    *((0xA640, 0xA697), (0xA722, 0xA793), (0xA7A0, 0xA7AA), (0xFF21, 0xFF3A), (0x10400, 0x10427)),
)
_LATER = (
    *((0x58D, 0x58E), (0x605, 0x605), (0x61C, 0x61D), (0x7FE, 0x7FF), (0x2066, 0x2069)),
    *((0x20BA, 0x20C0), (0x218A, 0x218B), (0x23F4, 0x23FF), (0x2700, 0x2700), (0x2B4D, 0x2B4F)),
    *((0x2B5A, 0x2BFF), (0x2E3C, 0x2E5D), (0x32FF, 0x32FF), (0xFD40, 0xFD4F), (0xFDFE, 0xFDFF)),
    *((0x1F0BF, 0x1F0BF), (0x1F0E0, 0x1F0F5), (0x1F16C, 0x1F16F), (0x1F19B, 0x1F1AD)),
    *((0x1F260, 0x1F265), (0x1F321, 0x1F32F), (0x1F336, 0x1F336), (0x1F37D, 0x1F37F)),
    *((0x1F394, 0x1F39F), (0x1F3C5, 0x1F3C5), (0x1F3CB, 0x1F3DF), (0x1F3F1, 0x1F3FF)),
    *((0x1F43F, 0x1F43F), (0x1F441, 0x1F441), (0x1F4F8, 0x1F4F8), (0x1F4FD, 0x1F4FF)),
    *((0x1F53E, 0x1F53F), (0x1F544, 0x1F54F), (0x1F568, 0x1F5FA), (0x1F641, 0x1F644)),
    *((0x1F650, 0x1F67F), (0x1F6C6, 0x1F6FC), (0x1F780, 0x1FBCA)),
)
_ODD = {"İ": "i", "Ǡ": "ǡ", "ǡ": "ǡ"}
LATER_SYMBOLS = "".join(chr(code) for first, last in _LATER for code in range(first, last + 1))
"""Currency signs, emoji and marks of direction that are younger than SQLite's tables.

Without them as `separators` of the tokenizer, "₽500" is one word to the index.
"""


def words_in(text: str) -> list[str]:
    """The folded words of a text in order; joined with blanks they are a phrase of the index."""
    return [word.translate(_folding()) for word in _WORD.findall(parted(text))]


def parted(text: str) -> str:
    """The text with a blank for each underline, which Python's `\\w` takes for a letter."""
    return text.replace("_", " ")


def ends_in_word(text: str) -> bool:
    """Whether the last character of a text belongs to a word."""
    return any(match.end() == len(text) for match in _WORD.finditer(parted(text)))


@cache
def _folding() -> dict[int, str | None]:
    """What each character of a word is folded to, None for what is left out."""
    table: dict[int, str | None] = {}
    for first, last in _CASED:
        for code in range(first, last + 1):
            folded = _folded(chr(code))
            if folded != chr(code):
                table[code] = folded
    for char in map(chr, range(0x300, 0x332)):
        if re.match(f"[{ACCENTS}]", char):
            table[ord(char)] = None
    return table


def _folded(char: str) -> str:
    """One character without its case and, if it is a letter a to z by then, without its accents."""
    if char in _ODD:
        return _ODD[char]
    folded = char.casefold()
    if len(folded) > 1:
        folded = char.lower()
    base = normalize("NFD", folded)[0]
    return base if base.isascii() and base.isalpha() else folded


@cache
def _written() -> dict[str, str]:
    """For each folded character all that are folded to it, itself among them."""
    written: dict[str, str] = {}
    for code, folded in _folding().items():
        if folded:
            written[folded] = written.get(folded, folded) + chr(code)
    return written


def letter_pattern(folded: str) -> str:
    """A regular expression for one folded character as texts write it, without marks behind it."""
    return f"[{re.escape(_written().get(folded, folded))}]"


class _Loosening(dict[int, str]):
    """What a character is compared as inside words, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = normalize("NFKD", normalize("NFKD", chr(code)).casefold())
        kept = "".join(char for char in folded if not combining(char))
        self[code] = " " if kept.isspace() else _QUOTES.get(kept, kept)
        return self[code]


_QUOTES = dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"')
_LOOSENING = _Loosening()
_ASCII = bytes(range(128))
_MARKS = frozenset("‘’‚‛“”„‟–—…•«»€£§©®°\xa0\u2009\u200a\u202f\ufffd")
"""Characters of news texts that `loosened` neither drops nor makes letters or digits of."""


def loosened(text: str) -> str:
    """A text to look for parts of words in: no case, accents, ligatures or curly quotes."""
    return text.translate(_LOOSENING)


def surely_lacks(text: str, part: str) -> bool:
    """Whether a loosened part of a word is not in a text, where its bytes tell that at once.

    It does not look as `loosened` does: a text with other letters than those of ASCII may have it.
    Ten times as quick, since nearly all that is looked through is found by this not to have it.
    """
    if not (part.isascii() and part.isalnum()):
        return False
    data = text.encode("utf-8", "surrogatepass")
    beyond = data.translate(None, _ASCII)
    if beyond and not _MARKS.issuperset(beyond.decode("utf-8", "surrogatepass")):
        return False
    return part.encode() not in data.lower()


def loosened_ends(text: str) -> Sequence[int]:
    """Where in the loosened text what each character of the text became ends."""
    if all(len(_LOOSENING[ord(char)]) == 1 for char in set(text)):
        return range(1, len(text) + 1)
    return [*accumulate(len(_LOOSENING[ord(char)]) for char in text)]
