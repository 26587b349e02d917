"""The language of a text that does not say it."""

import pytest

from tui.intake import language
from tui.intake.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Bürgermeister hat am Montag angekündigt, dass die Stadt Busse kaufen wird.", "de"),
        ("Le maire a annoncé lundi que la ville achèterait de nouveaux bus pour l'est.", "fr"),
        (
            "東京都は月曜日、新しいバスを購入すると発表した。市長は記者会見で、来年から運行を始めると述べた。",
            "ja",
        ),
        ("Too short", ""),
        ("1 2 3 4 5 " * 30, ""),
        ("", ""),
    ],
)
def test_a_text_that_is_long_enough_tells_its_language(text, code):
    assert language_of(text) == code


def test_an_article_tells_it_too(nairobi):
    assert language_of(nairobi.read_text("utf-8")) == "en"


def test_without_the_package_no_language_is_told(monkeypatch, nairobi):
    monkeypatch.setattr(language, "_detector", lambda: None)
    assert language_of(nairobi.read_text("utf-8")) == ""
