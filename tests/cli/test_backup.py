"""`claimdesk backup`: a copy of what may be in use, the backups there are, how many to keep."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, files_here, names_a_remedy
from tui.store.opening import open_reader

FOLDER = Path("annotations.db.backups")


def count(file: Path, table: str = "annotation") -> int:
    with open_reader(file) as store:
        return int(store.value(f"SELECT count(*) FROM {table}"))


def test_a_copy_is_made_while_a_desk_has_the_database_open(run, database):
    desk = sqlite3.connect(database, isolation_level=None)
    desk.execute("PRAGMA journal_mode = WAL").fetchall()
    desk.execute("BEGIN IMMEDIATE")
    said = run("backup", "copy.db")
    desk.execute("ROLLBACK")
    desk.close()
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("copy.db: ")
    assert count(Path("copy.db")) == 40


def test_without_a_file_a_backup_is_made_beside_the_database(run, database):
    before = database.read_bytes()
    said = run("backup")
    assert said.code == 0
    (made,) = FOLDER.iterdir()
    assert said.out.startswith(f"{made}: ")
    assert count(made) == 40
    assert database.read_bytes() == before


def test_json_says_where_it_is(run, database):
    told = json.loads(run("backup", "--json").out)
    assert told["bytes"] == Path(told["file"]).stat().st_size


def test_the_list_has_the_newest_first(run, database):
    FOLDER.mkdir()
    for name in ("2026-01-01T000000Z", "2026-02-01T000000Z-schema-1", "2026-01-15T000000Z"):
        (FOLDER / f"{name}.db").write_bytes(EXAMPLE.read_bytes())
    lines = run("backup", "--list").out.splitlines()
    assert [Path(line.partition("  ")[0]).stem for line in lines] == [
        *("2026-02-01T000000Z-schema-1", "2026-01-15T000000Z", "2026-01-01T000000Z")
    ]
    assert "before leaving schema 1" in lines[0]
    told = json.loads(run("backup", "--list", "--json").out)
    assert [entry["made"] for entry in told] == [
        *("2026-02-01T00:00:00Z", "2026-01-15T00:00:00Z", "2026-01-01T00:00:00Z")
    ]
    assert [entry["schema"] for entry in told] == [1, None, None]
    assert all(entry["bytes"] == EXAMPLE.stat().st_size for entry in told)


def test_the_list_is_there_when_the_database_cannot_be_read(run, database):
    run("backup")
    database.write_bytes(b"")
    assert run("backup", "--list").out.startswith("annotations.db.backups/2")


def test_how_many_are_kept_is_the_databases_own(run, database):
    said = run("backup", "--keep", "3,2,1")
    assert (said.code, said.err) == (0, "")
    assert said.out == "annotations.db: one backup each of 3 days, 2 weeks, 1 months is kept\n"
    assert run("backup", "--keep", "0").out == "annotations.db: no backups are made\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("annotations.db",),
        (".",),
        ("no/copy.db",),
        ("--keep", "many"),
        ("--keep", "7,4,6", "copy.db"),
        ("--list", "copy.db"),
        ("copy.db", "--db", "nowhere.db"),
        ("--keep", "7,4,6", "--db", "nowhere.db"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_changes_nothing(arguments, run, database):
    before = files_here()
    said = run("backup", *arguments)
    assert (said.code, said.out) == (2, "")
    assert names_a_remedy(said.told)
    assert files_here() == before
