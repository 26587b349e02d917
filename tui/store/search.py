"""Finding in all articles, annotations and notes, a batch of what is found at a time.

Newest first, not ranked: ranking has to look at every match of a common word before it can show
one. Each step looks at a stretch of rows and at so many texts that whoever waits stays free to do
something else between two steps, however large the library is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tui.errors import CallError
from tui.model import Annotation
from tui.store import annotations, codebook, texts
from tui.store.connection import Store
from tui.text.passages import Excerpt, excerpt, holds, places
from tui.text.query import Query, Term

STRETCH = 5_000
"""Rows looked through in one step."""
AT_ONCE = 40
"""Texts read in one step."""
OF_ONE = 5
"""Passages shown of one article at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: of an article, or with `annotation` of one of its annotations.

    `offset` is where to open the article. The passage has its match at ``[start, end)``.
    """

    article: str
    label: str
    title: str
    offset: int
    passage: Excerpt
    annotation: Annotation | None = None


def find(store: Store, query: Query, width: int = 100) -> Iterator[list[Hit]]:
    """What a query finds, a batch after each step, with passages of at most `width` characters.

    A batch may be empty: there is more to look through. Raises CallError where a tag is unknown,
    DataError where the file is damaged or locked.
    """
    if _asks_for_annotations(query):
        yield from _in_annotations(store, query, width)
        return
    if query.within == "anywhere" and query.terms:
        yield from _in_annotations(store, query, width, notes_only=True)
    yield from _in_texts(store, query, width)


def _asks_for_annotations(query: Query) -> bool:
    return bool(
        query.tags or query.annotators or query.has_note or query.within in ("notes", "annotations")
    )


def match(terms: Sequence[Term]) -> str:
    """The FTS5 query for what an index of words can tell of these terms, "" when it is nothing."""
    wanted = [_phrase(term) for term in terms if term.words and not term.excluded]
    left_out = [_phrase(term) for term in terms if term.words and term.excluded]
    if not wanted:
        return ""
    return " NOT ".join([f"({' AND '.join(wanted)})", *left_out])


def _phrase(term: Term) -> str:
    words = '"' + " ".join(word.replace('"', "") for word in term.words) + '"'
    return f"{words} *" if term.kind == "prefix" else words


def _of_articles(query: Query) -> tuple[str, tuple[object, ...]]:
    """The SQL for what a query asks of articles' details, and its parameters."""
    sql, parameters = "NOT article.deleted", list[object]()
    for column, wanted in (("source", query.sources), ("story", query.stories)):
        if wanted:
            sql += " AND (" + " OR ".join([f"instr(lower({column}), lower(?))"] * len(wanted)) + ")"
            parameters += wanted
    if query.published:
        first, last = query.published
        sql += " AND published <> '' AND substr(published, 1, ?) >= ?"
        sql += " AND (? = '' OR substr(published, 1, ?) <= ?)"
        parameters += [len(first), first, last, len(last), last]
    return sql, tuple(parameters)


def _in_texts(store: Store, query: Query, width: int) -> Iterator[list[Hit]]:
    words = match(query.terms)
    details, parameters = _of_articles(query)
    tables = "article JOIN text ON text.id = text_id"
    place = "article.id"
    if words:
        tables = f"text_fts JOIN text ON text.id = text_fts.rowid JOIN {tables.split(' ')[0]}"
        tables += " ON article.text_id = text.id"
        place, details = "text_fts.rowid", f"text_fts MATCH ? AND {details}"
        parameters = (words, *parameters)
    sql = (
        f"SELECT {place}, article.uid, source, file, title, text.body FROM {tables} WHERE {details}"
        f" AND {place} > ? AND {place} <= ? ORDER BY {place} DESC LIMIT {AT_ONCE}"
    )
    last = store.value(f"SELECT max(id) FROM {'text' if words else 'article'}") or 0
    while last > 0:
        rows = store.rows(sql, (*parameters, last - STRETCH, last))
        yield [hit for row in rows for hit in _of_text(row[1:], query, width)]
        last = rows[-1][0] - 1 if len(rows) == AT_ONCE else last - STRETCH


def _of_text(row: Sequence[Any], query: Query, width: int) -> list[Hit]:
    uid, source, file, title, body = row
    if any(term.kind == "substring" for term in query.terms) and not holds(body, query):
        return []
    found = places(body, query)[:OF_ONE] or [(0, 0)]
    label = source or file or title
    return [Hit(uid, label, title, at[0], excerpt(body, at, width)) for at in found]


def _in_annotations(
    store: Store, query: Query, width: int, notes_only: bool = False
) -> Iterator[list[Hit]]:
    where, parameters = _of_annotations(store, query, notes_only)
    sql = (
        "SELECT annotation.id, annotation.uid FROM annotation"
        f" JOIN article ON article.id = article_id WHERE NOT annotation.deleted AND {where}"
        " AND annotation.id > ? AND annotation.id <= ?"
        f" ORDER BY annotation.id DESC LIMIT {AT_ONCE}"
    )
    last = store.value("SELECT max(id) FROM annotation") or 0
    while last > 0:
        rows = store.rows(sql, (*parameters, last - STRETCH, last))
        found = {one.uid: one for one in annotations.with_uids(store, [uid for _, uid in rows])}
        made = [found[uid] for _, uid in rows if uid in found]
        yield [_of_annotation(store, one, query, width) for one in made if _meant(one, query)]
        last = rows[-1][0] - 1 if len(rows) == AT_ONCE else last - STRETCH


def _of_annotations(store: Store, query: Query, notes_only: bool) -> tuple[str, tuple[object, ...]]:
    """The SQL for what a query asks of annotations, and its parameters."""
    sql, parameters = _of_articles(query)
    if query.tags:
        ids = _tag_ids(store, query.tags)
        sql += f" AND +tag_id IN ({', '.join('?' * len(ids))})"
        parameters += tuple(ids)
    if query.annotators:
        marks = ", ".join("lower(?)" for _ in query.annotators)
        sql += f" AND +annotator_id IN (SELECT id FROM annotator WHERE lower(name) IN ({marks}))"
        parameters += query.annotators
    if query.has_note or notes_only or query.within == "notes":
        sql += " AND note <> ''"
    words = match(query.terms[:1])
    if words:  # the first word alone keeps the rest few
        in_notes = "annotation.id IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?)"
        in_texts = "annotation.text_id IN (SELECT rowid FROM text_fts WHERE text_fts MATCH ?)"
        either = {"notes": in_notes, "annotations": in_texts}.get(query.within)
        either = in_notes if notes_only else either or f"({in_notes} OR {in_texts})"
        sql += f" AND {either}"
        parameters += (words,) * either.count("?")
    return sql, parameters


def _tag_ids(store: Store, wanted: Sequence[str]) -> list[int]:
    """The rows of these tags and of their children. Raises CallError where one is unknown."""
    paths = codebook.tag_paths(store)
    for path in wanted:
        if not any(known == path or known.startswith(f"{path}/") for known in paths.values()):
            codebook.tag_named(store, path)  # raises, naming the tags there are
            raise CallError(f"no tag {path!r}")
    return [
        id_
        for id_, known in paths.items()
        if any(known == path or known.startswith(f"{path}/") for path in wanted)
    ]


def _meant(made: Annotation, query: Query) -> bool:
    """Whether the words of a query are in an annotation: its quotation, its note, or the two."""
    words = {"notes": made.note, "annotations": made.quote}
    return holds(words.get(query.within, f"{made.quote}\n{made.note}"), query)


def _of_annotation(store: Store, made: Annotation, query: Query, width: int) -> Hit:
    ((source, file, title, text),) = store.rows(
        "SELECT source, file, title, annotation.text_id FROM annotation"
        " JOIN article ON article.id = article_id WHERE annotation.uid = ?",
        (made.uid,),
    )
    if made.note and query.terms and places(made.note, query):
        passage = excerpt(made.note, places(made.note, query)[0], width)
    else:
        passage = excerpt(texts.body(store, text), (made.start, made.fragments[0].end), width)
    return Hit(made.article, source or file or title, title, made.start, passage, made)
