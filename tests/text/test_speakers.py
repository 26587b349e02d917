"""Who speaks in a text, as far as a verb of saying tells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.speakers import speakers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Maiga stated that it was so.", ["Maiga"]),
        ("“It was so,” said Maiga.", ["Maiga"]),
        ("On July 29, Andriy Yusov, a spokesperson, stated it.", ["Andriy Yusov"]),
        ("According to Colonel Abdoulaye Maiga, it was so.", ["Colonel Abdoulaye Maiga"]),
        ("Mali’s government expressed shock.", ["Mali’s government"]),
        ("Malian authorities deny these allegations.", ["Malian authorities"]),
        ("The Tuareg-led separatists claimed it.", ["Tuareg-led separatists"]),
        ("This was said.", []),
        ("He said so. Maiga left.", []),
        ("Yusov’s remarks suggested that.", ["Yusov"]),
        ("Élodie Dürr said so.", ["Élodie Dürr"]),
        ("", []),
    ],
)
def test_the_name_beside_a_verb_of_saying(text, found):
    assert speakers(text) == found


def test_the_nearest_come_first():
    text = "Maiga said so. " + "Words. " * 40 + "Yusov said otherwise."
    assert speakers(text, 0) == ["Maiga", "Yusov"]
    assert speakers(text, len(text)) == ["Yusov", "Maiga"]


def test_most_speakers_of_the_first_article_are_found(mali):
    """Those the worked example names, by the same words."""
    named = {
        *("Andriy Yusov", "Mali’s government", "Colonel Abdoulaye Maiga", "Mali’s military"),
        *("Malian authorities", "Northern Tuareg rebels", "Mali", "Yurii Pyvovarov"),
    }
    found = speakers(mali.read_text("utf-8"))
    assert len(named & set(found)) >= 7
    assert len(found) <= 12


@given(st.text(alphabet="AbcÉ said to. ’\n", max_size=200))
def test_whatever_the_text_each_name_is_in_it_once(text):
    found = speakers(text)
    assert len(found) == len(set(found))
    assert all(name and name in text for name in found)
