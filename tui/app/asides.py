"""The asides of the articles of one desk: worked out once for each text, corrected by people."""

from collections.abc import Sequence

from tui.app.aside import Aside
from tui.model import Article
from tui.store import regions as kept
from tui.store import source_rules
from tui.store.connection import Store
from tui.text.regions import Region, regions


class Asides:
    """Keeps the aside of each article that was open. `skipped` holds for all of them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.skipped = True
        self._by_rule: dict[str, tuple[Region, ...]] = {}
        self._asides: dict[str, tuple[Article, Aside]] = {}

    def of(self, article: Article) -> Aside:
        """The aside of an article, the same one as long as its text is the same."""
        known = self._asides.get(article.uid)
        if known is None or known[0].text is not article.text:
            known = self._asides[article.uid] = article, Aside(article.text)
            self.read_again(article.uid)
        return known[1]

    def read_again(self, uid: str) -> None:
        """Take in what was said of an article's body meanwhile, if it has been open."""
        if uid not in self._asides:
            return
        article, aside = self._asides[uid]
        sha256 = article.summary.sha256
        if sha256 not in self._by_rule:
            self._by_rule[sha256] = regions(article.text)
        aside.skipped = self.skipped
        found = kept.as_said(self.store, uid, article.text, self._by_rule[sha256])
        aside.put(article.text, found)

    def read_all_again(self) -> None:
        """Take in what was said of sources meanwhile."""
        for uid in self._asides:
            self.read_again(uid)

    def skip(self, skipped: bool) -> None:
        """Pass over what is not body, or no longer."""
        self.skipped = skipped
        for _, aside in self._asides.values():
            aside.skipped = skipped

    def correct(
        self, article: Article, spans: Sequence[tuple[int, int]], body: bool, what: str = ""
    ) -> None:
        """Say that spans are body, or are not. Raises CallError and DataError as the store does."""
        kept.correct_all(self.store, article.uid, spans, body, what)
        self.read_again(article.uid)

    def give(self, source: str, kind: str, value: str, body: bool) -> None:
        """Say the same of a reason or a line, in all articles of a source. Raises as the store."""
        source_rules.give(self.store, source, kind, value, body)
        self.read_all_again()
