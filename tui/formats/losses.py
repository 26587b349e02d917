"""What an article has that a format cannot hold, counted and named."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tui.formats.entry import Entry
from tui.formats.face import Carries, Loss
from tui.model import Annotation

MORE = {
    "articles without annotations": "bare",
    "overlapping annotations": "overlaps",
    "annotations of several fragments": "fragments",
    "annotations on an earlier text": "earlier",
    "notes": "notes",
    "claims of annotations": "claims",
    "tags of whole articles": "article_tags",
    "corrections of the body": "regions",
    "decided alignments": "alignments",
    "relations across articles": "across",
    "relations": "relations",
    "kinds of relations": "kinds",
    "notes on relations": "relation_notes",
    "attributes": "attributes",
    "names of annotators": "annotators",
    "times": "times",
    "details of articles": "details",
    "status of articles": "status",
}
"""Each loss, and the field of `Carries` that says whether a format is spared it."""


ONE = {
    "articles without annotations": "article without annotations",
    "overlapping annotations": "overlapping annotation",
    "annotations of several fragments": "annotation of several fragments",
    "annotations on an earlier text": "annotation on an earlier text",
    "notes": "note",
    "claims of annotations": "claim of an annotation",
    "tags of whole articles": "tag of a whole article",
    "corrections of the body": "correction of the body",
    "decided alignments": "decided alignment",
    "relations across articles": "relation across articles",
    "relations": "relation",
    "kinds of relations": "kind of a relation",
    "notes on relations": "note on a relation",
    "attributes": "attribute",
    "names of annotators": "name of an annotator",
    "times": "time",
    "details of articles": "detail of an article",
    "status of articles": "status of an article",
}
"""How one of each is called."""


def losses(entry: Entry, carries: Carries) -> Counter[str]:
    """What of one entry is lost to a format that carries so much, by the words of `MORE`."""
    found = Counter[str]()
    for what, count in _all_of(entry).items():
        if count and not getattr(carries, MORE[what]):
            found[what] = count
    if not carries.relations:
        found.pop("relations across articles", None)
        found.pop("kinds of relations", None)
        found.pop("notes on relations", None)
    return found


def _all_of(entry: Entry) -> dict[str, int]:
    made, summary = entry.annotations, entry.article.summary
    own = entry.own_relations
    details = (
        *(summary.title, summary.source, summary.byline, summary.published),
        *(summary.url, summary.language, summary.story, summary.file),
    )
    return {
        "articles without annotations": not made,
        "overlapping annotations": len(overlapping(made)),
        "annotations of several fragments": sum(len(one.fragments) > 1 for one in made),
        "annotations on an earlier text": sum(len(one.annotations) for one in entry.earlier),
        "notes": sum(bool(one.note) for one in made),
        "claims of annotations": sum(one.claim is not None for one in made),
        "tags of whole articles": len(entry.tags),
        "corrections of the body": sum(bool(one.by) for one in entry.regions),
        "decided alignments": len(entry.alignments),
        "relations": len(own),
        "relations across articles": sum(one.source_article != one.target_article for one in own),
        "kinds of relations": len(own),
        "notes on relations": sum(bool(one.note) for one in own),
        "attributes": sum(len(one.attributes) for one in made),
        "names of annotators": len({one.annotator for one in made}),
        "times": len(made),
        "details of articles": sum(map(bool, details)),
        "status of articles": summary.status != "todo",
    }


def overlapping(made: Sequence[Annotation]) -> list[Annotation]:
    """The annotations that a format of one layer leaves out: the longest of those that overlap
    stays, of equal ones the first."""
    kept: list[Annotation] = []
    left: list[Annotation] = []
    for one in sorted(made, key=lambda one: (one.start - one.end, one.start, one.uid)):
        clash = any(one.start < other.end and other.start < one.end for other in kept)
        (left if clash else kept).append(one)
    return left


def told(found: Iterable[tuple[str, int]]) -> str:
    """Losses in words: "14 overlapping annotations, 3 relations across articles"."""
    return ", ".join(
        f"{count:,} {ONE.get(what, what) if count == 1 else what}" for what, count in found if count
    )


def loss_counts(found: Iterable[Loss]) -> Counter[str]:
    """Losses added up by what they are."""
    counted = Counter[str]()
    for one in found:
        counted[one.what] += one.count
    return counted
