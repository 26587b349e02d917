"""Copies of a database in use, and the backups beside it: whole, found again, thinned with age."""

import os
import resource
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import add_file
from tests.store.test_opening import draft_of
from tui.errors import CallError, DataError
from tui.store import annotations, articles, backups
from tui.store.backups import Backup, Keep, kept
from tui.store.copies import write_copy
from tui.store.opening import open_reader, open_store

DAY_MS = 24 * 3600 * 1000
NOON = int(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp() * 1000)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def titles(path: Path) -> list[str]:
    with open_reader(path) as store:
        return [summary.title for summary in articles.summaries(store)]


def other_process(path: Path, code: str) -> subprocess.Popen[str]:
    """Another process in the database: it runs `code` with `c`, says so, and waits."""
    script = f"import sqlite3\nc = sqlite3.connect({str(path)!r}, isolation_level=None)\n{code}"
    started = subprocess.Popen(
        [sys.executable, "-c", f"{script}\nprint('in', flush=True)\ninput()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "in\n"
    return started


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)


class TestACopy:
    def test_has_what_the_database_has_and_rests_as_one_file(self, store, first, tmp_path):
        assert store.value("PRAGMA journal_mode") == "wal"
        write_copy(store, tmp_path / "copy.db")
        assert titles(tmp_path / "copy.db") == [articles.summary(store, first).title]
        assert (tmp_path / "copy.db").read_bytes()[18:20] == b"\x01\x01", "plain journal"
        assert [name for name in names(tmp_path) if "copy" in name] == ["copy.db"]

    def test_is_made_by_one_who_may_only_read(self, store, first, path, tmp_path):
        with open_reader(path) as reading:
            write_copy(reading, tmp_path / "copy.db")
        write_copy(path, tmp_path / "other.db")
        assert titles(tmp_path / "copy.db") == titles(tmp_path / "other.db") == titles(path)

    def test_is_of_one_moment_while_another_writes(self, store, first, path, tmp_path):
        writer = other_process(path, "c.execute('BEGIN IMMEDIATE')")
        write_copy(path, tmp_path / "copy.db")
        leave(writer)
        assert len(titles(tmp_path / "copy.db")) == 1

    def test_can_be_made_of_a_wal_file_where_nothing_may_be_written(
        self, path, tmp_path, mali, unprivileged
    ):
        with open_store(path, annotator="ana", device="d") as store:
            add_file(store, mali)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.close()
        shelf, desk = tmp_path / "shelf", tmp_path / "desk"
        shelf.mkdir()
        desk.mkdir()
        path.rename(shelf / "annotations.db")
        desk.chmod(0o777)
        shelf.chmod(0o555)
        with unprivileged():
            write_copy(shelf / "annotations.db", desk / "copy.db")
        shelf.chmod(0o755)
        assert len(titles(desk / "copy.db")) == 1
        assert names(shelf) == ["annotations.db"]

    def test_of_an_older_file_is_of_that_schema(self, tmp_path):
        older = Path(__file__).parent / "released" / "schema-1.db"
        with open_reader(older) as reading:
            write_copy(reading, tmp_path / "copy.db")
        with sqlite3.connect(tmp_path / "copy.db") as copy:
            assert copy.execute("PRAGMA user_version").fetchone() == (1,)

    def test_may_be_read_by_no_one_who_may_not_read_the_database(self, path, tmp_path):
        open_store(path, annotator="ana", device="d").close()
        path.chmod(0o600)
        write_copy(path, tmp_path / "copy.db")
        assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600

    def test_replaces_an_earlier_one_when_it_is_whole(self, store, first, tmp_path):
        (tmp_path / "copy.db").write_bytes(b"yesterday's")
        write_copy(store, tmp_path / "copy.db")
        assert len(titles(tmp_path / "copy.db")) == 1

    def test_that_the_disk_has_no_room_for_leaves_the_earlier_one(self, store, first, tmp_path):
        (tmp_path / "copy.db").write_bytes(b"yesterday's")
        before = names(tmp_path)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limits[1]))
        try:
            with pytest.raises(DataError, match=r"could not be copied .* free some room"):
                write_copy(store, tmp_path / "copy.db")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert names(tmp_path) == before
        assert (tmp_path / "copy.db").read_bytes() == b"yesterday's"

    def test_of_a_damaged_database_is_not_made(self, path, tmp_path, mali):
        with open_store(path, annotator="ana", device="d") as store:
            add_file(store, mali)
        data = bytearray(path.read_bytes())
        page = int(sqlite3.connect(path).execute("PRAGMA page_size").fetchone()[0])
        data[3 * page : 4 * page] = b"\xa5" * page
        path.write_bytes(data)
        with pytest.raises(DataError, match="damaged"):
            write_copy(path, tmp_path / "copy.db")
        assert "copy.db" not in names(tmp_path)

    def test_of_a_locked_database_is_refused_and_not_waited_for_without_end(self, path, tmp_path):
        open_store(path, annotator="ana", device="d").close()
        with open_store(path, annotator="ana", device="d", timeout=0.01) as store:
            writer = other_process(path, "c.execute('BEGIN EXCLUSIVE')")
            with pytest.raises(DataError, match="locked by another process"):
                write_copy(store, tmp_path / "copy.db")
            leave(writer)
        assert "copy.db" not in names(tmp_path)


class TestACopyIsRefused:
    """Where the target is the database, by whatever name, or no place for a file."""

    def refused(self, store, target: Path, words: str) -> None:
        before = store.path.read_bytes()
        with pytest.raises(CallError, match=words):
            write_copy(store, target)
        assert store.path.read_bytes() == before

    def test_onto_the_database_itself(self, store, path):
        self.refused(store, path, "is the database itself")

    def test_onto_it_through_a_link(self, store, path, tmp_path):
        (tmp_path / "link.db").symlink_to(path)
        (tmp_path / "hard.db").hardlink_to(path)
        self.refused(store, tmp_path / "link.db", "is the database itself")
        self.refused(store, tmp_path / "hard.db", "is the database itself")

    def test_onto_its_wal(self, store, first, path):
        self.refused(store, path.with_name("annotations.db-wal"), "is the database itself")

    def test_onto_a_folder(self, store, tmp_path):
        self.refused(store, tmp_path / "work", "is a folder: name a file in it")

    def test_in_a_folder_that_is_not_there(self, store, tmp_path):
        self.refused(store, tmp_path / "no" / "copy.db", "cannot be written.*name another place")

    def test_onto_a_pipe(self, store, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        self.refused(store, tmp_path / "pipe", "no ordinary file")

    def test_onto_a_link_in_a_circle(self, store, tmp_path):
        (tmp_path / "a.db").symlink_to(tmp_path / "a.db")
        self.refused(store, tmp_path / "a.db", "name another place")

    def test_onto_a_database_whose_wal_would_be_replayed_into_it(self, store, tmp_path):
        (tmp_path / "left.db").write_bytes(b"")
        (tmp_path / "left.db-wal").write_bytes(b"what a crash left")
        self.refused(store, tmp_path / "left.db", "left by a crash")

    def test_where_nothing_may_be_written(self, store, tmp_path, unprivileged):
        with unprivileged():
            self.refused(store, tmp_path / "copy.db", "Permission denied: name another place")


def opened_at(path: Path, ms: int):
    return open_store(path, annotator="ana", device="desk-1", now=lambda: ms)


def mark(store) -> None:
    annotations.add(store, [draft_of(store, articles.summaries(store)[0].uid)])


class TestABackupIsDue:
    def test_not_in_a_library_nobody_has_worked_in(self, path):
        with opened_at(path, NOON) as store:
            assert not backups.due(store)
            assert backups.roll(store) is None
        assert not backups.folder_of(path).exists()

    def test_when_there_is_work_and_no_backup(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            made = backups.roll(store)
        assert made is not None
        assert made.path == path.parent / "annotations.db.backups" / "2026-11-21T120000Z.db"
        assert backups.backups(path) == [made]
        assert titles(made.path) == titles(path)

    def test_a_day_later_if_something_was_done(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            backups.roll(store)
            mark(store)
            assert not backups.due(store), "not within the day"
        with opened_at(path, NOON + DAY_MS) as store:
            assert backups.roll(store) is not None
        with opened_at(path, NOON + 2 * DAY_MS) as store:
            assert not backups.due(store), "nothing was done since"
            mark(store)
            assert backups.due(store)
        assert len(backups.backups(path)) == 2

    def test_when_the_last_one_cannot_be_read_or_is_from_the_future(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            made = backups.make(store)
            late = made.path.with_name("2031-01-01T000000Z.db")
            made.path.rename(late)
            assert backups.due(store)
            late.rename(made.path.with_name("2026-11-01T120000Z.db"))
            assert not backups.due(store)
            made.path.with_name("2026-11-01T120000Z.db").write_bytes(b"no database")
            assert backups.due(store)

    def test_never_when_told_to_keep_none(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            backups.set_keep(store, backups.keep_named("0"))
            assert backups.roll(store) is None
            backups.set_keep(store, backups.keep_named("3,2,1"))
            assert backups.keeping(store) == Keep(3, 2, 1)
            assert backups.roll(store) is not None

    def test_and_made_by_one_who_may_only_read_the_database(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
        with open_reader(path) as store:
            assert backups.roll(store) is not None


@pytest.mark.parametrize("text", ["", "7", "7,4", "a,b,c", "7,4,-1", "7,4,6,1", "1e3,1,1"])
def test_how_many_to_keep_is_said_in_three_numbers(text):
    with pytest.raises(CallError, match="--keep 7,4,6"):
        backups.keep_named(text)


def test_where_no_backup_can_be_written_it_is_said_in_one_line(path, mali, unprivileged):
    with opened_at(path, NOON) as store:
        add_file(store, mali)
        with unprivileged(), pytest.raises(CallError) as caught:
            backups.roll(store)
        assert "annotations.db.backups cannot be made" in str(caught.value)
        assert str(caught.value).endswith("or claimdesk backup --keep 0")
        backups.folder_of(path).mkdir(mode=0o755)
        with unprivileged(), pytest.raises(CallError, match="cannot be written"):
            backups.roll(store)
    assert names(backups.folder_of(path)) == []


def test_two_backups_in_one_second_are_both_kept(path, mali):
    with opened_at(path, NOON) as store:
        add_file(store, mali)
        first, second = backups.make(store), backups.make(store)
    assert first.path != second.path
    assert [backup.path for backup in backups.backups(path)] == [second.path, first.path]


def test_the_folder_is_beside_the_file_a_link_leads_to(path, mali, tmp_path):
    with opened_at(path, NOON) as store:
        add_file(store, mali)
    (tmp_path / "work" / "link.db").symlink_to(path)
    with opened_at(tmp_path / "work" / "link.db", NOON) as store:
        made = backups.make(store)
    assert made.path.parent == path.with_name("annotations.db.backups")
    assert backups.backups(path) == [made]


def test_other_files_in_the_folder_are_not_taken_for_backups_nor_removed(path, mali):
    with opened_at(path, NOON) as store:
        add_file(store, mali)
        folder = backups.make(store).path.parent
        for name in ("notes.txt", "2026-13-01T000000Z.db", "2026-11-21T120000Z-mine.db"):
            (folder / name).touch()
        backups.thin(path, Keep(1, 0, 0))
    assert len(backups.backups(path)) == 1
    assert len(names(folder)) == 4


def test_what_a_killed_process_left_is_cleared_when_it_is_a_day_old(path, mali):
    with opened_at(path, NOON) as store:
        add_file(store, mali)
        folder = backups.make(store).path.parent
    (folder / ".old.db.00.part").touch()
    os.utime(folder / ".old.db.00.part", (0, 0))
    (folder / ".new.db.00.part").touch()
    backups.thin(path, Keep(7, 4, 6))
    assert names(folder) == [".new.db.00.part", "2026-11-21T120000Z.db"]


def on(*days: str, before: str = "", schema: int | None = None) -> list[Backup]:
    return [
        Backup(Path(day), datetime.fromisoformat(f"{day}:00:00+00:00"), schema, before)
        for day in days
    ]


def test_of_each_day_the_newest_stays_then_of_each_week_and_month():
    hours = [datetime(2026, 11, 21, 12, tzinfo=UTC) - timedelta(hours=8 * n) for n in range(900)]
    found = [Backup(Path(str(made)), made) for made in hours]
    stay = sorted(backup.made for backup in kept(found, Keep(7, 4, 6)))
    days = [f"{made:%m-%d}" for made in stay]
    assert days == [
        *("06-30", "07-31", "08-31", "09-30", "10-31"),
        *("11-01", "11-08", "11-15"),
        *("11-16", "11-17", "11-18", "11-19", "11-20", "11-21", "11-21"),
    ]


def test_of_those_before_a_schema_change_or_a_merge_two_stay_and_asked_for_ones_all():
    changes = on("2026-01-01T00", "2026-02-01T00", "2026-03-01T00", before="schema-1", schema=1)
    asked = on("2020-01-01T00", "2020-01-02T00", "2020-01-03T00", before="before-restore")
    merges = on("2026-01-01T00", "2026-02-01T00", "2026-03-01T00", before="before-merge")
    stay = kept([*changes, *merges, *asked, *on("2026-11-21T00")], Keep(1, 0, 0))
    assert stay == {*changes[1:], *merges[1:], *asked, *on("2026-11-21T00")}


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(st.sets(moments, min_size=1, max_size=60), st.tuples(*[st.integers(0, 9)] * 3))
def test_thinning_keeps_the_newest_and_a_second_time_removes_nothing(made, numbers):
    found = [Backup(Path(str(moment)), moment) for moment in made]
    stay = kept(found, Keep(*numbers))
    assert max(found, key=lambda backup: backup.made) in stay
    assert kept(stay, Keep(*numbers)) == stay
    assert len({backup.made.date() for backup in stay}) >= min(
        numbers[0], len({moment.date() for moment in made})
    )


class TestBeforeASchemaChange:
    def test_a_backup_is_made_that_says_which_schema_it_has(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            made = backups.before_schema_change(path, store.connection)
            version = store.value("PRAGMA user_version")
        assert made.name.endswith(f"-schema-{version}.db")
        assert backups.backups(path)[0].schema == version
        assert titles(made) == titles(path)

    def test_it_can_be_made_inside_the_lock_that_keeps_other_migrations_out(self, store, first):
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute("INSERT INTO meta VALUES ('half', 'done')")
        made = backups.before_schema_change(store.path, store.connection)
        store.connection.execute("ROLLBACK")
        with open_reader(made) as copy:
            assert not copy.rows("SELECT * FROM meta WHERE key = 'half'")
            assert len(articles.summaries(copy)) == 1

    def test_nothing_is_changed_where_it_cannot_be_made(self, path, mali, unprivileged):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            with unprivileged(), pytest.raises(DataError, match="was not brought to the new"):
                backups.before_schema_change(path, store.connection)


class TestTheNewestGoodBackup:
    def test_is_none_where_there_is_none(self, path):
        assert backups.newest_good(path) is None
        assert backups.restoring(path) == ""

    def test_is_not_one_that_is_damaged_or_another_programs(self, path, mali):
        with opened_at(path, NOON) as store:
            add_file(store, mali)
            good, cut, other = (backups.make(store).path for _ in range(3))
        os.truncate(cut, 50_000)
        other.unlink()
        with sqlite3.connect(other) as made:
            made.execute("CREATE TABLE moz_places (url)")
        assert backups.newest_good(path) == good
        assert backups.restoring(path) == f"claimdesk restore {good} --db {path}"
