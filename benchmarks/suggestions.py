"""``python -m benchmarks suggestions``: what proposals are worth.

All is measured on articles that the proposals have not learned from.

A proposal is right when an annotation of the same tag shares half of both together with it; each
annotation counts once. The floor proposes every sentence.

- The worked example: 40 annotations by one reader on two articles, each article proposed for with
  nothing learned, and learned from the other. The rules were written with it in view.
- PolNeAR (Newell, Margolin & Ruths 2018): attributions in news about the election of 2016 by six
  annotators; a source and its cue are one span where what was said is not between them, and a
  content in quotation marks is a quotation. The words of `tui.text.attribution` were chosen on its
  part "dev"; "test" was held out. It does not come with the other corpora: put the folder ``data``
  of github.com/networkdynamics/PolNeAR beside them as ``polnear``.
- Recognizers-Text: figures in English sentences. It has numbers without what they count, so any
  overlap is right and half of a figure has to be covered; years and durations, which are figures
  there, are none here.
- ECB+: mentions of people, places and times, learned from the first half of the articles of each
  topic and proposed in the other; the floor proposes every phrase marked before wherever it stands.

The corpora are measured where CLAIMDESK_CORPORA names their folder.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.table import Table

from benchmarks.terminal import ROOT
from benchmarks.texts import long_text
from tui.text.lessons import Learned, lesson
from tui.text.material import Marked, material, overlap, words_of
from tui.text.proposals import propose
from tui.text.sentences import split

CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
Text = tuple[str, list[Marked]]
Find = Callable[[str], Iterable[Marked]]


@dataclass(slots=True)
class Score:
    """Proposals of one tag: how many, how many of them right, and how many annotations."""

    proposed: int = 0
    right: int = 0
    gold: int = 0

    def said(self) -> tuple[str, str, str]:
        """Precision, recall and F1."""
        precision, recall = self.right / max(1, self.proposed), self.right / max(1, self.gold)
        both = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:.2f}", f"{recall:.2f}", f"{both:.2f}"


def score(texts: Iterable[Text], find: Find) -> dict[str, Score]:
    """What `find` is worth on annotated texts, by tag."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    for text, marked in texts:
        left = list(marked)
        for _, _, tag in marked:
            scores[tag].gold += 1
        for start, end, tag in find(text):
            scores[tag].proposed += 1
            mine = [one for one in left if one[2] == tag]
            best = max(mine, key=lambda one: overlap((start, end), one[:2]), default=None)
            if best is not None and overlap((start, end), best[:2]) >= 0.5:
                scores[tag].right += 1
                left.remove(best)
    return scores


def proposals(learned: Learned, tags: list[str]) -> Find:
    """The proposals for a text with nothing marked in it."""

    def find(text: str) -> Iterator[Marked]:
        for one in propose(material(text), learned, tags):
            yield one.start, one.end, one.tag

    return find


def every_sentence(tags: list[str]) -> Find:
    """The floor: each sentence, once with each tag."""

    def find(text: str) -> Iterator[Marked]:
        sentences = split(text)
        for index in range(len(sentences)):
            for tag in tags:
                yield *sentences.span(index), tag

    return find


def taught(texts: Iterable[Text]) -> Learned:
    """What these annotated texts teach, one after the other."""
    learned = Learned()
    for number, (text, marked) in enumerate(texts):
        learned.learn(str(number), lesson(material(text), marked))
    return learned


def tables(folder: Path) -> Iterator[Table | str]:
    """What is printed."""
    yield _table("The worked example: two articles, 40 annotations", _example())
    if CORPORA and (Path(CORPORA) / "polnear").is_dir():
        yield _table("PolNeAR test: 84 articles, learned from articles of dev", _polnear())
    if CORPORA:
        yield _table("ECB+: the second half of each topic's articles", _ecb())
        yield _recognizers()
    else:
        yield "CLAIMDESK_CORPORA is not set: the corpora were not measured\n"
    yield _times(folder)


Row = tuple[str, dict[str, Score]]


def _table(title: str, rows: Iterable[Row]) -> Table:
    table = Table("", "tag", "proposed", "annotated", "precision", "recall", "F1", title=title)
    for what, scores in rows:
        for tag, one in sorted(scores.items()):
            table.add_row(what, tag, str(one.proposed), str(one.gold), *one.said())
            what = ""
        table.add_section()
    return table


def _example() -> Iterator[Row]:
    texts = _seeds()
    tags = ["claim/number", "claim/quote", "attribution", "claim/event", "opinion", "background"]
    yield "every sentence", score(texts, every_sentence(tags))
    yield "nothing learned", score(texts, proposals(Learned(), tags))
    ways = [score([one], proposals(taught([other]), tags)) for one, other in (texts, texts[::-1])]
    yield "learned from the other", _sum(ways)


def _sum(ways: Iterable[dict[str, Score]]) -> dict[str, Score]:
    total: defaultdict[str, Score] = defaultdict(Score)
    for scores in ways:
        for tag, one in scores.items():
            all_ = total[tag]
            all_.proposed += one.proposed
            all_.right += one.right
            all_.gold += one.gold
    return total


def _seeds() -> list[Text]:
    import tomllib

    annotated = tomllib.loads((ROOT / "seeds/annotations.toml").read_text(encoding="utf-8"))
    found: dict[str, Text] = {}
    for one in annotated["annotations"]:
        name = one["article"]
        text = (ROOT / "seeds" / name).read_text(encoding="utf-8")
        parts = [one["quote"]] if isinstance(one["quote"], str) else one["quote"]
        start = -1
        for _ in range(one.get("nth", 1)):
            start = text.index(parts[0], start + 1)
        end = text.index(parts[-1], start) + len(parts[-1])
        found.setdefault(name, (text, []))[1].append((start, end, one["tag"]))
    return list(found.values())


# PolNeAR


def _polnear() -> Iterator[Row]:
    tags = ["attribution", "quote"]
    dev, test = ([*_polnear_part(Path(CORPORA) / "polnear" / part)] for part in ("dev", "test"))
    yield "every sentence", score(test, every_sentence(tags))
    for number in (0, 5, 20, len(dev)):
        what = f"learned from {number}" if number else "nothing learned"
        yield what, score(test, proposals(taught(dev[:number]), tags))


def _polnear_part(folder: Path) -> Iterator[Text]:
    for file in sorted((folder / "text").glob("*.txt")):
        (notes, *_) = sorted((folder / "attributions").glob(f"{file.stem}_*.ann"))
        text = file.read_text(encoding="utf-8")
        yield text, sorted({*_of_brat(text, notes.read_text(encoding="utf-8"))})


def _of_brat(text: str, notes: str) -> Iterator[Marked]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in notes.splitlines():
        name, what, *_ = line.split("\t")
        if name[0] == "T":
            places = what.partition(" ")[2].split(";")
            spans[name] = [(int(a), int(b)) for a, b in (place.split() for place in places)]
    for line in notes.splitlines():
        if line[0] != "E":
            continue
        parts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for part in line.split("\t")[1].split():
            role, _, name = part.partition(":")
            parts[role.rstrip("0123456789")] += spans[name]
        yield from _attribution(parts["Source"], parts["Cue"], parts["Content"])
        yield from _quotes(text, parts["Content"])


def _attribution(
    source: list[tuple[int, int]], cue: list[tuple[int, int]], content: list[tuple[int, int]]
) -> Iterator[Marked]:
    if source and cue:
        start, end = min(source + cue)[0], max(b for _, b in source + cue)
        if not any(a < end and start < b for a, b in content):
            yield start, end, "attribution"


def _quotes(text: str, content: list[tuple[int, int]]) -> Iterator[Marked]:
    for start, end in content:
        inner = text[start + 1 : end - 1]
        marks = text[start] in '“"' and text[end - 1] in '”"'
        if len(inner) > 1 and marks and not {"“", "”", '"'} & set(inner):
            yield start + 1, end - 1 - (inner[-1] in ".,"), "quote"


# ECB+

KINDS = {"HUM": "person", "LOC": "place", "TIM": "time"}


def _ecb() -> Iterator[Row]:
    again, found = [], []
    for _, (learn, test) in sorted(_topics().items()):
        tags = sorted(KINDS.values())
        found.append(score(test, proposals(taught(learn), tags)))
        again.append(score(test, _every_phrase(learn)))
    yield "every phrase marked before", _sum(again)
    yield "learned", _sum(found)


def _topics() -> dict[str, tuple[list[Text], list[Text]]]:
    by_topic: defaultdict[str, list[Text]] = defaultdict(list)
    for part in ("Dev", "Train"):
        file = Path(CORPORA) / f"compare/ecbplus/ECB_{part}_corpus.txt"
        lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        rows = [line for line in lines if len(line) == 5]
        for name, words in groupby(rows, key=lambda row: row[0]):
            by_topic[name.partition("_")[0]].append(_of_tokens([*words]))
    return {
        topic: (texts[: len(texts) // 2], texts[len(texts) // 2 :])
        for topic, texts in by_topic.items()
    }


def _of_tokens(rows: list[list[str]]) -> Text:
    text, marked, last = "", list[Marked](), ""
    for (sentence, chain), words in groupby(rows, key=lambda row: (row[1], row[4])):
        if text:
            text += " " if sentence == last else "\n"
        start = len(text)
        text += " ".join(row[3] for row in words)
        kind = KINDS.get(chain.removeprefix("Singleton_")[:3])
        if kind:
            marked.append((start, len(text), kind))
        last = sentence
    return text, marked


def _every_phrase(texts: list[Text]) -> Find:
    known: Counter[tuple[tuple[str, ...], str]] = Counter()
    for text, marked in texts:
        known.update((tuple(words_of(text[a:b]).folded), tag) for a, b, tag in marked)

    def find(text: str) -> Iterator[Marked]:
        words = words_of(text)
        for phrase, tag in known:
            for place in range(len(words.folded) - len(phrase) + 1):
                if phrase and tuple(words.folded[place : place + len(phrase)]) == phrase:
                    yield words.starts[place], words.ends[place + len(phrase) - 1], tag

    return find


# Figures, and times


def _recognizers() -> Table:
    table = Table("", "figures", "precision", "recall", title="Recognizers-Text, any overlap")
    for name in ("Number", "Currency", "Percent", "NumberRange"):
        file = Path(CORPORA) / f"compare/recognizers/{name}Model.json"
        right = wrong = found = gold = 0
        for case in json.loads(file.read_text(encoding="utf-8")):
            there = [(one["Start"], one["End"] + 1) for one in case["Results"] if "Start" in one]
            if len(there) < len(case["Results"]):
                continue  # where it stands is not said
            ours = [one[:2] for one in proposals(Learned(), ["number"])(case["Input"])]
            hits = [any(a < d and c < b for c, d in there) for a, b in ours]
            right, wrong = right + sum(hits), wrong + len(hits) - sum(hits)
            gold += len(there)
            found += sum(
                any(2 * (min(b, d) - max(a, c)) >= d - c for a, b in ours) for c, d in there
            )
        precision = f"{right / max(1, right + wrong):.2f}"
        table.add_row(name, str(gold), precision, f"{found / max(1, gold):.2f}")
    return table


def _times(folder: Path) -> Table:
    table = Table("", "4 kB", "100 kB", title="Milliseconds an article (median of 5)")
    texts = [long_text(size, folder).read_text(encoding="utf-8") for size in (4_000, 100_000)]
    teacher = taught(_seeds())
    tags = ["claim/number", "claim/quote", "attribution"]
    ready = [material(text) for text in texts]
    marked = [[*proposals(teacher, tags)(text)] for text in texts]

    def learn(index: int) -> None:
        teacher.learn("this", lesson(ready[index], marked[index]))

    deeds: dict[str, Callable[[int], object]] = {
        "when it is opened": lambda index: propose(material(texts[index]), teacher, tags),
        "after each mark: propose": lambda index: propose(ready[index], teacher, tags),
        "after each mark: learn": learn,
    }
    for what, deed in deeds.items():
        table.add_row(what, *(f"{_time(deed, index):.1f}" for index in range(2)))
    return table


def _time(deed: Callable[[int], object], index: int) -> float:
    took = []
    for _ in range(5):
        start = perf_counter()
        deed(index)
        took.append(1000 * (perf_counter() - start))
    return median(took)
