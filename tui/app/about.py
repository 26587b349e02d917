"""What is known of the leading article, at the desk: editing it, its origin, more of its page."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.apart import apart
from tui.app.keys import keys_of
from tui.errors import CallError, DataError
from tui.store import article_details, origins
from tui.text.safety import display_line, hidden_places

if TYPE_CHECKING:
    from tui.app.reading import Reading
    from tui.app.screens.desk import DeskScreen
    from tui.intake.face import Taking
    from tui.model import Article, ArticleSummary
    from tui.store.adding import Added, Intake
    from tui.store.connection import Store
    from tui.store.origins import Origin

NAMES = {
    0xAD: "soft hyphen",
    0x200B: "zero width space",
    0x200E: "left-to-right mark",
    0x200F: "right-to-left mark",
    0xFEFF: "zero width no-break space",
}
"""What some characters are called, where Unicode's own name is long or there is none."""
WORDS: "dict[Taking, str]" = {
    "best": "what the best extractor finds",
    "other": "what the other extractor finds",
    "whole": "the whole page",
}
"""What is taken of a page, in words."""
HIDDEN = "hidden or bidirectional characters"


def of_words(text: str, words: int) -> str:
    """``extracted 812 of 2,140 words``; empty where nothing was left out."""
    from tui.intake.page_blocks import how_many

    own = how_many(text) if words else 0
    return f"extracted {own:,} of {words:,} words" if own < words else ""


def left_out(store: "Store", article: "Article", hidden: int) -> Text:
    """What a reader should know of a text when it is opened: what of its page was left out, and
    what it hides; empty where nothing."""
    said = []
    try:
        words = origins.extraction(store, article.uid).words
    except (CallError, DataError):  # busy, or gone just now: the sheet tells it
        words = 0
    if told := of_words(article.text, words):
        said.append(f"{told} · {keys_of('about')} more")
    if hidden:
        said.append(f"{HIDDEN}: {hidden:,} · {keys_of('hidden')} shows them")
    return Text(" · ".join(said))


class About:
    """The actions on what is known of the leading article."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.taking = False
        """Whether a text is being extracted again."""
        self._shown: tuple[Reading, int, int] | None = None
        """The reader, the place of the hidden character shown last, and the cursor there."""

    def about(self) -> None:
        """Open the sheet of what is known of the leading article."""
        from tui.app.screens.about import AboutScreen

        self.screen.app.push_screen(AboutScreen(self, self.screen.actions.reader().reading.article))

    def hidden(self) -> None:
        """Go to the next character of the text that is hidden, or reorders its neighbours."""
        reader = self.screen.actions.reader()
        reading, text = reader.reading, reader.reading.text
        places = hidden_places(text)
        if not places:
            raise CallError("no hidden or bidirectional character is in this text")
        after = reading.cursor - 1
        if self._shown and (self._shown[0] is reading and self._shown[2] == reading.cursor):
            after = self._shown[1]
        at = bisect_right(places, after) % len(places)
        before = reading.standing
        reading.pivot = None
        reading.go_to(places[at])
        self._shown = reading, places[at], reading.cursor
        reader.show_change(before, tell=False)
        self.screen.follow()
        which = f"hidden character {at + 1:,} of {len(places):,}: {named(text[places[at]])}"
        self.screen.telling.say(f"{which}, shown as a dot · {keys_of('hidden')} next")

    # Details

    def summary(self, uid: str) -> "ArticleSummary":
        """What is known of an article now. Raises CallError when it is gone."""
        found = self.workspace.summary(uid)
        if found is None:
            raise CallError("the article was removed")
        return found

    def change(self, uid: str, name: str, value: str) -> str:
        """Give an article another detail, and show it. Returns what was done; raises as the store
        does."""
        said = article_details.change(self.workspace.store, uid, {name: value})
        self._show(uid)
        if said:
            self.screen.actions.did(display_line(said))
        return said

    def _show(self, uid: str) -> None:
        self.workspace.take_in(frozenset({uid}))
        self.screen.taking_back.show_anew(frozenset({uid}), codebook=False)

    # Its text

    async def origin(self, uid: str) -> "Origin":
        """Where the text of an article came from, read in a thread."""
        return await apart(self.workspace.store, lambda store: origins.origin(store, uid))

    def take(
        self,
        uid: str,
        taking: "Taking",
        then: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Take another part of the page an article came as: a later text of the article.

        It is found in another process while one reads on, and goes on though the sheet is left.
        Raises CallError while another text is being found.
        """
        if self.taking:
            raise CallError("a text is still being extracted: try again when it is done")
        self.taking = True
        self.screen.work_on(self._take(uid, taking, then, failed))

    async def _take(
        self,
        uid: str,
        taking: "Taking",
        then: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        from tui.adding.extracting import extracted
        from tui.store.adding import add_version

        try:
            store = self.workspace.store
            intake = (await apart(store, lambda own: extracted(own, uid, taking))).intake

            def done(added: "Added") -> None:
                then(self._taken(added, WORDS[taking], intake))

            deed: Callable[[Store], Added] = lambda store: add_version(store, uid, intake)  # noqa: E731
            self.screen.writing.begin(f"taking {WORDS[taking]}", deed, done, failed)
        except (CallError, DataError) as error:
            failed(error)
        finally:
            self.taking = False

    def _taken(self, added: "Added", what: str, intake: "Intake") -> str:
        """Show the text that was taken, and say what it is."""
        if added.duplicate:
            return f"{what} is the text that it has already"
        self._show(added.article.uid)
        words = of_words(intake.decoded.text, intake.extraction.words) or "all of its words"
        waiting = added.carried.waiting if added.carried else 0
        look = f"; {waiting} annotations to place" if waiting else ""
        found_by = intake.extraction.extractor
        by = f" by {found_by}" if found_by and found_by not in what else ""
        return f"took {what}{by}: {words}{look}"


def named(character: str) -> str:
    """``U+202E right-to-left override``"""
    from unicodedata import name

    code = ord(character)
    called = NAMES.get(code) or name(character, "").lower()
    return display_line(f"U+{code:04X} {called}".rstrip())
