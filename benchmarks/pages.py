"""Saved pages with what people found in them: title, authors, date and body.

A folder is of fundus (flairNLP/fundus, MIT: ``tests/resources/parser/test_data``, all of it or one
country), or of scrapinghub/article-extraction-benchmark (MIT), which has bodies alone.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

from tui.intake.page_blocks import words


@dataclass(frozen=True, slots=True)
class Gold:
    """What a page holds, as people found it; None where they did not say."""

    publisher: str
    page: bytes
    body: Counter[str]
    title: list[str] | None = None
    authors: list[str] | None = None
    day: str | None = None

    @property
    def tuning(self) -> bool:
        """Whether its publisher is of the half that rules are learnt from. The pages of the other
        half are not looked at: they tell whether the rules hold."""
        return sha1(self.publisher.encode(), usedforsecurity=False).digest()[0] % 2 == 1


def pages(folder: Path) -> Iterator[Gold]:
    """The pages of a folder, in the order of their publishers and days."""
    if (told := folder / "ground-truth.json").is_file():
        for name, gold in json.loads(told.read_text("utf-8")).items():
            page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            publisher = gold["url"].split("/")[2].removeprefix("www.")
            yield Gold(publisher, page, Counter(words(gold["articleBody"])))
        return
    for file in sorted(folder.rglob("*.json")):
        versions = json.loads(file.read_text("utf-8"))
        saved = sorted(file.parent.glob(f"{file.stem}_*.html.gz"))
        for gold, place in zip(versions.values(), saved, strict=False):
            yield _gold(file.stem, gold, gzip.decompress(place.read_bytes()))


def _gold(publisher: str, gold: dict[str, Any], page: bytes) -> Gold:
    parts = list(gold["body"]["summary"])
    for section in gold["body"]["sections"]:
        parts += section["headline"] + section["paragraphs"]
    authors = gold.get("authors")
    return Gold(
        publisher,
        page,
        Counter(words(" ".join(parts))),
        words(gold["title"]) if gold.get("title") else None,
        None if authors is None else sorted(words(" ".join(authors))),
        (gold.get("publishing_date") or "")[:10] or None,
    )
