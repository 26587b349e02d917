"""doccano's JSON Lines: written in UTF-16 as its screen counts, read with nothing guessed."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.roundtrip import back, comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats.doccano import CARRIES, write
from tui.formats.doccano_reading import read
from tui.formats.face import Options
from tui.formats.out import StreamOut
from tui.formats.reading import UnitsTied

MANY = settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PLAIN = Options()
CODEPOINT = Options(offsets="codepoint")


def lines(place: Path, *rows: object) -> Path:
    place.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return place


def zipped(place: Path, **members: str) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members.items():
            archive.writestr(f"{name}.jsonl", words)
    return place


def quotes(place: Path, options: Options = PLAIN) -> list[str]:
    return [made.quote for one in read(place, options) for made in one.annotations]


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    holds("doccano", found)
    holds("doccano", found, CODEPOINT)


@pytest.mark.parametrize(("options", "unit"), [(PLAIN, "utf16"), (CODEPOINT, "codepoint")])
@MANY
@given(found=entries())
def test_offsets_are_in_the_unit_that_the_line_says(tmp_path_factory, found, options, unit):
    place = tmp_path_factory.mktemp("doccano") / "out.jsonl"
    written("doccano", found, place, options)
    rows = [json.loads(line) for line in place.read_text("utf-8").split("\n") if line]
    assert len(rows) == len(found)
    for row, one in zip(rows, found, strict=True):
        assert row["offsets"] == unit
        whole = [made for made in one.annotations if len(made.fragments) == 1]
        assert [words(row, each, unit) for each in row["entities"]] == [
            made.quote for made in whole
        ]


def words(row, one, unit):
    """What a reader finds at an entity's offsets: Python's, or that of a browser."""
    start, end = one["start_offset"], one["end_offset"]
    if unit == "codepoint":
        return row["text"][start:end]
    return row["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@MANY
@given(entries())
def test_ids_are_whole_numbers_and_none_comes_twice(found):
    stream = io.BytesIO()
    write(as_dataset(found), StreamOut(stream), PLAIN)
    rows = [json.loads(line) for line in stream.getvalue().split(b"\n") if line]
    for name in ("entities", "relations"):
        ids = [one["id"] for row in rows for one in row[name]]
        assert ids == list(range(1, len(ids) + 1))


TEXT = "Google was founded by Larry Page."
ENTITIES = [
    {"id": 7, "start_offset": 0, "end_offset": 6, "label": "ORG"},
    {"id": 9, "start_offset": 22, "end_offset": 32, "label": "PERSON"},
]
RELATION = {"id": 1, "from_id": 7, "to_id": 9, "type": "foundedBy"}


def test_entities_and_relations_are_read(tmp_path):
    row = {"text": TEXT, "entities": ENTITIES, "relations": [RELATION]}
    (found,) = read(lines(tmp_path / "x.jsonl", row), Options(annotator="bo"))
    assert [(one.tag, one.quote, one.annotator) for one in found.annotations] == [
        ("ORG", "Google", "bo"),
        ("PERSON", "Larry Page", "bo"),
    ]
    (made,) = found.relations
    ends = (found.annotations[0].uid, found.annotations[1].uid)
    assert (made.kind, made.source, made.target) == ("foundedBy", *ends)


def test_spans_without_relations_are_read_under_either_name(tmp_path):
    first = {"text": TEXT, "label": [[0, 6, "ORG"]]}
    second = {"data": "Ana told.", "labels": [[0, 3, "P"], [0, 3, "P"]]}
    assert quotes(lines(tmp_path / "x.jsonl", first, second)) == ["Google", "Ana", "Ana"]


def test_a_zip_has_the_annotators_by_its_members(tmp_path):
    row = json.dumps({"text": TEXT, "label": [[0, 6, "ORG"]]})
    place = zipped(tmp_path / "x.zip", bo=row, ana=row, all=row)
    found = list(read(place, PLAIN))
    assert [one.annotations[0].annotator for one in found] == ["", "ana", "bo"]
    assert len({one.annotations[0].uid for one in found}) == 3


def test_where_words_begin_and_end_tells_the_unit(tmp_path):
    in_utf16 = {"text": "😀 Ana told BBC.", "label": [[3, 6, "P"], [12, 15, "O"]]}
    in_points = {"text": "😀 Ana told BBC.", "label": [[2, 5, "P"], [11, 14, "O"]]}
    for number, row in enumerate((in_utf16, in_points)):
        assert quotes(lines(tmp_path / f"{number}.jsonl", row)) == ["Ana", "BBC"]


def test_one_line_tells_the_unit_of_another(tmp_path):
    tie = {"text": "😀 aaaa", "label": [[4, 5, "P"]]}
    told = {"text": "😀 Ana told", "label": [[3, 6, "P"]]}
    found = list(read(lines(tmp_path / "x.jsonl", tie, told), PLAIN))
    assert found[0].annotations[0].start == 3


def test_a_tie_of_units_is_asked(tmp_path):
    place = lines(tmp_path / "x.jsonl", {"text": "😀 aaaa", "label": [[4, 5, "P"]]})
    with pytest.raises(UnitsTied, match=r"x\.jsonl, line 1: .* say --offsets"):
        quotes(place)
    (found,) = read(place, CODEPOINT)
    assert found.annotations[0].start == 4


def test_line_ends_of_other_systems_count_once(tmp_path):
    row = {"text": "One\r\nAna told", "label": [[4, 7, "P"]]}
    assert quotes(lines(tmp_path / "x.jsonl", row)) == ["Ana"]


def test_what_has_no_place_is_told(tmp_path):
    row = {"text": TEXT, "label": [], "meta": {"page": 1}, "Comments": ["really?"]}
    asked, place = Options(), lines(tmp_path / "x.jsonl", row, {"label": []})
    assert len(list(read(place, asked))) == 1
    assert asked.left.lines(place) == [
        "lines without a text: 1 left out, first in line 2",
        "what is called 'Comments': 1 left out, first in line 1",
        "what is called 'meta': 1 left out, first in line 1",
    ]


BAD = {
    '{"text": "Ana", "label": [[0, 3, "P"]': "no whole JSON",
    '["Ana"]': "no JSON object",
    '{"text": 7}': "'text' is 7, and not a text",
    '{"text": "Ana", "label": [[0, 9, "P"]]}': "0–9 is no stretch of a text of 3 characters",
    '{"text": "Ana", "label": [[2, 2, "P"]]}': "2–2 is no stretch",
    '{"text": "Ana", "label": [[-1, 2, "P"]]}': "-1–2 is no stretch",
    '{"text": "Ana", "label": [[0, 3, ""]]}': "a span has an empty label",
    '{"text": "Ana", "label": [[0, 3]]}': "no \\[start, end, label\\]",
    '{"text": "Ana", "label": [["P"]]}': "no \\[start, end, label\\]",
    '{"text": "Ana", "label": [["0", 3, "P"]]}': "'start_offset' is '0', and not a whole number",
    '{"text": "Ana", "entities": [{"id": 1, "start_offset": 0, "end_offset": 3}]}': "'label' is",
}


@pytest.mark.parametrize("line", BAD)
def test_a_wrong_line_is_named_with_what_to_do(tmp_path, line):
    place = tmp_path / "x.jsonl"
    place.write_text('{"text": "Right.", "label": []}\n' + line, encoding="utf-8")
    with pytest.raises(DataError, match=rf"x\.jsonl, line 2: .*{BAD[line]}.*: [a-z ]+") as raised:
        quotes(place)
    assert "\n" not in str(raised.value)


def test_ids_that_come_twice_or_are_not_there_are_refused(tmp_path):
    twice = {"text": TEXT, "entities": [ENTITIES[0], ENTITIES[0]]}
    with pytest.raises(DataError, match=r"line 1: the id 7 comes a second time"):
        quotes(lines(tmp_path / "1.jsonl", twice))
    lost = {"text": TEXT, "entities": ENTITIES[:1], "relations": [RELATION]}
    with pytest.raises(DataError, match=r"line 1: a relation leads to the id 9, which no entity"):
        quotes(lines(tmp_path / "2.jsonl", lost))
    bare = {"text": TEXT, "entities": ENTITIES, "relations": [{**RELATION, "type": ""}]}
    with pytest.raises(DataError, match=r"line 1: a relation has no type"):
        quotes(lines(tmp_path / "3.jsonl", bare))


def test_bytes_that_are_no_utf8_are_named(tmp_path):
    bad = '{"text": "Än"}\n'.encode("latin-1")
    (tmp_path / "x.jsonl").write_bytes(bad)
    with pytest.raises(DataError, match=r"x\.jsonl, line 1: byte 11 is not UTF-8"):
        quotes(tmp_path / "x.jsonl")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("ana.jsonl", bad)
    with pytest.raises(DataError, match=r"x\.zip, ana\.jsonl, line 1: byte 11 is not UTF-8"):
        quotes(tmp_path / "x.zip")


def test_a_bomb_is_not_unpacked(tmp_path):
    place = zipped(tmp_path / "x.zip", ana=" " * 20_000_000)
    with pytest.raises(DataError, match=r"'ana\.jsonl' would be 20,000,000 bytes of .*: unpack"):
        quotes(place)


@pytest.mark.parametrize("name", ["../../ana", "/ana"])
def test_a_member_that_leads_out_of_the_zip_is_refused(tmp_path, name):
    place = zipped(tmp_path / "x.zip", **{name: '{"text": "Ana"}'})
    with pytest.raises(DataError, match=r"x\.zip: .* leads out of the zip: pack it again"):
        quotes(place)


def test_a_damaged_zip_and_an_empty_one_are_refused(tmp_path):
    whole = zipped(tmp_path / "x.zip", ana='{"text": "Ana told the BBC."}').read_bytes()
    (tmp_path / "y.zip").write_bytes(whole.replace(b"BBC", b"BBD")[:30] + b"\xff" + whole[31:])
    with pytest.raises(DataError, match=r"y\.zip: the zip cannot be read"):
        quotes(tmp_path / "y.zip")
    with pytest.raises(DataError, match=r"z\.zip: no \.jsonl is in it"):
        quotes(zipped(tmp_path / "z.zip"))
    with pytest.raises(CallError, match=r"there is no such file"):
        quotes(tmp_path / "none.jsonl")


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize(
    ("name", "texts", "made", "related"),
    [
        ("sequence_labeling/example.jsonl", 2, 1, 0),
        ("sequence_labeling/example_overlapping.jsonl", 1, 2, 0),
        ("relation_extraction/example.jsonl", 1, 4, 3),
    ],
)
def test_doccanos_own_files_are_read_and_are_a_fixed_point(name, texts, made, related):
    found = list(read(Path(CORPORA) / "doccano" / name, PLAIN))
    assert len(found) == texts
    assert sum(len(one.annotations) for one in found) == made
    assert sum(len(one.relations) for one in found) == related
    again, told = back("doccano", found)
    assert comparable(again, CARRIES) == comparable(found, CARRIES)
    assert set(told.losses) <= {"times", "names of annotators"}
