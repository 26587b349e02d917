"""Which articles have the address of one page, found by a hash that stands beside the url.

The hash is no part of the log: it is worked out where it is missing, as it is after a merge and
after the url was changed.
"""

from hashlib import sha256

from tui.store.connection import Store
from tui.text.urls import canonical

NONE = -1
"""The hash of what is no address of the web."""


def of(url: str) -> int:
    """The hash of a url as two are compared (`tui.text.urls.canonical`), 0 for an empty one."""
    if not url:
        return 0
    address = canonical(url)
    if not address:
        return NONE
    return int.from_bytes(sha256(address.encode()).digest()[:7], "big") + 1


def articles(store: Store, url: str) -> list[tuple[str, int]]:
    """The articles with this address, by uid and the row of their text, the latest first.

    To be called inside an operation. Removed ones are left out.
    """
    for id_, missing in store.rows("SELECT id, url FROM article WHERE url <> '' AND address = 0"):
        store.run("UPDATE article SET address = ? WHERE id = ?", (of(missing), id_))
    wanted = canonical(url)
    rows = store.rows(
        "SELECT uid, text_id, url FROM article"
        " WHERE address = ? AND address > 0 AND NOT deleted ORDER BY id DESC",
        (of(url),),
    )
    return [(uid, text) for uid, text, known in rows if canonical(known) == wanted]
