"""How many keys a task takes at the desk, beside the keys SLATE documents for it.

Each task begins at the same place on both sides, and what the keys made is read from the database.
SLATE's keys are counted as its README (slate-nlp 1.1.3, "Keybindings") names them, in a run over
tokens with one paragraph a line: ``;`` goes a token to the right, ``/`` and ``m`` extend the item
by a token, Space and a letter label it. Its code takes a number before a key, which the README does
not say; with those it takes fewer keys, and still more than the desk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app.keys import EVERYWHERE
from tui.model import Annotation
from tui.store import relations

PAGE = Path(__file__).parents[2] / "docs" / "keystrokes.md"
LABEL = 2
"""Space, then the label's letter."""

DECISION = "This decision follows"
SHOCK = "Mali’s government expressed that it learned"
YUSOV = "Andriy Yusov"
REBELS = "Northern Tuareg rebels claim to have killed"

Span = tuple[int, int]


@dataclass(frozen=True)
class Slate:
    """SLATE's keys for a task: some once, and some as often as there are tokens to pass."""

    once: int
    repeated: Sequence[int] = ()

    @property
    def documented(self) -> int:
        return self.once + sum(self.repeated)

    @property
    def with_numbers(self) -> int:
        return self.once + sum(min(times, len(str(times)) + 1) for times in self.repeated)


def tokens(text: str, start: int, end: int) -> int:
    """How many of SLATE's tokens, which blanks part, begin in a stretch."""
    return len(text[start:end].split())


def on_span(text: str, start: int, span: Span) -> Slate:
    """From the token at `start` to a label on a span that begins there or later."""
    return Slate(LABEL, (tokens(text, start, span[0]), tokens(text, *span) - 1))


def on_the_next(text: str, _: int, span: Span) -> Slate:
    """To a label on the sentence after the one that is SLATE's item now."""
    return Slate(1 + LABEL, (tokens(text, *span) - 1,))


def on_found(word: str) -> Callable[[str, int, Span], Slate]:
    r"""To find a word (``\``, the word, ``?``) and label a span around it."""

    def count(text: str, _: int, span: Span) -> Slate:
        at = text.index(word, span[0])
        around = tokens(text, span[0], at), tokens(text, at, span[1]) - 1
        return Slate(1 + len(word) + 1 + LABEL, around)

    return count


def moved_end(_: str, __: int, ___: Span) -> Slate:
    """To take the label off, extend the item by two tokens and label it again."""
    return Slate(1 + LABEL, (2,))


def at_all_places(text: str, _: int, span: Span) -> Slate:
    """To search the first word, and at each further place extend the item and label it."""
    words = text[slice(*span)]
    further = text.count(words) - 1
    search = 1 + len(words.split()[0]) + 1
    return Slate(search + further * (LABEL + 2) - 1)


def typed(words: str) -> Callable[[str, int, Span], Slate]:
    """To type a label: ``t``, the words, ``?``."""
    return lambda *_: Slate(1 + len(words) + 1)


def linked(text: str, start: int, span: Span) -> Slate:
    """To link two items in a run for links: go on to the second, extend it, ``D``."""
    return Slate(1, (tokens(text, start, span[0]), tokens(text, *span) - 1))


def letter(seat: Seat, word: str) -> str:
    """The letter that stands on a word."""
    text = seat.reading.text
    return next(at for at, span in seat.reading.letters.items() if text[slice(*span)] == word)


def tagged(seat: Seat, span: Span, tag: str) -> bool:
    return seat.mine()[-1] == (tag, seat.reading.text[slice(*span)])


@dataclass(frozen=True)
class Task:
    """What is to be done: the words the cursor is on, the keys, the words and tag that result.

    A key ``<word>`` is the letter that stands on a word after `f`.
    """

    name: str
    at: str
    keys: tuple[str, ...]
    words: str
    tag: str
    slate: Callable[[str, int, Span], Slate] = on_span
    first: tuple[str, ...] = ()
    needs: str = ""
    """The action without which the desk cannot do it."""
    made: Callable[[Seat, Span, str], bool] = tagged


def speaker(seat: Seat, _: Span, __: str) -> bool:
    return [one.attributes.get("speaker") for one in own(seat)] == [YUSOV]


def everywhere(seat: Seat, span: Span, _: str) -> bool:
    words = seat.reading.text[slice(*span)]
    return [one.quote for one in own(seat)] == [words] * seat.reading.text.count(words)


def related(seat: Seat, _: Span, __: str) -> bool:
    first, second = own(seat)
    found = relations.of_article(seat.app.workspace.store, first.article)
    return {first.uid, second.uid} in [{one.source, one.target} for one in found]


def own(seat: Seat) -> list[Annotation]:
    return [one for one in seat.stored() if one.annotator == "ana"]


TASKS = (
    Task("tag the sentence", DECISION, ("2",), "This decision…", "claim/number"),
    Task("tag the quotation", SHOCK, ('"', "3"), "with deep shock", "claim/quote"),
    Task(
        "tag two words",
        REBELS,
        ("f", "<84>", "<mercenaries>", "2"),
        "84 mercenaries",
        "claim/number",
    ),
    Task(
        "tag a clause",
        DECISION,
        ("f", "<who>", "<defeat>", "4"),
        "who allegedly acknowledged Kyiv’s involvement in a significant military defeat",
        "claim/position",
    ),
    Task(
        "repeat on the next sentence",
        DECISION,
        ("j", "."),
        "Northern Tuareg rebels…",
        "claim/event",
        on_the_next,
        ("1",),
    ),
    Task(
        "find a word and tag its sentence",
        DECISION,
        ("/", *"Bamako", "enter", "1"),
        "This week, Russian…",
        "claim/event",
        on_found("Bamako"),
    ),
    Task(
        "find a word and tag it alone",
        DECISION,
        ("/", *"Bamako", "tab", "2"),
        "Bamako",
        "claim/number",
        on_found("Bamako"),
    ),
    Task(
        "tag a quantity",
        REBELS,
        ("#", "2"),
        "at least 84 mercenaries",
        "claim/number",
        needs="next_figure",
    ),
    Task(
        "move an end by two words",
        "84 mercenaries and",
        (">", ">"),
        "84 mercenaries and",
        "claim/number",
        moved_end,
        ("v", "e", "2"),
        "end_later",
    ),
    Task(
        "tag all occurrences",
        "Wagner Group as",
        ("*", "enter"),
        "Wagner Group",
        "background",
        at_all_places,
        ("v", "e", "e", "7"),
        "elsewhere",
        everywhere,
    ),
    Task(
        "set the speaker",
        "On July 29",
        ("enter", "1"),
        "On July 29…",
        "claim/event",
        typed(YUSOV),
        ("1",),
        "details",
        speaker,
    ),
    Task(
        "relate two annotations",
        "Intense fighting",
        ("L", "j", "L", "s"),
        "Mali’s military has acknowledged…",
        "claim/event",
        linked,
        ("1", "j", "1", "k"),
        "relate",
        related,
    ),
)


def wanted(seat: Seat, words: str) -> Span:
    """Where the words of a task stand; with ``…``, the sentence that begins with them."""
    reading = seat.reading
    start = reading.text.index(words.rstrip("…"))
    if not words.endswith("…"):
        return start, start + len(words)
    return reading.sentences.span(reading.sentences.at(start))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
async def test_a_task_takes_fewer_keys_than_slate(at_desk: AtDesk, task: Task):
    if task.needs and task.needs not in {action.name for action in EVERYWHERE}:
        pytest.skip(f"no action {task.needs} yet")
    async with at_desk((120, 40)) as seat:
        await seat.go_to(task.at)
        await seat.press(*task.first)
        seat.presses = 0
        text, start = seat.reading.text, seat.reading.cursor
        span = wanted(seat, task.words)
        for key in task.keys:
            await seat.press(*letter(seat, key[1:-1]) if len(key) > 2 and key[0] == "<" else (key,))
        assert task.made(seat, span, task.tag), seat.mine()
        theirs = task.slate(text, start, span)
        assert seat.presses < theirs.with_numbers <= theirs.documented
        keys = " ".join(f"`{key}`" for key in task.keys)
        numbers = f"{theirs.documented} | {theirs.with_numbers}"
        said = f"| {task.name} | {keys} | {seat.presses} | {numbers} |"
        assert said in PAGE.read_text(encoding="utf-8")
