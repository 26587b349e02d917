"""Argilla: a record for each annotator of an article; suggestions and responses are read."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.roundtrip import holds, written
from tui.errors import DataError
from tui.formats.argilla import read, write
from tui.formats.face import Options
from tui.formats.out import FolderOut
from tui.formats.reading import UnitsTied

MANY = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TEXT = "😀 The toll rose to 84, rebels said.\n"


def record(*spans, text=TEXT, **more):
    values = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return {
        "id": "first",
        "fields": {"text": text},
        "metadata": {},
        "suggestions": {"spans": {"value": values, "agent": "model 1"}},
        **more,
    }


def settings_of(*labels, name="spans", field="text"):
    options = [{"value": label, "text": label} for label in labels]
    asked = {"type": "span", "field": field, "options": options}
    return {"questions": [{"name": name, "settings": asked}], "fields": [{"name": field}]}


@pytest.fixture
def reading(tmp_path):
    """Read records, with settings or without, as a folder."""

    def read_it(found, told=None, options=None):
        (tmp_path / "records.json").write_text(json.dumps(found), encoding="utf-8")
        if told:
            (tmp_path / ".argilla").mkdir(exist_ok=True)
            (tmp_path / ".argilla" / "settings.json").write_text(json.dumps(told))
        return list(read(tmp_path, options or Options()))

    return read_it


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    holds("argilla", found)


@MANY
@given(entries())
def test_every_span_has_its_words_and_every_label_is_in_the_settings(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("argilla")
    write(as_dataset(found), FolderOut(folder), Options())
    told = json.loads((folder / ".argilla" / "settings.json").read_text("utf-8"))
    labels = {option["value"] for option in told["questions"][0]["settings"]["options"]}
    seen = 0
    for one in json.loads((folder / "records.json").read_text("utf-8")):
        spans = one["suggestions"].get("spans", {"value": []})["value"]
        text = one["fields"]["text"]
        quotes = [text[span["start"] : span["end"]] for span in spans]
        assert quotes == one["metadata"].get("quotes", [])
        assert {span["label"] for span in spans} <= labels
        seen += len(spans)
    assert seen == sum(len(m.fragments) == 1 for one in found for m in one.annotations)


@MANY
@given(entries(most=2))
def test_export_and_import_of_what_was_read_is_a_fixed_point(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("argilla")
    written("argilla", found, folder / "a")
    written("argilla", list(read(folder / "a", Options())), folder / "b")
    for name in ("records.json", ".argilla/settings.json"):
        assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()


def test_responses_are_their_users_and_suggestions_their_agents(reading):
    answered = [
        {"value": [{"start": 2, "end": 10, "label": "claim"}], "user_id": "u-1"},
        {"value": None, "user_id": "u-2"},
    ]
    (entry,) = reading(
        [record((2, 5, "claim"), responses={"spans": answered})], options=Options("codepoint")
    )
    assert [(made.annotator, made.quote) for made in entry.annotations] == [
        ("u-1", "The toll"),
        ("model 1", "The"),
    ]


def test_offsets_of_the_screen_are_known_by_the_quotes(reading):
    (entry,) = reading([record((3, 11, "claim"), metadata={"quotes": ["The toll"]})])
    assert entry.annotations[0].start == 2


def test_offsets_without_quotes_are_asked_for_where_it_matters(reading):
    with pytest.raises(UnitsTied, match="--offsets"):
        reading([record((3, 11, "claim"))])
    (entry,) = reading([record((0, 8, "claim"), text="The toll rose.")])
    assert entry.annotations[0].quote == "The toll"


def test_a_question_of_another_name_and_field_is_known_by_the_settings(reading):
    span = {"start": 0, "end": 3, "label": "PER"}
    row = {"id": None, "fields": {"body": "Ana said."}, "suggestions": {"ner": {"value": [span]}}}
    (entry,) = reading([row], settings_of("PER", name="ner", field="body"))
    assert [(made.tag, made.quote) for made in entry.annotations] == [("PER", "Ana")]


PLAIN = "The toll rose."
WRONG = {
    "no list": ({"records": []}, None, "it is no list of records"),
    "a record that is no object": ([1], None, "record 1: 1 is no object"),
    "no text": ([{"id": "a", "fields": {}}], None, "record 1: 'text' is missing"),
    "an id twice": (
        [record(text=PLAIN), record(text=PLAIN)],
        None,
        "record 2: the id 'first' comes a second time",
    ),
    "a label of no settings": (
        [record((0, 3, "other"), text=PLAIN)],
        settings_of("claim"),
        "record 1, spans: the label 'other' is none of the settings: add it there",
    ),
    "a span out of the text": (
        [record((0, 99, "claim"), text=PLAIN)],
        None,
        "record 1, spans: 0–99 is no stretch",
    ),
    "an empty span": ([record((3, 3, "claim"), text=PLAIN)], None, "3–3 is no stretch"),
    "words that are not there": (
        [record((0, 3, "claim"), text=PLAIN, metadata={"quotes": ["toll"]})],
        None,
        "at 0–3 the text has 'The', not 'toll'",
    ),
    "fewer quotes than spans": (
        [record((0, 3, "claim"), text=PLAIN, metadata={"quotes": []})],
        None,
        "1 spans and 0 quotes",
    ),
    "offsets that are words": ([record(("0", 3, "c"), text=PLAIN)], None, "'start' is '0'"),
    "a text that was changed": (
        [record(text=PLAIN, metadata={"sha256": "00"})],
        None,
        "not that of its sha256",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_one_line_with_file_record_and_remedy(reading, wrong):
    found, told, words = WRONG[wrong]
    with pytest.raises(DataError, match=words) as error:
        reading(found, told)
    assert "\n" not in str(error.value)
    assert "records.json" in str(error.value)


def test_a_file_cut_off_or_of_another_encoding_is_refused(tmp_path):
    whole = json.dumps([record((0, 3, "claim"), text="Über")], ensure_ascii=False)
    (tmp_path / "records.json").write_bytes(whole.encode()[:-2])
    with pytest.raises(DataError, match=r"records\.json, line 1: no whole JSON"):
        list(read(tmp_path, Options()))
    (tmp_path / "records.json").write_bytes(whole.encode("latin-1"))
    with pytest.raises(DataError, match=r"records\.json, line 1: a byte 0xDC is not UTF-8"):
        list(read(tmp_path, Options()))
