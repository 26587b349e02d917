"""What is kept can be read: contrast, no word cut without saying so, a window that is small.

Text has a contrast of 4.5:1 (WCAG 2.2, §1.4.3) in the themes of many colours, and 3:1 where it is
quiet on purpose (the theme's quiet ink, a tag's own ink) or a sign and no word. Of the sixteen
colours the terminal says what they are. What lies under an open sheet is faded, and is not read
until the sheet is left.
"""

import asyncio
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rich.color import Color
from textual.filter import dim_color

from tests.looks.conftest import ANEW
from tests.looks.form import Ink, Look, read
from tests.looks.walk import SIZES, WAY, walk
from tui.app.theme import READABLE, SIXTEEN, THEMES, contrast, rgb, shades

QUIET = 3.0
MANY = [theme for theme in THEMES if theme is not SIXTEEN]
WORD = re.compile(r"[^\W_]{3,}")
each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
kept = cache(read)
pytestmark = pytest.mark.skipif(ANEW, reason="what is kept is being written")


def signs(look: Look, theme: str) -> Iterator[tuple[str, Ink]]:
    """What stands in the open sheet or on the whole screen, sign by sign."""
    x, y, width, height = look.sheet
    for line, inks in zip(look.lines[y : y + height], look.styles[theme][y:], strict=False):
        yield from list(zip(line, inks, strict=False))[x : x + width]


def contrast_of(ink: Ink) -> float:
    return contrast(rgb(f"#{ink.ink}"), rgb(f"#{ink.ground}"))


@each_size
@pytest.mark.parametrize("theme", MANY, ids=lambda theme: theme.name)
def test_what_is_read_has_contrast_enough(theme, size):
    name = theme.name.removeprefix("claimdesk-")
    page = shades(theme.name)
    styles = (*page.labels.values(), page.dim, page.gone, page.new)
    quiet = {style.color.get_truecolor().hex[1:] for style in styles}
    for ground in (theme.background, theme.surface, theme.panel):
        for ink in (theme.foreground, theme.accent, theme.primary):
            faint = dim_color(Color.parse(ground), Color.parse(ink))
            quiet.add(faint.get_truecolor().hex[1:])
    poor = {}
    for stop in WAY:
        for sign, ink in signs(kept(stop.name, size), name):
            least = READABLE if sign.isalnum() and ink.ink not in quiet else QUIET
            if (sign.isalnum() or sign in "✓✎→←±") and ink.ink and contrast_of(ink) < least:
                poor.setdefault(f"{stop.name} {ink} {contrast_of(ink):.2f}", sign)
    assert poor == {}


def at_the_edge(look: Look) -> Iterator[str]:
    """The words that end where the room for them does, in an open sheet."""
    x, y, width, height = look.sheet
    edge = x + width - 2
    for line in look.lines[y : y + height]:
        part = line[x:edge]
        if len(part) == width - 2 and part[-1].isalnum():
            yield part.split()[-1]


@each_size
def test_a_word_that_does_not_fit_says_that_it_is_cut(size):
    whole = {
        word
        for stop in WAY
        for line in kept(stop.name, SIZES[-1]).lines
        for word in WORD.findall(line)
    }
    cut = [
        (stop.name, word)
        for stop in WAY
        for word in at_the_edge(kept(stop.name, size))
        if kept(stop.name, size).sheet[2] < size[0] and not set(WORD.findall(word)[-1:]) <= whole
    ]
    assert cut == []


def test_a_window_of_40x12_shows_one_article_with_its_name_its_words_and_where_one_is(
    database: Path, tmp_path: Path
):
    path = Path(shutil.copy(database, tmp_path / "small.db"))
    seen = asyncio.run(walk(path, (40, 12), "dark", only="desk"))
    lines = ["".join(part.text for part in line) for line in seen["desk"].cells]
    assert lines[0].startswith(" 1 International News")
    assert "HomeInternational" in "".join(lines[1:9])
    assert "Mali has announced" in "".join(lines[1:9])
    assert "article 1 of 2" in lines[9]
    assert "sentence" in lines[11]
