"""Reading from the database in a thread, over a connection of its own, while one reads on."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tui.store.connection import Store
from tui.store.opening import open_reader

PATIENCE = 1.0
"""Seconds to wait while the database is locked."""
T = TypeVar("T")


async def apart(own: Store, read: Callable[[Store], T]) -> T:
    """What `read` reads. Raises as `open_reader` and it do.

    Over a network nothing is read apart: the file is locked for one connection alone.
    """
    if own.on_network:
        return read(own)

    def with_its_own() -> T:
        with open_reader(own.path, PATIENCE) as store:
            return read(store)

    return await asyncio.to_thread(with_its_own)
