"""Reading Claimdesk's own JSON Lines back, with everything in them checked."""

from collections.abc import Iterator
from pathlib import Path

from tui.formats.entry import Earlier, Entry
from tui.formats.face import Options
from tui.formats.left_out import Left
from tui.formats.reading import Record, fragments, json_lines, short
from tui.model import Annotation, Article, ArticleSummary, ArticleTag, Claim, Relation
from tui.store.alignments import Decided
from tui.text.offsets import Unit
from tui.text.policy import clean, sha256
from tui.text.regions import Region

KNOWN = {
    *("id", "sha256", "text", "meta", "tags", "annotations", "relations", "earlier", "regions"),
    *("alignments", "split"),
}
OF_ANNOTATION = {
    *("id", "tag", "fragments", "quotes", "attributes", "note", "annotator", "claim"),
    *("created", "modified"),
}
DETAILS = ("title", "source", "byline", "published", "url", "language", "story", "file", "added")


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, one line in memory at a time.

    Its offsets are code points unless `options` says UTF-16. Raises DataError with the line where
    something is missing, an id comes twice, a text is not that of its sha256, or words are not
    those at their offsets.
    """
    unit: Unit = "utf16" if options.offsets == "utf16" else "codepoint"
    ids: set[str] = set()
    for row in json_lines(place):
        entry = entry_of(row, unit)
        _leave(row, options.left)
        for uid in ids_of(entry):
            if uid in ids:
                row.fail(f"the id {short(uid)} comes a second time", "each has an id of its own")
            ids.add(uid)
        yield entry


def _leave(row: Record, left: Left) -> None:
    """Note the fields that no version of ours has written."""
    for name in row.fields.keys() - KNOWN:
        left.out(f"what is called {name!r}", row.where)
    for name in row.below("meta").fields.keys() - {"status", "split", *DETAILS}:
        left.out(f"what is called {name!r} in 'meta'", row.where)
    for made in row.all_below("annotations"):
        if made.fields.keys() - OF_ANNOTATION:
            for name in made.fields.keys() - OF_ANNOTATION:
                left.out(f"what is called {name!r} in annotations", row.where)


def ids_of(entry: Entry) -> Iterator[str]:
    """The ids of an article and of all that was made on it."""
    yield entry.article.uid
    for made in (entry.annotations, *(earlier.annotations for earlier in entry.earlier)):
        yield from (one.uid for one in made)
    for rows in (entry.relations, entry.tags, entry.alignments):
        yield from (one.uid for one in rows)


def entry_of(row: Record, unit: Unit) -> Entry:
    """The article of one row, with its offsets in a unit. Raises DataError as `read` does."""
    meta = row.below("meta")
    text, digest, uid = row.text("text"), row.text("sha256"), row.text("id")
    _check(row, text, digest)
    made = [annotation_of(one, uid, text, digest, unit) for one in row.all_below("annotations")]
    summary = ArticleSummary(
        uid=uid,
        sha256=digest,
        length=len(text),
        annotations=len(made),
        status=meta.text("status", "todo"),
        split=meta.text("split", ""),
        **{name: meta.text(name, "") for name in DETAILS},
    )
    return Entry(
        Article(summary, text),
        made,
        [_relation(one, uid) for one in row.all_below("relations")],
        tuple(_earlier(one, uid, unit) for one in row.all_below("earlier")),
        tuple(_region(one, text) for one in row.all_below("regions")),
        tuple(_article_tag(one, uid) for one in row.all_below("tags")),
        tuple(alignment_of(one) for one in row.all_below("alignments")),
    )


def _check(row: Record, text: str, digest: str) -> None:
    """A text is that of its sha256. One that is not as the text policy has it may have come from
    elsewhere, and is told by its own."""
    try:
        own = sha256(text)
    except UnicodeEncodeError:
        own = sha256(clean(text)[0])
    if digest != own:
        row.fail(f"the text is not that of its sha256 {digest[:12]}: it was changed")


def annotation_of(row: Record, article: str, text: str, digest: str, unit: Unit) -> Annotation:
    """An annotation of a text as `jsonl.annotation_as_json` wrote it.

    Raises DataError where something is missing or its words are not at its offsets.
    """
    uid = row.text("id")
    at = Record(row.fields, f"{row.where}, annotation {uid}")
    spans = []
    for pair in at.items("fragments"):
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair)):
            at.fail(f"{short(pair)} is no pair of offsets")
        spans.append((pair[0], pair[1]))
    quotes = at.items("quotes")
    return Annotation(
        uid=uid,
        article=article,
        tag=at.text("tag"),
        fragments=fragments(text, spans, quotes, at.where, unit),
        annotator=at.text("annotator", ""),
        created=at.text("created", ""),
        modified=at.text("modified", ""),
        attributes=at.words("attributes"),
        note=at.text("note", ""),
        claim=None if at.fields.get("claim") is None else _claim(at.below("claim")),
        sha256=digest,
    )


def _claim(row: Record) -> Claim:
    return Claim(row.text("id"), row.text("wording"), row.text("note", ""))


def _earlier(row: Record, article: str, unit: Unit) -> Earlier:
    text, digest = row.text("text"), row.text("sha256")
    _check(row, text, digest)
    made = [annotation_of(one, article, text, digest, unit) for one in row.all_below("annotations")]
    return Earlier(digest, text, made)


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


def _region(row: Record, text: str) -> Region:
    start, end = row.number("start"), row.number("end")
    if not 0 <= start < end <= len(text):
        row.fail(f"the region {start}–{end} is no stretch of the text")
    return Region(start, end, row.text("kind"), row.text("reason"), row.text("by", ""))


def _article_tag(row: Record, article: str) -> ArticleTag:
    return ArticleTag(
        uid=row.text("id"),
        article=article,
        tag=row.text("tag"),
        annotator=row.text("annotator", ""),
        created=row.text("created", ""),
        modified=row.text("modified", ""),
        attributes=row.words("attributes"),
        note=row.text("note", ""),
    )


def alignment_of(row: Record) -> Decided:
    """A decision as `jsonl.alignment_as_json` wrote it. Raises DataError where it is incomplete."""
    a, b = row.below("a"), row.below("b")
    same = row.fields.get("same")
    if not isinstance(same, bool):
        row.fail("'same' is neither true nor false")
    return Decided(
        uid=row.text("id"),
        a=a.text("article"),
        a_span=(a.number("start"), a.number("end")),
        b=b.text("article"),
        b_span=(b.number("start"), b.number("end")),
        same=same,
        annotator=row.text("annotator", ""),
        created=row.text("created", ""),
        modified=row.text("modified", ""),
        a_sha256=a.text("sha256"),
        a_quote=a.text("quote"),
        b_sha256=b.text("sha256"),
        b_quote=b.text("quote"),
    )
