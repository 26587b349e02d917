"""Reading W3C Web Annotation: of any tool, with the texts in the file or only what is quoted.

A source whose text the file has (an annotation that describes ``urn:sha256:…``) is an article. One
whose text is elsewhere is an article of its quoted excerpts, each a paragraph with the words around
it; where nothing is quoted, its address is all the text there is, and its annotations are tags of
the article. What Claimdesk has no use for is kept in the attribute ``w3c``, as JSON.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.reading import MEND, Record, fragments, short, unit_of
from tui.formats.w3c_items import Item, Target, items, uid_of
from tui.model import Annotation, Article, ArticleSummary, ArticleTag, Claim, Fragment, Relation
from tui.text.anchors import anchor
from tui.text.offsets import Span, Unit
from tui.text.policy import clean, sha256

DETAILS = ("title", "source", "byline", "published", "url", "language", "story", "file", "added")
HASH = "urn:sha256:"


@dataclass
class _Source:
    """An article on its way: its text, and what stands on it so far."""

    summary: ArticleSummary
    text: str
    annotations: list[Annotation] = field(default_factory=list)
    tags: list[ArticleTag] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    excerpts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Where in a text made of excerpts each of them has its exact words."""


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, with the annotations on them. The whole file is held in memory.

    Raises DataError with the annotation where an id comes twice, words are not at their offsets or
    stand nowhere or at several places, or a text is not that of its sha256.
    """
    found = list(_unique(items(place, options.left)))
    sources = _sources(found)
    unit = unit_of(place, _quoted(found, sources), options.offsets)
    articles: dict[str, str] = {}
    linking = []
    for one in found:
        if _is_link(one):
            linking.append(one)
        elif not _is_text(one):
            articles |= dict.fromkeys(_add(one, sources, unit), _first(one))
    for one in linking:
        relation = _relation(one, articles, sources)
        sources[articles[relation.source]].relations.append(relation)
    for source in sources.values():
        source.annotations.sort(key=lambda made: (made.start, -made.end))
        summary = replace(source.summary, annotations=len(source.annotations))
        article = Article(summary, source.text)
        yield Entry(article, source.annotations, source.relations, tags=tuple(source.tags))


def _unique(found: Iterator[Item]) -> Iterator[Item]:
    ids: set[str] = set()
    for one in found:
        if one.uid in ids:
            one.row.fail(f"the id {short(one.uid)} comes a second time", "each has one of its own")
        ids.add(one.uid)
        yield one


def _is_text(one: Item) -> bool:
    return one.motivation == "describing" and _first(one).startswith(HASH)


def _is_link(one: Item) -> bool:
    return one.motivation == "linking" and one.own("from") is not None


def _first(one: Item) -> str:
    return one.targets[0].source


def _sources(found: list[Item]) -> dict[str, _Source]:
    """The article of each source, in the order they come."""
    sources: dict[str, _Source] = {}
    for one in found:
        if _is_text(one):
            if _first(one) in sources:
                one.row.fail(f"the text {short(_first(one))} comes a second time", MEND)
            sources[_first(one)] = _described(one)
    excerpts: dict[str, dict[tuple[str, str, str], int]] = {}
    for one in found:
        for target in () if _is_link(one) else one.targets:
            if target.source in sources:
                continue
            if target.source.startswith(HASH):
                one.row.fail(f"the text {short(target.source)} is not in the file")
            known = excerpts.setdefault(target.source, {})
            if _excerpt(target)[1]:
                known.setdefault(_excerpt(target), 0)
    for source, quoted in excerpts.items():
        sources[source] = _excerpted(source, quoted)
    return sources


def _described(one: Item) -> _Source:
    text = one.bodies[0].text("value") if one.bodies else ""
    digest = _first(one).removeprefix(HASH)
    try:
        own = sha256(text)
    except UnicodeEncodeError:
        own = ""
    if digest != own:
        one.row.fail(f"the text is not that of its sha256 {digest[:12]}: it was changed")
    kept = {name: _own_text(one.row, name, "") for name in DETAILS}
    status = _own_text(one.row, "status", "todo")
    summary = ArticleSummary(
        uid=one.uid, sha256=digest, length=len(text), annotations=0, status=status, **kept
    )
    return _Source(summary, text)


def _own_text(row: Record, name: str, default: str) -> str:
    return row.text(f"claimdesk:{name}", default)


def _excerpt(target: Target) -> tuple[str, str, str]:
    return clean(target.prefix)[0], clean(target.exact or "")[0], clean(target.suffix)[0]


def _excerpted(source: str, quoted: dict[tuple[str, str, str], int]) -> _Source:
    """An article made of what is quoted of a source: an excerpt a paragraph."""
    text = ""
    places = {}
    for prefix, exact, suffix in quoted:
        text += "\n\n" if text else ""
        places[prefix, exact, suffix] = len(text) + len(prefix)
        text += f"{prefix}{exact}{suffix}"
    text = text or clean(source)[0]
    url = source if source.startswith(("http://", "https://")) else ""
    summary = ArticleSummary(source, sha256(text), title="", length=len(text), url=url)
    return _Source(summary, text, excerpts=places)


def _quoted(
    found: list[Item], sources: dict[str, _Source]
) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    """The words quoted for offsets, by text."""
    by_source: dict[str, list[tuple[Span, str]]] = {}
    for one in found:
        for target in one.targets:
            if target.span and target.source.startswith(HASH):
                by_source.setdefault(target.source, []).append((target.span, target.exact or ""))
    for source, spans in by_source.items():
        yield sources[source].text, spans


def _add(one: Item, sources: dict[str, _Source], unit: Unit) -> list[str]:
    """Put an annotation on its articles; what it is known by there."""
    kept = one.own("fragments") is not None
    parts: list[tuple[str, tuple[Fragment, ...], Target]] = []
    for target in one.targets:
        found = _fragments(one, target, sources[target.source], unit)
        if kept and parts and found:
            if parts[0][0] != target.source or found[0].start < parts[0][1][-1].end:
                one.row.fail("its fragments are of several texts, or out of order")
            parts = [(target.source, (*parts[0][1], *found), target)]
            continue
        parts.append((target.source, found, target))
    made = []
    tags = _tags(one)
    for number, (source, found, target) in enumerate(parts):
        for which, tag in enumerate(tags):
            uid = one.uid if not number and not which else f"{one.uid}#{number + 1}.{which + 1}"
            made.append(uid)
            _put(one, uid, tag, sources[source], found, target)
    return made


def _put(
    one: Item, uid: str, tag: str, source: _Source, found: tuple[Fragment, ...], target: Target
) -> None:
    article, digest = source.summary.uid, source.summary.sha256
    attributes, note = _attributes(one, target), _note(one)
    times = one.created, one.modified
    if not found:
        source.tags.append(ArticleTag(uid, article, tag, one.annotator, *times, attributes, note))
        return
    source.annotations.append(
        Annotation(
            *(uid, article, tag, found, one.annotator, *times),
            attributes=attributes,
            note=note,
            claim=_claim(one),
            sha256=digest,
        )
    )


def _fragments(one: Item, target: Target, source: _Source, unit: Unit) -> tuple[Fragment, ...]:
    """Where a target stands in the text; nothing where it is the article as a whole."""
    where = one.row.where
    if not target.source.startswith(HASH):
        if not _excerpt(target)[1]:
            return ()
        start = source.excerpts[_excerpt(target)]
        return (anchor(source.text, start, start + len(_excerpt(target)[1])),)
    if target.span:
        quotes = None if target.exact is None else [target.exact]
        return fragments(source.text, [target.span], quotes, where, unit)
    if target.exact is None:
        return ()
    looked = f"{target.prefix}{target.exact}{target.suffix}"
    at = source.text.find(looked)
    if not target.exact or at < 0:
        one.row.fail(f"the text has {short(target.exact)} nowhere with these words around it")
    if source.text.find(looked, at + 1) >= 0:
        one.row.fail(f"the text has {short(target.exact)} at several places", "say its offsets")
    start = at + len(target.prefix)
    return (anchor(source.text, start, start + len(target.exact)),)


def _tags(one: Item) -> list[str]:
    tags = [body.text("value") for body in one.bodies if body.fields["purpose"] == "tagging"]
    return list(dict.fromkeys(filter(None, tags))) or [one.motivation or "annotation"]


def _note(one: Item) -> str:
    """What is commented, and every body of a purpose that has no other place."""
    known = ("tagging", "identifying")
    notes = (
        body.text("value")
        for body in one.bodies
        if body.fields["purpose"] not in known and "claimdesk:attribute" not in body.fields
    )
    return "\n".join(notes)


def _attributes(one: Item, target: Target) -> dict[str, str]:
    found = {
        body.text("claimdesk:attribute"): body.text("value")
        for body in one.bodies
        if "claimdesk:attribute" in body.fields
    }
    if rest := " ".join(filter(None, (one.other, _lost(target)))):
        found["w3c"] = rest
    return found


def _lost(target: Target) -> str:
    """What a target says that has no place: other selectors, and offsets into a text not here."""
    if target.span and not target.source.startswith(HASH):
        return f"{target.span[0]}–{target.span[1]} {target.other}".rstrip()
    return target.other


def _claim(one: Item) -> Claim | None:
    for body in one.bodies:
        if "claimdesk:claim" in body.fields:
            note = body.text("claimdesk:note", "")
            return Claim(body.text("claimdesk:claim"), body.text("value"), note)
    return None


def _relation(one: Item, articles: dict[str, str], sources: dict[str, _Source]) -> Relation:
    ends = []
    for name in ("claimdesk:from", "claimdesk:to"):
        uid = uid_of(one.row.below(name).text("id"))
        if uid not in articles:
            one.row.fail(f"its end {short(uid)} is no annotation of this file")
        ends.append(uid)
    first, second = ends
    return Relation(
        uid=one.uid,
        kind=_tags(one)[0],
        source=first,
        target=second,
        source_article=sources[articles[first]].summary.uid,
        target_article=sources[articles[second]].summary.uid,
        annotator=one.annotator,
        note=_note(one),
    )
