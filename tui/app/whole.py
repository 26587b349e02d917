"""What is said of whole articles at the desk: their tags, and how far they are read."""

from collections.abc import Callable, Mapping

from tui.model import ArticleTag
from tui.store import article_tags, progress
from tui.store.connection import Store


class Whole:
    """The tags and the status of articles. `forget_article` has an article's details read anew."""

    def __init__(self, store: Store, forget_article: Callable[[str], None]) -> None:
        self.store = store
        self.forget_article = forget_article
        self._tags: dict[str, list[ArticleTag]] = {}

    def tags(self, uid: str) -> list[ArticleTag]:
        """The tags of an article as a whole, read once and then kept up to date."""
        if uid not in self._tags:
            self._tags[uid] = article_tags.of_article(self.store, uid)
        return self._tags[uid]

    def own(self, uid: str) -> dict[str, str]:
        """The tags that the one at work has given an article, each with its uid."""
        return {tag.tag: tag.uid for tag in self.tags(uid) if tag.annotator == self.store.annotator}

    def turn(self, uid: str, tag: str) -> bool:
        """Give an article a tag, or take one's own off. Returns whether it has it then."""
        own = self.own(uid).get(tag)
        if own:
            article_tags.remove(self.store, own)
        else:
            article_tags.add(self.store, uid, tag)
        del self._tags[uid]
        self.forget_article(uid)
        return not own

    def change(
        self,
        tag: ArticleTag,
        *,
        attributes: Mapping[str, str] | None = None,
        note: str | None = None,
    ) -> ArticleTag:
        """Change what is told of an article's tag, and return it as it is then."""
        article_tags.change(self.store, tag.uid, attributes=attributes, note=note)
        del self._tags[tag.article]
        return next(one for one in self.tags(tag.article) if one.uid == tag.uid)

    def set_status(self, uid: str, status: str) -> None:
        """Say how far an article is read."""
        progress.set_status(self.store, uid, status)
        self.forget_article(uid)

    def forget(self) -> None:
        """Read everything anew when it is asked for next."""
        self._tags.clear()
