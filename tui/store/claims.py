"""Changing the claims above the annotations. A claim is everybody's: it has no annotator."""

from tui.errors import CallError
from tui.store.connection import Store


def change(store: Store, uid: str, *, wording: str | None = None, note: str | None = None) -> None:
    """Change wording or note of a claim as one operation; what is not given stays.

    Raises CallError when there is no such claim, or the wording would be empty.
    """
    was = _wording(store, uid)
    if wording is not None and not wording.strip():
        raise CallError("a claim needs a wording: delete it if it is not wanted")
    words = was if wording is None else wording
    with store.operation(f"{'note on' if wording is None else 'reword'} the claim “{words}”"):
        store.run(
            "UPDATE claim SET wording = ?, note = coalesce(?, note) WHERE uid = ?",
            (words, note, uid),
        )


def remove(store: Store, uid: str) -> None:
    """Take a claim away as one operation. What was on it stays, and is on it again after undo.

    Raises CallError when there is no such claim.
    """
    with store.operation(f"delete the claim “{_wording(store, uid)}”"):
        store.run("UPDATE claim SET deleted = 1 WHERE uid = ?", (uid,))


def _wording(store: Store, uid: str) -> str:
    found = store.value("SELECT wording FROM claim WHERE uid = ? AND NOT deleted", (uid,))
    if found is None:
        raise CallError("this claim is no longer there")
    return str(found)
