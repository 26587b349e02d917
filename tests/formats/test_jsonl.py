"""JSON Lines: complete, as its schema says, and every quote is the text at its offsets."""

import hashlib
import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.conftest import examples
from tests.formats.material import (
    AFTER,
    BEFORE,
    LASTS,
    ROOT,
    WAITS,
    datasets,
    decode,
    example,
    exported,
    lines,
    made,
    with_an_earlier_text,
)
from tui.store import adding, regions
from tui.store.adding import Intake
from tui.store.opening import open_store

SCHEMA = json.loads((ROOT / "docs" / "jsonl.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def described(schema):
    """Every property of every object in the schema, with its name."""
    for name, entry in schema.get("properties", {}).items():
        yield name, entry
        yield from described(entry)
    for below in (*schema.get("$defs", {}).values(), *schema.get("oneOf", ())):
        yield from described(below)
    if isinstance(schema.get("items"), dict):
        yield from described(schema["items"])


def test_the_schema_is_a_valid_schema_and_describes_every_field():
    Draft202012Validator.check_schema(SCHEMA)
    fields = list(described(SCHEMA))
    expected = {"text", "fragments", "quotes", "to_article", "wording", "added", "earlier"}
    assert expected <= dict(fields).keys()
    assert [name for name, entry in fields if not entry.get("description")] == []


def test_every_line_of_the_worked_example_is_as_the_schema_says(tmp_path):
    with example(tmp_path) as store:
        rows = lines(store)
    assert len(rows) == 2
    for row in rows:
        VALIDATOR.validate(row)


def test_every_quote_of_the_worked_example_stands_at_its_offsets(tmp_path):
    with example(tmp_path) as store:
        rows = lines(store)
    found = 0
    for row in rows:
        for annotation in row["annotations"]:
            for (start, end), quote in zip(
                annotation["fragments"], annotation["quotes"], strict=True
            ):
                assert row["text"][start:end] == quote
                found += 1
    assert found > 25


@settings(max_examples=examples(60), deadline=None)
@given(datasets())
def test_whatever_was_marked_is_in_the_export_and_nothing_else(dataset):
    with made(dataset) as store:
        rows = lines(store)
    for row in rows:
        VALIDATOR.validate(row)
        assert row["sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()
    assert [row["text"] for row in rows] == dataset.texts
    assert by_content(rows) == sorted(
        (
            dataset.texts[mark.article],
            mark.tag,
            [list(span) for span in mark.spans],
            [dataset.texts[mark.article][slice(*span)] for span in mark.spans],
            sorted(mark.attributes.items()),
            mark.note,
            mark.claim,
        )
        for mark in dataset.marks
    )


def by_content(rows):
    return sorted(
        (
            row["text"],
            made["tag"],
            made["fragments"],
            made["quotes"],
            sorted(made["attributes"].items()),
            made["note"],
            made["claim"]["wording"] if made["claim"] else "",
        )
        for row in rows
        for made in row["annotations"]
    )


@settings(max_examples=examples(40), deadline=None)
@given(datasets())
def test_a_relation_is_told_once_with_the_other_article_where_it_is_another(dataset):
    with made(dataset) as store:
        rows = lines(store)
    article_of = {made["id"]: row["id"] for row in rows for made in row["annotations"]}
    told = [(row["id"], relation) for row in rows for relation in row["relations"]]
    assert len(told) == len(dataset.relations)
    for article, relation in told:
        assert article_of[relation["from"]] == article
        assert article_of[relation["to"]] == relation.get("to_article", article)
        assert relation.get("to_article") != article
    assert sorted(relation["kind"] for _, relation in told) == sorted(
        kind for kind, _, _ in dataset.relations
    )


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"])
def test_a_line_separator_inside_a_text_does_not_part_a_line(separator):
    raw = f"The toll rose{separator}to 84, rebels said, and the army was silent.".encode()
    with made(one_article(raw)) as store:
        (row,) = lines(store)
    assert row["text"] == decode(raw).text
    assert len(row["text"]) == len(raw.decode())


def test_control_characters_became_one_replacement_each_so_offsets_hold():
    raw = b"A toll of 84\x1b[31m, the rebels say; the army \x07 says nothing."
    with made(one_article(raw, spans=((14, 17), (46, 58)))) as store:
        (row,) = lines(store)
    assert row["text"][12] == "\ufffd"
    assert row["annotations"][0]["quotes"] == ["31m", row["text"][46:58]]


def one_article(raw, spans=((0, 3),)):
    from tests.formats.material import Dataset, Mark

    return Dataset((raw,), (Mark(0, spans, "claim/event", {}, "", ""),), ())


def test_an_export_is_utf_8_ended_by_lf_without_a_byte_order_mark(tmp_path):
    with example(tmp_path) as store:
        data = exported(store, "jsonl")
    assert data.startswith(b'{"id":')
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert "’" in data.decode("utf-8")


def test_two_exports_of_one_database_are_the_same_bytes(tmp_path):
    with example(tmp_path) as store:
        assert exported(store, "jsonl") == exported(store, "jsonl")


def test_an_annotation_that_waits_is_exported_with_the_earlier_text_it_is_on():
    with with_an_earlier_text() as store:
        (row,) = lines(store)
    VALIDATOR.validate(row)
    assert row["text"] == AFTER
    assert [made["quotes"] for made in row["annotations"]] == [[LASTS]]
    (earlier,) = row["earlier"]
    assert earlier["text"] == BEFORE
    assert earlier["sha256"] == hashlib.sha256(BEFORE.encode()).hexdigest()
    assert [made["tag"] for made in earlier["annotations"]] == ["claim", "opinion"]
    for annotation in earlier["annotations"]:
        ((start, end),) = annotation["fragments"]
        assert BEFORE[start:end] == WAITS
    (relation,) = row["relations"]
    assert relation["from"] == earlier["annotations"][0]["id"]


def test_what_is_not_body_is_exported_with_its_reason_and_its_offsets_are_true(tmp_path):
    with example(tmp_path) as store:
        first, second = lines(store)
    text = first["text"]
    quoted = [text[one["start"] : one["end"]] for one in first["regions"]]
    assert len(quoted) == 17
    assert quoted[1] == "Latest articles"
    assert set(quoted) <= set(text.split("\n"))
    assert first["regions"][1] == {
        "start": text.index("Latest articles"),
        "end": text.index("Latest articles") + len("Latest articles"),
        "kind": "teaser",
        "reason": "follows the heading “Latest articles” after the article",
        "by": "",
    }
    assert "regions" not in second


def test_a_correction_of_what_is_body_is_exported_under_its_annotator_s_name(tmp_path):
    with open_store(tmp_path / "a.db", annotator="ana", device="d") as store:
        raw = b"The toll rose.\nWatch our film\n"
        (added,) = adding.add(store, [Intake(decode(raw), raw, "t.txt")])
        regions.correct(store, added.article.uid, (15, 29), body=False)
        (row,) = lines(store)
    VALIDATOR.validate(row)
    ((start, end, by),) = [(one["start"], one["end"], one["by"]) for one in row["regions"]]
    assert (row["text"][start:end], by) == ("Watch our film", "ana")


def test_an_article_whose_annotations_are_all_on_its_text_has_no_earlier_one(tmp_path):
    with example(tmp_path) as store:
        assert ["earlier" in row for row in lines(store)] == [False, False]


def an_offset_that_is_text(row):
    row["annotations"][0]["fragments"][0][0] = "12"


def a_fragment_of_three(row):
    row["annotations"][0]["fragments"][0].append(99)


def a_fragment_of_one(row):
    row["annotations"][0]["fragments"][0].pop()


def an_offset_before_the_text(row):
    row["annotations"][0]["fragments"][0][0] = -1


def no_fragment(row):
    row["annotations"][0]["fragments"] = []


def no_quotes(row):
    del row["annotations"][0]["quotes"]


def an_unknown_field(row):
    row["annotations"][0]["colour"] = "sky"


def an_unknown_detail(row):
    row["meta"]["editor"] = "someone"


def a_detail_left_empty(row):
    row["meta"]["source"] = ""


def a_shortened_digest(row):
    row["sha256"] = row["sha256"][:16]


def no_text(row):
    del row["text"]


def a_time_without_a_zone(row):
    row["annotations"][0]["created"] = "2026-01-01T00:00:00"


def an_attribute_that_is_a_list(row):
    row["annotations"][0]["attributes"]["speaker"] = ["one", "two"]


def a_claim_without_its_wording(row):
    row["annotations"][0]["claim"] = {"id": row["id"], "note": ""}


def a_tag_with_an_empty_part(row):
    row["annotations"][0]["tag"] = "claim//number"


def a_relation_to_nowhere(row):
    del row["relations"][0]["to"]


def no_earlier_text(row):
    row["earlier"] = []


def an_earlier_text_without_annotations(row):
    row["earlier"] = [{"sha256": row["sha256"], "text": row["text"], "annotations": []}]


@pytest.mark.parametrize(
    "broken",
    [
        an_offset_that_is_text,
        a_fragment_of_three,
        a_fragment_of_one,
        an_offset_before_the_text,
        no_fragment,
        no_quotes,
        an_unknown_field,
        an_unknown_detail,
        a_detail_left_empty,
        a_shortened_digest,
        no_text,
        a_time_without_a_zone,
        an_attribute_that_is_a_list,
        a_claim_without_its_wording,
        a_tag_with_an_empty_part,
        a_relation_to_nowhere,
        no_earlier_text,
        an_earlier_text_without_annotations,
    ],
    ids=lambda broken: broken.__name__,
)
def test_the_schema_refuses(broken, tmp_path):
    with example(tmp_path) as store:
        row = next(row for row in lines(store) if row["relations"])
    assert VALIDATOR.is_valid(row)
    wrong = deepcopy(row)
    broken(wrong)
    assert not VALIDATOR.is_valid(wrong)
