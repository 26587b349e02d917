"""Claimdesk's own JSON Lines: an article a line, complete. Schema: docs/jsonl.schema.json.

Offsets are code points, end exclusive, so that ``text[start:end] == quote`` in Python. Lines end
in ``\\n`` alone: a reader must not split at U+2028 or U+0085, which may stand in a text.
"""

from collections.abc import Iterable
from typing import Any

from tui.formats.entry import Earlier, Entry
from tui.formats.face import ALL, Dataset, Loss, Options, Out, Place
from tui.formats.json_text import line_with_text
from tui.formats.jsonl_reading import read
from tui.model import Annotation, ArticleSummary, ArticleTag, Relation
from tui.store.alignments import Decided
from tui.text.regions import Region

WHAT = "Claimdesk's own JSON Lines: an article a line, complete"
PLACE: Place = "file"
SUFFIX = ".jsonl"
EXTRA = ""
OFFSETS = "code points"
CARRIES = ALL

__all__ = ["read", "write"]

META = (
    *("title", "source", "byline", "published", "url", "language", "story", "file", "added"),
    *("status", "split"),
)


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write each entry as one line of UTF-8. Nothing is lost."""
    with out.open() as stream:
        for entry in dataset.entries:
            text = entry.article.text
            stream.write(line_with_text(_names(entry), text, _without_text(entry)))
    return ()


def as_json(entry: Entry) -> dict[str, Any]:
    """An article with its annotations and the relations that start in it.

    ``earlier`` is only there where annotations are still on an earlier text, ``regions`` where
    something of the text is not its body, ``alignments`` where someone decided on sentences of this
    and another article.
    """
    return {**_names(entry), "text": entry.article.text, **_without_text(entry)}


def _names(entry: Entry) -> dict[str, str]:
    return {"id": entry.article.summary.uid, "sha256": entry.article.summary.sha256}


def _without_text(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "meta": _meta(entry.article.summary),
        "tags": [article_tag_as_json(tag) for tag in entry.tags],
        "annotations": [annotation_as_json(made) for made in entry.annotations],
        "relations": [relation_as_json(relation) for relation in entry.own_relations],
    }
    if entry.earlier:
        row["earlier"] = [earlier_as_json(earlier) for earlier in entry.earlier]
    if entry.regions:
        row["regions"] = [region_as_json(region) for region in entry.regions]
    if entry.alignments:
        row["alignments"] = [alignment_as_json(decided) for decided in entry.alignments]
    return row


def region_as_json(region: Region) -> dict[str, Any]:
    """A stretch that is not body, why, and who said so; ``by`` is empty for Claimdesk's rules."""
    return {
        "start": region.start,
        "end": region.end,
        "kind": region.kind,
        "reason": region.reason,
        "by": region.by,
    }


def alignment_as_json(decided: Decided) -> dict[str, Any]:
    """What someone decided of two sentences; each end names the text that its offsets are into."""
    return {
        "id": decided.uid,
        "same": decided.same,
        "a": {
            "article": decided.a,
            "sha256": decided.a_sha256,
            "start": decided.a_span[0],
            "end": decided.a_span[1],
            "quote": decided.a_quote,
        },
        "b": {
            "article": decided.b,
            "sha256": decided.b_sha256,
            "start": decided.b_span[0],
            "end": decided.b_span[1],
            "quote": decided.b_quote,
        },
        "annotator": decided.annotator,
        "created": decided.created,
        "modified": decided.modified,
    }


def earlier_as_json(earlier: Earlier) -> dict[str, Any]:
    """An earlier text, with the annotations whose offsets are into it."""
    made = [annotation_as_json(made) for made in earlier.annotations]
    return {"sha256": earlier.sha256, "text": earlier.text, "annotations": made}


def _meta(summary: ArticleSummary) -> dict[str, str]:
    return {name: value for name in META if (value := getattr(summary, name))}


def annotation_as_json(made: Annotation) -> dict[str, Any]:
    """One annotation, with the text of each fragment beside its offsets."""
    claim = made.claim
    return {
        "id": made.uid,
        "tag": made.tag,
        "fragments": [[part.start, part.end] for part in made.fragments],
        "quotes": [part.exact for part in made.fragments],
        "attributes": dict(made.attributes),
        "note": made.note,
        "annotator": made.annotator,
        "claim": claim and {"id": claim.uid, "wording": claim.wording, "note": claim.note},
        "created": made.created,
        "modified": made.modified,
    }


def article_tag_as_json(tag: ArticleTag) -> dict[str, Any]:
    """One tag of the article as a whole."""
    return {
        "id": tag.uid,
        "tag": tag.tag,
        "attributes": dict(tag.attributes),
        "note": tag.note,
        "annotator": tag.annotator,
        "created": tag.created,
        "modified": tag.modified,
    }


def relation_as_json(relation: Relation) -> dict[str, Any]:
    """One relation; ``to_article`` only where its other end lies in another article."""
    row: dict[str, Any] = {
        "id": relation.uid,
        "kind": relation.kind,
        "from": relation.source,
        "to": relation.target,
    }
    if relation.target_article != relation.source_article:
        row["to_article"] = relation.target_article
    return {**row, "note": relation.note, "annotator": relation.annotator}
