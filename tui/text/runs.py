"""Words in a row that two texts have: how much of one stands in another, wherever that is.

The words are those of the search index (`tui.text.tokens`). Scripts without blanks between words
give one sign after the other.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from zlib import crc32

from tui.text.tokens import words_in

RUN = 3
"""Words in a row from which on they count as taken over."""
SKETCHED = 8
"""Hashes of a sketch at most."""

_NO_BLANKS = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_SIGNS = re.compile(f"[{_NO_BLANKS}]|[^{_NO_BLANKS}]+")
HAS_SIGNS = re.compile(f"[{_NO_BLANKS}]")
"""Whether a text has signs of a script without blanks."""
_PLAIN = re.compile(r"[a-z0-9]+")
_BEYOND = re.compile(r"[^\x00-\x7f‘’‚‛“”„‟–—…•«»€£§©®°\xa0\u2009\u200a\u202f]")
"""What is neither ASCII nor a sign between words: most English texts have none of it."""
_FLAT = bytes.maketrans(bytes(range(65, 91)) + b"\n", bytes(range(97, 123)) + b" ")
"""Capitals to small letters, line ends to blanks."""
_STARTS, _LONG, _SHORT, _FEW, _RUN = b" s", 24, 16, 4, 4


def words(text: str) -> list[str]:
    """The folded words of a text in order: no capitals, no accents on Latin letters."""
    if not _BEYOND.search(text):
        return _PLAIN.findall(text.lower())  # the same, three times as quick
    found = words_in(text)
    if not HAS_SIGNS.search(text):
        return found
    return [part for word in found for part in _SIGNS.findall(word)]


def runs(found: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Each `RUN` words in a row."""
    return zip(*(found[at:] for at in range(RUN)), strict=False)


def covered(found: Sequence[str], known: Collection[tuple[str, ...]]) -> int:
    """How many words stand in one of these runs."""
    number, end = 0, 0
    for at, run in enumerate(runs(found)):
        if run in known:
            number += at + RUN - max(at, end)
            end = at + RUN
    return number


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words of the shorter text stand in runs that the other has as well."""
    shorter, longer = sorted((one, other), key=len)
    return covered(shorter, {*runs(longer)})


def share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter text's words that stand in runs the other has as well."""
    return common(one, other) / max(1, min(len(one), len(other)))


def stretches(text: str) -> set[bytes]:
    """Some of the stretches of words in a text, chosen so that its near copies have many of them.

    They are the up to 24 bytes that follow an s at the start of a word. That takes a tenth of the
    time that all runs of words take, which is done where a text has too few.
    """
    flat = b" ".join(text.encode().translate(_FLAT).split(b"  "))
    found = {part[:_LONG] for part in flat.split(_STARTS)[1:] if len(part) >= _SHORT}
    if len(found) < _FEW:
        parts = words(text)
        several = zip(*(parts[n:] for n in range(_RUN)), strict=False)
        found = {" ".join(run).encode() for run in several}
    return found


def sketch(text: str) -> list[int]:
    """A few hashes of a text, of which near copies have some in common: for looking them up."""
    return least(stretches(text))


def least(found: Collection[bytes]) -> list[int]:
    """The sketch of a text with these stretches: the 8 least of their hashes.

    Two texts of which half of each is in the other have a third of these in common, on the average
    (bottom-k sketches: Broder 1997, SEQUENCES).
    """
    return sorted({*map(crc32, found)})[:SKETCHED]
