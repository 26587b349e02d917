"""The articles of the library as rows, all of them or those with some words."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from tui.app.paged import Paged
from tui.model import ArticleSummary
from tui.store import articles
from tui.store.connection import Store


class Library:
    """The articles that `words` are found in, all of them at first, in the order they came.

    Those of the uids in `without` are left out.
    """

    def __init__(self, store: Store, words: str = "", without: Sequence[str] = ()) -> None:
        self._store = store
        self._without = tuple(without)
        self.narrow(words)

    def narrow(self, words: str) -> "Library":
        """Only the articles with these words; all of them when there are none."""
        self.words = words
        self.read_again()
        return self

    def read_again(self) -> None:
        """Forget what was read: articles came, went or changed."""
        which: dict[str, Any] = {"words": self.words, "without": self._without}
        total = articles.count(self._store, **which)
        self._rows = Paged(total, partial(articles.page, self._store, **which))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> ArticleSummary:
        return self._rows[index]
