"""What the desk remembers of how it looked, and what becomes of it when the file is damaged."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app import view
from tui.app.view import PaneView, View

offsets = st.integers(0, 10**9)
views = st.builds(
    View,
    panes=st.lists(st.builds(PaneView, st.text(), offsets, offsets), max_size=4).map(tuple),
    focus=st.integers(0, 3),
    library=st.sampled_from([None, True, False]),
    annotations=st.sampled_from([None, True, False]),
    theme=st.text(),
    last_tag=st.text(),
    places=st.dictionaries(st.text(), st.tuples(offsets, offsets), max_size=4),
)
WHOLE = View(
    (PaneView("a", 12, 3),), 0, True, None, "claimdesk-light", "claim/event", {"a": (12, 3)}
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "views" / "one.json"


@given(wanted=views)
def test_what_was_saved_is_what_is_read(tmp_path_factory, wanted):
    file = tmp_path_factory.getbasetemp() / "round-trip" / "view.json"
    view.save(file, wanted)
    assert view.load(file) == wanted


def test_a_desk_that_was_never_open_has_a_fresh_view(file):
    assert view.load(file) == View()


def changed(**entries: object) -> str:
    data = {
        "panes": [{"article": "a", "cursor": 1, "top": 2}],
        "focus": 0,
        "library": None,
        "annotations": None,
        "theme": "",
        "last_tag": "",
        "places": {"a": [1, 2]},
    }
    return json.dumps({**data, **entries})


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        '"words"',
        "{}",
        changed(panes=None),
        changed(panes=[1]),
        changed(panes=[{"article": "a"}]),
        changed(panes=[{"article": "a", "cursor": "x", "top": 0}]),
        changed(focus=None),
        changed(focus=float("inf")),
        changed(library="yes"),
        changed(annotations=[1, 2]),
        changed(places=[]),
        changed(places={"a": 1}),
        changed(places={"a": [1]}),
        "[" * 100_000,
        "\x00\x00",
    ],
    ids=lambda text: text[:24] or "empty",
)
def test_a_damaged_file_gives_a_fresh_view(file, damaged):
    file.parent.mkdir(parents=True)
    file.write_text(damaged, encoding="utf-8")
    assert view.load(file) == View()


def test_bytes_that_are_no_text_give_a_fresh_view(file):
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff\xfe\x00{")
    assert view.load(file) == View()


@pytest.mark.parametrize("fails", ["write_text", "replace"])
def test_a_view_that_cannot_be_written_leaves_the_one_before(file, monkeypatch, fails):
    view.save(file, WHOLE)

    def full(self: Path, *args: object, **_: object) -> None:
        if fails == "write_text":
            self.write_bytes(str(args[0]).encode()[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Path, fails, full)
        with pytest.raises(OSError, match="No space left"):
            view.save(file, View())
    assert view.load(file) == WHOLE


def test_saving_leaves_one_file(file):
    view.save(file, WHOLE)
    view.save(file, View())
    assert list(file.parent.iterdir()) == [file]
