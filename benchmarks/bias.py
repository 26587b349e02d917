"""Article-Bias-Prediction: the articles that AllSides set side by side, three papers an event.

``python -m benchmarks.bias CLONE`` prints how many of the details that are told between some of
these articles were judged right, as first seen and now, and how many of those wanted are told:
details_bias.json, see there.

CLONE is a clone of github.com/ramybaly/Article-Bias-Prediction, bare or not (Apache-2.0).
"""

import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks.basil import git, is_told, share
from benchmarks.details import HERE, found_in
from tui.compare.source import Sentence, Source
from tui.text import sentences


def article(folder: Path, uid: str) -> Source:
    """One article of the clone."""
    told = json.loads(git(folder, "show", f"HEAD:data/jsons/{uid}.json"))
    text = told["content_original"].strip()
    spans = sentences.split(text)
    cut = tuple(Sentence(*spans.span(index)) for index in range(len(spans)))
    return Source(uid, text, cut, published=told["date"], language="en")


def main(folder: Path) -> None:
    """Print precision of each lot, and recall."""
    judged = json.loads((HERE / "details_bias.json").read_text("utf-8"))
    sources: dict[str, Source] = {}
    for number, lot in enumerate(judged["lots"], 1):
        verdicts = {tuple(row[:7]): row[7] for row in lot["told"]}
        counts: Counter[str] = Counter()
        for event in lot["events"]:
            articles = [article(folder, uid) for uid in event]
            sources |= {one.uid: one for one in articles}
            told = {
                (a.uid, *detail.a, b.uid, *detail.b, detail.kind)
                for a, b, detail, _ in found_in(articles)
            }
            counts.update(verdicts[key] for key in told if key in verdicts)
        first = Counter(verdicts.values())
        print(f"lot {number}: as first seen {share(first)}; of these, now {share(counts)}")
    wanted = [
        row
        for row in judged["wanted"]
        if is_told({uid: sources.get(uid) or article(folder, uid) for uid in (row[0], row[3])}, row)
    ]
    print(f"of the details wanted: {len(wanted)} of {len(judged['wanted'])} are told")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
