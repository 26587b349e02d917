"""One table of annotations as CSV, for spreadsheets and data frames (RFC 4180, UTF-8).

Fragments are written ``8-12;20-24`` in code points, end exclusive; attributes, and the text of each
fragment, as JSON. An article without annotations has no row. An annotation on an earlier text of
its article has that text's sha256. The texts themselves are not in it, and so it is not read back.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from tui.formats.csv_cells import as_text, spans_cell
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import NO_TEXTS
from tui.model import Annotation, ArticleSummary

WHAT = "one table of annotations as CSV, without the texts"
PLACE: Place = "file"
SUFFIX = ".csv"
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    earlier=True,
    bare=False,
)

COLUMNS = (
    *("article", "sha256", "title", "source", "published", "url", "story", "file"),
    *("id", "tag", "start", "end", "fragments", "quote", "quotes", "attributes", "note"),
    *("annotator", "claim", "claim_wording", "created", "modified"),
)


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write a header and one row for each annotation. Bylines and languages have no column."""
    lost = Counter[str]()
    with out.open() as stream, as_text(stream) as text:
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        for entry in dataset.entries:
            summary = entry.article.summary
            lost[NO_TEXTS] += 1
            lost["bylines"] += bool(summary.byline)
            lost["languages"] += bool(summary.language)
            on_any = [entry.annotations, *(earlier.annotations for earlier in entry.earlier)]
            for marked in on_any:
                rows.writerows(row(summary, made) for made in marked)
                lost["notes on claims"] += sum(bool(one.claim and one.claim.note) for one in marked)
    return [Loss(*one) for one in lost.items()]


def row(summary: ArticleSummary, made: Annotation) -> Sequence[object]:
    """One annotation's cells, in the order of COLUMNS."""
    return (
        summary.uid,
        made.sha256,
        summary.title,
        summary.source,
        summary.published,
        summary.url,
        summary.story,
        summary.file,
        made.uid,
        made.tag,
        made.start,
        made.end,
        spans_cell(made),
        made.quote,
        json.dumps([part.exact for part in made.fragments], ensure_ascii=False),
        json.dumps(dict(made.attributes), ensure_ascii=False),
        made.note,
        made.annotator,
        made.claim.uid if made.claim else "",
        made.claim.wording if made.claim else "",
        made.created,
        made.modified,
    )
