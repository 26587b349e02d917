"""What people decided of sentences: that they tell the same, or do not."""

from collections.abc import Sequence

from tui.compare.findings import Decision, Span
from tui.store import alignments
from tui.store.connection import Store

End = tuple[str, Span]
"""A sentence that a decision is about: its article's uid, and where it stands in the text."""


class Decided:
    """The decisions of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def between(self, uids: Sequence[str]) -> list[Decision]:
        """What was decided between these articles. Raises DataError as the store does.

        The last one about two sentences is what holds: one's own, else what was said last.
        """
        found = alignments.between(self.store, uids)
        found.sort(key=lambda one: (one.annotator == self.store.annotator, one.modified, one.uid))
        return [Decision(one.a, one.a_span, one.b, one.b_span, one.same) for one in found]

    def decide(self, a: End, b: End, same: bool) -> None:
        """Say of two sentences that they tell the same, or do not.

        Raises CallError and DataError as the store does.
        """
        alignments.decide(self.store, *a, *b, same)
