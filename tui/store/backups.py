"""Backups beside the database, made as one goes on and thinned as they age.

`annotations.db.backups/2026-11-21T210455Z.db` is the state at that time (UTC); a mark after the
time says that it was made before something: a schema change, a restoring, a repair. All a backup
is known by is its name and the file itself.
"""

import re
import shlex
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tui.errors import CallError, DataError
from tui.store import clock
from tui.store.connection import APP, Store, plain_errors
from tui.store.copies import opened, put, quick_check, whole_copy
from tui.store.opening import APPLICATION_ID

DAY = timedelta(days=1)
NAME = re.compile(
    r"(\d{4}-\d\d-\d\dT\d{6}Z)(?:-(schema-(\d+)|before-(?:restore|repair|merge)))?\.db"
)
BEFORE_RESTORE, BEFORE_REPAIR = "before-restore", "before-repair"
ASKED_FOR = (BEFORE_RESTORE, BEFORE_REPAIR)
TIME = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, when it was made (UTC), what before (``""`` on a plain day).

    `schema` is the number of the schema it was made before leaving, else None.
    """

    path: Path
    made: datetime
    schema: int | None = None
    before: str = ""


class Keep(NamedTuple):
    """Of how many days, weeks and months the newest backup is kept. All 0: none are made."""

    days: int
    weeks: int
    months: int


KEEP = Keep(7, 4, 6)


def folder_of(path: Path) -> Path:
    """Where the backups of a database are: beside the file itself, not beside a link to it."""
    try:
        real = path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):  # nobody may look, or links in a circle
        real = path
    return real.with_name(real.name + ".backups")


def backups(path: Path) -> list[Backup]:
    """The backups of a database, newest first, by their names alone."""
    try:
        names = list(folder_of(path).iterdir())
    except OSError:
        return []
    found = [backup for name in names if (backup := _from_name(name))]
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)


def _from_name(path: Path) -> Backup | None:
    parts = NAME.fullmatch(path.name)
    if parts is None:
        return None
    try:
        made = datetime.strptime(parts[1], TIME).replace(tzinfo=UTC)
    except ValueError:  # month 13
        return None
    return Backup(path, made, int(parts[3]) if parts[3] else None, parts[2] or "")


def due(store: Store) -> bool:
    """Whether it is time for a backup: none for a day, and something was done since.

    A library nobody has worked in needs none, and one told to keep none has none.
    """
    if keeping(store) == Keep(0, 0, 0):
        return False
    if not store.rows("SELECT 1 FROM op WHERE annotator <> ? LIMIT 1", (APP,)):
        return False
    now = _moment(store.now())
    # One from the future was made by a clock that was wrong, and says nothing.
    made = [old for old in backups(store.path) if not old.before and old.made <= now]
    if not made:
        return True
    return now - made[0].made >= DAY and _last_op(store.connection) != _last_op_in(made[0].path)


def roll(store: Store) -> Backup | None:
    """Make a backup if one is due, then thin the earlier ones. Returns what was made.

    It only reads the database, so a store of its own in another thread will do. Raises CallError
    or DataError where it cannot be made: one line to show once, no reason to stop work.
    """
    if not due(store):
        return None
    made = make(store)
    thin(store.path, keeping(store))
    return made


def make(store: Store, before: str = "", *, damaged: bool = False) -> Backup:
    """Make a backup now, of a damaged database only where that is asked for.

    Raises CallError or DataError where it cannot be made.
    """
    return make_of(store.connection, store.path, before, store.now, damaged=damaged)


def before_schema_change(path: Path, connection: sqlite3.Connection) -> Path:
    """A checked backup from before the schema is changed. Raises DataError where there is none.

    `connection` may be inside a BEGIN IMMEDIATE: the backup then has what stood before it.
    """
    with plain_errors(path):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    try:
        return make_of(connection, path, f"schema-{version}").path
    except (CallError, DataError) as error:
        raise DataError(
            f"{path} was not brought to the new schema, it could not be backed up first: {error}"
        ) from None


def make_of(
    connection: sqlite3.Connection,
    path: Path,
    before: str = "",
    now: Callable[[], int] = clock.milliseconds,
    *,
    damaged: bool = False,
) -> Backup:
    """Make a backup of the database at `path` that `connection` has open. Raises as `make`."""
    folder = folder_of(path)
    remedy = "make the folder writable, or claimdesk backup --keep 0"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CallError(f"{folder} cannot be made: {error.strerror}: {remedy}") from None
    target = _free(folder, _moment(now()), f"-{before}" if before else "")
    with whole_copy(connection, path, target, remedy, damaged) as unfinished:
        put(unfinished, target)
    made = _from_name(target)
    assert made is not None
    return made


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, UTC)


def _free(folder: Path, moment: datetime, mark: str) -> Path:
    """A name nothing has yet: of two backups in one second the second is dated a second later."""
    while (target := folder / f"{moment.strftime(TIME)}{mark}.db").exists():
        moment += timedelta(seconds=1)
    return target


def _last_op(connection: sqlite3.Connection) -> object:
    return connection.execute("SELECT id, uid FROM op ORDER BY id DESC LIMIT 1").fetchone()


def _last_op_in(backup: Path) -> object:
    with suppress(DataError), opened(backup) as connection:
        return _last_op(connection)
    return None


def thin(path: Path, keep: Keep) -> None:
    """Remove the backups that need not be kept, and what a killed process left of one."""
    if keep == Keep(0, 0, 0):
        return
    found = backups(path)
    for backup in set(found) - kept(found, keep):
        with suppress(OSError):
            backup.path.unlink()
    for left in folder_of(path).glob(".*.part*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > DAY.total_seconds():
                left.unlink()


def kept(found: Iterable[Backup], keep: Keep) -> set[Backup]:
    """Which backups stay: the newest of each of the last days, weeks and months that have one.

    Always the newest and those of the day before it; the newest two from before a schema change
    and from before a merge; all from before a restoring or a repair, which someone asked for.
    Days without a backup do not count, so that a long absence, or a clock that is wrong for a day,
    removes nothing.
    """
    newest_first = sorted(found, key=lambda backup: backup.made, reverse=True)
    plain = [backup for backup in newest_first if not backup.before]
    stay = {backup for backup in plain if plain[0].made - backup.made < DAY}
    stay |= _newest_of_each(plain, "%Y-%m-%d", keep.days)
    stay |= _newest_of_each(plain, "%G-%V", keep.weeks)
    stay |= _newest_of_each(plain, "%Y-%m", keep.months)
    for before in ("schema-", "before-merge"):
        stay |= set([backup for backup in newest_first if backup.before.startswith(before)][:2])
    return stay | {backup for backup in newest_first if backup.before in ASKED_FOR}


def _newest_of_each(newest_first: list[Backup], period: str, number: int) -> set[Backup]:
    newest: dict[str, Backup] = {}
    for backup in newest_first:
        newest.setdefault(backup.made.strftime(period), backup)
    return set(list(newest.values())[:number])


def keeping(store: Store) -> Keep:
    """How many backups this database is told to keep."""
    found = store.value("SELECT value FROM meta WHERE key = 'backups'")
    return keep_named(found) if found else KEEP


def keep_named(text: str) -> Keep:
    """``7,4,6`` as days, weeks and months; ``0`` for no backups. Raises CallError for others."""
    parts = text.split(",")
    if not all(re.fullmatch(r"\s*[0-9]{1,4}\s*", part) for part in parts) or not (
        len(parts) == 3 or text.strip() == "0"
    ):
        raise CallError(
            f"--keep {text}: give days, weeks and months, as in --keep 7,4,6, or 0 for no backups"
        )
    return Keep(*(int(part) for part in parts)) if len(parts) == 3 else Keep(0, 0, 0)


def set_keep(store: Store, keep: Keep) -> None:
    """Tell this database how many backups to keep, from the next one on. Raises DataError."""
    with store.transaction():
        store.run(
            "INSERT INTO meta (key, value) VALUES ('backups', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (",".join(map(str, keep)),),
        )


def newest_good(path: Path) -> Path | None:
    """The newest backup that opens, is one of ours and has whole pages.

    One from before a repair is not looked at: it has what was to be repaired.
    """
    found = (old.path for old in backups(path) if old.before != BEFORE_REPAIR)
    return next((old for old in found if _is_good(old)), None)


def _is_good(backup: Path) -> bool:
    with suppress(DataError), opened(backup) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        return application == APPLICATION_ID and quick_check(connection) == "ok"
    return False


def restoring(path: Path) -> str:
    """The command that restores the newest good backup of a database, ``""`` without one."""
    good = newest_good(path)
    return f"claimdesk restore {shlex.quote(str(good))}{option(path)}" if good else ""


def option(path: Path) -> str:
    """How a command is told of this database, where it is not the one it takes anyway."""
    return "" if str(path) == "annotations.db" else f" --db {shlex.quote(str(path))}"
