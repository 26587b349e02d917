"""Pairs of articles whose alignment is known: gold files made by hand, and ECB+.

A gold file has the form of tests/compare/seed_gold.json: for `a` and `b` the name of a text and its
sentences with offsets in code points, then links that are "sure" or "possible". Possible ones count
neither way. A text named ``allsides:ID`` is the article of that ID in intake/allsides.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from tui.compare.source import Sentence, Source
from tui.text import sentences
from tui.text.policy import decode

ROOT = Path(__file__).parents[1]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Gold:
    """Two articles, the pairs of their sentences that tell the same, and the doubtful ones.

    `judged` are the pairs that count, None where all do but the doubtful.
    """

    name: str
    a: Source
    b: Source
    sure: frozenset[Pair]
    possible: frozenset[Pair] = field(default_factory=frozenset)
    judged: frozenset[Pair] | None = None

    def counts(self, pair: Pair) -> bool:
        """Whether a pair is judged at all."""
        return pair not in self.possible and (self.judged is None or pair in self.judged)


def corpora() -> Path | None:
    """The folder of the corpora, where CLAIMDESK_CORPORA names one."""
    named = os.environ.get("CLAIMDESK_CORPORA")
    return Path(named) if named else None


def gold_of(file: Path, texts: Sequence[Path] = ()) -> Gold:
    """The gold of one file. Raises FileNotFoundError where a text is not found."""
    said = json.loads(file.read_text("utf-8"))
    folders = [*texts, file.parent, ROOT / "seeds"]
    places: dict[str, dict[str, int]] = {}
    sources: dict[str, Source] = {}
    for side in "ab":
        listed = said[side]["sentences"]
        places[side] = {one["id"]: at for at, one in enumerate(listed)}
        spans = tuple(Sentence(one["start"], one["end"]) for one in listed)
        name = said[side]["file"]
        sources[side] = Source(name, _text(name, folders), spans, language="en")
    links: dict[str, set[Pair]] = {"sure": set(), "possible": set()}
    for link in said["links"]:
        links[link["strength"]].add((places["a"][link["a"]], places["b"][link["b"]]))
    return Gold(
        file.stem,
        sources["a"],
        sources["b"],
        frozenset(links["sure"]),
        frozenset(links["possible"]),
    )


def _text(name: str, folders: Sequence[Path]) -> str:
    if name.startswith("allsides:"):
        return allsides_texts()[name.removeprefix("allsides:")]
    for folder in folders:
        if (folder / name).is_file():
            return decode((folder / name).read_bytes()).text
    raise FileNotFoundError(f"{name}: not in {', '.join(map(str, folders))}: name it with --texts")


def _allsides() -> list[dict[str, Any]]:
    folder = corpora()
    if folder is None:
        raise FileNotFoundError("CLAIMDESK_CORPORA is unset: no articles of intake/allsides")
    rows = (folder / "intake" / "allsides" / "groups.jsonl").read_text("utf-8")
    return [json.loads(row) for row in rows.split("\n") if row]


@cache
def allsides_texts() -> dict[str, str]:
    """The texts of intake/allsides by their ID."""
    return {row["ID"]: decode(row["text"].encode()).text for row in _allsides()}


@cache
def allsides() -> list[tuple[str, Source]]:
    """The articles of intake/allsides, each with the group it is in."""
    texts = allsides_texts()
    return [(str(row["group"]), source_of_text(row["ID"], texts[row["ID"]])) for row in _allsides()]


def source_of_text(name: str, text: str) -> Source:
    """An English text as a source, split into sentences."""
    found = sentences.split(text)
    spans = tuple(Sentence(*found.span(index)) for index in range(len(found)))
    return Source(name, text, spans, language="en")


def ecb(file: Path) -> Iterator[Gold]:
    """The pairs of documents of one topic of ECB+, both subtopics together.

    Two sentences tell the same when they share two chains of actions, or one of actions and one of
    participants, places or times; sentences without a chain of actions are not judged.
    """
    documents: dict[str, dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in file.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) >= 5:
            documents[parts[0]][int(parts[1])].append((parts[3], parts[-1]))
    topics: dict[str, list[tuple[Source, list[frozenset[str]]]]] = defaultdict(list)
    for name, rows in documents.items():
        chains = [
            frozenset(chain for _, chain in words if chain != "-" and "Singleton" not in chain)
            for words in rows.values()
        ]
        texts = [_joined([word for word, _ in words]) for words in rows.values()]
        topics[name.partition("_")[0]].append((_source_of_sentences(name, texts), chains))
    for topic, listed in topics.items():
        for (a, in_a), (b, in_b) in combinations(listed, 2):
            judged = [
                (i, j)
                for i, one in enumerate(in_a)
                for j, other in enumerate(in_b)
                if _actions(one) and _actions(other)
            ]
            sure = [(i, j) for i, j in judged if _same_event(in_a[i] & in_b[j])]
            yield Gold(topic, a, b, frozenset(sure), judged=frozenset(judged))


def _actions(chains: frozenset[str]) -> int:
    return sum(chain.startswith(("ACT", "NEG")) for chain in chains)


def _same_event(shared: frozenset[str]) -> bool:
    around = any(chain.startswith(("HUM", "NON", "LOC", "TIM")) for chain in shared)
    return _actions(shared) >= 2 or (_actions(shared) == 1 and around)


def _joined(words: list[str]) -> str:
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", " ".join(words))
    text = re.sub(r" ('s|n't|'re|'ve|'ll|'d)\b", r"\1", text)
    return re.sub(r"([(\[$]) ", r"\1", text)


def _source_of_sentences(name: str, texts: Sequence[str]) -> Source:
    spans, start = [], 0
    for text in texts:
        spans.append(Sentence(start, start + len(text)))
        start += len(text) + 1
    return Source(name, "\n".join(texts), tuple(spans), language="en")
