"""A text of another program's file as the text policy has it, with its offsets carried along."""

from bisect import bisect_left
from dataclasses import dataclass

from tui.model import Fragment
from tui.text.anchors import anchor, holds
from tui.text.policy import clean


@dataclass(frozen=True)
class Cleaned:
    """A text as it came and as it is kept. Offsets are code points into the one and the other."""

    came: str
    text: str
    replaced: int
    removed: tuple[int, ...]
    """Where in the text that came something went: byte order marks, the CR of each CRLF."""

    def moved(self, offset: int) -> int:
        """The place in the text as it is kept of an offset into the one that came."""
        return offset - bisect_left(self.removed, offset)

    def fragment(self, part: Fragment) -> Fragment:
        """A fragment of the text that came, in the text that is kept.

        Raises ValueError where its words are not at its offsets, or nothing of it is kept.
        """
        if not holds(self.came, part):
            raise ValueError(f"at {part.start}–{part.end} the text is not {part.exact!r}")
        return anchor(self.text, self.moved(part.start), self.moved(part.end))


def cleaned(came: str) -> Cleaned:
    """A text as the policy has it."""
    text, replaced = clean(came)
    if len(text) == len(came):
        return Cleaned(came, text, replaced, ())
    marks = len(came) - len(came.lstrip("\ufeff"))
    ends = (at for at in range(marks, len(came) - 1) if came[at : at + 2] == "\r\n")
    return Cleaned(came, text, replaced, (*range(marks), *ends))
