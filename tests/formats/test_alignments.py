"""Decided alignments in the datasets: JSON Lines has them, CSV says that it has not."""

import json
import sqlite3
from contextlib import closing

import pytest
from jsonschema import Draft202012Validator

from tests.formats.material import EXAMPLE, ROOT, exported, lines
from tui.errors import DataError
from tui.formats.writing import write
from tui.store import adding, alignments, articles
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import decode

SCHEMA = json.loads((ROOT / "docs" / "jsonl.schema.json").read_text(encoding="utf-8"))
SPANS = (100, 140), (200, 230)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "annotations.db"
    path.write_bytes(EXAMPLE.read_bytes())
    with open_store(path, annotator="ana", device="desk-1") as store:
        yield store


@pytest.fixture
def decided(store):
    """A decision on the example's two articles, which are given by their uids in order."""
    uids = sorted(one.uid for one in articles.summaries(store))
    alignments.decide(store, uids[0], SPANS[0], uids[1], SPANS[1], same=False)
    return uids


def test_json_lines_has_each_once_with_both_sentences(store, decided):
    rows = {row["id"]: row for row in lines(store)}
    for row in rows.values():
        Draft202012Validator(SCHEMA).validate(row)
    ((one,), none) = (rows[uid].get("alignments") for uid in decided)
    assert none is None
    assert (one["same"], one["annotator"]) == (False, "ana")
    for end, uid, span in zip("ab", decided, SPANS, strict=True):
        assert (one[end]["article"], one[end]["sha256"]) == (uid, rows[uid]["sha256"])
        assert (one[end]["start"], one[end]["end"]) == span
        assert one[end]["quote"] == rows[uid]["text"][slice(*span)]


def test_one_that_has_no_place_in_a_later_text_goes_out_with_the_text_it_is_on(store, decided):
    before = articles.summary(store, decided[1]).sha256
    raw = b"Nothing of it is left."
    adding.add_version(store, decided[1], Intake(decode(raw), raw, "later.txt"))
    rows = {row["id"]: row for row in lines(store)}
    (one,) = rows[decided[0]]["alignments"]
    Draft202012Validator(SCHEMA).validate(rows[decided[0]])
    assert one["a"]["sha256"] == rows[decided[0]]["sha256"]
    assert one["b"]["sha256"] == before != rows[decided[1]]["sha256"]


def test_csv_has_the_same_rows_with_and_without_them_and_says_so(store, decided, tmp_path):
    with_it = exported(store, "csv")
    written = write(store, "csv", tmp_path / "out.csv")
    assert written.losses["decided alignments"] == 1
    assert not write(store, "jsonl", tmp_path / "out.jsonl").losses
    alignments.withdraw(store, [alignments.all_of(store)[0].uid])
    assert exported(store, "csv") == with_it
    assert "decided alignments" not in write(store, "csv", tmp_path / "out.csv").losses
    assert all("alignments" not in row for row in lines(store))


def test_one_whose_words_are_not_where_it_says_stops_the_export(store, decided):
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER alignment_update")
        other.execute("UPDATE alignment SET a_fragments = json_set(a_fragments, '$[0].start', 101)")
    with (
        open_store(store.path, annotator="ana", device="desk-1") as again,
        pytest.raises(DataError, match="alignment .* nothing was exported"),
    ):
        exported(again, "jsonl")
