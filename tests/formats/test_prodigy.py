"""Prodigy: what its files have to be, what comes back of ours, and what of others' is refused."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.formats.datasets import entries, spans, texts
from tests.formats.material import example, exported
from tests.formats.roundtrip import comparable, holds, written
from tui.errors import DataError
from tui.formats.dataset import entries as made_in
from tui.formats.face import Options
from tui.formats.prodigy import CARRIES, read
from tui.formats.prodigy_tokens import tokens
from tui.formats.reading import UnitsTied
from tui.text.policy import sha256
from tui.text.token_cuts import pieces, runs, starts_of, words

MANY = settings(
    max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    holds("prodigy", found)


@MANY
@given(entries())
def test_every_span_is_its_words_and_its_tokens(tmp_path_factory, found):
    place = tmp_path_factory.mktemp("prodigy") / "out.jsonl"
    written("prodigy", found, place)
    for task in tasks(place):
        text, tokens = task["text"], task["tokens"]
        assert "".join(one["text"] + " " * one["ws"] for one in tokens) == text
        assert [one["id"] for one in tokens] == list(range(len(tokens)))
        for one in (*tokens, *task["spans"]):
            assert text[one["start"] : one["end"]] == one["text"]
        for one in task["spans"]:
            assert tokens[one["token_start"]]["start"] == one["start"]
            assert tokens[one["token_end"]]["end"] == one["end"]
        for one in task.get("relations", ()):
            assert one["head"] == one["head_span"]["token_end"]
            assert one["child"] == one["child_span"]["token_end"]


def tasks(place):
    return [json.loads(line) for line in place.read_text("utf-8").split("\n") if line]


def test_the_worked_example_is_a_task_for_each_annotator(tmp_path):
    with example(tmp_path) as store:
        lines = exported(store, "prodigy").decode().split("\n")[:-1]
        parted = sum(
            len(one.fragments) > 1 for entry in made_in(store) for one in entry.annotations
        )
    found = [json.loads(line) for line in lines]
    assert sum(len(task["spans"]) for task in found) == 40 - parted
    assert {task["answer"] for task in found} == {"accept"}
    who = [(task["meta"]["id"], task["_annotator_id"]) for task in found]
    assert len(who) == len(set(who))


TASK = {
    "text": "😀 The toll rose to 84.",
    "tokens": [
        {"text": "😀", "start": 0, "end": 1, "id": 0, "ws": True},
        {"text": "The", "start": 2, "end": 5, "id": 1, "ws": True},
        {"text": "toll", "start": 6, "end": 10, "id": 2, "ws": True},
        {"text": "rose", "start": 11, "end": 15, "id": 3, "ws": True},
        {"text": "to", "start": 16, "end": 18, "id": 4, "ws": True},
        {"text": "84", "start": 19, "end": 21, "id": 5, "ws": False},
        {"text": ".", "start": 21, "end": 22, "id": 6, "ws": False},
    ],
    "spans": [
        {"start": 2, "end": 10, "token_start": 1, "token_end": 2, "label": "EVENT"},
        {"start": 19, "end": 21, "token_start": 5, "token_end": 5, "label": "NUMBER"},
    ],
    "meta": {"source": "The Standard", "score": 0.5},
    "answer": "accept",
    "_input_hash": 12,
    "_task_hash": 13,
    "_session_id": "news-bo",
    "_view_id": "relations",
}


OURS = {"id": "a", "sha256": sha256(TASK["text"])}


def file_of(tmp_path, *rows):
    place = tmp_path / "tasks.jsonl"
    lines = (row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    place.write_bytes(b"".join(line + b"\n" for line in lines))
    return place


def all_of(tmp_path, *rows, offsets="auto"):
    return list(read(file_of(tmp_path, *rows), Options(offsets=offsets)))


def quotes(entry):
    return [(one.tag, one.quote, one.annotator) for one in entry.annotations]


def test_a_task_of_a_recipe_is_an_article_with_its_spans(tmp_path):
    (entry,) = all_of(tmp_path, TASK)
    assert quotes(entry) == [("EVENT", "The toll", "news-bo"), ("NUMBER", "84", "news-bo")]
    assert entry.article.summary.source == "The Standard"


def test_tasks_of_one_text_are_one_article_and_only_accepted_ones_count(tmp_path):
    other = {**TASK, "_annotator_id": "ana"}
    (entry,) = all_of(tmp_path, TASK, other, {**TASK, "answer": "reject"})
    assert [who for _, _, who in quotes(entry)] == ["news-bo", "news-bo", "ana", "ana"]


def test_what_a_recipe_writes_null_for_is_not_there(tmp_path):
    null = {"head_span": None, "child_span": None}
    task = changed(
        _session_id=None,
        relations=[{"head": 5, "child": 2, "label": "COUNTS", **null}],
        meta={"id": 7, "source": None},
        answer=None,
        _timestamp=1637604367,
    )
    (entry,) = all_of(tmp_path, task)
    assert quotes(entry) == [("EVENT", "The toll", ""), ("NUMBER", "84", "")]
    assert {one.created for one in entry.annotations} == {"2021-11-22T18:06:07.000Z"}


def test_an_id_in_the_meta_of_others_is_no_id_of_the_article(tmp_path):
    other = changed(text="The toll.", tokens=[], spans=[], meta={"id": "a"})
    first, second = all_of(tmp_path, changed(meta={"id": "a"}), other)
    assert first.article.uid == second.article.uid == ""


@pytest.mark.parametrize(
    ("ends", "tags"),
    [
        ({"head": 5, "child": 2}, ["NUMBER", "EVENT"]),
        ({"head": 5, "child": 3}, ["NUMBER", "token"]),
        (
            {
                "head": 2,
                "child": 5,
                "head_span": {"start": 2, "end": 10, "label": "EVENT"},
                "child_span": {"start": 19, "end": 21, "label": None},
            },
            ["EVENT", "NUMBER"],
        ),
    ],
)
def test_a_relation_has_the_spans_that_end_with_its_tokens(tmp_path, ends, tags):
    (entry,) = all_of(tmp_path, {**TASK, "relations": [{**ends, "label": "COUNTS"}]})
    by_id = {one.uid: one.tag for one in entry.annotations}
    (one,) = entry.relations
    assert (one.kind, [by_id[one.source], by_id[one.target]]) == ("COUNTS", tags)


def test_offsets_that_count_as_utf_16_are_found_out_by_the_words(tmp_path):
    moved = [{**one, "start": one["start"] + 1, "end": one["end"] + 1} for one in TASK["spans"]]
    tokens = [
        {**one, "start": one["start"] + bool(number), "end": one["end"] + 1}
        for number, one in enumerate(TASK["tokens"])
    ]
    (entry,) = all_of(tmp_path, {**TASK, "spans": moved, "tokens": tokens})
    assert [words for _, words, _ in quotes(entry)] == ["The toll", "84"]


def test_offsets_that_no_word_tells_the_unit_of_are_asked_for(tmp_path):
    task = {**TASK, "tokens": []}
    for one in task["spans"]:
        assert "text" not in one
    with pytest.raises(UnitsTied, match="--offsets codepoint"):
        all_of(tmp_path, task)
    (entry,) = all_of(tmp_path, task, offsets="codepoint")
    assert [words for _, words, _ in quotes(entry)] == ["The toll", "84"]


def changed(**fields):
    return {**TASK, **fields}


def span(**fields):
    return changed(spans=[{**TASK["spans"][0], **fields}])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([TASK, json.dumps(TASK).encode()[:-9]], "line 2: no whole JSON"),
        ([TASK, "ü".encode("latin-1")], "line 2: byte 1 is not UTF-8"),
        ([[1]], "line 1: no JSON object"),
        ([{"html": "<b>x</b>", "spans": [{"start": 0}]}], "'text' is missing"),
        ([changed(text=5)], "'text' is 5, and not a text"),
        ([span(start=3)], "span 1 is at other offsets than its tokens"),
        ([span(end=11, token_end=7)], "tokens 1 to 7, which are not there"),
        ([span(end=99, token_start=-1, token_end=-1)], "2–99 is no stretch of a text"),
        ([span(text="The role")], "the text has 'The toll', not 'The role'"),
        ([span(label=None)], "'label' is missing"),
        ([span(start="2")], "'start' is '2', and not a whole number"),
        ([changed(spans=[1])], "'spans' has 1, which is no object"),
        ([changed(tokens=[*TASK["tokens"][1:], {**TASK["tokens"][0], "text": "x"}])], "is 'x'"),
        ([changed(relations=[{"head": 9, "child": 2, "label": "X"}])], "token 9, is not there"),
        (
            [
                changed(
                    relations=[
                        {
                            "head": 2,
                            "child": 5,
                            "head_span": {"start": 2, "end": 10, "id": "gone"},
                            "label": "X",
                        }
                    ]
                )
            ],
            "its head 'gone' is no span of this text",
        ),
        ([changed(meta={**OURS, "sha256": "0" * 64})], "not that of its sha256 000000000000"),
        ([span(id="a"), changed(text="b", tokens=[], spans=[]), span(id="a")], "a second time"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_one_line_with_the_place_and_the_remedy(tmp_path, rows, said):
    with pytest.raises(DataError) as raised:
        all_of(tmp_path, *rows)
    message = str(raised.value)
    assert said in message
    assert message.startswith(str(tmp_path / "tasks.jsonl"))
    assert "\n" not in message


def test_a_word_no_span_has_is_never_taken_for_one_of_another_annotator(tmp_path):
    relation = {"head": 2, "child": 5, "head_span": {"start": 2, "end": 10}, "label": "X"}
    other = changed(_annotator_id="ana", spans=[], relations=[relation])
    (entry,) = all_of(tmp_path, TASK, other)
    made = {one.uid: one for one in entry.annotations}
    assert made[entry.relations[0].source].annotator == "ana"


def test_export_and_import_of_what_was_imported_change_nothing(tmp_path):
    relations = [{"head": 5, "child": 3, "label": "COUNTS"}]
    found = all_of(tmp_path, changed(meta=OURS, relations=relations, _timestamp=1637604367))
    written("prodigy", found, tmp_path / "again.jsonl")
    again = list(read(tmp_path / "again.jsonl", Options()))
    assert comparable(again, CARRIES) == comparable(found, CARRIES)


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_tokens_by_columns_are_what_the_tokens_are(data):
    text = data.draw(texts())
    cut_for = data.draw(spans(text))
    found, starts = tokens(runs(text, cut_for))
    rows = json.loads(f"[{found.decode()}]")
    cut = pieces(text, cut_for)
    assert [row["text"] for row in rows] == words(cut)
    assert [row["ws"] for row in rows] == [one != " " and one[-1] == " " for one in cut]
    assert [row["start"] for row in rows] == starts[:-1] == starts_of(cut)[:-1]
    assert [row["end"] for row in rows] == [
        start + len(word) for start, word in zip(starts, words(cut), strict=False)
    ]
    assert [row["id"] for row in rows] == [*range(len(cut))]


@pytest.mark.parametrize(
    "text", ["a\x1f b", "a\x01 b\n", "\x00", 'say "\\" ', " a  b ", "é " * 20_000]
)
def test_tokens_of_odd_texts_are_json_as_the_standard_library_writes_it(text):
    found, _ = tokens(runs(text))
    rows = json.loads(f"[{found.decode()}]")
    assert "".join(row["text"] + " " * row["ws"] for row in rows) == text
    assert found.decode() == json.dumps(rows, ensure_ascii=False, separators=(",", ":"))[1:-1]
