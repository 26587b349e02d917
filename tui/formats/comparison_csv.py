"""A comparison as CSV: a row for each alignment, then one for each sentence that stands alone.

RFC 4180, UTF-8. Articles and sentences are numbered from 0, as in the JSON; a sentence that only
one article has is signed ``+`` and has no other side. `details` says what differs, as
``number conflict: at least 84 | between 20 and 80``, several parted by ``; ``.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from tui.compare.badges import badge
from tui.compare.findings import Comparison, Place

COLUMNS = (
    *("sign", "status", "score"),
    *("a", "a_article", "a_sentence", "a_start", "a_end", "a_text", "a_credit"),
    *("b", "b_article", "b_sentence", "b_start", "b_end", "b_text", "b_credit"),
    "details",
)


def write(comparison: Comparison, stream: BinaryIO) -> None:
    """Write a header and the rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        rows.writerows(cells(comparison))
    finally:
        text.detach()  # the stream is its owner's to close


def cells(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    """The rows, in the order of COLUMNS."""
    details: dict[int, list[str]] = defaultdict(list)
    for one in comparison.details:
        pair = comparison.alignments[one.alignment]
        a, b = (comparison.sources[place.article].text for place in (pair.a, pair.b))
        told = f"{one.kind} {one.outcome}: {a[slice(*one.a)]} | {b[slice(*one.b)]}"
        details[one.alignment].append(" ".join(told.split()))
    for index, pair in enumerate(comparison.alignments):
        yield (
            *(pair.sign, pair.status, f"{pair.score:.2f}"),
            *_side(comparison, pair.a),
            *_side(comparison, pair.b),
            "; ".join(details[index]),
        )
    for place in comparison.only:
        yield ("+", "", "", *_side(comparison, place), *[""] * 7, "")


def _side(comparison: Comparison, place: Place) -> tuple[object, ...]:
    source = comparison.sources[place.article]
    sentence = source.sentences[place.sentence]
    return (
        source.uid,
        place.article,
        place.sentence,
        sentence.start,
        sentence.end,
        source.words(place.sentence),
        badge(comparison, place),
    )
