"""Where else some words stand in a text: folded as the find is, and as whole words."""

from tui.text import find

Span = tuple[int, int]


def occurrences(text: str, words: str) -> list[Span]:
    """Every place in `text` that reads like `words`, in order, as `find.matches` has it.

    "84" is not found in "1984": where the words begin or end with a letter or digit, none stands
    beside it.
    """
    return [span for span in find.matches(text, words.strip()) if _is_whole(text, *span)]


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start].isalnum() and text[start].isalnum()
    after = text[end : end + 1].isalnum() and text[end - 1].isalnum()
    return not before and not after
