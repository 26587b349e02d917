"""How far articles are read: to do, in work, done. It is everybody's, as other details are."""

from collections.abc import Iterable

from tui.errors import CallError
from tui.store.articles import id_of, summary
from tui.store.connection import Store
from tui.store.narrowing import STATES

WORDS = {"todo": "to do", "work": "in work", "done": "done"}
"""The states as a person reads them."""


def after(status: str) -> str:
    """The state that comes after another, round and round."""
    return STATES[(STATES.index(status) + 1) % len(STATES)]


def set_status(store: Store, article: str, status: str) -> None:
    """Say how far an article is read, as one operation.

    Raises CallError when there is no such article, or no such state.
    """
    if status not in STATES:
        raise CallError(f"no state {status!r}: an article is {', '.join(STATES)}")
    id_, _ = id_of(store, article)
    with store.operation(f"{summary(store, article).label} is {WORDS[status]}"):
        store.run(
            "UPDATE article SET status = ? WHERE id = ? AND status <> ?", (status, id_, status)
        )


def begin(store: Store, marked: Iterable[str]) -> None:
    """A person makes a mark on these articles: those that were to do are now in work.

    Called inside the operation that makes the mark.
    """
    if store.kind == "person":
        for uid in marked:
            store.run(
                "UPDATE article SET status = 'work' WHERE uid = ? AND status = 'todo'", (uid,)
            )


def next_todo(store: Store, article: str | None = None) -> str | None:
    """The uid of the next article to do after one, in the order they came, round and round.

    None where none other is to do.
    """
    here = store.value("SELECT id FROM article WHERE uid = ?", (article,)) or 0
    found = store.value(
        "SELECT coalesce("
        " (SELECT min(id) FROM article WHERE status = 'todo' AND NOT deleted AND id > ?),"
        " (SELECT min(id) FROM article WHERE status = 'todo' AND NOT deleted AND id < ?))",
        (here, here),
    )
    uid = store.value("SELECT uid FROM article WHERE id = ?", (found,))
    return str(uid) if uid else None


def counts(store: Store) -> dict[str, int]:
    """How many articles there are in each state."""
    rows = store.rows("SELECT status, count(*) FROM article WHERE NOT deleted GROUP BY status")
    return {**dict.fromkeys(STATES, 0), **dict(rows)}
