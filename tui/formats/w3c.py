"""W3C Web Annotation as JSON-LD: one collection, an annotation for each thing that was marked.

An article is an annotation too, with the motivation "describing": its body is the text, its target
``urn:sha256:…``, which is the source of all selectors into that text. Each fragment has a
TextQuoteSelector and a TextPositionSelector (code points, end exclusive: Web Annotation Data Model,
§4.2.4 and §4.2.5). A relation has the motivation "linking" and two annotations as targets. Keys
that the model has no word for have the prefix ``claimdesk:``, so that they outlive an expansion.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_file import Items
from tui.formats.json_text import compact
from tui.formats.losses import kept_relations
from tui.formats.w3c_reading import read
from tui.model import Annotation, ArticleTag, Fragment, Relation

WHAT = "W3C Web Annotation (JSON-LD): a collection of annotations, with the texts"
PLACE: Place = "file"
SUFFIX = ".jsonld"
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    across=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    article_tags=True,
    status=True,
    relation_notes=True,
)

__all__ = ["read", "write"]

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"claimdesk": "urn:claimdesk:"}]
DETAILS = (
    *("title", "source", "byline", "published", "url", "language", "story", "file", "added"),
    "status",
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write one collection with one page. The model has code points, whatever `options` ask."""
    head = {"@context": CONTEXT, "type": "AnnotationCollection", "label": "Annotations"}
    page = {"type": "AnnotationPage", "startIndex": 0}
    with out.open() as stream:
        stream.write(f'{_json(head)[:-1]},"first":{_json(page)[:-1]},"items":['.encode())
        items = Items(stream)
        for entry in dataset.entries:
            items.add_all(_items(entry, dataset))
        name = f"urn:claimdesk:collection:{items.digest.hexdigest()}"  # the same for the same items
        stream.write(f'\n],"id":"{name}:page"}},"id":"{name}","total":{items.count}}}\n'.encode())
    return ()


def _json(value: Any) -> str:
    return compact(value)


def _items(entry: Entry, dataset: Dataset) -> Iterator[Any]:
    """An article's text, what was marked in it, its tags, and the relations that start in it."""
    source = f"urn:sha256:{entry.article.summary.sha256}"
    yield _article(entry, source)
    for made in entry.annotations:
        yield _annotation(made, source)
    for tag in entry.tags:
        yield {**_about(tag), "body": _bodies(tag), "target": source}
    for relation in kept_relations(entry, CARRIES, dataset.on_earlier):
        yield _relation(relation)


def iri(uid: str) -> str:
    """The IRI of something by its uid; an id that came from elsewhere may be one already."""
    if _UUID.fullmatch(uid):
        return f"urn:uuid:{uid}"
    return uid if _IRI.fullmatch(uid) else f"urn:claimdesk:{quote(uid, safe='')}"


def _article(entry: Entry, source: str) -> dict[str, Any]:
    summary = entry.article.summary
    described = {"type": "TextualBody", "value": entry.article.text, "format": "text/plain"}
    if summary.language:
        described["language"] = summary.language
    kept = ((name, getattr(summary, name)) for name in DETAILS)
    return {
        "id": iri(entry.article.uid),
        "type": "Annotation",
        "motivation": "describing",
        "body": {**described, "purpose": "describing"},
        "target": source,
        **{f"claimdesk:{name}": value for name, value in kept if value},
    }


def _about(made: Annotation | ArticleTag) -> dict[str, Any]:
    head: dict[str, Any] = {"id": iri(made.uid), "type": "Annotation", "motivation": "tagging"}
    if made.annotator:
        head["creator"] = {"type": "Person", "name": made.annotator}
    times = {"created": made.created, "modified": made.modified}
    return {**head, **{name: value for name, value in times.items() if value}}


def _body(purpose: str, value: str, **more: str) -> dict[str, str]:
    kept = {f"claimdesk:{name}": words for name, words in more.items()}
    return {"type": "TextualBody", "value": value, "purpose": purpose, **kept}


def _bodies(made: Annotation | ArticleTag) -> list[dict[str, str]]:
    """The tag, the note, the attributes and the claim, each as a body with its purpose."""
    bodies = [_body("tagging", made.tag)]
    if made.note:
        bodies.append(_body("commenting", made.note))
    attributes: Mapping[str, str] = made.attributes
    bodies += [_body("classifying", words, attribute=name) for name, words in attributes.items()]
    if isinstance(made, Annotation) and made.claim:
        claim = made.claim
        bodies.append(_body("identifying", claim.wording, claim=claim.uid, note=claim.note))
    return bodies


def _annotation(made: Annotation, source: str) -> dict[str, Any]:
    targets = [{"source": source, "selector": _selectors(part)} for part in made.fragments]
    row = {**_about(made), "body": _bodies(made)}
    if len(targets) == 1:
        return {**row, "target": targets[0]}
    return {**row, "target": targets, "claimdesk:fragments": len(targets)}


def _selectors(part: Fragment) -> list[dict[str, Any]]:
    quoted = {"type": "TextQuoteSelector", "exact": part.exact}
    around = {"prefix": part.prefix, "suffix": part.suffix}
    return [
        {**quoted, **{name: words for name, words in around.items() if words}},
        {"type": "TextPositionSelector", "start": part.start, "end": part.end},
    ]


def _relation(one: Relation) -> dict[str, Any]:
    """The order of targets means nothing in JSON-LD, so the direction has keys of its own."""
    bodies = [_body("tagging", one.kind)]
    if one.note:
        bodies.append(_body("commenting", one.note))
    row: dict[str, Any] = {"id": iri(one.uid), "type": "Annotation", "motivation": "linking"}
    if one.annotator:
        row["creator"] = {"type": "Person", "name": one.annotator}
    ends = iri(one.source), iri(one.target)
    return {
        **row,
        "body": bodies,
        "target": list(ends),
        "claimdesk:from": {"id": ends[0]},
        "claimdesk:to": {"id": ends[1]},
    }
