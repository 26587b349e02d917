"""A folder on which locking fails: a plain message, not a byte written, reading where it can be."""

import shutil
import subprocess
from pathlib import Path

import apsw
import pytest

from tests.cli.conftest import names_a_remedy
from tests.faults.conftest import command, environment
from tui.errors import DataError
from tui.store import adding, articles
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import decode

SHARED, RESERVED = 1, 2


def as_sqlite_says(kind: type[apsw.Error], words: str, code: int) -> apsw.Error:
    error = kind(words)
    error.result, error.extendedresult = code & 0xFF, code
    return error


FAILURES = {
    "no locks left (ENOLCK)": (apsw.BusyError, "database is locked", apsw.SQLITE_BUSY),
    "not permitted (EPERM)": (apsw.PermissionsError, "access permission denied", apsw.SQLITE_PERM),
    "not supported (EOPNOTSUPP)": (apsw.IOError, "disk I/O error", apsw.SQLITE_IOERR_LOCK),
}
"""How an error of the system's comes to SQLite (`sqliteErrorFromPosixError` in os_unix.c)."""

INTAKE = Intake(decode(b"The toll rose to 84.\n"), b"The toll rose to 84.\n", "toll.txt")


@pytest.mark.parametrize("failure", FAILURES)
def test_a_folder_where_nothing_can_be_locked(on_disk, path: Path, failure: str):
    disk = on_disk(wal=False)
    disk.lock_error, disk.locks_fail_from = as_sqlite_says(*FAILURES[failure]), SHARED
    before = bytes(disk.files[str(path)].now)
    with pytest.raises(DataError) as caught:
        open_store(path, annotator="ana", device="desk-1", timeout=0)
    told = str(caught.value)
    assert str(path) in told
    assert "damaged" not in told
    assert names_a_remedy(told, path)
    assert disk.files[str(path)].now == before


@pytest.mark.parametrize("failure", FAILURES)
def test_a_folder_where_one_may_read_but_not_lock_for_writing(on_disk, path: Path, failure: str):
    disk = on_disk(wal=False)
    before = bytes(disk.files[str(path)].now)
    with open_store(path, annotator="ana", device="desk-1", timeout=0) as store:
        disk.lock_error, disk.locks_fail_from = as_sqlite_says(*FAILURES[failure]), RESERVED
        with pytest.raises(DataError) as caught:
            adding.add(store, [INTAKE])
        told = str(caught.value)
        assert str(path) in told
        assert "damaged" not in told
        assert names_a_remedy(told, path)
        assert len(articles.summaries(store)) == 2, "reading goes on"
        assert disk.files[str(path)].now == before
        disk.lock_error = None
        adding.add(store, [INTAKE])
        assert len(articles.summaries(store)) == 3


SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
static int fails(int command) {
    if (command != F_SETLK && command != F_SETLKW) return 0;
    errno = ERROR;
    return 1;
}
#define FORWARD(name) \\
    int name(int file, int command, ...) { \\
        va_list rest; va_start(rest, command); void *word = va_arg(rest, void *); va_end(rest); \\
        if (fails(command)) return -1; \\
        int (*real)(int, int, ...) = dlsym(RTLD_NEXT, #name); \\
        return real(file, command, word); \\
    }
FORWARD(fcntl)
FORWARD(fcntl64)
"""


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no gcc to build the shim with")
@pytest.mark.parametrize("error", ["ENOLCK", "EPERM", "EOPNOTSUPP"])
class TestTheCommand:
    """A real process whose every `fcntl` lock fails."""

    @pytest.fixture
    def lockless(self, tmp_path: Path, error: str) -> dict[str, str]:
        source, shim = tmp_path / "shim.c", tmp_path / "shim.so"
        source.write_text(SHIM.replace("ERROR", error))
        words = ["gcc", "-shared", "-fPIC", "-o", str(shim), str(source), "-ldl"]
        subprocess.run(words, check=True)
        return {**environment(), "LD_PRELOAD": str(shim)}

    @pytest.mark.parametrize("words", [("list",), ("add", "new")])
    def test_says_so_in_a_line(self, path, lockless, error, words):
        Path("new").write_text("The toll rose to 84.\n")
        before = path.read_bytes()
        done = command(*words, "--db", path, env=lockless)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"claimdesk: {path}")
        assert done.stderr.count("\n") == 1
        assert "damaged" not in done.stderr
        assert names_a_remedy(done.stderr, path)
        assert path.read_bytes() == before

    def test_makes_no_half_of_a_new_database(self, lockless, error):
        Path("new").write_text("The toll rose to 84.\n")
        done = command("add", "new", env=lockless)
        assert done.returncode in (1, 2)
        assert done.stderr.startswith("claimdesk: annotations.db")
        assert done.stderr.count("\n") == 1
        assert [file.name for file in Path().iterdir()] == ["new"]
