"""In every script the cursor, the selection, the highlight and the clipboard name the same text.

That text is the one the export has.
"""

import json
from io import BytesIO
from pathlib import Path
from random import Random

import pyperclip
import pytest
from rich.style import Style

from tests.app.scripts import SCRIPTS
from tests.app.seat import Seat, library_of
from tui.app.suggesting import Suggesting
from tui.formats.writing import write
from tui.store.opening import open_reader
from tui.text.graphemes import clusters, snap, spans

IN_EACH = pytest.mark.parametrize("script", SCRIPTS)
SPANS = 12


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the terminal's clipboard, which the test can read."""

    def fail(_: str) -> None:
        raise pyperclip.PyperclipException("no copy mechanism")

    monkeypatch.setattr(pyperclip, "copy", fail)


@pytest.fixture(autouse=True)
def nothing_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    """The corners of suggestions would stand between the words that are compared."""
    monkeypatch.setattr(Suggesting, "look", lambda _: None)


@pytest.fixture
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A library with the text of one script."""
    return library_of(tmp_path / "a.db", SCRIPTS[request.getfixturevalue("script")])


def squeezed(words: str) -> str:
    """Words without blanks, which may hang at the end of a line."""
    return "".join(words.split())


def lit(seat: Seat) -> str:
    """What is drawn as selected, the cursor with it."""
    shades = seat.desk.look.shades
    grounds = {shades.selection.bgcolor, shades.cursor.bgcolor}
    region = seat.reader.region
    found = ""
    for line in seat.cells()[region.y : region.bottom]:
        x = 0
        for part in line:
            style = part.style or Style()
            if region.x <= x < region.right and style.bgcolor in grounds:
                found += part.text
            x += part.cell_length
    return squeezed(found)


def drawn(text: str, start: int, end: int) -> str:
    """How a span is drawn: as it is, but for clusters on whose width terminals do not agree."""
    found = ""
    for line in text[start:end].split("\n"):
        reach = start + len(line)
        found += "".join(cluster.shown for cluster in clusters(text, start, reach))
        start = reach + 1
    return squeezed(found)


def exported(path: Path) -> tuple[int, int, str]:
    """Where the one annotation lies, and its words, as the export has them."""
    stream = BytesIO()
    with open_reader(path) as store:
        write(store, "jsonl", stream)
    (article,) = [json.loads(line) for line in stream.getvalue().splitlines()]
    (made,) = article["annotations"]
    ((start, end),), (quote,) = made["fragments"], made["quotes"]
    assert article["text"][start:end] == quote
    return start, end, quote


async def marked_and_copied(seat: Seat, path: Path) -> str:
    """What a tag's key and `y` make of the selection; all must name it alike."""
    text, (start, end) = seat.reading.text, seat.reading.target()
    selection = seat.reading.selection
    assert selection is not None
    assert lit(seat) == drawn(text, *selection)
    assert snap(text, start) == start
    assert snap(text, end) == end
    await seat.press("y")
    assert seat.app.clipboard.startswith(f"“{' '.join(text[start:end].split())}”")
    await seat.press("1")
    assert exported(path) == (start, end, text[start:end])
    await seat.press("y")
    assert seat.app.clipboard.startswith(f"“{' '.join(text[start:end].split())}”")
    return text[start:end]


@IN_EACH
async def test_selecting_by_words(at_desk, written, script):
    async with at_desk(path=written) as seat:
        await seat.press("w", "v", "w", "w")
        words = await marked_and_copied(seat, written)
        assert words in SCRIPTS[script]


@IN_EACH
async def test_selecting_by_characters(at_desk, written, script):
    async with at_desk(path=written) as seat:
        await seat.press("v", *["right"] * 6)
        words = await marked_and_copied(seat, written)
        seven = list(spans(SCRIPTS[script], 0, len(SCRIPTS[script])))[:7]
        assert words == SCRIPTS[script][: seven[-1][1]].rstrip()


@IN_EACH
async def test_selecting_with_the_mouse(at_desk, written, script):
    async with at_desk(path=written) as seat:
        text = SCRIPTS[script]
        cells = list(spans(text, 0, len(text)))
        first, last = cells[3], cells[20]
        await seat.pilot.mouse_down(seat.reader, offset=seat.spot(text[first[0] :]))
        await seat.pilot.hover(seat.reader, offset=seat.spot(text[last[0] :]))
        await seat.pilot.mouse_up(seat.reader, offset=seat.spot(text[last[0] :]))
        await seat.settle()
        words = await marked_and_copied(seat, written)
        assert words == text[first[0] : last[1]].strip()


@IN_EACH
async def test_the_sentence_is_what_is_tagged_without_a_selection(at_desk, written, script):
    async with at_desk(path=written) as seat:
        start, end = seat.reading.sentence_span()
        await seat.press("1")
        assert exported(written) == (start, end, SCRIPTS[script][start:end])


async def _random_spans(seat: Seat, rng: Random, times: int) -> None:
    text = seat.reading.text
    cells = [span for span in spans(text, 0, len(text)) if not text[slice(*span)].isspace()]
    for _ in range(times):
        first = rng.randrange(len(cells))
        last = min(len(cells) - 1, first + rng.randrange(30))
        span = cells[first][0], cells[last][1]
        before = seat.reading.standing
        seat.reading.select_span(span)
        seat.reader.show_change(before)
        await seat.settle()
        assert seat.reading.selection == span
        assert lit(seat) == drawn(text, *span)
        assert seat.reading.target() == span


@IN_EACH
async def test_any_span_is_lit_as_it_is_selected(at_desk, written, script):
    async with at_desk(path=written) as seat:
        await _random_spans(seat, Random(script), SPANS)


@IN_EACH
async def test_the_cursor_is_drawn_on_the_cluster_it_stands_on(at_desk, written, script):
    async with at_desk(path=written) as seat:
        text = SCRIPTS[script]
        for start, end in list(spans(text, 0, len(text)))[:30]:
            assert seat.reading.cursor == start
            if not text[start:end].isspace():
                assert lit(seat) == drawn(text, start, end)
            await seat.press("right")
