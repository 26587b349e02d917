"""One open database: its rows, one operation at a time, and what SQLite says in plain words.

Reading changes no byte of the file: it rests in the plain journal mode, WAL is entered with the
first write and left on closing. Every operation is one transaction with `synchronous=EXTRA`, so it
is on the disk before the call returns (docs/decisions.md, "Durability").
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tui.errors import DataError
from tui.store import clock

APP = "claimdesk"
ENDING = 12
"""Hexadecimal digits at the end of a uid that are the same in operations of one `together`."""
NAMESPACE = "3f0f6c53-6d0c-5a0b-9d66-6f2f6a3d7d10"
_NAMESPACE = bytes.fromhex(NAMESPACE.replace("-", ""))


def named(name: str) -> str:
    """A uid made of a name (UUID 5, RFC 9562 §5.5): the same in every file that knows the name.

    Python's own takes four times as long, and there are several for each article.
    """
    from hashlib import sha1

    digest = sha1(_NAMESPACE + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


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
        why_read_only: str = "",
        on_network: bool = False,
        now: Callable[[], int] = clock.milliseconds,
        new_uid: Callable[[int], str] = clock.uuid7,
    ) -> None:
        self.path = path
        self.connection = connection
        self.annotator = annotator
        self.kind = kind
        self.device = device
        self.writable = writable
        self.why_read_only = why_read_only
        self.on_network = on_network
        self.now = now
        self._new_uid = new_uid
        self.texts: dict[int, str] = {}
        """Texts read lately, by row id: they never change."""
        self.frequencies: tuple[int, dict[str, int]] = (0, {})
        """In how many texts words were found, as long as there are so many texts."""
        self.written: set[str] = set()
        """The uids of the operations made over this connection."""
        self._in_wal = False
        self._ending = ""

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

    def insert(self, sql: str, parameters: tuple[object, ...]) -> int:
        """Write one row inside an operation. Returns its row id, 0 where it was there already."""
        with plain_errors(self.path):
            made = self.connection.execute(sql, parameters)
        return made.lastrowid or 0 if made.rowcount else 0

    def damaged(self, what: str) -> DataError:
        """The error for a row that cannot be what this program wrote."""
        remedy = restoring(self.path) or "restore a backup"
        return DataError(f"{self.path} is damaged ({what}): see claimdesk check, or {remedy}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read inside as of one moment, whatever others write meanwhile."""
        with plain_errors(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is on the disk at the end, or none of it.

        One inside another is whole or nothing as well, and on the disk when the outer one is.
        Raises DataError when the file is locked, read-only, full or damaged; nothing is written.
        """
        if not self.writable:
            raise DataError(self.why_read_only)
        if self.connection.in_transaction:
            with self._nested():
                yield
            return
        with plain_errors(self.path):
            self._enter_wal()
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._end("COMMIT")
            except BaseException:
                self._end("ROLLBACK")
                raise

    @contextmanager
    def _nested(self) -> Iterator[None]:
        self.connection.execute("SAVEPOINT nested")
        try:
            yield
        except BaseException:
            self._end("ROLLBACK TO nested")
            self._end("RELEASE nested")
            raise
        self._end("RELEASE nested")

    def _end(self, how: str) -> None:
        """Commit or roll back, unless that has been done: SQLite rolls back some errors itself."""
        if how.startswith("ROLLBACK"):
            self.texts.clear()  # a text that was rolled back leaves its row id to another
            self.frequencies = (0, {})
        if self.connection.in_transaction:
            self.connection.execute(how)

    @contextmanager
    def operation(self, label: str, kind: str = "do", undoes: str | None = None) -> Iterator[str]:
        """Everything written inside is one entry of the log: all on disk at the end, or nothing.

        Yields the operation's uid. An operation that changed nothing leaves no entry. Raises as
        `transaction` does.
        """
        within = self.connection.in_transaction
        with self.transaction():
            op_id, uid = self._begin_op(label, kind, undoes)
            yield uid
            self.connection.execute("DELETE FROM current_op")
            if undoes or self.value("SELECT 1 FROM change WHERE op_id = ? LIMIT 1", (op_id,)):
                if kind == "do":
                    self._leave_undone_behind()
            elif within:
                self.connection.execute("DELETE FROM op WHERE id = ?", (op_id,))
            else:
                self._end("ROLLBACK")

    @contextmanager
    def together(self, ending: str = "") -> Iterator[str]:
        """The operations inside are taken back together (`tui.store.together`).

        Yields how their uids end. Given on, operations over other connections are of them, too.
        """
        before, self._ending = self._ending, ending or self.new_uid()[-ENDING:]
        try:
            yield self._ending
        finally:
            self._ending = before

    def _begin_op(self, label: str, kind: str, undoes: str | None) -> tuple[int, str]:
        now, uid = self.now(), self.new_uid()
        uid = uid[:-ENDING] + self._ending if self._ending else uid
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
        self.written.add(uid)
        return cursor.lastrowid or 0, uid

    def _leave_undone_behind(self) -> None:
        """What was undone can no longer be redone once something else has been done."""
        self.connection.execute(
            # Written so that the index answers all of it.
            "UPDATE op SET dead = 1"
            " WHERE annotator = ? AND kind = 'do' AND undone = 1 AND dead = 0",
            (self.annotator,),
        )

    def in_wal(self) -> bool:
        """Whether others can read, however long, without keeping anyone from writing."""
        return bool(self.value("PRAGMA journal_mode") == "wal")

    def _enter_wal(self) -> None:
        # Refused while another process reads, and where the file system cannot do WAL: SQLite then
        # stays in the plain journal, which is slower and as safe.
        # Nobody can leave it again while this connection is open.
        if self.on_network or self._in_wal:
            return
        with suppress(sqlite3.OperationalError):
            mode = self.connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            self._in_wal = mode == "wal"

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


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one line that names the file and the remedy."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DataError(_explain(path, error)) from error


def _explain(path: Path, error: Exception) -> str:
    said = str(error)
    if "locked" in said:
        return (
            f"{path} is locked by another process: close it there, or try again; nothing was lost"
        )
    if "readonly" in said or "unable to open" in said:
        log = path.with_name(f"{path.name}-wal")
        what = f"it and {log.name}" if log.exists() else "it"
        return (
            f"{path} cannot be written (read-only file or folder): copy {what} to where you may"
            " write"
        )
    if "full" in said:
        return f"the disk is full, nothing was written to {path}: free some room and try again"
    name = str(getattr(error, "sqlite_errorname", ""))
    if name in ("SQLITE_PERM", "SQLITE_PROTOCOL") or ("IOERR" in name and "LOCK" in name):
        return (
            f"{path} cannot be locked in its folder ({said}), and unlocked nothing is written: copy"
            " it to a disk of this machine"
        )
    if "disk I/O" in said:
        return (
            f"{path} could not be read or written ({said}): see that the disk is there and has"
            " room, and try again"
        )
    if "not a database" in said and not restoring(path):
        return f"{path} is not a Claimdesk database: name another file with --db"
    if isinstance(error, sqlite3.IntegrityError):
        return f"{path}: {said}"
    remedy = restoring(path) or "keep a copy of it and restore a backup"
    return f"{path} is damaged ({said}): {remedy}"


def restoring(path: Path) -> str:
    """The command that restores the newest good backup of a damaged database, if there is one."""
    from tui.store import backups

    return backups.restoring(path)
