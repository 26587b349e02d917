"""Two texts of an article read as one: the annotations of both, the changes, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tests.app.material import article, over
from tests.text.material import hard_texts
from tui.app.comparing import BETWEEN, Comparison
from tui.app.earlier import Written
from tui.model import Annotation
from tui.store.versions import Version

OLD = "Rebels killed at least 84 men on the road to Gao. They left. Nobody spoke of it on Monday.\n"
NEW = (
    "Rebels killed at least 96 men on the road to Gao. The army denied all knowledge. "
    "Nobody spoke of it on Monday.\n"
)


def written(text: str, *annotations: Annotation) -> Written:
    version = Version("0" * 64, len(text), "a.txt", "2026-01-01T00:00:00.000Z", 0, False)
    return Written(version, article(text), annotations)


def compared(old: str = OLD, new: str = NEW) -> Comparison:
    return Comparison(written(old), written(new))


def without(comparison: Comparison, kind: str) -> str:
    return "".join(
        comparison.text[piece.start : piece.end]
        for piece in comparison.pieces
        if piece.kind != kind
    )


def test_a_figure_gone_and_the_one_in_its_place_are_parted():
    assert "at least 84→96 men" in compared().text


def test_words_put_in_or_taken_out_get_no_arrow():
    longer = OLD.replace(" Nobody", " The road is open again now. Nobody")
    assert BETWEEN not in compared(OLD, longer).text
    assert BETWEEN not in compared(longer, OLD).text


def test_a_change_begins_and_ends_with_a_word():
    comparison = compared(OLD, OLD.replace(" They left.", ""))
    (change,) = comparison.changes
    assert comparison.text[slice(*change)] == "They left."


@given(hard_texts, hard_texts)
def test_both_texts_stand_whole_in_the_one(old, new):
    comparison = compared(old, new)
    assert without(comparison, "new") == old
    assert without(comparison, "gone") == new


@given(hard_texts, hard_texts, st.data())
def test_a_place_of_the_earlier_text_is_found_and_leads_back(old, new, data):
    comparison = compared(old, new)
    offset = data.draw(st.integers(0, len(old)))
    there = comparison.from_old(offset)
    assert comparison.to_old(there) == offset
    assert comparison.text[there : there + 1] == old[offset : offset + 1]


def test_a_place_in_new_words_leads_to_what_follows_in_the_earlier_text():
    comparison = compared()
    there = comparison.text.index("army")
    assert OLD[comparison.to_old(there) :].startswith(". Nobody")


def test_annotations_of_both_texts_cover_their_own_words():
    old = over(OLD, "o", "at least 84 men")
    new = over(NEW, "n", "at least 96 men on the road to Gao. The army")
    marks = Comparison(written(OLD, old), written(NEW, new)).reading().marks
    assert [part.exact for part in marks.get("o").fragments] == ["at least 84", "men"]
    assert marks.get("n").quote.startswith("at least … 96 men on")
    assert "They left" not in marks.get("n").quote


def test_an_annotation_of_words_that_are_gone_altogether_stands_on_them():
    old = over(OLD, "o", "They left.")  # the stop is in both texts
    comparison = Comparison(written(OLD, old), written(NEW))
    parts = comparison.reading().marks.get("o").fragments
    assert [comparison.text[part.start : part.end] for part in parts] == ["They left", "."]


def test_words_gone_and_those_in_their_place_are_one_change():
    comparison = compared()
    shown = [comparison.text[slice(*change)] for change in comparison.changes]
    assert shown[0] == "84→96"
    assert len(shown) == 2


def test_going_from_change_to_change_goes_round():
    comparison = compared()
    (first, _), (second, _) = comparison.changes
    assert comparison.next_change(0) == 0
    assert comparison.next_change(first) == 1
    assert comparison.next_change(second) == 0
    assert comparison.previous_change(first) == 1
    assert comparison.previous_change(second) == 0
    assert comparison.change_at(first + 1) == 0
    assert comparison.change_at(0) is None


def test_a_span_says_what_it_was_and_what_it_is():
    comparison = compared()
    start = comparison.text.index("at least")
    end = comparison.text.index(" men")
    assert comparison.words((start, end)) == ("at least 84", "at least 96")


def test_the_same_text_twice_has_no_change():
    comparison = compared(OLD, OLD)
    assert comparison.text == OLD
    assert comparison.changes == []
