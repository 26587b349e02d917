"""Sources for the tests of the comparison."""

import json
from pathlib import Path

from tui.compare.source import Sentence, Source

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = Path(__file__).parent / "seed_gold.json"


def source(*sentences: str, language: str = "en", uid: str = "a", aside: str = "") -> Source:
    """An article of these sentences, a line each; `aside` are the digits of those not body."""
    spans, start = [], 0
    for at, one in enumerate(sentences):
        spans.append(Sentence(start, start + len(one), "teaser" if str(at) in aside else ""))
        start += len(one) + 1
    return Source(uid, "\n".join(sentences), tuple(spans), language=language)


def gold() -> tuple[Source, Source, set[tuple[int, int]], set[tuple[int, int]]]:
    """The seed articles with the gold's sentences, its sure links and its possible ones."""
    said = json.loads(GOLD.read_text("utf-8"))
    sources, places = [], []
    for side in "ab":
        spans = tuple(Sentence(one["start"], one["end"]) for one in said[side]["sentences"])
        text = (SEEDS / said[side]["file"]).read_text("utf-8")
        sources.append(Source(side, text, spans, language="en"))
        places.append({one["id"]: at for at, one in enumerate(said[side]["sentences"])})
    links: dict[str, set[tuple[int, int]]] = {"sure": set(), "possible": set()}
    for one in said["links"]:
        links[one["strength"]].add((places[0][one["a"]], places[1][one["b"]]))
    return sources[0], sources[1], links["sure"], links["possible"]
