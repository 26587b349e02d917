"""An article as the comparison reads it: its sentences, and which of them are not its body."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.compare.terms import terms
from tui.model import Article
from tui.text import sentences
from tui.text.regions import Region

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``[start, end)`` in code points. `region` is the kind of the region it stands
    in (navigation, teaser, …), empty for the body; only sentences of the body are compared."""

    start: int
    end: int
    region: str = ""

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True)
class Source:
    """One article with its sentences. `path` is the file it was read from, where it was one;
    `language` is an ISO 639 code, empty where nobody knows; `published` an ISO 8601 date or empty.
    """

    uid: str
    text: str
    sentences: tuple[Sentence, ...]
    label: str = ""
    path: str = ""
    title: str = ""
    published: str = ""
    language: str = ""

    def words(self, index: int) -> str:
        """The text of a sentence."""
        return self.text[slice(*self.sentences[index].span)]

    @property
    def body(self) -> list[int]:
        """The indexes of the sentences that are compared."""
        return [index for index, one in enumerate(self.sentences) if not one.region]

    @cached_property
    def terms(self) -> dict[int, tuple[str, ...]]:
        """The terms of each sentence that is compared, in order; worked out once."""
        return {i: tuple(sorted(terms(self.words(i), self.language))) for i in self.body}

    def at(self, offset: int) -> int:
        """The index of the sentence an offset is in or behind; -1 in front of the first."""
        return bisect_right(self.sentences, offset, key=lambda one: one.start) - 1


def source_of(article: Article, regions: Sequence[Region] = (), path: str = "") -> Source:
    """The source that an article is, with the regions that are not its body."""
    summary, text = article.summary, article.text
    found = sentences.split(text, summary.language or "en")
    starts = [region.start for region in regions]

    def kind(start: int) -> str:
        before = bisect_right(starts, start) - 1
        return regions[before].kind if before >= 0 and start < regions[before].end else ""

    spans = [found.span(index) for index in range(len(found))]
    return Source(
        uid=article.uid,
        text=text,
        sentences=tuple(Sentence(start, end, kind(start)) for start, end in spans),
        label=summary.label,
        path=path or summary.file,
        title=summary.title,
        published=summary.published,
        language=summary.language,
    )
