"""What the details of an article look like when they are right."""

import pytest

from tui.text.forms import is_language, is_moment


@pytest.mark.parametrize(
    "words",
    [
        *("2024-07-31", "2024-07-31T14:05", "2024-07-31T14:05:09Z", "2024-07-31 14:05:09.25+02:00"),
        "2024-02-29",
    ],
)
def test_dates_and_times(words):
    assert is_moment(words)


@pytest.mark.parametrize(
    "words",
    [
        *("", "31 July 2024", "2024", "2024-07", "20240731", "2024-W31-3", "2024-02-30"),
        *("2024-07-31T25:00", "2024-07-31T14", "2024-07-31\n", "٢٠٢٤-٠٧-٣١"),
    ],
)
def test_what_is_no_date(words):
    assert not is_moment(words)


@pytest.mark.parametrize(
    "words",
    [
        *("en", "EN-gb", "pt-BR", "zh-Hant-TW", "de-CH-1996", "sl-rozaj-biske", "es-419", "haw"),
        *("zh-cmn-Hans-CN", "de-DE-u-co-phonebk", "en-x-news", "x-private", "sr-Latn"),
    ],
)
def test_languages(words):
    assert is_language(words)


@pytest.mark.parametrize(
    "words", ["", "e", "English (UK)", "en_GB", "en-", "-en", "de-419-DE", "a-DE", "en-a", "en\n"]
)
def test_what_is_no_language(words):
    assert not is_language(words)
