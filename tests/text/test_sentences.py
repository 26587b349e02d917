"""Sentences are spans inside paragraphs, as a person would mark them."""

import pytest
from hypothesis import given

from tests.text.material import GOLD, SEEDS, any_texts
from tui.text.policy import clean
from tui.text.sentences import split


def sentences(text: str, language: str = "en") -> list[str]:
    found = split(text, language)
    return [text[slice(*found.span(index))] for index in range(len(found))]


@pytest.mark.parametrize("name", GOLD)
def test_a_seed_is_split_as_a_person_split_it(name: str) -> None:
    found = split(SEEDS[name])
    spans = {found.span(index) for index in range(len(found))}
    first, last = GOLD[name][0][0], GOLD[name][-1][1]
    inside = [list(span) for span in sorted(spans) if first <= span[0] and span[1] <= last]
    assert inside == GOLD[name]


@pytest.mark.parametrize(
    "expected",
    [
        ["It has 1,000 soldiers, Col. Maiga said.", "The U.S. denied it."],
        ["The vote is at 5 p.m. EST on Monday.", "He left."],
        ["It began at 5 p.m. Monday.", "All came."],
        ["It ended at 5 p.m.", "The crowd left."],
        ["It ended at 5 p.m. EST.", "The crowd left.", "At 6 p.m. Jan. 5 it was dark."],
        ["It ended at 5 p.m.", "THAT was late."],
        ["They count approx. 50 people.", "Others count more."],
        ["1. The first point.", "2. The second one."],
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["“It was awful.", "We ran,” he said.", "Nobody followed."],
        ['"It was awful.', 'We ran," he said.'],
        ["She said: “I came.", "I saw.", "I won.”", "Then she left."],
        ["„Es war schlimm.", "Wir liefen“, sagte er."],
        ["He called it “a disaster” and left.", "Others agreed."],
        ["“Really?” he asked.", "“No!” she said."],
        ["« Je dois le féliciter. C’est quelque chose », dit-il."],
    ],
)
def test_a_quotation_of_several_sentences_is_parted(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_line_end_ends_a_sentence() -> None:
    assert sentences("Mali cuts ties\n\n  Mali has announced it.  \nMore") == [
        "Mali cuts ties",
        "Mali has announced it.",
        "More",
    ]


def test_an_unknown_language_is_read_as_english() -> None:
    text = "Mr. Diop came. He left at 3. May knew."
    assert (
        sentences(text, "xx") == sentences(text, "") == sentences(text, "en-GB") == sentences(text)
    )


def test_a_known_language_has_its_own_abbreviations() -> None:
    assert sentences("Am 3. Mai kam er. Dann ging er.", "de") == [
        "Am 3. Mai kam er.",
        "Dann ging er.",
    ]


def test_the_sentence_at_an_offset() -> None:
    text = "  One.  Two.  \n\nThree. "
    found = split(text)
    places = {
        "before": 0,
        "in": 3,
        "between": 6,
        "after": 12,
        "line end": 14,
        "empty line": 15,
        "end": 22,
    }
    assert {name: found.at(offset) for name, offset in places.items()} == {
        "before": 0,
        "in": 0,
        "between": 1,
        "after": 1,
        "line end": 1,
        "empty line": 1,
        "end": 2,
    }


def test_before_the_first_sentence_it_is_the_first() -> None:
    assert split("\n\nOne.").at(0) == 0


@pytest.mark.parametrize("text", ["", "\n\n", " \t\n"])
def test_no_text_has_no_sentence(text: str) -> None:
    assert len(split(text)) == 0
    assert split(text).at(0) == -1


def test_unclosed_quotations_do_not_take_for_ever() -> None:
    assert len(split("“" * 30_000 + " So it ended. And then?")) > 1


def test_a_long_paragraph_is_split_like_a_short_one() -> None:
    once = "Col. Maiga spoke at 5 p.m. EST on Monday. “It was awful. We ran,” he said. "
    assert sentences(once * 200) == sentences(once) * 200


@given(any_texts)
def test_sentences_are_in_order_inside_paragraphs_and_hold_all_words(raw: str) -> None:
    text = clean(raw)[0]
    found = split(text)
    spans = [found.span(index) for index in range(len(found))]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(not text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    for index, (start, end) in enumerate(spans):
        assert start < end
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        assert {found.at(offset) for offset in range(start, end)} == {index}
    assert all(0 <= found.at(offset) < len(spans) for offset in range(-1, len(text) + 2) if spans)


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u2028", "\u202f", "\u3000"])
def test_initials_before_a_wide_blank_are_no_trouble(blank):
    text = f"He came from the U.S{blank}army. She stayed. J.K{blank}Rowling wrote. U.S{blank}. A"
    sentences = split(text)
    found = [text[slice(*sentences.span(index))] for index in range(len(sentences))]
    assert found[1] == "She stayed."
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_splitter_that_gives_up_leaves_one_sentence(monkeypatch):
    class PanicException(BaseException):
        """As a Rust extension raises it."""

    def give_up(*_: object) -> None:
        raise PanicException

    monkeypatch.setattr("tui.text.sentences.segment", give_up)
    sentences = split("One. Two.")
    assert (len(sentences), sentences.span(0)) == (1, (0, 9))
