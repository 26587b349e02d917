"""What lies around a place: word, clause, quotation, sentence, paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import SEEDS, any_texts
from tui.text.graphemes import snap
from tui.text.sentences import split
from tui.text.structures import structures, within

TEXT = (
    "First things first.\n"
    "The minister said yesterday that “the war, which nobody wanted here, is over now. We go"
    " home today,” and he left the room (GUR). Another one.\n"
)


def around(words: str, text: str = TEXT) -> list[str]:
    at = text.index(words)
    return [text[slice(*span)] for span in structures(text, (at, at), split(text))]


def test_a_word_in_a_quotation_of_two_sentences():
    found = around("nobody")
    quotation = "the war, which nobody wanted here, is over now. We go home today"
    assert found[:2] == ["nobody", "which nobody wanted here"]
    assert "the war, which nobody wanted here, is over now." in found
    assert quotation in found
    assert found[-1] == TEXT.splitlines()[1]


def test_outside_the_quotation_a_clause_holds_all_of_it():
    text = "He told the others “we go, and you stay” at noon, but nobody went with him."
    clause = "He told the others “we go, and you stay” at noon"
    assert around("told", text) == ["told", clause, text]
    inside = around("stay", text)
    assert inside == ["stay", "we go, and you stay", clause, text]


def test_brackets_hold_words_as_a_quotation_does():
    text = "The service (GUR of Ukraine) was silent on it."
    assert around("Ukraine", text)[:2] == ["Ukraine", "GUR of Ukraine"]


def test_a_clause_that_is_the_sentence_is_no_step_of_its_own():
    assert around("First") == ["First", "First things first."]


def test_a_span_of_two_sentences_grows_to_its_paragraph():
    text = "One two. Three four. Five.\nSix."
    span = text.index("two"), text.index("Three") + 5
    found = structures(text, span, split(text))
    assert [text[slice(*one)] for one in found] == [
        "One two. Three four.",
        "One two. Three four. Five.",
    ]


def test_a_span_of_two_paragraphs_grows_to_both_and_no_further():
    text = "One two.\nThree four.\nFive."
    found = structures(text, (4, 12), split(text))
    assert [text[slice(*one)] for one in found] == ["One two.\nThree four."]
    assert structures(text, found[0], split(text)) == []


def test_a_sentence_of_the_seeds_is_climbed_from_a_word_to_its_paragraph():
    text = SEEDS["000_20a9162aa588d66d.txt"]
    at = text.index("treacherous")
    found = [text[slice(*one)] for one in structures(text, (at, at), split(text))]
    assert [one[:20] for one in found] == [
        "treacherous",
        "admitting Ukraine’s ",
        "admitting Ukraine’s ",
        "accusing him of “adm",
        "Mali’s government ex",
        "On July 29, Andriy Y",
    ]


def test_a_smaller_structure_is_found_inside_a_span():
    text = "One two three four, but five six seven eight. Nine."
    sentences = split(text)
    sentence = 0, text.index(" Nine")
    clause = within(text, sentence, sentences)
    assert clause
    assert text[slice(*clause)] == "One two three four"
    assert within(text, clause, sentences) == (0, 3)
    assert within(text, (0, 3), sentences) is None


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \n"])
def test_where_there_is_nothing_nothing_is_around(text):
    for at in range(len(text) + 1):
        assert structures(text, (at, at), split(text)) == []


@given(any_texts, st.data())
def test_each_structure_holds_the_one_before_and_cuts_no_character(text, data):
    at = snap(text, data.draw(st.integers(0, len(text))))
    end = data.draw(st.sampled_from([at, *([snap(text, at + 9)] if at + 9 < len(text) else [])]))
    end = max(at, end)
    before = (at, end)
    for span in structures(text, before, split(text)):
        assert span[0] <= before[0] <= before[1] <= span[1]
        assert span != before
        assert all(edge == len(text) or snap(text, edge) == edge for edge in span)
        before = span
