"""Restoring: the database is the earlier or the restored one, and the earlier is never lost."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tests.store.test_backups import leave, names, other_process, titles
from tui.errors import CallError, DataError
from tui.store import articles, backups, restoring
from tui.store.connection import Store
from tui.store.copies import write_copy
from tui.store.opening import open_store
from tui.store.restoring import restore
from tui.store.schema import SCHEMA_VERSION

AT = 1_795_000_000_000
IN_WAL = "c.execute('PRAGMA journal_mode = WAL').fetchall()"


def open_here(path: Path) -> Store:
    return open_store(path, annotator="ana", device="desk-1", timeout=0.05)


@pytest.fixture
def backup(path: Path, mali: Path, nairobi: Path, tmp_path: Path) -> Path:
    """A copy from when there was one article; the database has two."""
    with open_here(path) as store:
        add_file(store, mali)
        write_copy(store, tmp_path / "backup.db")
        add_file(store, nairobi)
    return tmp_path / "backup.db"


def now() -> int:
    return AT


def raw(path: Path) -> bytes:
    return path.read_bytes()


def beside(path: Path) -> list[str]:
    return [name for name in names(path.parent) if name.startswith(("annotations", ".annotations"))]


def scribble(path: Path) -> None:
    data = bytearray(raw(path))
    data[4096 * 2 : 4096 * 4] = b"\xa5" * 8192
    path.write_bytes(data)


def leave_wal(path: Path) -> None:
    """End as a killed process does: what it wrote last is in the WAL alone."""
    aside = path.with_name("crashed")
    aside.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("INSERT INTO meta VALUES ('in the WAL', '1')")
        for file in path.parent.glob("annotations.db*"):
            if file.is_file():
                shutil.copy(file, aside / file.name)
    for file in aside.iterdir():
        shutil.move(file, path.parent / file.name)
    aside.rmdir()


def has_meta(path: Path, key: str) -> bool:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT 1 FROM meta WHERE key = ?", (key,)).fetchone())


def test_the_backup_is_in_place_and_the_earlier_state_among_the_backups(path, backup):
    before, copied = titles(path), raw(backup)
    restored = restore(backup, path, now)
    assert titles(path) == before[:1]
    assert (restored.articles, restored.annotations) == (1, 0)
    assert restored.newest.endswith("Z")
    assert restored.kept is not None
    assert restored.kept.name.endswith("-before-restore.db")
    assert titles(restored.kept) == before
    assert raw(backup) == copied
    assert beside(path) == ["annotations.db", "annotations.db.backups"]


def test_what_was_restored_can_be_worked_in_and_restored_from_again(path, backup):
    first = restore(backup, path, now)
    with open_here(path) as store, store.operation("rename"):
        store.run("UPDATE article SET title = 'worked on'")
    second = restore(first.kept, path, now)
    assert len(titles(path)) == 2
    assert titles(second.kept) == ["worked on"]
    third = restore(first.kept, path, now)
    assert titles(third.kept) == titles(path)
    assert len(backups.backups(path)) == 3


def test_a_missing_database_is_restored(path, backup):
    path.unlink()
    assert restore(backup, path, now).kept is None
    assert len(titles(path)) == 1


def test_what_was_only_in_the_wal_of_a_killed_process_is_kept(path, backup):
    leave_wal(path)
    restored = restore(backup, path, now)
    assert has_meta(restored.kept, "in the WAL")
    assert not has_meta(path, "in the WAL")
    assert beside(path) == ["annotations.db", "annotations.db.backups"]


def test_a_wal_left_by_another_file_is_not_replayed_into_the_restored_one(path, backup):
    """The way a database is lost: an old file is put beside the WAL of the present one."""
    leave_wal(path)
    scribble(path)
    damaged = {name: raw(path.with_name(name)) for name in beside(path)}
    assert "annotations.db-wal" in damaged
    restored = restore(backup, path, now)
    assert not has_meta(path, "in the WAL")
    assert len(titles(path)) == 1
    for name in ("annotations.db", "annotations.db-wal"):
        end = name.removeprefix("annotations.db")
        assert raw(restored.kept.with_name(restored.kept.name + end)) == damaged[name]


def test_a_wal_without_its_database_is_moved_aside(path, backup):
    leave_wal(path)
    path.unlink()
    restored = restore(backup, path, now)
    assert not has_meta(path, "in the WAL")
    assert restored.kept.name.endswith("-wal")
    assert not path.with_name("annotations.db-wal").exists()


def test_a_journal_left_by_a_killed_process_is_rolled_back_before_it_is_kept(path, backup):
    process = other_process(
        path,
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('PRAGMA cache_spill = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"INSERT INTO meta VALUES ('half', hex(zeroblob(200000)))\")\n",
    )
    process.kill()
    process.communicate()
    assert path.with_name("annotations.db-journal").exists()
    restored = restore(backup, path, now)
    assert len(titles(restored.kept)) == 2
    assert not has_meta(restored.kept, "half")
    assert beside(path) == ["annotations.db", "annotations.db.backups"]


@pytest.mark.parametrize("damage", ["scribbled", "cut short", "no header", "empty"])
def test_a_damaged_database_is_moved_aside_byte_for_byte(path, backup, damage):
    if damage == "scribbled":
        scribble(path)
    elif damage == "no header":
        path.write_bytes(b"\0" * 100 + raw(path)[100:])
    else:
        os.truncate(path, 50_000 if damage == "cut short" else 0)
    was = raw(path)
    restored = restore(backup, path, now)
    assert restored.kept.name == "annotations.db.damaged-2026-11-18T110640Z"
    assert raw(restored.kept) == was
    assert len(titles(path)) == 1


def test_the_database_keeps_who_may_read_it(path, backup):
    path.chmod(0o600)
    restored = restore(backup, path, now)
    assert path.stat().st_mode & 0o777 == 0o600
    assert restored.kept.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(path, backup, tmp_path):
    link = tmp_path / "work" / "link.db"
    link.symlink_to(path)
    restore(backup, link, now)
    assert link.is_symlink()
    assert len(titles(path)) == 1


class TestRefused:
    """With nothing changed, neither the database nor the backup."""

    def refused(self, file: Path, path: Path, error: type[Exception], words: str) -> None:
        before = {name: raw(path.with_name(name)) for name in beside(path) if "." in name}
        with pytest.raises(error, match=words) as caught:
            restore(file, path, now)
        assert "\n" not in str(caught.value)
        assert {name: raw(path.with_name(name)) for name in beside(path)} == before

    def test_a_file_that_is_not_there(self, path, backup, tmp_path):
        self.refused(tmp_path / "no.db", path, CallError, "backup --list")

    def test_a_folder(self, path, backup, tmp_path):
        self.refused(tmp_path / "work", path, CallError, "is a folder")

    def test_the_database_itself(self, path, backup, tmp_path):
        (tmp_path / "link.db").symlink_to(path)
        self.refused(path, path, CallError, "is the database itself")
        self.refused(tmp_path / "link.db", path, CallError, "is the database itself")

    def test_no_database(self, path, backup):
        backup.write_bytes(b"Northern Tuareg rebels claim" * 100)
        self.refused(backup, path, DataError, "is not a Claimdesk database")

    def test_another_programs(self, path, backup):
        backup.unlink()
        with closing(sqlite3.connect(backup)) as other:
            other.execute("CREATE TABLE moz_places (url)")
        self.refused(backup, path, DataError, "is not a Claimdesk database")

    def test_a_newer_schema(self, path, backup):
        with closing(sqlite3.connect(backup)) as newer:
            newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        self.refused(backup, path, DataError, "newer Claimdesk.*update Claimdesk")

    def test_a_damaged_one(self, path, backup):
        scribble(backup)
        self.refused(backup, path, DataError, "backup.db is damaged")

    def test_over_another_programs_database(self, path, backup):
        path.unlink()
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE moz_places (url)")
        self.refused(backup, path, DataError, "annotations.db is a database of another program")

    def test_where_nothing_may_be_written(self, path, backup, unprivileged):
        with unprivileged():
            self.refused(backup, path, CallError, "annotations.db cannot be written")

    def test_where_the_earlier_state_cannot_be_kept(self, path, backup, unprivileged):
        path.chmod(0o666)
        path.parent.chmod(0o777)
        backups.folder_of(path).mkdir(mode=0o755)
        before = raw(path)
        with unprivileged(), pytest.raises(CallError, match="before-restore.db cannot be written"):
            restore(backup, path, now)
        assert raw(path) == before


@pytest.mark.parametrize(
    "how",
    [
        f"{IN_WAL}; c.execute('SELECT * FROM tag').fetchall()",
        f"{IN_WAL}; c.execute('BEGIN IMMEDIATE')",
        "c.execute('BEGIN EXCLUSIVE')",
        "c.execute('BEGIN IMMEDIATE')",
        "c.execute('BEGIN'); c.execute('SELECT * FROM tag').fetchone()",
    ],
)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "damaged"])
def test_it_waits_for_no_one_who_has_the_database_open(how, whole, path, backup):
    other = other_process(path, how)
    if not whole:
        scribble(path)
    was = raw(path)
    with pytest.raises(DataError, match="is in use: close the desk first"):
        restore(backup, path, now)
    assert raw(path) == was
    leave(other)
    restore(backup, path, now)
    assert len(titles(path)) == 1


def test_a_desk_that_was_open_and_idle_cannot_write_what_would_be_lost(path, backup):
    """Its lock cannot be seen, since it holds none; SQLite tells it that its file has gone."""
    with open_here(path) as desk:
        article = articles.summaries(desk)[0].uid
        restored = restore(backup, path, now)
        with pytest.raises(DataError, match="cannot be written"), desk.operation("too late"):
            desk.run("UPDATE article SET title = 'lost' WHERE uid = ?", (article,))
    assert "lost" not in titles(path) + titles(restored.kept)


CALLS = (
    *((Path, name) for name in ("replace", "unlink", "hardlink_to", "mkdir", "touch", "chmod")),
    (os, "fsync"),
)


def stopped_at(step: int, backup: Path, path: Path) -> bool:
    """Restore in another process that is killed just before its nth call to the file system."""
    child = os.fork()
    if child == 0:
        left = step

        def counting(call):
            def counted(*arguments, **options):
                nonlocal left
                left -= 1
                if left < 0:
                    os._exit(9)
                return call(*arguments, **options)

            return counted

        for owner, name in CALLS:
            setattr(owner, name, counting(getattr(owner, name)))
        restore(backup, path, now)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("damage", ["whole", "wal", "damaged", "damaged with a wal"])
def test_killed_at_any_point_it_leaves_the_earlier_or_the_restored_one(
    damage, path, backup, tmp_path
):
    if "wal" in damage:
        leave_wal(path)
    if "damaged" in damage:
        scribble(path)
    start = {name: raw(path.with_name(name)) for name in beside(path)}
    outcomes = []
    for step in range(100):
        room = tmp_path / f"step {step}"
        room.mkdir()
        here = room / "annotations.db"
        for name, was in start.items():
            (room / name).write_bytes(was)
        stopped = stopped_at(step, backup, here)
        outcomes.append(state_of(here))
        restore(backup, here, now)
        assert state_of(here) == "restored"
        if not stopped:
            break
    else:
        pytest.fail("it never came to its end")
    turn = outcomes.index("restored")
    assert turn > 5
    assert set(outcomes[:turn]) == {"damaged" if "damaged" in damage else "earlier"}
    assert set(outcomes[turn:]) == {"restored"}


def state_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        try:
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                return "damaged"
            count = connection.execute("SELECT count(*) FROM article").fetchone()[0]
        except sqlite3.DatabaseError:
            return "damaged"
    return "restored" if count == 1 else "earlier"


def test_locks_are_looked_for_where_sqlite_has_them(path, backup):
    assert restoring.LOCK_BYTES == (0x40000000, 512)
