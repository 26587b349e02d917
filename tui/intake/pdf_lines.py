"""The lines of a page in print, joined to the paragraphs they were set from.

A PDF has letters at places and neither lines nor paragraphs. A new paragraph is told as a reader
tells it: by more space above it than between its lines, by an indented first line, by letters of
another size, by a bullet, and by a last line that ends early with a full stop.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

_WIDER = 1.35
"""So many times the usual distance between lines is more than that."""
_WIDEST = 2.6
"""In heights of the letters: no text is set with its lines further apart."""
_OTHER_SIZE = 0.15
"""Letters that are so much larger or smaller are of another size."""
_INDENTED = 0.8
_EARLY = 3
"""In heights of the letters: what an indented line starts to the right of the one before, and a
last line ends to the left of the one after."""
_BULLETS = frozenset("•◦▪▫■□●○‣⁃∙·–—*")
_STOPS = frozenset(".!?:;。！？…")
_CLOSING = "\"'”’»)]"
_LOW, _HIGH = (ord(char) for char in ("\u3040", "\u9fff"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page, in points from its lower left corner."""

    text: str
    left: float
    right: float
    base: float
    height: float


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs of a page's lines, which are in reading order."""
    steps = [above.base - below.base for above, below in pairwise(lines)]
    usual = median_low([step for step in steps if step > 0] or [0])
    text = ""
    for number, line in enumerate(lines):
        if number and _begins(lines[number - 1], line, usual):
            yield text
            text = ""
        text = joined(text, line.text)
    if text:
        yield text


def joined(before: str, after: str) -> str:
    """Two parts of a paragraph as one. A hyphen at the end of the first stays: whether it belongs
    to the word cannot be known, and pdfium has taken those away that it knows not to."""
    if not before or not after:
        return before or after
    if before[-1] in "-‐" and before[-2:-1].isalpha():
        return before + after
    if _is_unspaced(before[-1]) and _is_unspaced(after[0]):
        return before + after
    return f"{before} {after}"


def goes_on(before: str, after: str) -> bool:
    """Whether a paragraph that ends a page goes on in the one that begins the next."""
    return not _is_over(before) and after[:1].islower()


def _begins(above: Line, line: Line, usual: float) -> bool:
    """Whether a line begins a paragraph, being below the other in reading order."""
    step, size = above.base - line.base, max(line.height, 1)
    if line.text[0] in _BULLETS:
        return True
    wide = step > min(_WIDER * max(usual, size), _WIDEST * size)
    if not wide and goes_on(above.text, line.text):
        return False
    if wide or step <= 0:  # above it, where a new column begins
        return True
    if abs(above.height - line.height) > _OTHER_SIZE * max(above.height, line.height):
        return True
    if line.left - above.left > _INDENTED * size and above.text[0] not in _BULLETS:
        return True
    return _is_over(above.text) and line.right - above.right > _EARLY * size


def _is_over(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _STOPS


def _is_unspaced(char: str) -> bool:
    return _LOW <= ord(char) <= _HIGH
