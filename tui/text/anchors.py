"""Fragments and the text they stand on."""

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
