"""A comparison as JSON: the contract of docs/comparison.schema.json; every span has its words."""

import io
import json
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import jsonschema
import pytest
from hypothesis import given, settings

from tests.compare.material import place_of, seeds, source
from tests.conftest import examples
from tests.text.material import any_texts
from tui.compare.comparison import compare
from tui.compare.findings import Comparison, Credit, Decision, Place
from tui.formats.comparison_json import as_json, write

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "comparison.schema.json").read_text("utf-8")
)


def keeps_the_contract(found: Comparison) -> dict:
    """What is promised of every comparison; the JSON, read again."""
    stream = io.BytesIO()
    write(found, stream)
    told = json.loads(stream.getvalue())
    jsonschema.validate(told, SCHEMA)
    texts = [one.text for one in found.sources]
    for text, article in zip(texts, told["articles"], strict=True):
        for one in article["sentences"]:
            assert text[one["start"] : one["end"]] == one["text"]
        starts = [one["start"] for one in article["sentences"]]
        assert starts == sorted(starts)
    for one in told["details"]:
        pair = told["alignments"][one["alignment"]]
        for end in "ab":
            text = texts[pair[end]["article"]]
            assert text[one[end]["start"] : one[end]["end"]] == one[end]["text"]
    for one in told["attribution"]:
        text = texts[one["article"]]
        for span in filter(None, (one["cue"], one.get("who"))):
            assert text[span["start"] : span["end"]] == span["text"]
    places = [
        *(pair[end] for pair in told["alignments"] for end in "ab"),
        *told["only"],
        *(place for group in told["groups"] for place in group),
    ]
    for place in places:
        sentence = told["articles"][place["article"]]["sentences"][place["sentence"]]
        assert sentence["region"] == ""
    return told


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_seeds_keep_the_contract():
    found = compare(seeds())
    told = keeps_the_contract(found)
    assert [one["id"] for one in told["articles"]] == ["a", "b"]
    assert {one["status"] for one in told["alignments"]} == {"proposed"}
    assert len(told["alignments"]) == len(found.alignments) > 5
    assert {one["region"] for one in told["articles"][0]["sentences"]} > {""}
    spellings = [one for one in told["details"] if one["kind"] == "name"]
    assert [(one["a"]["text"], one["b"]["text"]) for one in spellings] == [
        ("Tinzaouatene", "Tinzaouaten")
    ]


def test_the_splitter_is_named_with_its_version():
    told = as_json(compare(seeds()))
    assert told["splitter"]["name"] == "sentencex"
    assert told["splitter"]["version"][0].isdigit()


@pytest.mark.parametrize("same", [True, False])
def test_what_was_decided_is_told_as_such(same):
    found = compare(seeds())
    a, b = place_of(found, 0, "Lavrov"), place_of(found, 1, "turned to Russia")
    spans = [found.sources[x].sentences[one.sentence].span for x, one in enumerate((a, b))]
    told = keeps_the_contract(compare(seeds(), [Decision("a", spans[0], "b", spans[1], same)]))
    (one,) = (one for one in told["alignments"] if one["status"] != "proposed")
    assert (one["status"], one["score"]) == (("confirmed", 1) if same else ("rejected", 0))
    assert (as_place(a) in told["only"]) is not same


def as_place(place: Place) -> dict[str, int]:
    return {"article": place.article, "sentence": place.sentence}


def test_a_credit_without_words_that_show_it_is_left_out():
    plain = compare(seeds())
    start = plain.sources[1].text.index("Reports suggest")
    credits = (
        Credit(Place(1, 8), "hedge", (start, start + 15), (start, start + 7)),
        Credit(Place(1, 9), "flat"),
    )
    found = replace(plain, credits=credits)
    (one,) = keeps_the_contract(found)["attribution"]
    assert one["cue"]["text"] == "Reports suggest"
    assert one["who"]["text"] == "Reports"


def test_the_same_articles_give_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    write(compare(seeds()), first)
    write(compare(seeds()), second)
    assert first.getvalue() == second.getvalue()
    assert first.getvalue().isascii()


@settings(max_examples=examples(60))
@given(st.lists(any_texts, min_size=2, max_size=3))
def test_any_texts_keep_the_contract(texts):
    keeps_the_contract(compare([source(text, str(x)) for x, text in enumerate(texts)]))
