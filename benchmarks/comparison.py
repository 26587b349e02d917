"""How well sentences are aligned, against gold and three simpler methods, and how quickly.

``python -m benchmarks.comparison [GOLD.json …] [--texts DIR] [--ecb DIR] [--semantic]``: without a
gold file the seed pair and the pairs of benchmarks/gold. Needs the group dev; --semantic needs the
extra. With CLAIMDESK_CORPORA set ECB+ and articles on different events are measured as well.

What was tuned on what: the form of the score and its constants on ECB+ train and on the four pairs
of benchmarks/gold, the threshold and the weight of synonyms on those four and the seed pair
together, so that all five flatter what ships. ECB+ dev was watched meanwhile, and nothing was
fitted to it. Any other gold file is new to it.
"""

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.aligners import Method, Scores, Vectors, cosine, ours, tf_idf, token_set
from benchmarks.gold import ROOT, Gold, Pair, allsides, corpora, ecb, gold_of
from tui.compare.alignment import THRESHOLD, Link, align, kept
from tui.compare.frequencies import Frequencies
from tui.compare.source import Sentence, Source

UNRELATED = 200
"""Pairs of articles of different groups in which links are counted."""


def chosen(scores: Scores, threshold: float) -> set[Pair]:
    """The links of a method: at the threshold or above, by the same rule for each method."""
    return {link[:2] for link in kept((Link(*pair, scores[pair]) for pair in scores), threshold)}


class Tally:
    """Right links, links proposed, links there are."""

    def __init__(self) -> None:
        self.right = self.proposed = self.there = 0

    def add(self, gold: Gold, links: set[Pair]) -> "Tally":
        """Count one pair of articles."""
        counted = {link for link in links if gold.counts(link)}
        self.right += len(counted & gold.sure)
        self.proposed += len(counted)
        self.there += len(gold.sure)
        return self

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.proposed + self.there)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.proposed), self.right / max(1, self.there)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}"


def best_threshold(golds: Sequence[Gold], found: Sequence[Scores]) -> float:
    """The threshold with the best F1 over some pairs of articles."""
    values = sorted(value for scores in found for value in scores.values() if value > 0)
    steps = {values[len(values) * at // 400] for at in range(100, 400)} if values else {0.0}

    def f1(threshold: float) -> float:
        tally = Tally()
        for gold, scores in zip(golds, found, strict=True):
            tally.add(gold, chosen(scores, threshold))
        return tally.f1

    return max(sorted(steps), key=f1)


def on_gold(
    golds: Sequence[Gold], methods: Mapping[str, Method], learnt: Mapping[str, float]
) -> None:
    """Print each method's figures on each gold pair and on all of them.

    A method without a threshold that was learnt elsewhere takes the best one of the other pairs.
    """
    for name, method in methods.items():
        found = [method(gold) for gold in golds]
        whole = Tally()
        for at, gold in enumerate(golds):
            threshold = learnt.get(name, -1.0)
            if threshold < 0:
                others = [x for x in range(len(golds)) if x != at] or [at]
                threshold = best_threshold([golds[x] for x in others], [found[x] for x in others])
            links = chosen(found[at], threshold)
            whole.add(gold, links)
            print(f"  {name:<18} {gold.name:<18} t {threshold:.3f}  {Tally().add(gold, links)}")
        print(f"  {name:<18} {'all':<18}          {whole}")


def learnt_on_ecb(folder: Path, vectors: Vectors | None) -> dict[str, float]:
    """The best threshold of each method on ECB+ train."""
    golds = list(ecb(folder / "ECB_Train_corpus.txt"))
    methods = methods_for(golds, None, vectors)
    return {name: f1_best(judged(golds, method))[1] for name, method in methods.items()}


def judged(golds: Sequence[Gold], method: Method) -> list[tuple[float, bool]]:
    """Score and truth of every pair of sentences that is judged, best score first."""
    rows: list[tuple[float, bool]] = []
    for gold in golds:
        scores = method(gold)
        rows += [(scores.get(pair, 0.0), pair in gold.sure) for pair in gold.judged or ()]
    return sorted(rows, key=lambda row: -row[0])


def average_precision(rows: Sequence[tuple[float, bool]]) -> float:
    """The mean of the precision at each true pair; those of one score count together."""
    there = sum(true for _, true in rows)
    right = 0
    total = 0.0
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and rows[end][0] == rows[at][0]:
            end += 1
        new = sum(true for _, true in rows[at:end])
        right += new
        total += new * right / end
        at = end
    return total / max(1, there)


def f1_at(rows: Sequence[tuple[float, bool]], threshold: float) -> float:
    """F1 of the pairs at a threshold or above."""
    taken = [true for score, true in rows if score >= threshold]
    return 2 * sum(taken) / max(1, len(taken) + sum(true for _, true in rows))


def f1_best(rows: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The best F1 and its threshold."""
    there, right, best = sum(true for _, true in rows), 0, (0.0, 0.0)
    for number, (score, true) in enumerate(rows, 1):
        right += true
        best = max(best, (2 * right / (number + there), score))
    return best


def on_ecb(folder: Path, semantic: Vectors | None) -> None:
    """Print F1 and average precision on ECB+ dev, the library being all documents of the part."""
    parts = {part: list(ecb(folder / f"ECB_{part}_corpus.txt")) for part in ("Train", "Dev")}
    rows: dict[str, dict[str, list[tuple[float, bool]]]] = defaultdict(dict)
    for part, golds in parts.items():
        library = library_of({one.uid: one for gold in golds for one in (gold.a, gold.b)})
        for name, method in methods_for(golds, library, semantic).items():
            rows[name][part] = judged(golds, method)
    dev = next(iter(rows.values()))["Dev"]
    share = sum(true for _, true in dev) / len(dev)
    print(f"  {len(dev)} pairs, {share:.1%} alike; always yes: F1 {2 * share / (1 + share):.3f}")
    for name, found in rows.items():
        learnt, highest = f1_best(found["Train"])[1], f1_best(found["Dev"])[0]
        told = f"F1 {f1_at(found['Dev'], learnt):.3f} at train's threshold, {highest:.3f} at best"
        print(f"  {name:<18} {told}; AP {average_precision(found['Dev']):.3f}")


def library_of(sources: Mapping[str, Source]) -> Frequencies:
    """The frequencies of a library that has just these articles."""
    counts: Counter[str] = Counter()
    sentences = 0
    for source in sources.values():
        for words in source.terms.values():
            counts.update(words)
            sentences += 1
    return Frequencies(sentences, counts)


def methods_for(
    golds: Sequence[Gold], library: Frequencies | None, vectors: Vectors | None
) -> dict[str, Method]:
    """What ships, and the baselines that can run here."""
    found: dict[str, Method] = {"claimdesk": ours(library, None)}
    if vectors is not None:
        found["claimdesk semantic"] = ours(library, vectors)
    found["TF-IDF cosine"] = tf_idf(golds)
    if find_spec("rapidfuzz"):
        found["token_set_ratio"] = token_set
    if vectors is not None:
        found["MiniLM cosine"] = cosine(vectors)
    return found


def on_unrelated(vectors: Vectors | None) -> None:
    """Print how many links there are between articles of different groups."""
    chance, articles = random.Random(7), allsides()
    pairs: list[Gold] = []
    while len(pairs) < UNRELATED:
        (group, a), (other, b) = chance.sample(articles, 2)
        if group != other:
            pairs.append(Gold("", a, b, frozenset()))
    for name, known in (("claimdesk", None), ("claimdesk semantic", vectors)):
        if name == "claimdesk" or known is not None:
            some = pairs if known is None else pairs[: UNRELATED // 4]
            links = [len(chosen(ours(None, known)(gold), THRESHOLD)) for gold in some]
            print(f"  {name:<18} {sum(links) / len(some):.3f} a pair, {len(some)} pairs")


def speed(golds: Sequence[Gold]) -> None:
    """Print the CPU time of a pair, and of 1,000 by 1,000 sentences where there are so many."""
    times = []
    for gold in golds:
        for _ in range(5):
            fresh = [
                Source(one.uid, one.text, one.sentences, language="en") for one in (gold.a, gold.b)
            ]
            times.append(_timed(*fresh))
    print(f"  a pair: {1000 * median(times):.1f} ms")
    if corpora() is None:
        return
    words = [source.words(index) for _, source in allsides() for index in source.body]
    chance = random.Random(7)
    long = [_long(chance.sample(words, 1000)) for _ in "ab"]
    print(f"  1,000 by 1,000 sentences: {_timed(*long):.2f} s")


def _timed(a: Source, b: Source) -> float:
    start = time.process_time()
    align(a, b)
    return time.process_time() - start


def _long(words: Sequence[str]) -> Source:
    spans, start = [], 0
    for one in words:
        spans.append(Sentence(start, start + len(one)))
        start += len(one) + 1
    return Source("long", "\n".join(words), tuple(spans), language="en")


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparison")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--ecb", type=Path)
    parser.add_argument("--semantic", action="store_true")
    asked = parser.parse_args(words)
    folder = corpora()
    files = asked.gold or [ROOT / "tests" / "compare" / "seed_gold.json"]
    if folder and not asked.gold:
        files += sorted((ROOT / "benchmarks" / "gold").glob("*.json"))
    golds = [gold_of(file, asked.texts) for file in files]
    vectors = Vectors() if asked.semantic else None
    if not find_spec("rapidfuzz"):
        print("rapidfuzz is not installed: token_set_ratio is left out")
    print((__doc__ or "").partition("\n\n")[2].partition("\n\n")[2])
    ecb_folder = asked.ecb or (folder / "compare" / "ecbplus" if folder else None)
    alone = len(golds) == 1
    learnt = learnt_on_ecb(ecb_folder, vectors) if alone and ecb_folder else {}
    learnt |= {"claimdesk": THRESHOLD, "claimdesk semantic": THRESHOLD}
    where = "on the other pairs" if not alone else "on ECB+ train" if ecb_folder else "on this pair"
    print(f"Gold pairs; claimdesk at the shipped threshold {THRESHOLD}, the others at the best")
    print(f"{where}; possible links count neither way")
    on_gold(golds, methods_for(golds, None, vectors), learnt)
    if ecb_folder:
        print("ECB+ dev, pairs of sentences of two documents of one topic")
        on_ecb(ecb_folder, vectors)
    if folder:
        print("Links between articles on different events (intake/allsides, different groups)")
        on_unrelated(vectors)
    print("CPU, terms worked out anew")
    speed(golds)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except FileNotFoundError as error:
        sys.exit(str(error))
