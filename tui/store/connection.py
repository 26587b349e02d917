"""Opening annotations.db, the rules that keep it whole, and one operation at a time.

Reading changes no byte of the file: it rests in the plain journal mode, WAL is entered with the
first write and left on closing. Every operation is one transaction with `synchronous=FULL`, so it
is on the disk before the call returns (docs/decisions.md, "Durability").
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.store import clock

APPLICATION_ID = 0x434C4D44  # "CLMD"
SCHEMA_VERSION = 1
APP = "claimdesk"
NAMESPACE = "3f0f6c53-6d0c-5a0b-9d66-6f2f6a3d7d10"


def named(name: str) -> str:
    """A uid made of a name (UUID 5, RFC 9562 §5.5): the same in every file that knows the name."""
    from uuid import UUID, uuid5

    return str(uuid5(UUID(NAMESPACE), name))


class Store:
    """One open database and who is working in it.

    `annotator` signs what is made here, as a person, a model or an example (`kind`); `device` names
    the machine. `now` (milliseconds since 1970) and `new_uid` can be given so that a build is the
    same every time.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        annotator: str = "",
        kind: str = "person",
        device: str = "",
        writable: bool = True,
        now: Callable[[], int] = clock.milliseconds,
        new_uid: Callable[[int], str] = clock.uuid7,
    ) -> None:
        self.path = path
        self.connection = connection
        self.annotator = annotator
        self.kind = kind
        self.device = device
        self.writable = writable
        self.now = now
        self._new_uid = new_uid
        self.texts: dict[str, str] = {}
        """Texts read so far, by article uid: they never change."""

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def new_uid(self) -> str:
        """A fresh name for a row."""
        return self._new_uid(self.now())

    def stamp(self) -> str:
        """The time now, as rows keep it."""
        return clock.iso(self.now())

    def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> list[Any]:
        """All rows of a query. Raises DataError with a remedy where SQLite refuses."""
        with plain_errors(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: tuple[object, ...] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def run(self, sql: str, parameters: tuple[object, ...] = ()) -> int:
        """Write inside an operation. Returns how many rows it touched."""
        with plain_errors(self.path):
            return self.connection.execute(sql, parameters).rowcount

    @contextmanager
    def operation(self, label: str, kind: str = "do", undoes: str | None = None) -> Iterator[str]:
        """Everything written inside is one entry of the log: all on disk at the end, or nothing.

        Yields the operation's uid. An operation that changed nothing leaves no entry. Raises
        DataError when the file is locked, read-only, full or damaged; nothing is written then.
        """
        if not self.writable:
            raise DataError(f"{self.path} cannot be written here: it was opened read-only")
        with plain_errors(self.path):
            self._enter_wal()
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                op_id, uid = self._begin_op(label, kind, undoes)
                yield uid
                self.connection.execute("DELETE FROM current_op")
                changed = self.value("SELECT 1 FROM change WHERE op_id = ? LIMIT 1", (op_id,))
                self.connection.execute("COMMIT" if changed or undoes else "ROLLBACK")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _begin_op(self, label: str, kind: str, undoes: str | None) -> tuple[int, str]:
        now, uid = self.now(), self.new_uid()
        last = self.value("SELECT max(hlc) FROM op") or 0
        cursor = self.connection.execute(
            "INSERT INTO op (uid, annotator, device, hlc, wall, app, kind, label, undoes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(uid, self.annotator, self.device, clock.tick(now, last), clock.iso(now)),
                *(APP, kind, label, undoes),
            ),
        )
        self.connection.execute("INSERT INTO current_op VALUES (1, ?)", (cursor.lastrowid,))
        if kind == "do":
            # What was undone can no longer be redone once something else has been done.
            self.connection.execute(
                "UPDATE op SET dead = 1"
                " WHERE annotator = ? AND kind = 'do' AND undone AND NOT dead",
                (self.annotator,),
            )
        return cursor.lastrowid or 0, uid

    def _enter_wal(self) -> None:
        # Refused while another process reads, and where the file system cannot do WAL: SQLite then
        # stays in the plain journal, which is slower and as safe.
        with suppress(sqlite3.OperationalError):
            self.connection.execute("PRAGMA journal_mode = WAL").fetchall()

    def close(self) -> None:
        """Leave the file as one file: WAL folded in, plain journal at rest."""
        with suppress(sqlite3.Error):
            mode = self.connection.execute("PRAGMA journal_mode").fetchone()[0]
            if mode == "wal" and self.writable:
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                # Refused while another window is in: the last one to close does it.
                self.connection.execute("PRAGMA busy_timeout = 0")
                self.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        self.connection.close()


def open_store(
    path: Path, *, annotator: str, device: str, timeout: float = 5.0, **options: Any
) -> Store:
    """Open `path` for work, making it when it is missing.

    A file that may be read but not written opens with `writable` False. `timeout` is how many
    seconds to wait for another process's lock. Raises CallError when it cannot be opened at all
    and DataError when it is no database, another program's, or of a newer schema.
    """
    if not _is_there(path):
        _create(path, timeout, {"annotator": annotator, "device": device, **options})
    try:
        with path.open("r+b"):
            writable = True
    except OSError:
        writable = False
    store = Store(
        path,
        _connect(path, "rw" if writable else "ro", timeout),
        annotator=annotator,
        device=device,
        writable=writable,
        **options,
    )
    return _checked(store)


def open_reader(path: Path, timeout: float = 5.0) -> Store:
    """Open `path` for reading only. Raises as `open_store`, and CallError when it is missing."""
    if not _is_there(path):
        raise CallError(f"{path} does not exist: name a database with --db, or claimdesk add FILE")
    return _checked(Store(path, _connect(path, "ro", timeout), writable=False))


def _is_there(path: Path) -> bool:
    try:
        if path.is_dir():
            raise CallError(f"{path} is a folder: give a database file, as in --db annotations.db")
        return path.exists()
    except OSError as error:
        raise CallError(f"{path} cannot be opened: {error.strerror}") from None


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    # Path.as_uri would load urllib, a tenth of what `claimdesk list` costs.
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    address = f"file:{quoted}?mode={mode}"
    with plain_errors(path):
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=timeout)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def _checked(store: Store) -> Store:
    try:
        _gate(store)
    except BaseException:
        store.connection.close()
        raise
    return store


def _gate(store: Store) -> None:
    path = store.path
    if path.stat().st_size == 0:
        raise DataError(
            f"{path} is empty (0 bytes), not a Claimdesk database: restore a copy, or remove it"
            " to start anew"
        )
    application = store.value("PRAGMA application_id")
    version = store.value("PRAGMA user_version")
    if application != APPLICATION_ID:
        raise DataError(f"{path} is a database of another program: name another file with --db")
    if version > SCHEMA_VERSION:
        raise DataError(
            f"{path} was written by a newer Claimdesk (schema {version}, this one knows up to"
            f" {SCHEMA_VERSION}): update Claimdesk; the file is unchanged"
        )


def _create(path: Path, timeout: float, options: dict[str, Any]) -> None:
    """Make a database with the default codebook, under a temporary name until it is whole."""
    import os

    from sqlite_utils import Database

    from tui.codebook import default
    from tui.store.codebook import take_in
    from tui.store.migrations import migrations

    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        unfinished.touch(exist_ok=False)
    except OSError as error:
        raise CallError(f"{path} cannot be made here: {error.strerror}") from None
    try:
        connection = _connect(unfinished, "rw", timeout)
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        # Signed by the program, so that nobody's undo takes the codebook away.
        with Store(unfinished, connection, **{**options, "annotator": APP}) as store:
            take_in(store, default())
        _put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Give the new file its name, unless another window made one meanwhile."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        unfinished.replace(path)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one line that names the file and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise DataError(_explain(path, error)) from error


def _explain(path: Path, error: sqlite3.Error) -> str:
    said = str(error)
    if "locked" in said:
        return (
            f"{path} is locked by another process: close it there, or try again; nothing was lost"
        )
    if "readonly" in said or "unable to open" in said:
        return (
            f"{path} cannot be written (read-only file or folder): copy it to where you may write"
        )
    if "full" in said:
        return f"the disk is full, nothing was written to {path}: free some room and try again"
    if "not a database" in said:
        return f"{path} is not a Claimdesk database: name another file with --db"
    if "malformed" in said or "disk image" in said:
        return f"{path} is damaged ({said}): keep a copy of it and restore a backup"
    return f"{path}: {said}"
