"""How well stories, near copies and kin are found, and what ten thousand articles cost.

With CLAIMDESK_CORPORA set. Run: python -m benchmarks.stories [ARTICLES]

Stories: the AllSides articles (intake/allsides), where the gold is one topic and one day: another
day's report of the same affair counts as wrong, so that precision without days is told too low; and
with days it is told too high, since the day is half of the gold. ECB+ (compare/ecbplus): documents
of a few annotated sentences; gold is the subtopic, one event of two alike ones in each topic. The
threshold and the weight of names were chosen with all of these in sight: none was held back.

Near copies: of each AllSides article, and of each PUD document of 60 words, one copy by each of the
EDITS. What is added as a copy's own is drawn from the other texts: of short texts that can be most,
and then the pair that counts as wrong does share it. Ten thousand articles: events of one to nine
articles, each of five paragraphs of its event and six others drawn from all AllSides paragraphs,
the names in them put in place by made ones; every tenth is the one before it, cut by a fifth.
"""

import json
import os
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from zlib import crc32

from tui.compare.kinship import Shelf, kin
from tui.compare.origins import origins, printed
from tui.compare.stories import stories
from tui.compare.words import Telling
from tui.model import Article, ArticleSummary

NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
SIZES = (1, 1, 1, 2, 3, 5, 9)
"""How many articles the made events have, one as likely as the other."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article and the event that the gold says it tells of."""

    article: Article
    event: str


def told(uid: str, text: str, event: str, title: str = "", published: str = "") -> Told:
    """An article as the library would have it."""
    about = ArticleSummary(uid, uid, title, len(text), published=published)
    return Told(Article(about, text), event)


def allsides(corpora: Path) -> list[Told]:
    """The news collection, with its days."""
    lines = (corpora / "intake/allsides/groups.jsonl").read_text("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    return [told(r["ID"], r["text"], r["group"], r["title"], r["date"]) for r in rows]


def undated(library: Iterable[Told]) -> list[Told]:
    """The same articles, their days not known."""
    return [
        told(one.article.uid, one.article.text, one.event, one.article.summary.title)
        for one in library
    ]


def ecb(corpora: Path, part: str) -> list[Told]:
    """The documents of ECB+, words put together with blanks; the event is the subtopic."""
    words: dict[str, list[str]] = defaultdict(list)
    for line in (corpora / f"compare/ecbplus/ECB_{part}_corpus.txt").read_text("utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 4:
            words[cells[0]].append(cells[3])
    subtopic = re.compile(r"(\d+)_\d+(ecb(?:plus)?)")
    found = []
    for uid, of in words.items():
        match = subtopic.match(uid)
        if match:
            found.append(told(uid, " ".join(of), match[1] + match[2]))
    return found


def pud(corpora: Path) -> list[Told]:
    """The English PUD documents of at least 60 words."""
    whole = (corpora / "compare/ud/en_pud.txt").read_text("utf-8")
    found = []
    for part in whole.split("# newdoc id = ")[1:]:
        uid, _, rest = part.partition("\n")
        text = "\n".join(re.findall(r"^# text = (.*)$", rest, re.M))
        if len(text.split()) >= 60:
            found.append(told(uid, text, uid))
    return found


def f1(right: float, of: float, gold: float) -> str:
    """Precision, recall and F1."""
    p, r = right / max(1, of), right / max(1, gold)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def group_scores(library: Sequence[Told]) -> str:
    """How well the stories of a library agree with the gold, by pairs and by B-cubed."""
    texts = {one.article.uid: one.article.text for one in library}
    event = {one.article.uid: one.event for one in library}
    found = stories((one.article for one in library), texts.__getitem__)
    of = {uid: {uid} for uid in event} | {uid: {*one.uids} for one in found for uid in one.uids}
    gold: dict[str, set[str]] = defaultdict(set)
    for uid, name in event.items():
        gold[name].add(uid)
    proposed = {frozenset(pair) for one in found for pair in combinations(one.uids, 2)}
    wanted = {frozenset(pair) for uids in gold.values() for pair in combinations(uids, 2)}
    p = sum(len(of[uid] & gold[event[uid]]) / len(of[uid]) for uid in event) / len(event)
    r = sum(len(of[uid] & gold[event[uid]]) / len(gold[event[uid]]) for uid in event) / len(event)
    pairs = f1(len(proposed & wanted), len(proposed), len(wanted))
    return f"pairs {pairs}; B-cubed P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}"


def kin_scores(library: Sequence[Told]) -> str:
    """How well kin are ranked, and the CPU of one list, the index in memory."""
    shelf, telling = Shelf(one.article for one in library), Telling()
    event = {one.article.uid: one.event for one in library}
    sizes = Counter(event.values())
    precisions, first = [], 0
    start = time.process_time()
    for one in library:
        wanted = sizes[one.event] - 1
        found = kin(one.article, shelf.counted, shelf.sharing, shelf.articles.__getitem__, telling)
        if not wanted:
            continue
        right, total = 0, 0.0
        for rank, other in enumerate(found, 1):
            if event[other.uid] == one.event:
                right += 1
                total += right / rank
        precisions.append(total / wanted)
        first += bool(found) and event[found[0].uid] == one.event
    cpu = (time.process_time() - start) / len(library)
    number = len(precisions)
    return f"MAP {sum(precisions) / number:.3f}, first {first / number:.3f}, {1000 * cpu:.0f} ms"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, or its sentences where it has only one."""
    parts = [part for part in text.split("\n") if part.strip()]
    return parts if len(parts) > 3 else re.split(r"(?<=[.!?”]) ", text)


def _replaced(share: float) -> Callable[[str, Random, Sequence[str]], str]:
    def edit(text: str, random: Random, foreign: Sequence[str]) -> str:
        return re.sub(r"\w+", lambda m: "other" if random.random() < share else m[0], text)

    return edit


def _kept(share: float) -> Callable[[str, Random, Sequence[str]], str]:
    def edit(text: str, random: Random, foreign: Sequence[str]) -> str:
        parts = paragraphs(text)
        chosen = random.sample(range(len(parts)), max(1, round(share * len(parts))))
        return "\n".join(parts[at] for at in sorted(chosen))

    return edit


def _headline(text: str, random: Random, foreign: Sequence[str]) -> str:
    return "A headline of our own\nPARIS (Agency) — " + text


def _own(text: str, random: Random, foreign: Sequence[str]) -> str:
    """Paragraphs of our own, a third as many again."""
    parts = paragraphs(text)
    for _ in range(max(1, len(parts) // 3)):
        parts.insert(random.randrange(len(parts) + 1), random.choice(foreign))
    return "\n".join(parts)


def _all(text: str, random: Random, foreign: Sequence[str]) -> str:
    cut = _kept(0.8)(text, random, foreign)
    return _own(_replaced(0.05)(_headline(cut, random, foreign), random, foreign), random, foreign)


EDITS: Mapping[str, Callable[[str, Random, Sequence[str]], str]] = {
    "headline and agency line": _headline,
    "a tenth of the words replaced": _replaced(0.1),
    "a fifth of the words replaced": _replaced(0.2),
    "the first half": lambda text, random, foreign: text[: len(text) // 2],
    "six of ten paragraphs": _kept(0.6),
    "three of ten paragraphs": _kept(0.3),
    "a third of its own added": _own,
    "a fifth cut, a third added, 5 % replaced": _all,
}


def copies(name: str, library: Sequence[Told]) -> Iterator[str]:
    """How many of the copies are found, edit by edit, and how many of those found are right."""
    foreign = [part for one in library for part in paragraphs(one.article.text) if len(part) > 80]
    plain = {one.article.uid: one.article.text for one in library}
    event = {one.article.uid: one.event for one in library}
    before = {frozenset(pair) for uids in _grouped(plain) for pair in combinations(uids, 2)}
    yield f"{name}: {len(plain)} texts; as they are, {len(before)} pairs are of one origin"
    for edit, change in EDITS.items():
        random = Random(1)
        made = {f"{uid}+": change(text, random, foreign) for uid, text in plain.items()}
        found = {frozenset(p) for uids in _grouped(plain | made) for p in combinations(uids, 2)}
        wanted = {frozenset((uid, f"{uid}+")) for uid in plain}
        same = sum(len({event[uid.rstrip("+")] for uid in pair}) == 1 for pair in found)
        recall = len(found & wanted) / len(wanted)
        yield f"  {edit:42} found {recall:.3f}, pairs within one event {same / len(found):.3f}"


def _grouped(texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    prints = [printed(uid, text) for uid, text in texts.items()]
    return [one.uids for one in origins(prints, texts.__getitem__)]


def made(library: Sequence[Told], number: int) -> Iterator[Told]:
    """So many articles on made events; every tenth is a copy of the one before, a fifth cut."""
    random = Random(1)
    parts = [p for one in library for p in one.article.text.split("\n") if len(p) > 80]
    names = [_name(random) for _ in range(20_000)]
    at, event = 0, 0
    while at < number:
        event += 1
        mine, day = random.choices(names, k=25), random.randrange(735_000, 736_000)
        own = [_renamed(part, mine) for part in random.sample(parts, 12)]
        last = ""
        for _ in range(min(number - at, random.choice(SIZES))):
            other = (
                _renamed(part, random.choices(names, k=25)) for part in random.sample(parts, 6)
            )
            text = "\n\n".join([*random.sample(own, 5), *other])
            if at % 10 == 9 and last:
                text = "PARIS (Agency)\n\n" + _kept(0.8)(last, random, ())
            published = date.fromordinal(day + random.randrange(2)).isoformat()
            yield told(f"{at:06}", text, str(event), published=published)
            at, last = at + 1, text


def _name(random: Random) -> str:
    syllables = (random.choice("bcdfghklmnprstvz") + random.choice("aeiou") for _ in range(3))
    return "".join(syllables).capitalize() + random.choice("nrst")


def _renamed(text: str, names: Sequence[str]) -> str:
    return NAME.sub(lambda match: names[crc32(match[0].encode()) % len(names)], text)


def large(library: Sequence[Told], number: int) -> Iterator[str]:
    """What so many articles cost, and how right it is what came of them."""
    many = list(made(library, number))
    texts = {one.article.uid: one.article.text for one in many}
    words = sum(len(text.split()) for text in texts.values()) / len(texts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = stories((one.article for one in many), texts.__getitem__)
    then = time.process_time()
    groups = _grouped(texts)
    end = time.process_time()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    yield f"{len(many)} articles of {words:.0f} words: stories {then - start:.1f} s CPU,"
    yield f"  origins {end - then:.1f} s, together {end - start:.1f} s (aim 60);"
    yield f"  {grown / 1024:.0f} MB beyond the {before / 1024:.0f} MB that hold the texts"
    yield f"  {len(found)} stories, {len(groups)} origins with copies; {group_scores(many)}"


def main(number: int) -> None:
    """Print all of it."""
    corpora = Path(os.environ["CLAIMDESK_CORPORA"])
    library = allsides(corpora)
    # First: how much the process grew is told by its peak.
    print("\n".join(large(library, number)), flush=True)
    for name, some in (
        ("AllSides, days unknown", undated(library)),
        ("AllSides, days known", library),
        ("ECB+ train", ecb(corpora, "Train")),
        ("ECB+ dev", ecb(corpora, "Dev")),
    ):
        print(f"{name}: {len(some)} articles\n  stories {group_scores(some)}")
        print(f"  kin {kin_scores(some)}", flush=True)
    for name, some in (("Copies of AllSides", library), ("Copies of PUD", pud(corpora))):
        print("\n".join(copies(name, some)), flush=True)


if __name__ == "__main__":
    if not os.environ.get("CLAIMDESK_CORPORA"):
        sys.exit("CLAIMDESK_CORPORA is unset: no articles to measure on")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
