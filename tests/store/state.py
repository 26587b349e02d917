"""All that the log follows, as one value: what is equal stands the same to the letter."""

from tui.store.connection import Store
from tui.store.schema import LOGGED, logged_value

State = dict[tuple[str, str], dict[str, object]]


def state(store: Store) -> State:
    """Every row of the logged tables that is not deleted, by table and uid; references as uids."""
    found: State = {}
    for table, columns in LOGGED.items():
        values = ", ".join(logged_value("t", column) for column in columns)
        for uid, *row in store.rows(f"SELECT uid, {values} FROM {table} AS t WHERE NOT deleted"):
            found[table, uid] = dict(zip(columns, row, strict=True))
    return found
