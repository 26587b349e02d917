"""Reading spaCy's DocBin: Claimdesk's own, and the entities and span groups of others'.

A DocBin of others has no quotes to check, only tokens, whose offsets are those of the Doc's text.
"""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.left_out import Left
from tui.formats.reading import MEND, Record, fragments, of_no_article, opened, short
from tui.model import Annotation, Article, ArticleSummary, Claim, Relation
from tui.text.anchors import anchor
from tui.text.policy import sha256

EXTRA = "spacy"
PREFIX = "ann:"
"""What the name of a span group has in front of the annotator's."""
OURS = "claimdesk"
"""Where in a Doc's `user_data` is what spaCy has no place for."""
META = (
    *("title", "source", "byline", "published", "url", "language", "story", "file", "added"),
    *("status", "split"),
)
LARGE, DENSE = 1 << 28, 150
"""A file that unpacks to more than so many bytes, and so many times its size, is taken for a bomb:
real ones pack to a tenth."""


def needed() -> None:
    """Raise CallError where spaCy is not installed."""
    try:
        import spacy  # noqa: F401
    except ImportError:
        remedy = f"pip install 'claimdesk[{EXTRA}]'"
        raise CallError(f"spaCy's DocBin needs an extra: {remedy}") from None


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, or of all ``.spacy`` files in a folder and in folders of it.

    One file is in memory at a time. Raises CallError where spaCy is not installed, DataError with
    file and document where it is no DocBin, an id comes twice, or words are not at their tokens.
    """
    needed()
    files = sorted(place.rglob("*.spacy")) if place.is_dir() else [place]
    if not files and not of_no_article(place, (".spacy",)):
        raise CallError(f"{place} has no file that ends in .spacy: name a file")
    ids: set[str] = set()
    for file in files:
        called = file.relative_to(place if place.is_dir() else place.parent).as_posix()
        for number, doc in enumerate(_docs(file), 1):
            at = Record({}, f"{file}, document {number}")
            try:
                entry = _entry(doc, at, f"{called}, document {number}", options.left)
            except (KeyError, IndexError, ValueError, TypeError) as error:
                at.fail(f"spaCy cannot read it ({type(error).__name__})")
            for uid in _ids(entry):
                if uid in ids:
                    at.fail(f"the id {short(uid)} comes a second time", "each has one of its own")
                ids.add(uid)
            yield entry


def _ids(entry: Entry) -> Iterator[str]:
    if entry.article.uid:
        yield entry.article.uid
        yield from (one.uid for one in entry.annotations)
        yield from (one.uid for one in entry.relations)


def _docs(file: Path) -> Iterator[Any]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    with opened(file) as stream:
        packed = stream.read()
    _check_size(packed, file)
    try:
        yield from DocBin().from_bytes(packed).get_docs(Vocab())
    except DataError:
        raise
    except Exception as error:  # spaCy raises whatever the pieces of a broken file bring about
        why = f"it is no whole DocBin ({type(error).__name__})"
        raise DataError(f"{file}: {why}: {MEND}") from None


def _check_size(packed: bytes, file: Path) -> None:
    """Raises DataError for a file that is cut off, or unpacks to far more than it has."""
    unpacking, size, left = zlib.decompressobj(), 0, packed
    try:
        while not unpacking.eof:
            part = unpacking.decompress(left, 1 << 20)
            size, left = size + len(part), unpacking.unconsumed_tail
            if not part and not left and not unpacking.eof:
                raise DataError(f"{file}: it is cut off: {MEND}")
            if size > LARGE and size > DENSE * len(packed):
                raise DataError(f"{file}: it unpacks to more than {size:,} bytes: {MEND}")
    except zlib.error:
        raise DataError(f"{file}: it is no DocBin: {MEND}") from None


def _entry(doc: Any, at: Record, name: str, left: Left) -> Entry:
    text = str(doc.text)
    if not text:
        at.fail("it has no text")
    found = doc.user_data.get(OURS)
    if found is None:
        _leave(doc, at, left)
        return _of_others(doc, at, name)
    # Lists come back as tuples; through JSON they are lists again, and what is no JSON is refused.
    row = Record({OURS: json.loads(json.dumps(found))}, at.where).below(OURS)
    digest, uid, meta = row.text("sha256"), row.text("id"), row.below("meta")
    if sha256(text) != digest:
        row.fail(f"the text is not that of its sha256 {digest[:12]}: it was changed")
    made = _own(doc, row, text)
    details = {name: meta.text(name, "") for name in META}
    details["status"] = details["status"] or "todo"
    summary = ArticleSummary(uid, digest, length=len(text), annotations=len(made), **details)
    related = [_relation(one, uid) for one in row.all_below("relations")]
    return Entry(Article(summary, text), made, related)


def _own(doc: Any, row: Record, text: str) -> list[Annotation]:
    """The annotations of Claimdesk's own: each span is one of those told beside, all are there."""
    told = row.below("annotations")
    parts: dict[str, list[tuple[int, int]]] = {}
    about: dict[str, tuple[str, str]] = {}
    for key, group in sorted(doc.spans.items()):
        if not key.startswith(PREFIX):
            continue
        for span in group:
            uid = span.id_
            if uid not in told.fields:
                row.fail(f"the span {short(uid)} in {short(key)} is not told of beside")
            if about.setdefault(uid, (span.label_, key)) != (span.label_, key):
                row.fail(f"the annotation {short(uid)} has two tags or annotators")
            parts.setdefault(uid, []).append(_offsets(span, doc, row))
    if missing := sorted(set(told.fields) - set(parts)):
        row.fail(f"the annotation {short(missing[0])} has no span")
    found = []
    for uid, spans in parts.items():
        beside = told.below(uid)
        at = Record(beside.fields, f"{row.where}, annotation {uid}")
        tag, key = about[uid]
        found.append(
            Annotation(
                uid=uid,
                article=row.text("id"),
                tag=tag,
                fragments=fragments(text, spans, at.items("quotes"), at.where),
                annotator=key.removeprefix(PREFIX),
                created=at.text("created", ""),
                modified=at.text("modified", ""),
                attributes=at.words("attributes"),
                note=at.text("note", ""),
                claim=_claim(at.below("claim")) if "claim" in at.fields else None,
                sha256=row.text("sha256"),
            )
        )
    return sorted(found, key=lambda one: (one.start, -one.end))


def _offsets(span: Any, doc: Any, at: Record) -> tuple[int, int]:
    """Where a span is in the text, by its tokens, which spaCy has checked, and by its own word."""
    if span.start == span.end:
        at.fail(f"a span at token {span.start} has no tokens")
    last = doc[span.end - 1]
    start, end = doc[span.start].idx, last.idx + len(last)
    if (span.start_char, span.end_char) != (start, end):
        at.fail(f"a span at {span.start_char}–{span.end_char} has its tokens at {start}–{end}")
    return start, end


def _claim(row: Record) -> Claim:
    return Claim(row.text("id"), row.text("wording"), row.text("note", ""))


def _relation(row: Record, article: str) -> Relation:
    return Relation(
        uid=row.text("id"),
        kind=row.text("kind"),
        source=row.text("from"),
        target=row.text("to"),
        source_article=article,
        target_article=row.text("to_article", article),
        annotator=row.text("annotator", ""),
        note=row.text("note", ""),
    )


def _leave(doc: Any, at: Record, left: Left) -> None:
    """Note what of a Doc that Claimdesk did not write has no place here."""
    for name in ("TAG", "POS", "MORPH", "LEMMA", "DEP"):
        if doc.has_annotation(name):
            left.out(f"{name} of tokens", at.where, len(doc))
    left.out("categories of whole documents", at.where, len(doc.cats))
    left.out("entries of user_data", at.where, len(doc.user_data))
    groups = [span for group in doc.spans.values() for span in group]
    ids = sum(bool(span.kb_id_) for span in (*doc.ents, *groups))
    left.out("ids of entities in a knowledge base", at.where, ids)


def _of_others(doc: Any, at: Record, name: str) -> Entry:
    """A Doc that Claimdesk did not write: its span groups, and the entities that are in none."""
    text = str(doc.text)
    found: list[tuple[str, str, int, int]] = []
    for key, group in sorted(doc.spans.items()):
        who = key.removeprefix(PREFIX) if key.startswith(PREFIX) else ""
        found += [(who, span.label_, *_offsets(span, doc, at)) for span in group]
    known = {one[1:] for one in found}
    ents = ((span.label_, *_offsets(span, doc, at)) for span in doc.ents)
    found += [("", *one) for one in ents if one not in known]
    made = [
        Annotation(f"{name}, span {number}", "", tag, (anchor(text, start, end),), who, "", "")
        for number, (who, tag, start, end) in enumerate(found, 1)
    ]
    return Entry(Article(ArticleSummary("", "", "", len(text)), text), made, [])
