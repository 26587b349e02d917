"""What a merge copies besides the log: texts, the bytes they came from, and annotators' names."""

from collections.abc import Iterator
from hashlib import sha256

from tui.errors import DataError
from tui.store.connection import Store
from tui.store.packing import is_original


def texts_of(store: Store, theirs: Store) -> None:
    """Copy the texts and originals that are not here. Raises DataError where one has changed."""
    store.connection.executemany(
        "INSERT INTO text (uid, length, body) VALUES (?, ?, ?)", _texts(store, theirs)
    )
    store.connection.executemany(
        "INSERT INTO original (uid, bytes, packing) VALUES (?, ?, ?)", _originals(store, theirs)
    )


def _texts(store: Store, theirs: Store) -> Iterator[tuple[str, int, str]]:
    for uid in _missing(store, theirs, "text"):
        ((length, body),) = theirs.rows("SELECT length, body FROM text WHERE uid = ?", (uid,))
        if sha256(body.encode()).hexdigest() != uid or len(body) != length:
            raise _changed(theirs, f"the text {uid[:12]}")
        yield uid, length, body


def _originals(store: Store, theirs: Store) -> Iterator[tuple[str, bytes, str]]:
    for uid in _missing(store, theirs, "original"):
        ((data, packing),) = theirs.rows(
            "SELECT bytes, packing FROM original WHERE uid = ?", (uid,)
        )
        if not is_original(uid, data, packing):
            raise _changed(theirs, f"the original {uid[:12]}")
        yield uid, data, packing


def _missing(store: Store, theirs: Store, table: str) -> list[str]:
    """The names in their table that are not in ours."""
    query = f"SELECT uid FROM {table} ORDER BY uid"
    ours = store.connection.execute(query)
    known = next(ours, None)
    missing = []
    for (uid,) in theirs.connection.execute(query):
        while known is not None and known[0] < uid:
            known = next(ours, None)
        if known is None or known[0] != uid:
            missing.append(uid)
    return missing


def _changed(theirs: Store, what: str) -> DataError:
    return DataError(
        f"{theirs.path} is damaged ({what} has changed since it was taken in): see claimdesk check"
        " there; nothing was merged"
    )


def annotators_of(store: Store, theirs: Store) -> None:
    """Copy the annotators that are not here. One who is a person anywhere is a person."""
    store.connection.executemany(
        "INSERT INTO annotator (uid, name, kind) VALUES (?, ?, ?)"
        " ON CONFLICT (uid) DO UPDATE SET kind = max(kind, excluded.kind)",
        theirs.rows("SELECT uid, name, kind FROM annotator ORDER BY id"),
    )
