"""Tags of whole articles in the datasets: JSON Lines has them, CSV says that it has not."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.formats.material import EXAMPLE, ROOT, exported, lines
from tui.codebook import parse
from tui.formats.writing import write
from tui.store import article_tags, articles, codebook, progress
from tui.store.opening import open_store

SCHEMA = json.loads((ROOT / "docs" / "jsonl.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def store(tmp_path):
    path = Path(tmp_path / "annotations.db")
    path.write_bytes(EXAMPLE.read_bytes())
    with open_store(path, annotator="ana", device="desk-1") as store:
        codebook.take_in(store, parse('[tags.report]\napplies = ["article"]\n'))
        yield store


@pytest.fixture
def tagged(store):
    uid = articles.summaries(store)[0].uid
    tag = article_tags.add(store, uid, "report")
    article_tags.change(store, tag, attributes={"tone": "dry"}, note="long")
    return store


def test_json_lines_has_them_with_the_article_and_its_status(tagged):
    progress.set_status(tagged, articles.summaries(tagged)[0].uid, "done")
    first, second = lines(tagged)
    for row in (first, second):
        Draft202012Validator(SCHEMA).validate(row)
    (tag,) = first["tags"]
    assert (tag["tag"], tag["annotator"], tag["note"]) == ("report", "ana", "long")
    assert tag["attributes"] == {"tone": "dry"}
    assert (first["meta"]["status"], second["meta"]["status"]) == ("done", "todo")
    assert second["tags"] == []


def test_csv_has_the_same_rows_with_and_without_them_and_says_so(tagged, tmp_path):
    with_tags = exported(tagged, "csv")
    written = write(tagged, "csv", tmp_path / "out.csv")
    assert written.losses["tags of whole articles"] == 1
    article_tags.remove(
        tagged, article_tags.of_article(tagged, articles.summaries(tagged)[0].uid)[0].uid
    )
    assert exported(tagged, "csv") == with_tags


def test_nothing_is_said_where_nothing_is_left_out(store, tmp_path):
    assert not write(store, "csv", tmp_path / "a.csv").losses["tags of whole articles"]
    assert not write(store, "jsonl", tmp_path / "b").losses
