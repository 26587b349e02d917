"""Copying a quotation: what is copied, and which way it goes."""

import pyperclip
import pytest

from tests.app.material import article, over
from tui.app import clipboard

TEXT = "Maiga said “we have\ndecided to break off”."


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A clipboard of this machine, and no SSH."""
    copied: list[str] = []
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setattr(pyperclip, "copy", copied.append)
    return copied


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No SSH, and a machine without a clipboard."""

    def fail(_: str) -> None:
        raise pyperclip.PyperclipException("no copy mechanism")

    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setattr(pyperclip, "copy", fail)


def test_it_goes_to_the_clipboard_and_to_the_terminal(here):
    terminal: list[str] = []
    said = clipboard.copy("words", terminal.append)
    assert (here, terminal) == (["words"], ["words"])
    assert "clipboard" in said
    assert "OSC 52" in said


def test_without_a_clipboard_it_goes_to_the_terminal_alone(nowhere):
    terminal: list[str] = []
    assert clipboard.copy("words", terminal.append) == "terminal (OSC 52)"
    assert terminal == ["words"]


def test_without_a_terminal_it_goes_to_the_clipboard_alone(here):
    assert clipboard.copy("words", None) == "clipboard"


def test_over_ssh_the_clipboard_of_the_far_machine_is_left_alone(here, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    terminal: list[str] = []
    assert clipboard.copy("words", terminal.append) == "terminal (OSC 52)"
    assert (here, terminal) == ([], ["words"])


def test_with_neither_it_says_that_nothing_took_it(nowhere):
    assert clipboard.copy("words", None) == ""


def test_a_quotation_names_its_source_title_day_and_address():
    of = article(TEXT, source="Nairobi", title="Mali cuts ties", published="6 Aug", url="x.org/1")
    assert clipboard.quotation("some words", of) == (
        "“some words” — Nairobi, Mali cuts ties, 6 Aug, x.org/1"
    )


def test_a_source_that_is_not_known_is_its_file_and_what_is_not_known_is_left_out():
    assert clipboard.quotation("words", article(TEXT, title="", file="a.txt")) == "“words” — a.txt"


def test_line_ends_in_a_quotation_become_blanks():
    of = article(TEXT, title="T")
    assert clipboard.quotation("we have\n decided", of) == "“we have decided” — T"


def test_who_said_it_comes_first():
    one = over(TEXT, "m", "decided to break off", "claim/quote")
    said = clipboard.of_annotation(one, article(TEXT, title="T"))
    assert said == "“decided to break off” — T"
    object.__setattr__(one, "attributes", {"speaker": "Maiga"})
    assert clipboard.of_annotation(one, article(TEXT, title="T")) == f"Maiga: {said}"


def test_a_speaker_brings_no_line_end_along_either():
    """A line end in what is pasted into a shell runs it."""
    one = over(TEXT, "m", "decided", "claim/quote")
    object.__setattr__(one, "attributes", {"speaker": "Maiga\nrm -r x"})
    assert "\n" not in clipboard.of_annotation(one, article(TEXT))
