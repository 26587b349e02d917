"""Bombs and broken files: each is told in a line or read, within its limits, and nothing else dies.

What reads is started as `claimdesk add` starts it. The limits hold by the kernel (tui/intake/child
and limited); here is seen that files that would pass them are told, and what they cost.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.faults import bombs
from tests.faults.conftest import PATIENCE, ROOT, Tally, command, environment
from tests.faults.test_hostile import on_linux, opened
from tui.intake.limited import MEMORY, SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PARENT = 300_000_000
"""Bytes of memory that is enough for whoever asks, which reads plain text of 25 MB itself."""
READ = {"deep300.html", "deep100000.html", "deep.rtf", "links.html", "image.html", "line.txt"}
"""Files that are hard to read, and are read all the same."""
REFUSED = {
    *("bomb.txt.gz", "bomb.zip", "nested.zip", "many.zip", "bomb.rss", "bomb.opml"),
    *("bomb.a.docx", "bomb.a.epub", "large.a.docx", "large.a.epub"),
}
"""Files of which nothing is read."""


def read(folder: Path, made: Iterable[tuple[str, bytes]]) -> tuple[dict[str, Any], dict[str, int]]:
    """What became of each file, by its name, and what reading all of them took."""
    files = []
    for name, data in made:
        files.append(folder / name)
        files[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.bombs", *files],
        capture_output=True,
        timeout=PATIENCE,
        env=environment(),
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    *told, took = map(json.loads, done.stdout.decode().splitlines())
    assert [one["file"] for one in told] == [file.name for file in files]
    return {one["file"]: one for one in told}, took


def expect_lines(told: dict[str, Any]) -> None:
    """Each is read, or told in a line with what to do, which no fault of a reader is."""
    for name, one in told.items():
        assert one["found"] or one["missed"], name
        for reason in one["reasons"]:
            assert "\n" not in reason, (name, reason)
            assert 20 < len(reason) < 200, (name, reason)
            assert "Error" not in reason, (name, reason)
            assert "reader stopped" not in reason, (name, reason)


def test_a_bomb_is_told_and_costs_no_more_than_its_limits(tmp_path: Path) -> None:
    told, took = read(tmp_path, bombs.files())
    expect_lines(told)
    assert {name for name, one in told.items() if one["found"]} >= READ
    assert not {name for name, one in told.items() if one["found"]} & REFUSED
    assert took["largest"] <= MEMORY
    assert took["parent"] <= PARENT
    assert took["spent"] <= SECONDS * len(told)


def test_a_file_of_a_gigabyte_is_told_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "line.html"
    with file.open("wb") as line:
        line.truncate(10**9)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.bombs", file],
        capture_output=True,
        timeout=PATIENCE,
        env=environment(),
        cwd=ROOT,
        check=True,
    )
    told, took = map(json.loads, done.stdout.decode().splitlines())
    assert told["reasons"] == ["it has more than 25 MB: --largest allows more"]
    assert took["parent"] <= PARENT / 4


def test_files_that_break_off_and_noise_of_every_kind_are_told(tmp_path: Path) -> None:
    told, took = read(tmp_path, bombs.broken())
    expect_lines(told)
    assert took["largest"] <= MEMORY / 2


def test_the_command_tells_of_each_bomb_in_a_line_and_keeps_to_its_limits(
    tmp_path: Path, tally: Tally
) -> None:
    files = []
    for name, data in bombs.files():
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.added", tmp_path, *files],
        capture_output=True,
        timeout=PATIENCE,
        env=environment(),
        cwd=ROOT,
        check=True,
    )
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["file"] for one in told] == [file.name for file in files]
    assert {one["file"] for one in told if one["code"] == 0} >= READ
    assert not {one["file"] for one in told if one["code"] == 0} & REFUSED
    for one in told:
        name, added = one["file"], one["code"] == 0
        lines = (one["out"] if added else one["err"]).splitlines()
        start = f"added: {name}: " if added else f"claimdesk: {tmp_path / name}"
        assert lines, one
        assert all(line.startswith(start) and len(line) < 300 for line in lines), one
        assert (one["err"] if added else one["out"]) == "", one
        assert one["code"] in (0, 1), one
        assert (tmp_path / f"{name}.db").exists() == added, one
        assert one["largest"] <= MEMORY, one
        assert one["spent"] <= SECONDS, one
    largest, longest = (max(told, key=lambda one: one[what]) for what in ("largest", "spent"))
    tally(f"{largest['file']} took {largest['largest'] / 1e6:,.0f} MB, the most of {len(told)}")
    tally(f"{longest['file']} took {longest['spent']} s of processor time, the most")


def test_the_command_tells_of_files_that_break_off_and_adds_the_others(path: Path) -> None:
    folder = path.parent / "broken"
    folder.mkdir()
    for name, data in bombs.broken():
        if "-0.5-" in name:
            (folder / name).write_bytes(data)
    there = len([*folder.iterdir()])
    (folder / "whole.txt").write_text("The toll rose to 84.", encoding="utf-8")
    done = command("add", *sorted(folder.iterdir()), "--db", path, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    rows = json.loads(done.stdout)["results"]
    named = {row["name"].rpartition("/")[2] for row in rows if row["outcome"] == "not read"}
    assert len(named) > there / 2
    assert all(20 < len(row["reason"]) < 200 for row in rows if row["outcome"] == "not read")
    assert "The toll rose to 84." in [row["title"] for row in rows if row["outcome"] == "added"]


@on_linux
def test_the_desk_adds_what_it_can_of_a_folder_of_bombs_and_goes_on(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bombs"
    folder.mkdir()
    wanted = {"bomb.zip", "bomb.rss", "bomb.txt.gz", "deep.json", "links.html"}
    for name, data in bombs.files():
        if name in wanted:
            (folder / name).write_bytes(data)
    (folder / "whole.txt").write_text("The toll rose to 84.", encoding="utf-8")
    with opened(tmp_path, (100, 30)) as desk:
        desk.type("I", *"bombs", "enter")
        desk.expect("6 files: 2 added, 5 not read")
        desk.type("i", *"bombs/bomb.zip", "enter", "escape", "escape", "escape")
        desk.type("O")
        desk.expect("Library (4)")
