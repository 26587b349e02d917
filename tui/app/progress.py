"""How far the articles are read: saying so, and going on to the next one to do."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.keys import keys_of
from tui.app.widgets.rows import Rows
from tui.errors import CallError
from tui.store import progress
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Progress:
    """The actions on the status of the articles of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def status(self) -> None:
        """Set the leading article's status, or that of the library's row, to the next in turn."""
        about = self.workspace.summary(self._uid())
        if about is None:
            raise CallError("this article is no longer there")
        status = progress.after(about.status)
        self.workspace.whole.set_status(about.uid, status)
        self.screen.taking_back.show_anew(frozenset(), codebook=False)
        words = f"{display_line(about.label)} is {progress.WORDS[status]}"
        self.screen.telling.say(Text.assemble(words, (f" · {keys_of('undo')} undo", "dim")))

    def _uid(self) -> str:
        rows = self.screen.query_one("#library", Rows)
        if not rows.has_focus:
            return self.screen.actions.reader().reading.article.uid
        if not len(rows.items):
            raise CallError("there is no article here")
        return str(rows.items[rows.at].uid)

    def next_to_do(self) -> None:
        """Open the next article to do, in the order of the library, after the leading one."""
        here = self.screen.reader.reading.article.uid if self.screen.reader else None
        uid = progress.next_todo(self.workspace.store, here)
        if uid is None:
            raise CallError("no other article is to do: every one is in work or done")
        self.screen.work_on(self._open(uid))

    async def _open(self, uid: str) -> None:
        await self.screen.opening.open(uid)
        left = progress.counts(self.workspace.store)["todo"]
        self.screen.telling.say(f"{left} to do" if left != 1 else "the last one to do")
