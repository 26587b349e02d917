"""What an article has that a format cannot hold, counted and named."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from tui.formats.entry import Entry
from tui.formats.face import ALL, Carries, Loss
from tui.model import Annotation, Relation

NO_TEXTS = "texts of articles"
"""What is lost to a format that has none, and so cannot be read back: its sidecar is, as jsonl."""

ONE = {
    "articles without annotations": "article without annotations",
    "overlapping annotations": "overlapping annotation",
    "annotations of several fragments": "annotation of several fragments",
    "annotations on an earlier text": "annotation on an earlier text",
    NO_TEXTS: "text of an article",
    "notes": "note",
    "claims of annotations": "claim of an annotation",
    "tags of whole articles": "tag of a whole article",
    "corrections of the body": "correction of the body",
    "decided alignments": "decided alignment",
    "relations across articles": "relation across articles",
    "relations": "relation",
    "relations of what is left out": "relation of what is left out",
    "kinds of relations": "kind of a relation",
    "notes on relations": "note on a relation",
    "attributes": "attribute",
    "names of annotators": "name of an annotator",
    "times": "time",
    "details of articles": "detail of an article",
    "status of articles": "status of an article",
    "splits of articles": "split of an article",
}
"""What can be lost, and how one of each is called."""


def losses(entry: Entry, carries: Carries, gone: Container[str] = ()) -> Counter[str]:
    """What of one entry is lost to a format that carries so much, by the words of `ONE`.

    `gone` are the annotations on earlier texts, of any article (`Dataset.on_earlier`).
    """
    if carries is ALL or carries == ALL:
        return Counter()
    made = kept(entry, carries)
    related = kept_relations(entry, carries, gone)
    all_made, summary = entry.annotations, entry.article.summary
    parted = sum(len(one.fragments) > 1 for one in all_made)
    whole = len(all_made) - (0 if carries.fragments else parted)
    own = entry.own_relations
    across = sum(one.source_article != one.target_article for one in own)
    within = len(own) - (0 if carries.across else across)
    details = (getattr(summary, name) for name in DETAILS)
    lost: dict[str, int] = {
        "articles without annotations": not carries.bare and not all_made,
        "annotations of several fragments": 0 if carries.fragments else parted,
        "overlapping annotations": whole - len(made),
        "annotations on an earlier text": not carries.earlier
        and sum(len(one.annotations) for one in entry.earlier),
        "notes": not carries.notes and sum(bool(one.note) for one in made),
        "claims of annotations": not carries.claims and sum(one.claim is not None for one in made),
        "tags of whole articles": not carries.article_tags and len(entry.tags),
        "corrections of the body": not carries.regions
        and len([one for one in entry.regions if one.by]),
        "decided alignments": not carries.alignments and len(entry.alignments),
        "relations": not carries.relations and len(own),
        "relations across articles": carries.relations and not carries.across and across,
        "relations of what is left out": carries.relations and within - len(related),
        "kinds of relations": not carries.kinds and len(related),
        "notes on relations": not carries.relation_notes and sum(bool(x.note) for x in related),
        "attributes": not carries.attributes and sum(len(one.attributes) for one in made),
        "names of annotators": not carries.annotators and len({one.annotator for one in made}),
        "times": not carries.times and len(made),
        "details of articles": not carries.details and sum(map(bool, details)),
        "status of articles": not carries.status and summary.status != "todo",
        "splits of articles": not carries.split and bool(summary.split),
    }
    return Counter({what: int(count) for what, count in lost.items() if count})


DETAILS = ("title", "source", "byline", "published", "url", "language", "story", "file")


def kept(entry: Entry, carries: Carries) -> list[Annotation]:
    """The annotations on an article's text that a format can hold, in their order.

    One of several fragments is left out whole, and of those that overlap the longest stays.
    """
    made = entry.annotations
    if not carries.fragments:
        made = [one for one in made if len(one.fragments) == 1]
    if not carries.overlaps:
        left = {one.uid for one in overlapping(made)}
        made = [one for one in made if one.uid not in left]
    return made


def kept_relations(entry: Entry, carries: Carries, gone: Container[str] = ()) -> list[Relation]:
    """The relations that start in an article and that a format can hold: with both ends kept.

    `gone` are the annotations on earlier texts, of any article (`Dataset.on_earlier`).
    """
    if not carries.relations or not entry.relations:
        return []
    here = {one.uid for one in kept(entry, carries)}
    if carries.earlier:
        gone = ()
        here |= {one.uid for earlier in entry.earlier for one in earlier.annotations}
    return [
        one
        for one in entry.own_relations
        if one.source in here
        and (
            one.target in here
            if one.target_article == one.source_article
            else carries.across and one.target not in gone
        )
    ]


def overlapping(made: Sequence[Annotation]) -> list[Annotation]:
    """The annotations that a format of one layer leaves out: the longest of those that overlap
    stays, of equal ones the first."""
    if len(made) < 2:
        return []
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
