"""Working out suggestions in a thread of its own, so that no key waits for it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui.errors import CallError, DataError
from tui.model import Annotation
from tui.store import suggestions
from tui.store.opening import open_reader
from tui.text.lessons import Learned, lesson
from tui.text.material import Material, material
from tui.text.proposals import Dismissed, Proposal, propose, without

TAUGHT_BY_MOST = 40
"""Articles that are learned from, those marked last: beyond that little is gained, and a library
that was worked on for years does not keep the machine busy."""
LONGEST = 100_000
"""Code points of an article that is learned from before it is opened."""
KEPT = 8
"""Texts that are kept ready."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open article to propose for: its uid, the text it has, and what is marked in it."""

    article: str
    sha256: str
    text: str
    language: str
    marks: list[Annotation]
    tags: tuple[str, ...]


class Proposing:
    """What was learned from one reader's annotations. One thread at a time may ask."""

    def __init__(self, path: Path, annotator: str) -> None:
        self.path = path
        self.annotator = annotator
        self.learned: Learned | None = None
        self.stopped = False
        """Set from outside when nobody waits for the answer any more."""
        self._teachers: frozenset[str] = frozenset()
        self._ready: dict[str, Material] = {}

    def answer(self, asked: list[Asked]) -> dict[str, list[Proposal]]:
        """The proposals by article. Raises CallError and DataError where the file fails."""
        with open_reader(self.path) as store:
            dismissed = {
                one.article: suggestions.dismissed(store, one.article, self.annotator)
                for one in asked
            }
            self._teachers = suggestions.teachers(store, self.annotator)
        learned = self.learned if self.learned is not None else self._learn()
        for one in asked:
            mine = [
                (mark.start, mark.end, mark.tag)
                for mark in one.marks
                if mark.annotator in self._teachers
            ]
            learned.learn(one.article, lesson(self._material(one), mine))
        return {one.article: self._propose(one, learned, dismissed[one.article]) for one in asked}

    def _propose(self, one: Asked, learned: Learned, dismissed: list[Dismissed]) -> list[Proposal]:
        marked = [(mark.start, mark.end, mark.tag) for mark in one.marks]
        found = propose(self._material(one), learned, one.tags, marked)
        return without(one.text, found, dismissed)

    def _material(self, one: Asked) -> Material:
        ready = self._ready.pop(one.sha256, None) or material(one.text, one.language)
        self._ready[one.sha256] = ready  # the one used last is last
        if len(self._ready) > KEPT:
            del self._ready[next(iter(self._ready))]
        return ready

    def _learn(self) -> Learned:
        """Learn from the articles marked lately, the older first."""
        learned = Learned()
        with open_reader(self.path) as store:
            lately = suggestions.marked_lately(store, self.annotator, TAUGHT_BY_MOST, LONGEST)
            for uid in lately:
                if self.stopped:
                    break
                with suppress(CallError, DataError):  # gone meanwhile, or damaged: check tells
                    text, language, marked = suggestions.marked_in(store, uid, self.annotator)
                    learned.learn(uid, lesson(material(text, language), marked))
        self.learned = learned
        return learned
