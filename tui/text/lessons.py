"""What a reader's own annotations teach about what they would mark next.

Everything is counted over `candidates`: those that an annotation of a tag covers by half or more
are examples of it, those the reader passed (up to the last annotation of the article) are counter-
examples. A tag's score of a candidate is its log-odds by naive Bayes over the folded words inside
and around it. Phrases marked word for word are counted apart, wherever they stand.

How far a score can be trusted is learned as well: each article is guessed from the others before
it is learned from ("prequential" validation, Dawid 1984, "Statistical Theory: The Prequential
Approach"), and a tag proposes from the score on above which `PRECISION` of its guesses were right.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

from tui.text.candidates import Candidate
from tui.text.material import Marked, Material, Spans, Words, overlap

Phrase = tuple[str, ...]

LEAST = 5
"""Examples a tag needs before it proposes by what was learned."""
PRECISION = 0.6
"""The share of a tag's guesses that has to have been right."""
SURE = 0.7
"""The share of its places in which a phrase has to have been marked."""
LONGEST = 6
"""Words of a phrase that is looked for elsewhere."""
_CUES = 8
"""Words of a candidate that count, the most telling ones: more would be counted as independent."""


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate the reader passed: its kind, its words, and the tags it was marked with."""

    kind: str
    cues: tuple[str, ...]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one article teaches: its items, and the phrases marked in it."""

    items: tuple[Item, ...]
    phrases: Mapping[tuple[Phrase, str], int]
    passed: list[str]
    """The folded words of the part of the article that was passed."""


@dataclass(slots=True)
class _Guesses:
    """How an article's items were scored before it was learned from: right or wrong."""

    scores: dict[tuple[str, str], list[tuple[float, bool]]] = field(default_factory=dict)
    seen: Counter[tuple[Phrase, str]] = field(default_factory=Counter)
    marked: Counter[tuple[Phrase, str]] = field(default_factory=Counter)


def lesson(of: Material, marked: Iterable[Marked]) -> Lesson:
    """What an article with these annotations teaches."""
    spans = Spans(marked)
    items = []
    for one, cues in zip(of.candidates, of.cues, strict=True):
        if one.start < spans.passed:
            near = spans.touching(one.start, one.end)
            tags = {tag for start, end, tag in near if _is(one, start, end)}
            items.append(Item(one.kind, cues, frozenset(tags)))
    words = of.words
    phrases: Counter[tuple[Phrase, str]] = Counter()
    for start, end, tag in spans.all:
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
        if 0 < last - first <= LONGEST:
            phrases[tuple(words.folded[first:last]), tag] += 1
    passed = bisect_left(words.starts, spans.passed)
    return Lesson(tuple(items), phrases, words.folded[:passed])


def _is(one: Candidate, start: int, end: int) -> bool:
    return overlap((one.start, one.end), (start, end)) >= 0.5


class Learned:
    """What the articles learned from taught, together. An article can be learned anew."""

    def __init__(self) -> None:
        self._lessons: dict[str, Lesson] = {}
        self._guesses: dict[str, _Guesses] = {}
        self._all: Counter[str] = Counter()
        self._items = 0
        self._of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._examples: Counter[str] = Counter()
        self._marked: Counter[tuple[Phrase, str]] = Counter()
        self._seen: Counter[tuple[Phrase, str]] = Counter()
        self._begin: defaultdict[str, Counter[tuple[Phrase, str]]] = defaultdict(Counter)
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._passed: Counter[str] = Counter()
        self._least: dict[tuple[str, str], float | None] = {}

    def learn(self, article: str, taught: Lesson) -> None:
        """Take in what an article teaches, instead of what it taught before."""
        if article in self._lessons:
            self._count(article, -1)
        self._lessons[article] = taught
        self._guesses[article] = self._guess(taught)
        self._count(article, 1)
        self._least.clear()

    def forget(self, article: str) -> None:
        """Leave out what an article taught."""
        if article in self._lessons:
            self._count(article, -1)
            del self._lessons[article], self._guesses[article]
            self._least.clear()

    def _count(self, article: str, by: int) -> None:
        taught, guessed = self._lessons[article], self._guesses[article]
        for item in taught.items:
            self._items += by
            self._passed[item.kind] += by
            for cue in item.cues:
                self._all[cue] += by
            for tag in item.tags:
                self._examples[tag] += by
                self._kinds[item.kind, tag] += by
                for cue in item.cues:
                    self._of[tag][cue] += by
        for (phrase, tag), times in taught.phrases.items():
            begun = self._begin[phrase[0]]
            begun[phrase, tag] += by * times
            if not begun[phrase, tag]:
                del begun[phrase, tag]
        for key, times in guessed.seen.items():
            self._seen[key] += by * times
        for key, times in guessed.marked.items():
            self._marked[key] += by * times

    def _guess(self, taught: Lesson) -> _Guesses:
        """What the others would have said of an article, and whether it was so."""
        guesses = _Guesses()
        for item in taught.items:
            for tag in self.tags:
                score, _ = self.score(item.cues, tag)
                found = guesses.scores.setdefault((tag, item.kind), [])
                found.append((score, tag in item.tags))
        guesses.marked.update(taught.phrases)
        known: dict[str, set[tuple[Phrase, str]]] = {}
        for key in taught.phrases:
            word = key[0][0]
            known.setdefault(word, set(self._begin.get(word, ()))).add(key)
        for place, word in enumerate(taught.passed):
            for key in known[word] if word in known else self._begin.get(word, ()):
                if _reads(taught.passed, place, key[0]):
                    guesses.seen[key] += 1
        return guesses

    @property
    def tags(self) -> list[str]:
        """The tags that were marked often enough to propose by their words."""
        return [tag for tag, times in self._examples.items() if times >= LEAST]

    def tag_of(self, kind: str) -> str:
        """The tag most candidates of a kind were marked with, if `LEAST` of them were."""
        times, tag = max(
            ((times, tag) for (of, tag), times in self._kinds.items() if of == kind),
            default=(0, ""),
        )
        return tag if times >= LEAST else ""

    def share(self, kind: str, tag: str) -> tuple[int, int]:
        """How many candidates of a kind were marked with a tag, and how many were passed."""
        return self._kinds[kind, tag], self._passed[kind]

    def score(self, words: tuple[str, ...], tag: str) -> tuple[float, list[str]]:
        """The log-odds that candidates with these words have a tag, and the words that say so."""
        mine, examples = self._of[tag], self._examples[tag]
        others = self._items - examples
        base = log((examples + 1) / (others + 1))
        weights = []
        for word in words:
            there, in_all = mine[word], self._all[word]
            if in_all > 1:
                odds = (there + 0.5) / (examples + 1) / ((in_all - there + 0.5) / (others + 1))
                weights.append((log(odds), word))
        weights.sort(key=lambda one: -abs(one[0]))
        telling = weights[:_CUES]
        said = [word for weight, word in telling if weight > 0 and word[0] not in "=^"]
        return base + sum(weight for weight, _ in telling), said

    def least(self, tag: str, kind: str) -> float | None:
        """The score from which candidates of a kind are proposed for a tag; None for never.

        Taken from the guesses about articles that had not been learned from (`_threshold`).
        """
        key = tag, kind
        if key not in self._least:
            guesses = [guess for one in self._guesses.values() for guess in one.scores.get(key, ())]
            self._least[key] = _threshold(guesses)
        return self._least[key]

    def phrases_in(self, words: Words) -> Iterator[tuple[int, int, str, int, float]]:
        """Where phrases marked before stand among the words of a text.

        Start, end, tag, how often it was marked, and the share of its places that was.
        """
        sure: dict[str, list[tuple[Phrase, str, float]]] = {}
        for word, begun in self._begin.items():
            for phrase, tag in begun:
                share = self._marked[phrase, tag] / (self._seen[phrase, tag] + 1)
                if share >= SURE:
                    sure.setdefault(word, []).append((phrase, tag, share))
        for place, word in enumerate(words.folded):
            for phrase, tag, share in sure.get(word, ()):
                if _reads(words.folded, place, phrase):
                    last = words.ends[place + len(phrase) - 1]
                    yield words.starts[place], last, tag, self._marked[phrase, tag], share


def _reads(words: list[str], place: int, phrase: Phrase) -> bool:
    return tuple(words[place : place + len(phrase)]) == phrase


def _threshold(guesses: list[tuple[float, bool]]) -> float | None:
    """The lowest score above which the share of right guesses is surely `PRECISION`.

    Surely means: less one standard error, so that a few lucky guesses decide nothing.
    """
    right, least = 0, None
    for number, (score, was) in enumerate(sorted(guesses, reverse=True), 1):
        right += was
        share = right / number
        error = sqrt(share * (1 - share) / number) if right < number else 1 / (number + 1)
        if was and right >= LEAST and share - error >= PRECISION:
            least = score
    return least
