"""Fragments and the text they stand on."""

from collections.abc import Sequence

from tui.model import Fragment

CONTEXT = 32
"""Code points of text kept before and after a fragment (W3C Web Annotation, §4.2.4)."""


def anchor(text: str, start: int, end: int) -> Fragment:
    """The fragment ``[start, end)`` of `text`, with its exact words and their surroundings.

    Raises ValueError when the span is empty or reaches out of the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no text at [{start}, {end}) in {len(text)} characters")
    return Fragment(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def holds(text: str, fragment: Fragment) -> bool:
    """Whether `fragment` stands where it says: its exact words are at its offsets."""
    return (
        0 <= fragment.start < fragment.end <= len(text)
        and text[fragment.start : fragment.end] == fragment.exact
    )


def in_order(text: str, fragments: Sequence[Fragment]) -> bool:
    """Whether there are fragments, each stands where it says, and none begins before the last
    ended."""
    end = 0
    for part in fragments:
        start = part.start
        if start < end or part.end <= start or text[start : part.end] != part.exact:
            return False
        end = part.end
    return 0 < end <= len(text)
