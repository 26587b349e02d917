"""What articles of a library belong together: its stories, and the texts that several have."""

from collections.abc import Iterator, Mapping

from tui.cli.taking_in import progress
from tui.compare.origins import Origin, Printed, origins, printed
from tui.compare.stories import Story, stories
from tui.compare.words import body
from tui.model import Article, ArticleSummary
from tui.store import articles, regions
from tui.store.connection import Store

Abouts = Mapping[str, ArticleSummary]


def events(store: Store, abouts: Abouts) -> tuple[list[Story], list[Origin]]:
    """The stories of a library, and the texts that several of its articles have."""
    texts: list[Printed] = []

    def read(uid: str) -> str:
        text = articles.text_of(store, uid)
        return body(text, regions.of_article(store, uid, text))

    with progress(len(abouts)) as advance:

        def each() -> Iterator[Article]:
            for about in abouts.values():
                text = read(about.uid)
                texts.append(printed(about.uid, text, about.published))
                yield Article(about, text)
                advance(1)

        return stories(each(), read), origins(texts, read)
