"""What the desk looks like, as pictures. Look at one before you accept it:

``rsvg-convert -w 1500 tests/app/__snapshots__/test_looks/NAME.svg -o look.png``
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.app.app import Desk
from tui.app.suggesting import Suggesting
from tui.store.opening import open_store


@pytest.fixture(autouse=True)
def nothing_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions come when they are worked out, before the picture is taken or after."""
    monkeypatch.setattr(Suggesting, "look", lambda _: None)


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with open_store(path, annotator="ana", device="desk-1", timeout=0) as store:
        yield Desk(store)


def test_80x24_with_an_annotation_in_hand(desk, snap_compare):
    assert snap_compare(desk, terminal_size=(80, 24), press=["]", "]"])


def test_120x40_two_articles_and_what_is_known_of_an_annotation(desk, snap_compare):
    assert snap_compare(desk, terminal_size=(120, 40), press=["]", "]"])


def test_160x45_in_the_light_theme(desk, snap_compare):
    assert snap_compare(desk, terminal_size=(160, 45), press=["T", "]", "]", "v", "e", "e"])


def test_letters_on_the_words_of_a_sentence(desk, snap_compare):
    assert snap_compare(desk, terminal_size=(80, 24), press=["j", "j", "j", "f"])
