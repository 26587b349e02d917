"""What people decided of sentences: that they tell the same, or do not."""

from collections.abc import Sequence

from tui.compare.findings import Alignment, Comparison, Decision
from tui.store.connection import Store


class Decided:
    """The decisions of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._kept: list[Decision] = []

    def between(self, uids: Sequence[str]) -> list[Decision]:
        """What was decided between these articles. Raises DataError as the store does."""
        return [one for one in self._kept if one.a in uids and one.b in uids]

    def decide(self, comparison: Comparison, one: Alignment, same: bool) -> None:
        """Say of two sentences that they tell the same, or do not."""
        decision = Decision(
            comparison.sources[one.a.article].uid,
            comparison.sources[one.a.article].sentences[one.a.sentence].span,
            comparison.sources[one.b.article].uid,
            comparison.sources[one.b.article].sentences[one.b.sentence].span,
            same,
        )
        self._kept = [kept for kept in self._kept if kept[:4] != decision[:4]] + [decision]
