"""The two tables of a Hugging Face folder in Arrow's terms, and rows to and from its columns.

A row of the first is a line of Claimdesk's own JSON Lines, with the details of the article as
columns and attributes as JSON in a text: a struct of them would be of another type in every file.
What is not known of an article is null.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.formats.entry import Entry
from tui.formats.jsonl import META, as_json, relation_as_json
from tui.model import Relation

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]

INSTALL = "parquet needs pyarrow: pip install 'claimdesk[parquet]'"


def arrow() -> Any:
    """The library. Raises CallError that says how to install it."""
    try:
        import pyarrow
    except ImportError:
        raise CallError(INSTALL) from None
    return pyarrow


@cache
def articles_schema() -> "pyarrow.Schema":
    """The columns of the articles."""
    pa = arrow()
    text, whole = pa.string(), pa.int64()
    claim = pa.struct([("id", text), ("wording", text), ("note", text)])
    by = [("annotator", text), ("created", text), ("modified", text)]
    fragment = pa.struct([("start", whole), ("end", whole), ("quote", text)])
    annotations = pa.list_(
        pa.struct(
            [
                *(("id", text), ("tag", text), ("fragments", pa.list_(fragment))),
                *(("attributes", text), ("note", text), ("claim", claim), *by),
            ]
        )
    )
    tags = [("id", text), ("tag", text), ("attributes", text), ("note", text), *by]
    regions = [("start", whole), ("end", whole), ("kind", text), ("reason", text), ("by", text)]
    earlier = [("sha256", text), ("text", text), ("annotations", annotations)]
    end = [("article", text), ("sha256", text), ("start", whole), ("end", whole), ("quote", text)]
    decided = [("id", text), ("same", pa.bool_()), ("a", pa.struct(end)), ("b", pa.struct(end))]
    return pa.schema(
        [
            *(("id", text), ("sha256", text), ("text", text), *((name, text) for name in META)),
            ("annotations", annotations),
            ("tags", pa.list_(pa.struct(tags))),
            ("regions", pa.list_(pa.struct(regions))),
            ("earlier", pa.list_(pa.struct(earlier))),
            ("alignments", pa.list_(pa.struct([*decided, *by]))),
        ]
    )


RELATION = ("id", "kind", "from", "to", "from_article", "to_article", "note", "annotator")


@cache
def relations_schema() -> "pyarrow.Schema":
    """The columns of the relations: from one annotation to another, of two articles or of one."""
    pa = arrow()
    return pa.schema([(name, pa.string()) for name in RELATION])


def article_row(entry: Entry) -> Row:
    """An article as its row."""
    row = as_json(entry)
    meta = row.pop("meta")
    del row["relations"]
    return {
        **row,
        **{name: meta.get(name) for name in META},
        "annotations": [_annotation_row(one) for one in row["annotations"]],
        "tags": [{**one, "attributes": _json(one["attributes"])} for one in row["tags"]],
        "regions": row.get("regions", []),
        "earlier": [
            {**one, "annotations": [_annotation_row(made) for made in one["annotations"]]}
            for one in row.get("earlier", [])
        ],
        "alignments": row.get("alignments", []),
    }


def relation_row(one: Relation) -> Row:
    """A relation as its row."""
    ends = {"from_article": one.source_article, "to_article": one.target_article}
    return {**relation_as_json(one), **ends}


def _annotation_row(row: Row) -> Row:
    spans = zip(row["fragments"], row["quotes"], strict=True)
    parts = [{"start": start, "end": end, "quote": quote} for (start, end), quote in spans]
    kept = {name: value for name, value in row.items() if name != "quotes"}
    return {**kept, "fragments": parts, "attributes": _json(row["attributes"])}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def line(row: Row, relations: list[Row]) -> Row:
    """A row read, as the line of JSON Lines that it was; nulls are left out.

    Raises ValueError with what is wrong where attributes are no JSON, or a list has a null.
    """
    row = _without_nulls(row)
    found = {name: value for name, value in row.items() if name not in META}
    found["meta"] = {name: row[name] for name in META if name in row}
    found["annotations"] = [_annotation_line(one) for one in row.get("annotations", [])]
    found["tags"] = [_with_attributes(one) for one in row.get("tags", [])]
    found["earlier"] = [
        {**one, "annotations": [_annotation_line(made) for made in one.get("annotations", [])]}
        for one in row.get("earlier", [])
    ]
    found["relations"] = [_without_nulls(one) for one in relations]
    return found


def _annotation_line(row: Row) -> Row:
    parts = row.get("fragments", [])
    spans = [[part.get("start"), part.get("end")] for part in parts]
    quotes = [part.get("quote") for part in parts]
    return {**_with_attributes(row), "fragments": spans, "quotes": quotes}


def _with_attributes(row: Row) -> Row:
    attributes = row.get("attributes", "{}")
    try:
        return {**row, "attributes": json.loads(attributes)}
    except (ValueError, RecursionError):
        raise ValueError(f"the attributes {attributes[:40]!r} are no JSON") from None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nulls(one) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        if None in value:
            raise ValueError("a list has a null in it")
        return [_without_nulls(one) for one in value]
    return value
