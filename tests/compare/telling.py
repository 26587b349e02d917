"""Sources for the tests of details: the seeds, and articles of one sentence."""

from tests.text.material import SEEDS
from tui.compare.details import differences, extract
from tui.compare.difference import Difference
from tui.compare.source import Sentence, Source
from tui.text import sentences

MALI, NAIROBI = (
    Source(name, text, tuple(Sentence(*span) for span in map(found.span, range(len(found)))))
    for name, text in SEEDS.items()
    for found in [sentences.split(text)]
)


def said(text: str, published: str = "", language: str = "en") -> Source:
    """An article of one sentence."""
    return Source("", text, (Sentence(0, len(text)),), published=published, language=language)


def place(source: Source, words: str) -> int:
    """The sentence that has these words."""
    return source.at(source.text.index(words))


def told(a: Source, i: int, b: Source, j: int) -> list[tuple[str, str, str, str]]:
    """What two sentences tell differently, as kind, outcome and words."""
    found: list[Difference] = differences(extract(a), i, extract(b), j)
    return [(one.kind, one.outcome, a.text[slice(*one.a)], b.text[slice(*one.b)]) for one in found]


def between(one: str, other: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    """What two sentences that stand alone tell differently."""
    return told(said(one, language=language), 0, said(other, language=language), 0)


def of_seeds(one: str, other: str) -> list[tuple[str, str, str, str]]:
    """What the sentences of the seeds with these words tell differently."""
    return told(MALI, place(MALI, one), NAIROBI, place(NAIROBI, other))
