"""A sidecar gives back what a format could not hold, and respects what another tool has done."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.conftest import examples
from tests.formats.datasets import entries
from tests.formats.material import empty_database, example, exported
from tests.formats.roundtrip import comparable, holds, restored_from, written
from tui.formats import registry
from tui.formats.dataset import entries as entries_of
from tui.formats.face import ALL
from tui.formats.taking_in import Wanted, take_in_from
from tui.formats.writing import Asked, write
from tui.store.opening import open_store

MANY = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def poor(monkeypatch):
    monkeypatch.setitem(registry.FORMATS, "poor", "tests.formats.poor")


@MANY
@given(entries())
def test_with_it_a_format_that_holds_little_loses_nothing(found):
    holds("poor", found)


def in_rows(change):
    """An edit of the first article's row of the poor format."""

    def edit(place: Path) -> None:
        rows = [json.loads(line) for line in place.read_text("utf-8").splitlines()]
        change(rows[0])
        place.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")

    return edit


def marked(found):
    return {one.uid: one for entry in found for one in entry.annotations}


@MANY
@given(entries(most=1))
def test_what_another_tool_took_out_stays_out_and_the_rest_is_whole(found):
    (whole,) = found
    from tests.formats.poor import CARRIES
    from tui.formats.losses import kept

    went = kept(whole, CARRIES)
    assume(went)
    edit = in_rows(lambda row: (row["spans"].pop(), row.update(related=[])))
    (now,) = restored_from("poor", found, edit=edit)
    gone = went[-1].uid
    left = [one for one in whole.annotations if one.uid != gone]
    twins = [
        one.uid for one in went if (one.tag, one.fragments) == (went[-1].tag, went[-1].fragments)
    ]
    assert len(now.annotations) == len(left)
    if len(twins) == 1:
        assert marked([now]) == marked([replace(whole, annotations=left)])
    ends = {end for one in now.relations for end in (one.source, one.target)}
    there = {one.uid for text in now.earlier for one in text.annotations}
    assert ends <= marked([now]).keys() | there


@MANY
@given(entries(most=1))
def test_what_another_tool_added_is_taken_as_it_is(found):
    (whole,) = found
    edit = in_rows(lambda row: row["spans"].append([0, 3, "theirs"]))
    (now,) = restored_from("poor", found, edit=edit)
    (new,) = [one for one in now.annotations if one.tag == "theirs"]
    assert new.quote == whole.article.text[:3]
    rest = replace(now, annotations=[one for one in now.annotations if one is not new])
    assert comparable([rest], ALL) == comparable(found, ALL)


@MANY
@given(entries(most=1))
def test_an_article_whose_text_was_changed_is_taken_as_the_file_has_it(found):
    def change(row):
        row["text"] += " And more."

    (now,) = restored_from("poor", found, edit=in_rows(change))
    assert now.article.text.endswith("And more.")
    assert now.article.uid == "0"
    assert now.tags == ()


def in_table(name, change):
    """An edit of the rows of one table of CSV."""

    def edit(place: Path) -> None:
        with (place / name).open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows, columns = list(reader), reader.fieldnames
        change(rows)
        with (place / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns or ())
            writer.writeheader()
            writer.writerows(rows)

    return edit


def test_what_another_tool_changed_is_changed_and_nothing_else(tmp_path):
    with example(tmp_path) as store:
        found = list(entries_of(store))

    def change(rows):
        rows[0]["note"] = "changed elsewhere"

    now = restored_from("csv", found, edit=in_table("spans.csv", change))
    first = found[0].annotations[0]
    changed = {**marked(found), first.uid: replace(first, note="changed elsewhere")}
    assert marked(now) == changed


def test_an_import_finds_the_sidecar_beside_the_export(tmp_path):
    with example(tmp_path) as store:
        before = exported(store, "jsonl")
        out = tmp_path / "out.poor"
        told = write(store, "poor", out, Asked(sidecar=True))
        assert told.losses
    (tmp_path / "new.db").write_bytes(empty_database())
    with open_store(tmp_path / "new.db", annotator="bo", device="d") as store:
        done = take_in_from(store, "poor", out, Wanted())
        assert (done.articles, done.annotations) == (2, 40)
        assert exported(store, "jsonl") == before


def test_without_it_the_loss_is_as_it_was_told(tmp_path):
    with example(tmp_path) as store:
        found = list(entries_of(store))
    told = written("poor", found, tmp_path / "out.poor")
    (tmp_path / "new.db").write_bytes(empty_database())
    with open_store(tmp_path / "new.db", annotator="bo", device="d") as store:
        done = take_in_from(store, "poor", tmp_path / "out.poor", Wanted())
    lost = told.losses
    out = lost["overlapping annotations"] + lost["annotations of several fragments"]
    assert (done.articles, done.annotations) == (2, 40 - out)
