"""What annotations teach: words, shares, phrases, and how far to trust them."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tui.text.candidates import QUOTATION, SENTENCE
from tui.text.lessons import LEAST, Learned, Lesson, lesson
from tui.text.material import material, words_of

PAIR = "The storm broke {n} roofs. The choir sang in hall {n}."


def marks(text: str, parts: Sequence[str], tag: str) -> list[tuple[int, int, str]]:
    return [(text.index(part), text.index(part) + len(part), tag) for part in parts]


def storms(number: int) -> tuple[str, Lesson]:
    """An article whose sentences about storms are marked, and those about choirs are passed."""
    text = "\n".join(PAIR.format(n=number * 10 + place) for place in range(4)) + "\nEnd now."
    spans = [line.partition(" The choir")[0] for line in text.split("\n")[:4]]
    return text, lesson(
        material(text), [*marks(text, spans, "harm"), *marks(text, ["End now."], "x")]
    )


def taught(articles: int) -> Learned:
    learned = Learned()
    for number in range(articles):
        learned.learn(str(number), storms(number)[1])
    return learned


def test_a_tag_with_few_examples_proposes_nothing() -> None:
    learned = taught(1)
    assert LEAST > 4
    assert learned.tags == []
    assert learned.least("harm", SENTENCE) is None


def test_words_of_marked_sentences_tell_them_from_those_passed() -> None:
    learned = taught(6)
    text, _ = storms(7)
    ready = material(text)
    ours = zip(ready.candidates, ready.cues, strict=True)
    sentences = [cues for one, cues in ours if one.kind == SENTENCE]
    storm, said = learned.score(sentences[2], "harm")
    choir, _ = learned.score(sentences[3], "harm")
    least = learned.least("harm", SENTENCE)
    assert least is not None
    assert choir < least <= storm
    assert {"storm", "broke", "roofs"} & set(said)


def test_what_was_guessed_wrong_is_not_proposed() -> None:
    learned = Learned()
    for number in range(12):  # the same words, marked in every third article
        text = f"“It is a fine day” he said {number}. End now."
        quoted = marks(text, ["It is a fine day"], "quote") if number % 3 == 0 else []
        taught = lesson(material(text), [*quoted, *marks(text, ["End now."], "x")])
        learned.learn(str(number), taught)
    assert learned.least("quote", QUOTATION) is None


def test_only_what_lies_before_the_last_annotation_was_passed() -> None:
    text = "One was here. Two were there. Three were gone."
    assert len(lesson(material(text), marks(text, ["One was here."], "x")).items) == 1
    assert len(lesson(material(text), marks(text, ["Two were there."], "x")).items) == 2


def test_a_phrase_marked_wherever_it_stands_is_found_again() -> None:
    learned = Learned()
    for number in range(3):
        text = f"Wagner Group came in {number}."
        learned.learn(str(number), lesson(material(text), marks(text, ["Wagner Group"], "who")))
    found = [*learned.phrases_in(words_of("The WAGNER GROUP and the Wagner clan."))]
    assert [(start, end, tag, times) for start, end, tag, times, _ in found] == [(4, 16, "who", 3)]


def test_a_phrase_that_was_mostly_passed_is_not() -> None:
    learned = Learned()
    for number in range(4):
        text = f"Mali here. Mali there {number}. End now."
        spans = marks(text, ["Mali", "End now."], "who")
        learned.learn(str(number), lesson(material(text), spans))
    assert not [one for one in learned.phrases_in(words_of("Mali again.")) if one[2] == "who"]


@given(st.lists(st.integers(0, 4), max_size=12))
def test_learning_anew_and_forgetting_leave_what_the_rest_taught(order: list[int]) -> None:
    """Counts are a function of what is known last, whatever was learned and left before."""
    learned = Learned()
    known: set[int] = set()
    for number in order:
        if number in known:
            learned.forget(str(number))
            known.discard(number)
        else:
            learned.learn(str(number), storms(number)[1])
            known.add(number)
    fresh = Learned()
    for number in known:
        fresh.learn(str(number), storms(number)[1])
    words = ("=sentence", "storm", "roofs")
    assert learned.tags == fresh.tags
    assert learned.score(words, "harm") == fresh.score(words, "harm")
    assert learned.share(SENTENCE, "harm") == fresh.share(SENTENCE, "harm")
