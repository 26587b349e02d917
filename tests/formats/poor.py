"""A format that holds little: spans that do not overlap, with their tags, and no names at all."""

import json

from tui.formats.entry import Entry
from tui.formats.face import Carries
from tui.formats.losses import kept, kept_relations
from tui.formats.reading import fragments, json_lines
from tui.model import Annotation, Article, ArticleSummary, Relation

WHAT = "little"
PLACE = "file"
SUFFIX = ".poor"
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(relations=True, kinds=True, bare=True)


def write(dataset, out, options):
    with out.open() as stream:
        for entry in dataset.entries:
            made = kept(entry, CARRIES)
            numbers = {one.uid: number for number, one in enumerate(made)}
            row = {
                "text": entry.article.text,
                "spans": [[one.start, one.end, one.tag] for one in made],
                "related": [
                    [one.kind, numbers[one.source], numbers[one.target]]
                    for one in kept_relations(entry, CARRIES, dataset.on_earlier)
                ],
            }
            stream.write(json.dumps(row).encode() + b"\n")


def read(place, options):
    for number, row in enumerate(json_lines(place)):
        text, uid = row.text("text"), f"{number}"
        made = [
            Annotation(
                f"{number}:{at}", uid, tag, fragments(text, [(a, b)], None, row.where), "", "", ""
            )
            for at, (a, b, tag) in enumerate(row.items("spans"))
        ]
        related = [
            Relation(f"{number}:R{at}", kind, f"{number}:{a}", f"{number}:{b}", uid, uid, "")
            for at, (kind, a, b) in enumerate(row.items("related"))
        ]
        yield Entry(Article(ArticleSummary(uid, "", "", len(text)), text), made, related)
