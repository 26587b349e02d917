"""Spans without the white space at their edges, for formats in which white space is nothing."""

Span = tuple[int, int]


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without the white space at its edges; empty where it has nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
