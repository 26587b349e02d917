"""What the reader's own library tells of how common the words of some articles are."""

from collections.abc import Callable, Iterable, Sequence

from tui.compare.frequencies import Frequencies
from tui.compare.source import Source
from tui.text.tokens import words_in

Count = Callable[[Iterable[str]], tuple[int, dict[str, int]]]
"""How many articles a library has, and in how many of them each word is (`store/frequencies`)."""


def library(sources: Sequence[Source], count: Count) -> Frequencies:
    """The frequencies of the words of these articles, counted in a library."""
    words = {
        word
        for source in sources
        for index in source.body
        for word in words_in(source.words(index))
    }
    articles, counts = count(sorted(words))
    return Frequencies.of_library(articles, counts, sources[0].language or "en")
