"""How an article stands to what it tells. A stand-in that finds nothing."""

from tui.compare.findings import Span
from tui.compare.source import Source


def credits(source: Source) -> list[tuple[int, str, Span | None, Span | None]]:
    """Sentence, kind, cue and who it is credited to, for each sentence of the body."""
    return []
