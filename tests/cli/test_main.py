"""The command itself: help, versions, slips of the key, errors in one line, what is imported."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.conftest import files_here, process
from tui.cli.main import COMMANDS

USE = """
import io, json, sys
sys.argv = ["claimdesk", *sys.argv[1:]]
sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
from tui.cli.main import main
try:
    main()
except SystemExit as left:
    loaded = sorted({name.partition(".")[0] for name in sys.modules})
    sys.__stdout__.write(json.dumps([left.code, loaded]))
"""


def loaded_by(*arguments):
    """The top-level modules that a command has loaded when it is done."""
    command = [sys.executable, "-c", USE, *arguments]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    code, names = json.loads(done.stdout)
    assert code == 0, done.stderr
    return set(names)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("list", "--json"),
        ("stats",),
        ("stats", "--json"),
        ("export", "jsonl"),
        ("export", "csv", "-o", "out.csv"),
        ("add", "new.txt"),
        ("--version",),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_command_off_the_desk_starts_without(database, arguments):
    Path("new.txt").write_text("The toll rose to 84, the rebels said.\n", encoding="utf-8")
    heavy = {"textual", "rich", "sqlite_utils", "sentencex", "pyperclip", "hypothesis"}
    assert loaded_by(*arguments) & heavy == set()


def test_a_check_loads_what_makes_a_database_and_nothing_of_the_desk(database):
    loaded = loaded_by("check")
    assert "sqlite_utils" in loaded
    assert loaded & {"textual", "rich", "sentencex", "pyperclip", "hypothesis"} == set()


@pytest.mark.parametrize("arguments", [("list", "--json"), ("check", "--json")], ids=" ".join)
def test_a_command_that_only_reads_needs_no_settings(database, arguments):
    assert loaded_by(*arguments) & {"platformdirs", "getpass"} == set()


def test_the_version_is_the_one_that_is_installed(run):
    assert run("--version").out == f"claimdesk, version {version('claimdesk')}\n"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command_and_gives_examples_and_exit_codes(run, flag):
    said = run(flag)
    assert (said.code, said.err) == (0, "")
    for name in COMMANDS:
        assert f"\n  {name} " in said.out
    for words in ("claimdesk export jsonl -o", "claimdesk add", "--db", "Exit codes: 0", "--json"):
        assert words in said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(run, name):
    said = run(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: claimdesk {name}")
    assert "--db FILE" in said.out


@pytest.mark.parametrize("name", ["list", "stats", "check"])
def test_json_is_offered_where_it_was_promised(run, name):
    assert "--json" in run(name, "--help").out


def test_help_writes_nothing(run):
    run("--help")
    run("export", "--help")
    assert files_here() == {}


class TestASlipOfTheKey:
    """Each is exit 2, one line, and a word on what was meant."""

    def wrong(self, run, *arguments, terminal=False):
        said = run(*arguments, terminal=terminal)
        assert (said.code, said.out) == (2, "")
        assert files_here() == {}
        return said.told

    def test_a_format_that_is_none(self, run):
        told = self.wrong(run, "export", "xml")
        assert "xml" in told
        assert "jsonl" in told
        assert "csv" in told

    def test_no_format(self, run):
        told = self.wrong(run, "export")
        assert "jsonl" in told
        assert "csv" in told

    def test_an_option_that_is_none(self, run):
        assert "--jason" in self.wrong(run, "list", "--jason")

    def test_an_option_that_is_none_before_any_command(self, run):
        assert "--jason" in self.wrong(run, "--jason")

    def test_a_word_too_many(self, run):
        assert "extra" in self.wrong(run, "list", "extra")

    def test_an_option_without_its_value(self, run):
        assert "--db" in self.wrong(run, "list", "--db")

    def test_nothing_to_add(self, run):
        assert "FILES" in self.wrong(run, "add")

    @pytest.mark.parametrize(
        ("typed", "meant"), [("exprot", "export"), ("chek", "check"), ("stat", "stats")]
    )
    def test_a_command_misspelt_in_a_terminal(self, run, typed, meant):
        told = self.wrong(run, typed, terminal=True)
        assert f"did you mean claimdesk {meant}?" in told

    def test_a_command_misspelt_in_a_script(self, run):
        assert "claimdesk export" in self.wrong(run, "exprot", "jsonl")

    def test_a_command_after_its_options(self, run):
        """`claimdesk --db toll.db list` opens no desk on a file named list, and says how."""
        told = self.wrong(run, "--db", "toll.db", "list", terminal=True)
        assert "claimdesk list --db" in told

    def test_a_file_that_is_not_there_is_no_command(self, run):
        told = self.wrong(run, "mali.txt", terminal=True)
        assert told.startswith("mali.txt: there is no such file")
        assert "claimdesk export" not in told

    def test_a_name_too_long_for_a_file(self, run):
        assert "n" * 300 in self.wrong(run, "n" * 300, terminal=True)


class TestOffATerminal:
    """The desk says so at once and leaves with 2, whichever end is no terminal."""

    @pytest.mark.parametrize("arguments", [(), ("open",), ("mali.txt",), ("--db", "other.db")])
    def test_the_desk_says_that_it_needs_one(self, run, mali, arguments):
        if "mali.txt" in arguments:
            Path("mali.txt").write_bytes(mali.read_bytes())
        before = files_here()
        said = run(*arguments)
        assert (said.code, said.out) == (2, "")
        assert "needs a terminal" in said.told
        assert "claimdesk add" in said.told
        assert files_here() == before, "no database was made"

    def test_a_process_of_its_own_does_not_hang_and_prints_no_escape(self):
        done = process()
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") == 1
        assert b"\x1b" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("list", "--json"), ("stats",), ("export", "jsonl"), ("export", "csv"), ("-h",)],
    ids=" ".join,
)
def test_a_reader_that_goes_away_is_no_error_to_tell(database, arguments):
    """As in `claimdesk export jsonl | head -0`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "tui", *arguments]
    try:
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60
        )
    finally:
        os.close(writing)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [("list",), ("export", "jsonl"), ("export", "csv")])
def test_a_full_disk_behind_standard_output_is_said_in_one_line(database, arguments):
    command = [sys.executable, "-m", "tui", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode in (1, 2)
    assert done.stderr.count(b"\n") == 1
    assert b"space" in done.stderr or b"full" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("list",), ("stats",), ("check",), ("export", "jsonl")], ids=" ".join
)
def test_a_closed_standard_output_is_said_in_one_line(database, arguments):
    """As a daemon starts its children."""
    command = [sys.executable, "-m", "tui", *arguments]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *command],
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") <= 1


def test_a_closed_standard_input_is_said_in_one_line():
    command = [sys.executable, "-m", "tui", "add", "-"]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command], capture_output=True, check=False, timeout=60
    )
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


ASCII_ONLY = {
    "the C locale": {"LC_ALL": "C"},
    "the C locale taken at its word": {
        **{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    },
    "streams in ASCII": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
}


@pytest.mark.parametrize("setting", ASCII_ONLY)
@pytest.mark.parametrize("arguments", [("list",), ("stats",), ("export", "jsonl")], ids=" ".join)
def test_output_is_utf_8_in(setting, arguments, database, run):
    Path("long.txt").write_text("Ça ira – " * 30, encoding="utf-8")
    run("add", "long.txt")
    plain = run(*arguments).out.encode()
    done = process(*arguments, env={**os.environ, **ASCII_ONLY[setting]})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == plain
    assert arguments == ("stats",) or "Ça ira".encode() in done.stdout


@pytest.mark.parametrize("setting", ASCII_ONLY)
def test_an_error_about_a_name_beyond_ascii_is_one_line_in(setting):
    done = process("add", "café.txt", env={**os.environ, **ASCII_ONLY[setting]})
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_key_press_that_stops_a_command_is_one_line(run, database, monkeypatch):
    from tui.cli import list_command

    def stopped(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(list_command, "reader", stopped)
    said = run("list")
    assert (said.code, said.out) == (130, "")
    assert said.err.strip() == "claimdesk: stopped"
