"""A database that cannot be used: one line that names it and the remedy, and nothing changes.

Every command is shown each of them.
"""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, damage, files_here, names_a_remedy

HERE = Path("annotations.db")

READERS = {
    "list": ("list",),
    "list --json": ("list", "--json"),
    "stats": ("stats",),
    "check": ("check",),
    "check --json": ("check", "--json"),
    "export jsonl": ("export", "jsonl"),
    "export csv -o": ("export", "csv", "-o", "out.csv"),
}
WRITERS = {"add": ("add", "new.txt")}


def a_folder():
    HERE.mkdir()


def an_empty_file():
    HERE.touch()


def no_database():
    HERE.write_bytes(b"Northern Tuareg rebels claim to have killed at least 84. " * 100)


def another_programs():
    connection = sqlite3.connect(HERE)
    connection.execute("CREATE TABLE moz_places (url)")
    connection.commit()
    connection.close()


def a_newer_one():
    HERE.write_bytes(EXAMPLE.read_bytes())
    connection = sqlite3.connect(HERE)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("UPDATE meta SET value = 99 WHERE key = 'min_reader'")
    connection.commit()
    connection.close()


def cut_short():
    HERE.write_bytes(EXAMPLE.read_bytes()[:100_000])


def one_without_our_tables():
    connection = sqlite3.connect(HERE)
    application = sqlite3.connect(EXAMPLE).execute("PRAGMA application_id").fetchone()[0]
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("CREATE TABLE other (x)")
    connection.commit()
    connection.close()


def garbled_schema():
    data = bytearray(EXAMPLE.read_bytes())
    at = data.index(b"CREATE TABLE meta")
    data[at + 13 : at + 17] = b"\xff\xfe\xc3("
    HERE.write_bytes(data)


BAD = {
    "a folder": (a_folder, 2, "is a folder"),
    "an empty file": (an_empty_file, 1, "is empty"),
    "no database": (no_database, 1, "is not a Claimdesk database"),
    "another program's": (another_programs, 1, "another program"),
    "a newer one": (a_newer_one, 1, "newer Claimdesk"),
    "one cut short": (cut_short, 1, "damaged"),
    "one without our tables": (one_without_our_tables, 1, "annotations.db"),
    "one whose schema is garbled": (garbled_schema, 1, "annotations.db"),
}


@pytest.mark.parametrize("command", [*READERS, *WRITERS])
@pytest.mark.parametrize("bad", BAD)
def test_refused(bad, command, run):
    makes, code, words = BAD[bad]
    Path("new.txt").write_text("The toll rose to 84, the rebels said.\n", encoding="utf-8")
    makes()
    before = files_here()
    said = run(*(READERS | WRITERS)[command])
    assert (said.code, said.out) == (code, "")
    assert words in said.told
    assert "annotations.db" in said.told
    assert names_a_remedy(said.told, "annotations.db", "new.txt")
    assert files_here() == before


@pytest.mark.parametrize("command", READERS)
def test_a_missing_database_is_not_made_by_reading(command, run):
    said = run(*READERS[command], "--db", "nowhere.db")
    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("nowhere.db does not exist")
    assert names_a_remedy(said.told, "nowhere.db")
    assert files_here() == {}


@pytest.mark.parametrize("command", [*READERS, *WRITERS])
def test_a_database_locked_by_another_process(command, run, database, impatient):
    Path("new.txt").write_text("The toll rose to 84, the rebels said.\n", encoding="utf-8")
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    before = files_here()
    said = run(*(READERS | WRITERS)[command])
    assert (said.code, said.out) == (1, "")
    assert said.told.startswith("annotations.db is locked by another process: close it there")
    other.execute("ROLLBACK")
    other.close()
    assert {name for name in files_here() if "journal" not in name} == before.keys()
    assert database.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize("command", READERS)
def test_reading_does_not_wait_for_one_who_writes(command, run, database, impatient):
    """A desk open on the file is no reason for `list` or `export` to fail."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL").fetchall()
    other.execute("BEGIN IMMEDIATE")
    assert run(*READERS[command]).code == 0
    other.execute("ROLLBACK")
    other.close()


def test_adding_to_a_read_only_database(run, database, unprivileged):
    Path("new.txt").write_text("The toll rose to 84, the rebels said.\n", encoding="utf-8")
    database.chmod(0o444)
    before = files_here()
    with unprivileged():
        said = run("add", "new.txt")
    assert (said.code, said.out) == (1, "")
    assert said.told.startswith("annotations.db cannot be written")
    assert names_a_remedy(said.told, "annotations.db")
    assert files_here() == before


@pytest.mark.parametrize("command", READERS)
def test_a_read_only_database_can_be_read(command, run, database, unprivileged):
    database.chmod(0o444)
    (Path.cwd() / "out.csv").touch(0o666)
    before = database.read_bytes()
    Path.cwd().chmod(0o777)
    with unprivileged():
        said = run(*READERS[command])
    assert said.code == 0
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", ["list", "stats", "check", "export jsonl"])
def test_a_read_only_folder_can_be_read(command, run, database, unprivileged):
    database.chmod(0o444)
    Path.cwd().chmod(0o555)
    with unprivileged():
        said = run(*READERS[command])
    Path.cwd().chmod(0o755)
    assert (said.code, said.err) == (0, "")
    assert files_here().keys() == {"annotations.db"}


@pytest.mark.parametrize("command", [*READERS, *WRITERS])
def test_a_database_that_may_not_be_read(command, run, database, unprivileged):
    Path("new.txt").write_text("The toll rose to 84, the rebels said.\n", encoding="utf-8")
    database.chmod(0o000)
    Path.cwd().chmod(0o777)
    with unprivileged():
        said = run(*(READERS | WRITERS)[command])
    database.chmod(0o644)
    assert said.code in (1, 2)
    assert "annotations.db" in said.told
    assert names_a_remedy(said.told, "annotations.db")
    assert database.read_bytes() == EXAMPLE.read_bytes()
    assert files_here().keys() == {"annotations.db", "new.txt"}


def test_a_new_database_where_nothing_may_be_written(run, mali, unprivileged):
    Path.cwd().chmod(0o555)
    with unprivileged():
        said = run("add", mali)
    Path.cwd().chmod(0o755)
    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("annotations.db cannot be made here")
    assert names_a_remedy(said.told, "annotations.db")
    assert files_here() == {}


def test_a_new_database_in_a_folder_that_is_not_there(run, mali):
    said = run("add", mali, "--db", "missing/toll.db")
    assert (said.code, said.out) == (2, "")
    assert "missing/toll.db" in said.told
    assert names_a_remedy(said.told, "missing/toll.db")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("place", ["a text", "a fragment", "a title", "a tag"])
def test_a_byte_gone_bad_inside_a_row_is_one_line(place, command, run, database):
    """A disk that flips a bit: whatever is told, it is a line, and `check` finds the file out."""
    data = bytearray(database.read_bytes())
    at = {
        "a text": data.index(b"Northern Tuareg rebels claim to have killed at least 84 merc"),
        "a fragment": data.rindex(b'"exact":"at least 84 mercenaries"') + 12,
        "a title": data.index(b"Mali Cuts Diplomatic Ties with Ukraine Amid Military Conflict"),
        "a tag": data.index(b"Words given as someone's own"),
    }[place]
    data[at] = 0xFF
    database.write_bytes(data)
    said = run(*READERS[command])
    assert said.code in (0, 1)
    if command.startswith("check"):
        assert said.code == 1
        assert "annotations.db" in said.err or said.out
    if said.code and not command.startswith("check"):
        assert "annotations.db" in said.told
    assert said.err.count("\n") <= 1


def test_words_that_are_not_at_their_offsets_refuse_the_export_and_leave_the_earlier_one(
    run, database
):
    damage(
        database,
        "UPDATE annotation SET fragments = json_set(fragments, '$[0].exact', 'other words')"
        " WHERE id = (SELECT max(id) FROM annotation)",
    )
    Path("out.jsonl").write_bytes(b"what was here before\n")
    before = files_here()
    said = run("export", "jsonl", "-o", "out.jsonl")
    assert (said.code, said.out) == (1, "")
    assert "claimdesk check" in said.told
    assert files_here() == before
