"""Label Studio's JSON: an annotation for each annotator, read with the words checked."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import entries
from tests.formats.roundtrip import back, comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats import json_array
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.label_studio import BETWEEN, CARRIES, MAKERS, OF_KIND
from tui.formats.label_studio_reading import read
from tui.formats.reading import UnitsTied
from tui.model import Annotation, Article, ArticleSummary, Relation
from tui.text.anchors import anchor
from tui.text.policy import sha256

MANY = settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
PLAIN = Options()
TEXT = "😀 The toll rose to 84."


def less(found: list[Entry]) -> list[Entry]:
    """Without relations between two annotators, and with the others those of their start's."""
    return [_less(one) for one in found]


def _less(one: Entry) -> Entry:
    who = {made.uid: made.annotator for made in one.annotations}
    related = [
        replace(made, annotator=who.get(made.source, ""))
        for made in one.relations
        if who.get(made.source) == who.get(made.target)
    ]
    return replace(one, relations=related)


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    holds("label-studio", found, less=less)


def mark(*spans: tuple[int, int], uid: str = "m-1", **more: object) -> Annotation:
    parts = tuple(anchor(TEXT, *span) for span in spans)
    made = Annotation(uid, "a-1", "claim/event", parts, "ana", "", "", sha256=sha256(TEXT))
    return replace(made, **more)


def entry(*made: Annotation, relations: tuple[Relation, ...] = ()) -> Entry:
    about = ArticleSummary("a-1", sha256(TEXT), "The toll", len(TEXT))
    return Entry(Article(about, TEXT), list(made), list(relations))


def relation(**more: object) -> Relation:
    return replace(Relation("r-1", "same", "m-1", "m-2", "a-1", "a-1", "ana"), **more)


def task(folder: Path, found: Entry):
    """The one task that is written of an entry."""
    written("label-studio", [found], folder / "out")
    (only,) = json.loads((folder / "out" / "tasks.json").read_text("utf-8"))
    return only


def test_a_region_has_code_points_words_and_label(tmp_path):
    made = mark((6, 10), note="a guess", attributes={"speaker": "Ana"})
    (only,) = task(tmp_path, entry(made))["annotations"]
    region, speaker = only["result"]
    assert region["value"] == {"start": 6, "end": 10, "text": "toll", "labels": ["claim/event"]}
    assert (region["id"], region["meta"]["text"]) == ("m-1", ["a guess"])
    assert (speaker["id"], speaker["from_name"], speaker["value"]["text"]) == (
        *("m-1", "speaker"),
        ["Ana"],
    )
    assert "completed_by" not in only
    assert only["ground_truth"] is False


def test_each_annotator_has_an_annotation_and_fragments_are_joined(tmp_path):
    made = (mark((2, 5), (6, 10)), mark((2, 5), uid="m-2", annotator="bo"))
    ana, bo = task(tmp_path, entry(*made))["annotations"]
    assert [one.get("labels") or one["value"]["text"] for one in ana["result"]] == [
        *("The", "toll"),
        ["same-span"],
    ]
    assert len(bo["result"]) == 1


def test_losses_of_its_own_are_told(tmp_path):
    made = (mark((3, 5)), mark((6, 10), uid="m-2"), mark((6, 10), uid="m-3", annotator="bo"))
    related = (
        relation(annotator="bo"),
        relation(uid="r-2", target="m-3"),
        relation(uid="r-3", kind="same-span"),
    )
    told = written("label-studio", [entry(*made, relations=related)], tmp_path / "out")
    assert [told.losses[one] for one in (MAKERS, BETWEEN, OF_KIND)] == [1, 1, 1]


def test_the_configuration_has_every_tag_kind_and_attribute(tmp_path):
    made = (mark((3, 5), tag='a "new" <tag>', attributes={"mood & tone": "x"}), mark((3, 5)))
    task(tmp_path, entry(made[0]))
    root = ElementTree.parse(tmp_path / "out" / "config.xml").getroot()
    assert 'a "new" <tag>' in [one.get("value") for one in root.iter("Label")]
    assert "conflicts" in [one.get("value") for one in root.iter("Relation")]
    assert [one.get("name") for one in root.iter("TextArea")] == ["mood & tone"]


def test_an_attribute_with_the_name_of_a_control_comes_back():
    holds("label-studio", [entry(mark((3, 5), attributes={"label": "x", "text": "y"}))])


def test_no_articles_are_an_empty_array(tmp_path):
    written("label-studio", [], tmp_path / "out")
    assert json.loads((tmp_path / "out" / "tasks.json").read_text()) == []
    assert list(read(tmp_path / "out", PLAIN)) == []


def region(start: int, end: int, words: str, uid: str = "x", tag: str = "Claim", **more):
    value = {"start": start, "end": end, "text": words, "labels": [tag]}
    about = {"id": uid, "from_name": "label", "to_name": "text", "type": "labels"}
    return {**about, "value": value, **more}


def said(kind: str, name: str, value: object, uid: str = "x"):
    place = {"start": 6, "end": 10, "text": "toll"}
    return {"id": uid, "from_name": name, "type": kind, "value": {**place, kind: value}}


def tasks(place: Path, *results: object, text: str = TEXT, **more: object) -> Path:
    only = {"data": {"text": text}, "annotations": [{"result": list(results), **more}]}
    place.write_text(json.dumps([only]), encoding="utf-8")
    return place


def test_what_others_made_is_read(tmp_path):
    results = (
        region(6, 10, "toll", meta={"text": ["sure?", "no"]}),
        said("choices", "tone", ["dry", "flat"]),
        said("taxonomy", "topic", [["War", "Mali"]]),
        said("rating", "stars", 4),
        region(11, 15, "rose", uid="y"),
        {"type": "relation", "from_id": "y", "to_id": "x", "direction": "left", "labels": ["why"]},
        {"type": "relation", "from_id": "y", "to_id": "x"},
        {"id": "d", "type": "choices", "from_name": "all", "value": {"choices": ["News"]}},
    )
    place = tasks(tmp_path / "x.json", *results, completed_by={"email": "a@b.c", "id": 7})
    (found,) = read(place, PLAIN)
    first, second = found.annotations
    assert (first.quote, first.tag, first.annotator) == ("toll", "Claim", "a@b.c")
    assert first.attributes == {"tone": "dry; flat", "topic": "War/Mali", "stars": "4"}
    assert first.note == "sure?\nno"
    assert [(one.kind, one.source, one.target) for one in found.relations] == [
        ("why", first.uid, second.uid),
        ("related", second.uid, first.uid),
    ]
    assert [one.tag for one in found.tags] == ["News"]


def test_each_label_of_a_region_is_an_annotation(tmp_path):
    one = region(6, 10, "toll")
    one["value"]["labels"] = ["Claim", "Number"]
    (found,) = read(tasks(tmp_path / "x.json", one), PLAIN)
    assert [made.tag for made in found.annotations] == ["Claim", "Number"]
    assert len({made.uid for made in found.annotations}) == 2


def test_a_prediction_is_its_models(tmp_path):
    one = {"data": {"text": TEXT}, "predictions": [{"model_version": "m2", "result": []}]}
    one["predictions"][0]["result"] = [region(6, 10, "toll")]
    (tmp_path / "x.json").write_text(json.dumps([one]))
    (found,) = read(tmp_path / "x.json", PLAIN)
    assert found.annotations[0].annotator == "m2"


def test_regions_that_two_annotators_share_are_told_apart(tmp_path):
    both = [{"result": [region(6, 10, "toll")], "completed_by": number} for number in (1, 2)]
    (tmp_path / "x.json").write_text(json.dumps([{"data": {"text": TEXT}, "annotations": both}]))
    (found,) = read(tmp_path / "x.json", PLAIN)
    assert [made.annotator for made in found.annotations] == ["user 1", "user 2"]
    assert len({made.uid for made in found.annotations}) == 2


def test_the_text_is_the_one_that_has_the_words(tmp_path):
    one = {"data": {"title": "About it", "body": TEXT}, "annotations": [{"result": []}]}
    one["annotations"][0]["result"] = [region(6, 10, "toll")]
    (tmp_path / "x.json").write_text(json.dumps([one]))
    (found,) = read(tmp_path / "x.json", PLAIN)
    assert (found.article.text, found.article.summary.title) == (TEXT, "About it")


def quotes(place: Path, options: Options = PLAIN) -> list[str]:
    return [made.quote for one in read(place, options) for made in one.annotations]


def test_older_exports_in_utf16_are_told_by_their_words(tmp_path):
    place = tasks(tmp_path / "x.json", region(7, 11, "toll"))
    assert quotes(place) == ["toll"]
    with pytest.raises(DataError, match=r"task 1, region x: at 7 11 the text has 'oll ', not"):
        quotes(place, Options(offsets="codepoint"))


def test_a_tie_of_units_is_asked(tmp_path):
    place = tasks(tmp_path / "x.json", region(3, 4, "a"), text="😀 aaaa")
    with pytest.raises(UnitsTied, match=r"x\.json, task 1, region x: .*--offsets"):
        quotes(place)
    assert quotes(place, Options(offsets="utf16")) == ["a"]


def test_what_has_no_place_is_told(tmp_path):
    bare = region(6, 10, "toll", uid="z")
    bare["value"]["labels"] = []
    whole = {"id": "d", "type": "textarea", "from_name": "why", "value": {"text": ["so"]}}
    asked, place = Options(), tasks(tmp_path / "x.json", bare, whole)
    assert quotes(place, asked) == []
    assert asked.left.lines(place) == [
        "'why' of a whole text: 1 left out, first in task 1",
        "regions without a label: 1 left out, first in task 1",
    ]


END = {"type": "relation", "from_id": "x", "to_id": "nine", "labels": ["why"]}
BAD = {
    "words": ([region(6, 10, "roll")], "region x: at 6 10 the text has 'toll', not 'roll'"),
    "place": ([region(6, 99, "toll")], "region x: 6 99 is no stretch of a text"),
    "empty": ([region(6, 6, "")], "region x: 6 6 is no stretch of a text"),
    "html": ([region("/p[1]", "/p[1]", "x")], "of the type 'labels' is not of a plain text"),
    "twice": ([region(6, 10, "toll")] * 2, "the id x comes a second time"),
    "other": ([region(6, 10, "toll"), region(2, 3, " ")], "x comes a second time, at another"),
    "end": ([region(6, 10, "toll"), END], "leads to the region 'nine', which is not there"),
    "self": ([region(6, 10, "toll"), {**END, "to_id": "x"}], "x is related to itself"),
    "label": ([region(6, 10, "toll", tag={})], "is nothing that a control says"),
    "result": (["x"], "'result' has 'x', which is no object"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_result_is_named_with_what_to_do(tmp_path, name):
    results, why = BAD[name]
    with pytest.raises(DataError, match=rf"x\.json, task 1.*{why}.*: [a-z ]+") as raised:
        quotes(tasks(tmp_path / "x.json", *results))
    assert "\n" not in str(raised.value)


WRONG = {
    "": "it is no JSON array",
    "{}": "it is no JSON array",
    "[": "task 1: no whole JSON",
    '[{"data": {"text": "Ana"}': "task 1: no whole JSON",
    '[{"data": {"text": "Ana"}}': "behind task 1: the array was cut off",
    '[{"data": {"text": "Ana"}}, 7]': "task 2: 7 is no JSON object",
    '[{"data": {"text": "Ana"}}] x': "'x' is behind the end of the array",
    '[{"id": 1, "label": []}]': "task 1: it has no 'data': export the project",
    '[{"data": {"image": 7}}]': "task 1: its data has no text",
    '[{"data": {"a": "Ana", "b": "Bo"}}]': "task 1: its text may be 'a' or 'b' of its data",
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_file_is_named_with_what_to_do(tmp_path, words):
    (tmp_path / "x.json").write_text(words)
    with pytest.raises(DataError, match=rf"x\.json.*{WRONG[words]}.*[a-z ]+"):
        quotes(tmp_path / "x.json")


def test_bytes_that_are_no_utf8_are_named(tmp_path):
    (tmp_path / "x.json").write_bytes('[{"data": {"text": "Än"}}]'.encode("latin-1"))
    with pytest.raises(DataError, match=r"x\.json: a byte 0xC4 is not UTF-8"):
        quotes(tmp_path / "x.json")
    with pytest.raises(CallError, match=r"there is no such file"):
        quotes(tmp_path / "none.json")


def test_a_large_array_is_read_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(json_array, "CHUNK", 3)
    rows = [{"n": number, "text": "ä😀" * number} for number in range(20)]
    for indent in (None, 2):
        (tmp_path / "x.json").write_text(json.dumps(rows, indent=indent, ensure_ascii=False))
        found = json_array.json_array(tmp_path / "x.json", "task")
        assert [dict(one.fields) for one in found] == rows


@MANY
@given(entries())
def test_what_was_read_is_a_fixed_point(found):
    once = _with_all(back("label-studio", found)[0])
    again, told = back("label-studio", once)
    assert comparable(again, CARRIES) == comparable(once, CARRIES)
    assert not told.losses


def _with_all(found: list[Entry]) -> list[Entry]:
    return [replace(one, tags=()) for one in found]
