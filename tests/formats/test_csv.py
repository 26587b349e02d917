"""CSV: one row an annotation, equal to the JSONL, whatever stands in its cells."""

import csv
import hashlib
import io
import json

import pytest
from hypothesis import given, settings

from tests.conftest import examples
from tests.formats.material import (
    AFTER,
    BEFORE,
    LASTS,
    WAITS,
    Dataset,
    Mark,
    datasets,
    example,
    exported,
    lines,
    made,
    with_an_earlier_text,
)


def rows_of(store):
    text = exported(store, "csv").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def from_jsonl(rows):
    """The cells an annotation's row must have, made from the JSONL."""
    for row in rows:
        details = {
            name: row["meta"].get(name, "")
            for name in ("title", "source", "published", "url", "story", "file")
        }
        for mark in row["annotations"]:
            yield {
                "article": row["id"],
                "sha256": row["sha256"],
                **details,
                "id": mark["id"],
                "tag": mark["tag"],
                "start": str(mark["fragments"][0][0]),
                "end": str(mark["fragments"][-1][1]),
                "fragments": ";".join(f"{start}-{end}" for start, end in mark["fragments"]),
                "quote": " … ".join(mark["quotes"]),
                "quotes": mark["quotes"],
                "attributes": mark["attributes"],
                "note": mark["note"],
                "annotator": mark["annotator"],
                "claim": mark["claim"]["id"] if mark["claim"] else "",
                "claim_wording": mark["claim"]["wording"] if mark["claim"] else "",
                "created": mark["created"],
                "modified": mark["modified"],
            }


def unpacked(row):
    """A row with the JSON in its cells read."""
    return {
        **row,
        "quotes": json.loads(row["quotes"]),
        "attributes": json.loads(row["attributes"]),
    }


def test_the_worked_example_has_a_row_for_each_annotation(tmp_path):
    with example(tmp_path) as store:
        rows, expected = rows_of(store), list(from_jsonl(lines(store)))
    assert len(rows) >= 25
    assert [unpacked(row) for row in rows] == expected


@settings(max_examples=examples(60), deadline=None)
@given(datasets())
def test_rows_say_what_the_jsonl_says(dataset):
    with made(dataset) as store:
        rows, expected = rows_of(store), list(from_jsonl(lines(store)))
    assert len(rows) == len(dataset.marks)
    assert [unpacked(row) for row in rows] == expected


@pytest.mark.parametrize(
    "cell",
    [
        'he said "no"',
        '"',
        "one, two",
        "first\nsecond",
        "first\r\nsecond",
        "\rlast",
        "=SUM(A1:A9)",
        "+1",
        "@cmd",
        "\tindented ",
        "  ",
        "a\u2028b",
        "\x1b[31m",
        "‮",
    ],
    ids=ascii,
)
def test_a_cell_survives(cell):
    source = b"The toll was 84, the rebels said."
    mark = Mark(0, ((0, 8),), "claim/event", {"speaker": cell}, cell, cell)
    with made(Dataset((source,), (mark,), ())) as store:
        (row,) = rows_of(store)
    assert (row["note"], row["claim_wording"]) == (cell, cell)
    assert json.loads(row["attributes"]) == {"speaker": cell}


def test_an_annotation_that_waits_is_a_row_with_the_hash_of_the_text_it_is_on():
    with with_an_earlier_text() as store:
        rows = rows_of(store)
    before, after = (hashlib.sha256(text.encode()).hexdigest() for text in (BEFORE, AFTER))
    assert [(row["sha256"], row["quote"]) for row in rows] == [
        (after, LASTS),
        (before, WAITS),
        (before, WAITS),
    ]
    assert len({row["article"] for row in rows}) == 1


def test_words_that_look_like_a_formula_are_exported_as_they_stand():
    source = b"=HYPERLINK(84), the paper printed."
    with made(Dataset((source,), (Mark(0, ((0, 14),), "claim/quote", {}, "", ""),), ())) as store:
        (row,) = rows_of(store)
    assert row["quote"] == "=HYPERLINK(84)"


def test_a_database_without_annotations_is_a_header_alone():
    with made(Dataset((b"Nothing is marked in here.",), (), ())) as store:
        data = exported(store, "csv").decode()
    assert data.startswith("article,sha256,title,")
    assert data.count("\r\n") == 1
