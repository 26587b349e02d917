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
from tests.faults.conftest import PATIENCE, ROOT, environment
from tui.intake.limited import MEMORY, SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PARENT = 300_000_000
"""Bytes of memory that is enough for whoever asks, which reads plain text of 25 MB itself."""
READ = {"deep300.html", "deep100000.html", "deep.rtf", "links.html", "image.html", "line.txt"}
"""Files that are hard to read, and are read all the same."""


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
    assert not {name for name, one in told.items() if one["found"]} & {
        *("bomb.txt.gz", "bomb.zip", "nested.zip", "many.zip", "bomb.rss", "bomb.opml"),
        *("bomb.a.docx", "bomb.a.epub", "large.a.docx", "large.a.epub"),
    }
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
