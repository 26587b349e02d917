"""Argilla's own Record and models read what is exported for it.

Its `Settings` cannot be had without a server, so that their parts are read by the models beneath.
"""

import json

import argilla
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tui.formats.argilla import CARRIES
from tui.formats.losses import kept

SOME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def question_of(folder):
    """The one question of the settings, as Argilla reads it."""
    from argilla._models import QuestionModel

    told = json.loads((folder / ".argilla" / "settings.json").read_text("utf-8"))
    (row,) = told["questions"]
    return QuestionModel(**row)


@SOME
@given(entries())
def test_its_records_hold_every_span_with_its_words(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("argilla") / "out"
    written("argilla", found, folder)
    question = question_of(folder)
    assert question.settings.allow_overlapping
    labels = {option["value"] for option in question.settings.options}
    seen = []
    for row in json.loads((folder / "records.json").read_text("utf-8")):
        record = argilla.Record.from_dict(row)
        assert {key: value for key, value in record.to_dict().items() if value is not None} == {
            key: value for key, value in row.items() if value is not None
        } | {"suggestions": record.suggestions.to_dict()}
        text = record.fields["text"]
        for suggestion in record.suggestions:
            assert suggestion.question_name == question.name
            for span in suggestion.value:
                assert span["label"] in labels
                words = text[span["start"] : span["end"]]
                seen.append((record.metadata["annotator"], span["label"], words))
    marked = [
        (made.annotator, made.tag, made.quote) for one in found for made in kept(one, CARRIES)
    ]
    assert sorted(seen) == sorted(marked)


def test_its_dataset_comes_back_as_it_was_written(tmp_path):
    from argilla._models import DatasetModel

    written("argilla", [], tmp_path / "out")
    row = json.loads((tmp_path / "out" / ".argilla" / "dataset.json").read_text("utf-8"))
    assert DatasetModel(**row).name == row["name"] == "claimdesk"


BROKEN = {
    "a label twice": lambda row: row["questions"][0]["settings"]["options"].append(
        row["questions"][0]["settings"]["options"][0]
    ),
    "a question of no kind": lambda row: row["questions"][0]["settings"].pop("type"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_it_refuses_settings_that_are_broken(tmp_path, broken):
    written("argilla", [], tmp_path / "out")
    file = tmp_path / "out" / ".argilla" / "settings.json"
    row = json.loads(file.read_text("utf-8"))
    BROKEN[broken](row)
    file.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(Exception, match="unique|discriminator"):
        question_of(tmp_path / "out")


def test_it_refuses_a_record_that_is_broken(tmp_path):
    with pytest.raises(TypeError):
        argilla.Record.from_dict(
            {"fields": {"text": "a"}, "suggestions": {"spans": {"spans": [], "agent": "x"}}}
        )
