"""Each acknowledgement comes after the disk has said that it has the bytes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import PATIENCE, ROOT, Tally, environment

SYNC = re.compile(r"\b(fdatasync|fsync)\((\d+)<([^>]*)>\)\s*= 0")
TOLD = re.compile(r'\bwrite\(1<[^>]*>, "\{\\"(step|done)')


def traced(path: Path, trace: Path) -> list[str]:
    words = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    session = [sys.executable, "-m", "tests.faults.session", str(path), "ana", "1", "100"]
    done = subprocess.run(
        [*words, *session, "--only", "add"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(),
        cwd=ROOT,
        check=False,
    )
    if "ptrace" in done.stderr or "PTRACE" in done.stderr:
        pytest.skip(f"strace may not trace here: {done.stderr.splitlines()[0]}")
    assert done.returncode == 0, done.stderr
    return trace.read_text().splitlines()


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_the_log_is_synced_between_each_beginning_and_its_acknowledgement(
    path: Path, tmp_path: Path, tally: Tally
):
    syncs, acknowledged, total = 0, 0, 0
    for line in traced(path, tmp_path / "trace"):
        if SYNC.search(line):
            assert path.name in line or "annotations.db" in line or str(path.parent) in line
            syncs += 1
            total += 1
        elif told := TOLD.search(line):
            if told[1] == "step":
                syncs = 0
            else:
                acknowledged += 1
                assert syncs >= 1, f"acknowledgement {acknowledged} came before the disk had it"
    assert acknowledged == 100
    tally(f"100 annotations acknowledged, {total} fsync or fdatasync, at least one before each")
