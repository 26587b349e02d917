"""Where a reader has been: places to go back to, bookmarks, and how far each article was read.

Pure state of one desk; the view file remembers the bookmarks and how far, the jumps are the day's.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.app.reading import Reading

MOST = 100
"""Places that can be gone back to."""
BARS = " ▏▎▍▌▋▊▉█"


class Spot(NamedTuple):
    """An offset in an article, by its uid."""

    article: str
    offset: int


class Trail:
    """The places of one reader. `read` has the furthest offset and the per cent by article."""

    def __init__(
        self, bookmarks: Iterable[tuple[str, int]] = (), read: Mapping[str, tuple[int, int]] = {}
    ) -> None:
        self.bookmarks = [Spot(*spot) for spot in bookmarks]
        self.read = dict(read)
        self._spots: list[Spot] = []
        self._at = 0
        self._last: Spot | None = None
        self._going = False

    # Jumps

    def see(self, now: Spot, near: bool) -> None:
        """Take note of where the reader is. A place that is not `near` can be gone back from."""
        if self._going:
            return
        before, self._last = self._last, now
        if before is not None and (before.article != now.article or not near):
            self._spots = [*self._spots[: self._at], before][-MOST:]
            self._at = len(self._spots)

    @property
    def last(self) -> Spot | None:
        """Where the reader was seen last."""
        return self._last

    def back(self) -> Spot | None:
        """The place before the jump that led here; None when there is none."""
        if not self._at or self._last is None:
            return None
        if self._at == len(self._spots):
            self._spots.append(self._last)
        self._at -= 1
        return self._arrive()

    def forward(self) -> Spot | None:
        """The place that was gone back from; None when there is none."""
        if self._at + 1 >= len(self._spots):
            return None
        self._at += 1
        return self._arrive()

    def _arrive(self) -> Spot:
        self._last, self._going = self._spots[self._at], True
        return self._last

    def arrived(self) -> None:
        """The reader is where `back` or `forward` led; what was passed on the way is no place."""
        self._going = False

    # Bookmarks

    def mark(self, here: Spot) -> bool:
        """Set a bookmark, or take it off where one is. Returns whether there is one now."""
        if here in self.bookmarks:
            self.bookmarks.remove(here)
            return False
        self.bookmarks.append(here)
        return True

    # How far

    def reach(self, reading: Reading) -> int:
        """Take note of how far an article has been read; in per cent of its body."""
        uid, length = reading.article.uid, len(reading.text)
        furthest, known = self.read.get(uid, (-1, 0))
        if reading.cursor <= furthest:
            return known
        index = reading.sentence
        end = reading.sentences.span(index)[1] if index >= 0 else length
        body = _before_blanks(reading.text, length)
        if run := reading.aside.run(body - 1):
            body = _before_blanks(reading.text, run[0])
        share = min(100, round(100 * end / max(1, body)))
        self.read[uid] = reading.cursor, max(share, known)
        return self.read[uid][1]

    def furthest(self, uid: str) -> int:
        """The furthest offset at which the reader of an article was."""
        return self.read.get(uid, (0, 0))[0]

    def bar(self, uid: str) -> str:
        """How far an article has been read, as one sign of growing width."""
        return BARS[self.read.get(uid, (0, 0))[1] * (len(BARS) - 1) // 100]


def _before_blanks(text: str, end: int) -> int:
    """Where the last words before an offset end."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end
