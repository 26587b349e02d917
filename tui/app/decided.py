"""What people decided of sentences: that they tell the same, or do not."""

from collections.abc import Sequence

from tui.compare.findings import Decision, Span
from tui.store.connection import Store

End = tuple[str, Span]
"""A sentence that a decision is about: its article's uid, and where it stands in the text."""


class Decided:
    """The decisions of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._kept: list[Decision] = []

    def between(self, uids: Sequence[str]) -> list[Decision]:
        """What was decided between these articles. Raises DataError as the store does."""
        return [one for one in self._kept if one.a in uids and one.b in uids]

    def decide(self, a: End, b: End, same: bool) -> None:
        """Say of two sentences that they tell the same, or do not."""
        decision = Decision(*a, *b, same)
        self._kept = [kept for kept in self._kept if kept[:4] != decision[:4]] + [decision]
