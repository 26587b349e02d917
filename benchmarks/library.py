"""A library of any size: articles of about 4 kB shuffled from real sentences, annotations on them.

The sentences are those of the seed articles and, with CLAIMDESK_CORPORA set, of the articles in
``intake/allsides/groups.jsonl`` in that folder. Everything goes in through the store, so that the
file is what a person's own would be: texts, search indexes, annotations and the log over them.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.edits import SENTENCE, spans
from benchmarks.texts import SEEDS
from tui.store import adding, annotations, articles
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import Decoded, clean

LENGTH = 4000
"""Code points of an article, about."""
PARAGRAPH = 4
"""Sentences of a paragraph."""
MARKED = 3
"""Annotations on an article."""
BATCH = 1000
"""Articles taken in, or marked, as one operation."""
TAGS = ("claim", "claim/event", "claim/number", "attribution", "opinion")
SOURCES = ("Nairobi", "International News", "The Standard", "Reuters", "Le Monde", "Al Jazeera")


def real_articles() -> list[str]:
    """The texts that there are."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    if folder := os.environ.get("CLAIMDESK_CORPORA"):
        groups = Path(folder, "intake/allsides/groups.jsonl")
        lines = groups.read_text(encoding="utf-8").split("\n")
        texts += [json.loads(line)["text"] for line in lines if line]
    return texts


def texts(seed: int = 0) -> Iterator[str]:
    """Articles without end, no two the same."""
    found = (text[a:b] for text in real_articles() for a, b in spans(SENTENCE, text, 4))
    sentences = [" ".join(clean(sentence)[0].split()) for sentence in found]
    rng = Random(seed)
    while True:
        chosen: list[str] = []
        length = 0
        while length < LENGTH:
            chosen.append(rng.choice(sentences))
            length += len(chosen[-1]) + 1
        paragraphs = (chosen[n : n + PARAGRAPH] for n in range(0, len(chosen), PARAGRAPH))
        yield "\n\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n"


def intakes(first: int, made: Iterator[str], number: int) -> list[Intake]:
    """The next so many articles, as they would come from files."""
    found = []
    for n, text in zip(range(first, first + number), made, strict=False):
        decoded = Decoded(text, "utf-8", 0)
        details = {"source": SOURCES[n % len(SOURCES)]}
        found.append(Intake(decoded, text.encode(), f"{n:06}.txt", details))
    return found


def drafts(article: str, text: str, rng: Random, number: int) -> Iterator[Draft]:
    """So many annotations, each on about a sentence."""
    for _ in range(number):
        start = rng.randrange(len(text) - 120)
        span = anchor(text, start, start + rng.randrange(8, 120))
        yield Draft(article, rng.choice(TAGS), (span,))


def opened(path: Path) -> Store:
    """The library, for work, signed as the terminals of the benchmarks sign."""
    return open_store(path, annotator="reader", device="bench")


def grow(store: Store, until: int, made: Iterator[str], rng: Random) -> None:
    """Take articles in, each with its annotations, until there are so many."""
    for first in range(articles.count(store), until, BATCH):
        batch = intakes(first, made, min(BATCH, until - first))
        added = adding.add(store, batch)
        marks = [
            draft
            for one, intake in zip(added, batch, strict=True)
            for draft in drafts(one.article.uid, intake.decoded.text, rng, MARKED)
        ]
        annotations.add(store, marks)


def libraries(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """Libraries of so many articles: the largest is grown, the others are what it was on the way.

    They are made once for a folder and shared by those that only read them.
    """
    paths = {size: folder / f"{size}.db" for size in sorted(sizes)}
    if all(path.exists() for path in paths.values()):
        return paths
    growing = folder / "growing.db"
    made, rng = texts(), Random(1)
    for size, path in paths.items():
        with opened(growing) as store:
            grow(store, size, made, rng)
        if size < max(sizes):
            shutil.copy(growing, path)
    growing.rename(paths[max(sizes)])
    return paths


def mark_more(store: Store, number: int, rng: Random) -> None:
    """Annotate the articles again, until there are so many annotations, each with its operation.

    The operations beyond one for each batch are rows alone, written at once: what they cost to
    make is not what is measured here.
    """
    left = number - int(store.value("SELECT count(*) FROM annotation"))
    if left <= 0:
        return
    each = -(-left // articles.count(store))
    marks: list[Draft] = []
    for about in articles.each(store):
        text = articles.text_of(store, about.uid)
        marks += drafts(about.uid, text, rng, min(each, left))
        left -= min(each, left)
        if len(marks) >= MARKED * BATCH or not left:
            annotations.add(store, marks)
            marks = []
        if not left:
            break
    have = int(store.value("SELECT count(*) FROM op"))
    with store.transaction():
        store.run(
            "INSERT INTO op (uid, annotator, device, hlc, wall, app, kind, label)"
            " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " SELECT printf('00000000-0000-7000-8000-%012x', i), ?, 'bench', i, '', 'bench', 'do',"
            " 'tag claim' FROM n",
            (number - have, store.annotator),
        )
