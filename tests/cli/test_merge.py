"""`claimdesk pack`, `merge`, `conflicts`: work goes out, comes back, and what clashed is told."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import files_here, names_a_remedy
from tests.store.test_annotations import mark
from tui.store import articles, backups
from tui.store.opening import open_store

HERE = Path("annotations.db")


def opened(path, who):
    return open_store(Path(path), annotator=who, device=f"{who}-desk")


def marked(path, who, words):
    """Mark these words in the first article of a file."""
    with opened(path, who) as store:
        article = articles.summaries(store)[0].uid
        mark(store, article, words)


def retitled(path, who, title):
    with opened(path, who) as store, store.operation("details"):
        store.run("UPDATE article SET title = ?", (title,))


@pytest.fixture
def packed(run, mali):
    """A library of one article and a pack of it."""
    run("add", mali)
    said = run("pack", "bo.db")
    assert (said.code, said.err) == (0, "")
    assert said.out == "bo.db: 1 article, 14 tags\n"
    return Path("bo.db")


def test_a_pack_comes_back_with_what_was_done_in_it(run, packed):
    marked(packed, "bo", "84")
    said = run("merge", "bo.db")
    assert (said.code, said.err) == (0, "")
    assert said.out == "bo.db: 1 operation of bo, 1 annotation new\n"
    (row,) = [json.loads(line) for line in run("export", "jsonl").out.splitlines()]
    assert [one["annotator"] for one in row["annotations"]] == ["bo"]
    assert len(backups.backups(HERE)) == 1


def test_once_more_there_is_nothing_new(run, packed):
    marked(packed, "bo", "84")
    run("merge", "bo.db")
    before = files_here()
    assert run("merge", "bo.db").out == "bo.db: nothing new\n"
    assert files_here() == before


def test_several_files_are_told_one_by_one_and_backed_up_once(run, packed):
    shutil.copy(packed, "cy.db")
    marked(packed, "bo", "84")
    marked("cy.db", "cy", "47")
    said = run("merge", "bo.db", "missing.db", "cy.db")
    assert said.code == 2
    assert said.out.splitlines() == [
        "bo.db: 1 operation of bo, 1 annotation new",
        "cy.db: 1 operation of cy, 1 annotation new",
    ]
    assert said.told.startswith("missing.db does not exist")
    assert len(backups.backups(HERE)) == 1


def test_json_has_every_file_that_was_merged(run, packed):
    marked(packed, "bo", "84")
    (row,) = json.loads(run("merge", "bo.db", "--json").out)
    assert (row["file"], row["annotators"], row["annotations"]) == ("bo.db", {"bo": 1}, 1)
    assert Path(row["backup"]).exists()


def an_empty_file():
    Path("bad.db").touch()


def another_program():
    with closing(sqlite3.connect("bad.db")) as plain, plain:
        plain.execute("CREATE TABLE t (x)")


def a_text():
    Path("bad.db").write_text("The toll rose to 84.\n" * 50, encoding="utf-8")


@pytest.mark.parametrize("makes", [an_empty_file, another_program, a_text])
def test_what_is_no_database_is_refused_with_a_remedy(run, packed, makes):
    makes()
    before = files_here()
    said = run("merge", "bad.db")
    assert (said.code, said.out) == (1, "")
    assert said.told.startswith("bad.db")
    assert names_a_remedy(said.told, "bad.db")
    assert files_here() == before


@pytest.mark.parametrize(
    "arguments",
    [("merge", "bo.db"), ("pack", "x.db"), ("conflicts",), ("conflicts", "--keep", "1")],
)
def test_none_of_them_makes_a_database(run, arguments):
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("annotations.db does not exist")
    assert files_here() == {}


def test_a_pack_does_not_overwrite(run, packed):
    before = files_here()
    said = run("pack", "bo.db")
    assert said.code == 2
    assert said.told == "bo.db is there already: name another file for the pack"
    assert files_here() == before


def test_a_pack_as_json(run, packed):
    assert json.loads(run("pack", "cy.db", "--json").out) == {
        "file": "cy.db",
        "articles": 1,
        "tags": 14,
    }


@pytest.fixture
def clash(run, packed):
    """Two people have given the article a title."""
    retitled(HERE, "ana", "Ours")
    retitled(packed, "bo", "Theirs")
    said = run("merge", "bo.db")
    assert said.out == (
        "bo.db: 1 operation of bo, 0 annotations new, 1 conflict: see claimdesk conflicts\n"
    )
    (row,) = json.loads(run("conflicts", "--json").out)
    return row


def test_conflicts_are_listed_in_words(run, clash):
    said = run("conflicts")
    assert (said.code, said.err) == (0, "")
    first, stands, lost = said.out.splitlines()
    assert first == f"{clash['id'][:8]}  title of article Theirs"
    assert stands.startswith("  stands: “Theirs” (bo, 20")
    assert lost.startswith("  lost:   “Ours” (ana, 20")


def test_one_is_kept(run, clash):
    said = run("conflicts", "--keep", clash["id"][:8])
    assert (said.code, said.out) == (0, "kept: title of article Theirs\n")
    said = run("conflicts")
    assert (said.code, said.out, said.err) == (0, "", "no conflicts\n")
    assert json.loads(run("list", "--json").out)[0]["title"] == "Theirs"


def test_one_is_taken_back(run, clash):
    assert run("conflicts", "--take", clash["id"]).out == "taken back: title of article Theirs\n"
    assert json.loads(run("conflicts", "--json").out) == []
    assert json.loads(run("list", "--json").out)[0]["title"] == "Ours"


@pytest.mark.parametrize(
    "arguments", [("--keep", "none"), ("--take", ""), ("--keep", "1", "--take", "2")]
)
def test_a_call_that_names_no_conflict_is_refused(run, clash, arguments):
    before = files_here()
    said = run("conflicts", *arguments)
    assert (said.code, said.out) == (2, "")
    assert names_a_remedy(said.told)
    assert files_here() == before
