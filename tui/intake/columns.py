"""Which column of a table, or key of a record, holds the text of an article, and which its details.

A person's choice goes first (`Options.columns`). Else the names that data sets of articles usually
have are looked for, whatever their case. Where none of them is there, nothing is guessed: the
columns are told, and how to choose one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tui.intake.dates import iso
from tui.intake.face import Found, Missed, Part
from tui.intake.reading import DETAILS
from tui.model import Extraction

USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "article", "maintext", "article_text", "article_body", "articlebody"),
        *("body_text", "bodytext", "full_text", "fulltext", "story_text", "content"),
        *("content_text", "html", "body_html", "content_html"),
    ),
    "title": ("title", "headline", "head", "heading"),
    "source": ("source", "publisher", "outlet", "publication", "newspaper", "site", "domain"),
    "byline": ("byline", "author", "authors", "by"),
    "published": (
        *("published", "date", "date_publish", "publication_date", "published_at", "publishedat"),
        *("date_published", "datepublished", "pubdate", "pub_date", "published_date", "datetime"),
        *("timestamp", "time", "created_at"),
    ),
    "url": ("url", "link", "web_url", "article_url", "canonical", "permalink", "uri"),
    "language": ("language", "lang"),
    "story": ("story", "story_id", "event", "cluster"),
}
"""The names a detail usually goes by, the likelier ones first."""

TOLD = 12
"""Columns that are named in a message at most."""

_MARKUP = re.compile(
    r"</(?:p|div|body|html|article|section|h[1-6]|li|ul|ol|blockquote|span|a|td)\s*>"
    r"|<br\s*/?>|<p[ >]",
    re.I,
)


@dataclass(frozen=True)
class Columns:
    """Which columns hold what. A column of a person's choice may be a path: ``fields.body``."""

    text: str
    details: Mapping[str, str]


def columns_of(names: Iterable[str], chosen: Mapping[str, str]) -> Columns | str:
    """What the columns of these names hold, or in words why that is not clear."""
    names = [name for name in names if name]
    there = {_plain(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for what, usual in USUAL.items():
        if name := chosen.get(what):
            if name.partition(".")[0] not in names and name not in names:
                return f"there is no column {name!r} for the {what}: it has {_told(names)}"
            found[what] = name
        elif name := next((there[one] for one in usual if one in there), ""):
            found[what] = name
    taken = {found.get("text"), *chosen.values()}
    details = {what: found[what] for what in DETAILS if what in found}
    if "text" not in found:
        return (
            f"none of its columns is sure to be the text ({_told(names)}): say --column text=NAME"
        )
    return Columns(
        found["text"],
        {w: n for w, n in details.items() if w in chosen or n not in taken},
    )


def _plain(name: str) -> str:
    return re.sub(r"[\s.-]+", "_", name.strip().lower())


def _told(names: list[str]) -> str:
    shown = ", ".join(" ".join(name.split())[:40] for name in names[:TOLD])
    return shown + (f" and {len(names) - TOLD} more" if len(names) > TOLD else "")


def article(
    record: Mapping[str, Any], columns: Columns, raw: bytes, name: str, extraction: Extraction
) -> Iterator[Found | Part | Missed]:
    """The article in a record. A text that is a piece of a page is to be read as one."""
    text = _value(_at(record, columns.text), "\n\n")
    details = {}
    for what, column in columns.details.items():
        if said := _value(_at(record, column), ", "):
            details[what] = iso(said) if what == "published" else said
    member = extraction.member
    if not text.strip():
        yield Missed(
            f"{name}/{member}" if member else name, "it has no text: choose another column"
        )
    elif _MARKUP.search(text, 0, 20_000):
        yield Part(text.encode("utf-8", "replace"), member, details, declared="utf-8", kind="html")
    else:
        yield Found(text, raw, extraction, details)


def _at(record: Mapping[str, Any], column: str) -> Any:
    if column in record:
        return record[column]
    value: Any = record
    for key in column.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _value(value: Any, between: str) -> str:
    """A value as words: of a list each of its values, of a thing its name or what it renders."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value}"
    if isinstance(value, list):
        return between.join(filter(None, (_value(one, between) for one in value)))
    if isinstance(value, Mapping):
        inner = (value.get(key) for key in ("name", "rendered", "text", "value", "title"))
        return next((one for one in inner if isinstance(one, str)), "")
    return ""
