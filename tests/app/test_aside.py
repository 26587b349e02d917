"""Reading past what is not body: which moves pass over it, and what leads into it all the same."""

import pytest

from tests.app.material import reading
from tui.app.aside import Aside, move
from tui.text.regions import Region

PROSE = (
    "The toll rose to “eighty-four”, they said.\nMore News\nRain “falls” in Lagos.\nNobody knew."
)
END = f"{PROSE}\nLatest\n“Read” this."


def region(text, words):
    start = text.index(words)
    return Region(start, start + len(words), "teaser", "it says so")


def reader(text, *words, at=""):
    """Someone who reads a text of which these words are not body."""
    made = reading(text, cursor=text.index(at))
    made.aside = Aside(text, [region(text, one) for one in words])
    return made


def here(one):
    return one.text[one.cursor :].split("\n")[0]


@pytest.mark.parametrize(
    ("action", "start", "lands"),
    [
        ("next_sentence", "The toll", "Nobody knew."),
        ("next_paragraph", "The toll", "Nobody knew."),
        ("next_word", "said", "Nobody knew."),
        ("word_end", "d.", "y knew."),
        ("previous_sentence", "Nobody", "The toll rose to “eighty-four”, they said."),
        ("previous_paragraph", "Nobody", "The toll rose to “eighty-four”, they said."),
        ("previous_word", "Nobody", "said."),
    ],
)
def test_moves_by_meaning_pass_over_it(action, start, lands):
    one = reader(PROSE, "More News", "Rain “falls” in Lagos.", at=start)
    move(one, action)
    assert here(one) == lands


@pytest.mark.parametrize("action", ["next_sentence", "next_word", "word_end", "next_paragraph"])
def test_where_nothing_else_follows_they_stay(action):
    one = reader(END, "Latest", "“Read” this.", at="w." if action == "word_end" else "knew")
    before = one.cursor
    move(one, action)
    assert one.cursor == before or action in ("next_sentence", "next_paragraph")
    assert one.aside.at(one.cursor) is None


def test_at_the_top_going_back_stays_in_the_body():
    one = reader(PROSE, "The toll rose to “eighty-four”, they said.", at="More")
    move(one, "previous_sentence")
    assert here(one) == "More News"


def test_the_next_quotation_is_one_of_the_body():
    one = reader(END, "Rain “falls” in Lagos.", "“Read” this.")
    move(one, "next_quotation")
    assert one.text[slice(*one.selection)] == "eighty-four"
    one = reader(PROSE, "The toll rose to “eighty-four”, they said.", at="More")
    move(one, "next_quotation")
    assert one.text[slice(*one.selection)] == "falls"


def test_where_no_quotation_is_in_the_body_none_is_taken():
    one = reader("“Read” this.\nNobody knew.", "“Read” this.", at="Nobody")
    move(one, "next_quotation")
    assert (here(one), one.pivot) == ("Nobody knew.", None)


def test_who_is_in_it_moves_in_it_as_anywhere():
    one = reader(PROSE, "More News", "Rain “falls” in Lagos.", at="More")
    move(one, "next_word")
    assert here(one) == "News"
    move(one, "next_sentence")
    assert here(one) == "Rain “falls” in Lagos."
    move(one, "next_sentence")
    assert here(one) == "Nobody knew."


def test_a_selection_goes_where_it_is_led():
    one = reader(PROSE, "More News", at="said")
    one.select()
    move(one, "next_sentence")
    move(one, "next_sentence")
    assert one.text[slice(*one.selection)].endswith("More News")


def test_shown_and_not_skipped_it_is_read_like_the_rest():
    one = reader(PROSE, "More News", at="The toll")
    one.aside.skipped = False
    move(one, "next_sentence")
    assert here(one) == "More News"


def test_what_touches_a_span_is_found_and_nothing_else():
    aside = Aside(END, [region(END, "More News"), region(END, "Latest")])
    first, second = aside.regions
    assert aside.within(0, len(END)) == [first, second]
    assert list(aside.within(first.end, second.start)) == []
    assert aside.at(first.start) == aside.at(first.end - 1) == first
    assert aside.at(first.end) is None
    assert aside.run(0) is None
    assert Aside(END).run(3) is None
