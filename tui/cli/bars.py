"""A bar on a terminal's standard error for what goes through many articles."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

MANY = 500
"""Articles from which on a bar is worth its place."""


@contextmanager
def articles_done() -> Iterator[Callable[[int, int], None] | None]:
    """What is to be called with how many articles are done, and of how many; None off a terminal.

    The bar comes with the first call that has many, and is gone at the end.
    """
    if not sys.stderr or not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as opened:
        advance: Callable[[int], None] | None = None

        def tell(done: int, of: int) -> None:
            nonlocal advance
            if of < MANY:
                return
            if advance is None:
                advance = opened.enter_context(_bar(of))
            advance(done)

        yield tell


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    # Standard output may be a file: it is not the bar's to redirect.
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)
