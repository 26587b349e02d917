"""`claimdesk restore`, and the messages about a damaged database that lead to it."""

import json
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, files_here, names_a_remedy

HERE = Path("annotations.db")


def test_what_was_restored_is_told_and_where_the_earlier_state_is(run, database, mali):
    run("backup", "copy.db")
    Path("new.txt").write_text("The toll rose to 84, the rebels said.\n", encoding="utf-8")
    run("add", "new.txt")
    said = run("restore", "copy.db")
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first == (
        "annotations.db: 2 articles, 40 annotations, as of 2026-01-01T00:00:00.000Z, from copy.db"
    )
    kept = second.removeprefix("the earlier state is kept: ")
    assert len(json.loads(run("list", "--json").out)) == 2
    assert len(json.loads(run("list", "--json", "--db", kept).out)) == 3
    assert json.loads(run("restore", kept, "--json").out)["articles"] == 3


@pytest.mark.parametrize("argument", ["nowhere.db", ".", "annotations.db"])
def test_a_wrong_call_changes_nothing(argument, run, database):
    before = files_here()
    said = run("restore", argument)
    assert (said.code, said.out) == (2, "")
    assert names_a_remedy(said.told, argument)
    assert files_here() == before


def scribbled() -> bytes:
    """The example with the first page of its annotations overwritten."""
    with closing(sqlite3.connect(EXAMPLE)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'annotation'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(EXAMPLE.read_bytes())
    data[(page - 1) * size : page * size] = b"\xa5" * size
    return bytes(data)


DAMAGES = {
    "scribbled": scribbled,
    "cut short": lambda: EXAMPLE.read_bytes()[:100_000],
    "no header": lambda: b"\0" * 100 + EXAMPLE.read_bytes()[100:],
    "empty": lambda: b"",
}


@pytest.mark.parametrize("name", ["annotations.db", "toll of a day.db"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_told_with_the_command_that_restores_it(damage, name, run, database):
    database = database.rename(name)
    run("backup", "--db", name)
    database.write_bytes(DAMAGES[damage]())
    said = run("export", "jsonl", "-o", "out.jsonl", "--db", name)
    assert said.code == 1
    assert name in said.told
    command = shlex.split(said.told[said.told.index("claimdesk restore") :])
    assert command[2].startswith(f"{name}.backups/2")
    assert run(*command[1:]).code == 0
    assert run("check", "--db", name).code == 0


def test_a_backup_that_is_damaged_too_is_not_recommended(run, database):
    run("backup")
    (backup,) = Path("annotations.db.backups").iterdir()
    backup.write_bytes(scribbled())
    database.write_bytes(DAMAGES["cut short"]())
    assert "claimdesk restore" not in run("list").told


@pytest.mark.parametrize("command", ["list", "stats", "export"])
def test_no_backup_is_looked_at_while_nothing_is_wrong(command):
    code = f"import sys, tui.cli.{command}_command; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert "tui.store.connection" in loaded.split()
    assert "tui.store.backups" not in loaded.split()
