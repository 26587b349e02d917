"""docs/formats.md says what the table of formats says."""

from dataclasses import fields

from docs.formats import FILE, WORDS, markdown
from tui.formats.face import Carries


def test_the_page_of_formats_is_made_from_the_table():
    assert FILE.read_text("utf-8") == markdown(), "run: python docs/formats.py"


def test_all_that_a_format_can_carry_is_told_in_words():
    assert list(WORDS) == [one.name for one in fields(Carries)]
