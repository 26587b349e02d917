"""Nothing that could act on a terminal, hide or reorder words reaches the screen."""

import unicodedata

import pytest
from hypothesis import given

from tests.text.material import ENGLAND, FAMILY, SEEDS, any_texts
from tui.text.policy import clean
from tui.text.safety import display_line, display_safe, hidden_count, is_seen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\x00b\rc", "a␀b␍c"),
        ("\x7f", "␡"),
        ("\x9b1m\x85", "\ufffd1m\ufffd"),
        ("user\u202egnp.exe", "user·gnp.exe"),
        ("\u061c\u200e\u200f\u2066\u2069", "·····"),
        ("soft\xadhyphen\u200b\u2060\ufeff\u180e", "soft·hyphen····"),
        ("\u2028\u2029\ufff9\ufffb", "····"),
        ("\U000e0001\U000e0041\U000e007f", "···"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_each_dangerous_character_becomes_one_that_is_seen(text: str, shown: str) -> None:
    assert display_safe(text) == shown


@pytest.mark.parametrize(
    "text", ["tab\tand\nline", FAMILY, "می\u200cخواهم", "\u2764\ufe0f", "e\u0301"]
)
def test_what_shapes_words_stays(text: str) -> None:
    assert display_safe(text) == text
    assert hidden_count(text) == 0


@pytest.mark.parametrize("name", SEEDS)
def test_an_ordinary_article_is_the_very_same_object(name: str) -> None:
    assert display_safe(SEEDS[name]) is SEEDS[name]


def test_a_title_has_one_line() -> None:
    assert display_line("Mali\tcuts\nties\x1b[1m") == "Mali cuts ties␛[1m"


def test_hidden_characters_are_counted() -> None:
    assert hidden_count("a\u202eb\x1bc\td\n") == 2
    assert hidden_count(ENGLAND) == 6


@given(any_texts)
def test_offsets_hold_for_what_is_shown(text: str) -> None:
    assert len(display_safe(text)) == len(display_line(text)) == len(text)
    changed = sum(a != b for a, b in zip(text, display_safe(text), strict=True))
    assert hidden_count(text) == changed


@given(any_texts)
def test_no_control_or_format_character_is_left(text: str) -> None:
    left = {c for c in display_line(text) if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}}
    assert not left
    bidirectional = {unicodedata.bidirectional(c) for c in display_safe(text)}
    assert not bidirectional & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(any_texts)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert display_safe(display_safe(text)) == display_safe(text)


def test_what_is_all_seen_has_nothing_to_replace() -> None:
    seen = "".join(char for char in map(chr, range(0x110000)) if is_seen(char))
    assert (display_safe(seen), clean(seen)) == (seen, (seen, 0))
    assert is_seen("Kyiv’s\xa0toll:\n84")
    assert not is_seen("a\u202eb")
