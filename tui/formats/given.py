"""A text as a file of another tool has it, the text that is kept of it, and where offsets lead.

The text policy takes byte order marks and the CR of CRLF away, so offsets into the file's text have
to be brought along. Tools also differ in what they count: code points or UTF-16, CRLF as two or
one.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from tui.formats.face import Asked
from tui.model import Fragment
from tui.text.anchors import anchor
from tui.text.offsets import UNITS, Offsets, Span, Unit
from tui.text.policy import clean, sha256

_BREAK = re.compile("[\n\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Count:
    """What a file's offsets count: which unit, whether CRLF is two of them, and whether the byte
    order mark is one."""

    unit: Unit
    pairs: bool = True
    marks: bool = True


class Given:
    """One text as it was read.

    `text` has no byte order marks and only LF; what else the policy replaces, it replaces one for
    one, so that offsets hold. `sha256` is that of what is kept then.
    """

    def __init__(self, raw: str) -> None:
        self.text = raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.sha256 = sha256(clean(raw)[0])
        self._marks = len(raw) - len(raw.lstrip("\ufeff"))
        self._pairs = [found.start() for found in re.finditer("\r\n", raw)]
        self._raw = raw
        self._offsets: dict[tuple[bool, bool], Offsets] = {}

    def counts(self, asked: Asked) -> list[Count]:
        """What its offsets may count, where it makes a difference; the likeliest first."""
        same = self._of(True, True).same
        units = (asked,) if asked != "auto" else UNITS[:1] if same else UNITS
        pairs = (True, False) if self._pairs else (True,)
        marks = (True, False) if self._marks else (True,)
        return [Count(*one) for one in product(units, pairs, marks)]

    def _of(self, pairs: bool, marks: bool) -> Offsets:
        if (pairs, marks) not in self._offsets:
            raw = self._raw if marks else self._raw[self._marks :]
            joined = raw if pairs else raw.replace("\r\n", "\n")
            self._offsets[pairs, marks] = Offsets(joined)
        return self._offsets[pairs, marks]

    def at(self, offset: int, count: Count) -> int:
        """Where an offset of the file is in the text. Raises ValueError outside it."""
        found = self._of(count.pairs, count.marks).read(offset, count.unit)
        found += 0 if count.marks else self._marks
        if count.pairs:
            found -= bisect_left(self._pairs, found)
        return max(0, found - self._marks)

    def fragments(self, spans: Sequence[Span], count: Count) -> tuple[Fragment, ...]:
        """The fragments at these offsets, in their order. Raises ValueError outside the text, for
        an empty one, and where one begins before the last has ended."""
        places = [(self.at(start, count), self.at(end, count)) for start, end in spans]
        for (_, end), (start, _) in pairwise(places):
            if start < end:
                raise ValueError("its spans overlap")
        return self.fragments_at(places)

    def fragments_at(self, places: Sequence[Span]) -> tuple[Fragment, ...]:
        """The fragments at places of the text."""
        return tuple(anchor(self.text, *place) for place in places)


def alike(words: str, quoted: str) -> bool:
    """Whether a file quotes these words, perhaps with blanks where the text has line breaks."""
    if words == quoted:
        return True
    quoted = clean(quoted)[0]
    return words == quoted or _BREAK.sub(" ", words) == _BREAK.sub(" ", quoted)
