"""A title for a text that came with none."""

TITLE_LENGTH = 90
"""Code points of a title at most."""


def title_of(text: str) -> str:
    """A title for a text that came with none: its first line, cut at a word when it is long."""
    line = " ".join(text.lstrip().partition("\n")[0].split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    words = cut.rpartition(" ")[0].rstrip(",;:–— ")
    # Scripts without blanks between words have no better place to cut than the length.
    return (words if len(words) > TITLE_LENGTH // 2 else cut) + "…"
