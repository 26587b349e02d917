"""Methods that align sentences: the one that ships, and three simpler ones to hold it against.

Each gives the score of every two sentences of two articles, or of those that share something.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from benchmarks.gold import Gold, Pair
from tui.compare.alignment import scored
from tui.compare.frequencies import Frequencies
from tui.compare.semantic import Encoder, sentences_of
from tui.compare.source import Source

Scores = Mapping[Pair, float]
Method = Callable[[Gold], Scores]


class Vectors(dict[str, bytes]):
    """Vectors of sentences, made as they are asked for."""

    def __init__(self) -> None:
        self.encoder = Encoder()

    def take(self, *sources: Source) -> "Vectors":
        """Itself, with the sentences of these sources."""
        for source in sources:
            new = [one for one in sentences_of(source) if one not in self]
            self.update(self.encoder.vectors(new))
        return self


def ours(frequencies: Frequencies | None, vectors: Vectors | None) -> Method:
    """The alignment that ships."""

    def score(gold: Gold) -> Scores:
        known = vectors.take(gold.a, gold.b) if vectors is not None else None
        return {link[:2]: link.score for link in scored(gold.a, gold.b, frequencies, known)}

    return score


def tf_idf(golds: Sequence[Gold]) -> Method:
    """The cosine of the words' weights, these counted over all the sentences of the set."""
    counts: Counter[str] = Counter()
    bags = {source.uid: source for gold in golds for source in (gold.a, gold.b)}
    whole = 0
    for source in bags.values():
        for words in source.terms.values():
            counts.update(word for word in words if word[0] != "=")
            whole += 1

    def vector(words: Sequence[str]) -> dict[str, float]:
        made = {one: 1 + math.log(whole / counts[one]) for one in words if one[0] != "="}
        norm = math.sqrt(sum(value * value for value in made.values())) or 1
        return {word: value / norm for word, value in made.items()}

    def score(gold: Gold) -> Scores:
        rows = {i: vector(words) for i, words in gold.a.terms.items()}
        columns = {j: vector(words) for j, words in gold.b.terms.items()}
        return {
            (i, j): sum(value * other.get(word, 0) for word, value in one.items())
            for i, one in rows.items()
            for j, other in columns.items()
        }

    return score


def token_set(gold: Gold) -> Scores:
    """rapidfuzz.fuzz.token_set_ratio of the sentences in lower case."""
    from rapidfuzz import fuzz

    return {
        (i, j): fuzz.token_set_ratio(gold.a.words(i).lower(), gold.b.words(j).lower()) / 100
        for i in gold.a.body
        for j in gold.b.body
    }


def cosine(vectors: Vectors) -> Method:
    """The cosine of the sentences' vectors."""
    import numpy

    def score(gold: Gold) -> Scores:
        known = vectors.take(gold.a, gold.b)
        rows, columns = (
            numpy.array([numpy.frombuffer(known[one.words(i)], "f4") for i in one.body])
            for one in (gold.a, gold.b)
        )
        near = (rows @ columns.T).tolist()
        return {
            (i, j): near[x][y] for x, i in enumerate(gold.a.body) for y, j in enumerate(gold.b.body)
        }

    return score
