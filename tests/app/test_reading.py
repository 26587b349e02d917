"""Where a reader stands: moving, selecting, letters on words, annotations, finding."""

from itertools import pairwise
from string import ascii_letters

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.app.material import HARD, hard_texts, marked, over, reading
from tests.text.material import FAMILY, FLAG
from tui.app.reading import Reading
from tui.text import motions
from tui.text.graphemes import snap, spans

TEXT = (
    "One two three. Four five six.\n"
    "\n"
    "Seven said “eight, nine” to ten. Eleven “twelve” came.\n"
    "Thirteen is the last."
)


def at(words: str) -> Reading:
    """Someone at the first letter of these words of TEXT."""
    return reading(TEXT, cursor=TEXT.index(words))


def selected(one: Reading) -> str:
    assert one.selection is not None
    return one.text[slice(*one.selection)]


def target(one: Reading) -> str:
    return one.text[slice(*one.target())]


def here(one: Reading) -> str:
    """The words at the cursor, to the end of the word."""
    return one.text[one.cursor :].split(" ")[0]


# Moving


@pytest.mark.parametrize(
    ("start", "motion", "there"),
    [
        ("One", "next_sentence", "Four"),
        ("two", "next_sentence", "Four"),
        ("five", "next_sentence", "Seven"),
        ("Thirteen", "next_sentence", "Thirteen"),
        ("Seven", "previous_sentence", "Four"),
        ("One", "previous_sentence", "One"),
        ("three", "previous_sentence", "One"),
        ("three", "next_word", "Four"),
        ("six", "next_word", "Seven"),
        ("Four", "previous_word", "three"),
        ("One", "word_end", "e"),
        ("two", "next_character", "wo"),
        ("two", "previous_character", " "),
        ("five", "next_paragraph", "Seven"),
        ("Eleven", "previous_paragraph", "Seven"),
        ("Seven", "previous_paragraph", "One"),
        ("five", "first_line", "One"),
        ("five", "last_line", "."),
    ],
)
def test_a_motion_goes_there(start, motion, there):
    one = at(start)
    getattr(one, motion)()
    assert one.text.startswith(there, one.cursor)


def test_the_sentences_are_met_one_by_one_and_back_again():
    one = reading(TEXT)
    met = [here(one)]
    for _ in range(4):
        one.next_sentence()
        met.append(here(one))
    assert met == ["One", "Four", "Seven", "Eleven", "Thirteen"]
    back = []
    for _ in range(4):
        one.previous_sentence()
        back.append(here(one))
    assert back == met[-2::-1]


def test_no_sentence_is_passed_over_from_the_blank_line_between_two_paragraphs():
    one = reading(TEXT, cursor=TEXT.index("\n\n") + 1)
    one.next_sentence()
    assert here(one) == "Seven"
    one.go_to(TEXT.index("\n\n") + 1)
    one.previous_sentence()
    assert here(one) in ("One", "Four")


@pytest.mark.parametrize(
    ("start", "motion", "taken"),
    [
        ("two", "next_word", "two"),
        ("two", "word_end", "two"),
        ("two", "next_character", "tw"),
        ("two", "next_sentence", "two three."),
        ("three", "previous_word", "two t"),
        ("three", "previous_sentence", "One two t"),
        ("Eleven", "previous_paragraph", "Seven said “eight, nine” to ten. E"),
        ("Thirteen", "last_line", "Thirteen is the last."),
        ("two", "first_line", "One t"),
    ],
)
def test_a_motion_takes_the_selection_along_with_both_its_ends(start, motion, taken):
    one = at(start)
    one.select()
    getattr(one, motion)()
    assert selected(one) == taken


def test_a_selection_grows_by_whole_sentences_from_the_middle_of_one():
    one = at("two")
    one.select()
    one.next_sentence()
    one.next_sentence()
    assert selected(one) == "two three. Four five six."


def test_a_selection_grows_word_by_word():
    one = at("two")
    one.select()
    one.next_word()
    one.next_word()
    assert selected(one) == "two three"


def test_selecting_twice_is_not_selecting():
    one = at("two")
    one.select()
    one.select()
    assert one.selection is None


def test_the_other_end_can_be_moved_as_well():
    one = at("two")
    one.select()
    one.next_word()
    one.next_word()
    one.other_end()
    assert here(one) == "two"
    one.previous_word()
    assert selected(one) == "One two three"
    one.other_end()
    assert one.text[one.cursor] == "e"


# The target of a tag


def test_without_a_selection_the_sentence_is_the_target():
    assert target(at("five")) == "Four five six."


def test_white_space_around_a_selection_is_not_part_of_the_target():
    one = reading(TEXT, cursor=TEXT.index(" two"))
    one.select()
    one.go_to(TEXT.index("three") - 1)
    assert selected(one) == " two "
    assert target(one) == "two"


def test_a_selection_of_nothing_but_white_space_leaves_the_sentence_the_target():
    one = reading(TEXT, cursor=TEXT.index("\n\n"))
    one.select()
    one.next_character()
    assert target(one).endswith(".")
    assert target(one) == target(one).strip()


# Letters


def lettered(words: str) -> Reading:
    one = at(words)
    one.pick_words()
    return one


def span_of(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def letter_of(one: Reading, word: str) -> str:
    return next(letter for letter, span in one.letters.items() if one.text[slice(*span)] == word)


def take(one: Reading, *words: str) -> None:
    for letter in "".join(letter_of(one, word) for word in words):
        one.take_letter(letter)


def test_each_word_of_the_sentence_has_a_letter():
    one = lettered("five")
    assert [one.text[slice(*span)] for span in one.letters.values()] == ["Four", "five", "six"]


@pytest.mark.parametrize("words", [("said", "nine"), ("nine", "said")])
def test_two_letters_select_from_the_one_word_to_the_other_in_either_order(words):
    one = lettered("Seven")
    take(one, *words)
    assert selected(one) == "said “eight, nine"
    assert not one.letters


def test_the_same_letter_twice_selects_one_word():
    one = lettered("Seven")
    take(one, "said", "said")
    assert selected(one) == "said"


def test_letters_that_stand_on_no_word_change_nothing():
    one = lettered("five")
    before = one.standing
    assert not one.take_letter("z")
    assert one.standing == before
    take(one, "five")
    assert not one.take_letter("Z")
    take(one, "six")
    assert selected(one) == "five six"


def test_a_sentence_of_more_words_than_letters_gets_two_on_the_last_of_them():
    words = [f"w{number}" for number in range(70)]
    one = reading(" ".join(words) + ".")
    one.pick_words()
    assert [one.text[slice(*span)] for span in one.letters.values()] == words
    assert [len(label) for label in one.letters] == [1] * 51 + [2] * 19
    take(one, "w3", "w60")
    assert selected(one) == " ".join(words[3:61])


def test_all_words_in_sight_have_letters_and_those_of_the_sentence_single_ones():
    one = at("Eleven")
    one.pick_words((0, len(TEXT)))
    there = [one.text[slice(*span)] for span in one.letters.values()]
    assert there[:3] == ["Eleven", "twelve", "came"]
    assert sorted(there) == sorted(TEXT[slice(*span)] for span in motions.words(TEXT, 0, len(TEXT)))
    take(one, "six", "said")
    assert selected(one) == "six.\n\nSeven said"


def test_after_the_first_letter_of_two_only_what_can_follow_is_shown():
    words = [f"w{number}" for number in range(200)]
    one = reading(" ".join(words))
    one.pick_words()
    label = letter_of(one, "w150")
    assert one.take_letter(label[0])
    assert (one.letters[label][0], label[1]) in one.lettered
    assert {len(rest) for _, rest in one.lettered} == {1}
    assert len(one.lettered) <= len(ascii_letters)
    assert one.take_letter(label[1])
    assert len(one.lettered) == 200
    take(one, "w150")
    assert selected(one) == "w150"


def test_asking_for_letters_again_leaves_them_as_they_are():
    one = lettered("Seven")
    take(one, "said")
    letters = dict(one.letters)
    one.pick_words()
    assert one.letters == letters
    take(one, "ten")
    assert selected(one) == "said “eight, nine” to ten"


def test_leaving_the_letters_forgets_the_first_of_them():
    one = lettered("Seven")
    take(one, "said")
    one.cancel()
    one.pick_words()
    take(one, "ten", "ten")
    assert selected(one) == "ten"


# Quotations


def test_the_quotation_around_the_cursor_is_taken_first():
    one = at("nine")
    one.next_quotation()
    assert selected(one) == "eight, nine"


def test_the_quotation_of_the_sentence_is_taken_from_its_start():
    one = at("Eleven")
    one.next_quotation()
    assert selected(one) == "twelve"


def test_asking_again_goes_round_the_quotations():
    one = reading(TEXT)
    taken = []
    for _ in range(3):
        one.next_quotation()
        taken.append(selected(one))
    assert taken == ["eight, nine", "twelve", "eight, nine"]


def test_a_text_without_quotations_stays_as_it_is():
    one = reading("Nobody said a word.")
    before = one.standing
    one.next_quotation()
    assert one.standing == before


# Figures


def test_the_figures_are_met_one_by_one_and_round_again():
    one = reading("At least 84 men died in 2020.\nAbout 40 percent left.", cursor=3)
    taken = []
    for _ in range(3):
        one.next_figure()
        taken.append(selected(one))
    assert taken == ["At least 84 men", "About 40 percent", "At least 84 men"]


def test_the_figure_and_the_quotation_in_hand_are_passed_over():
    text = "Of 84 men 12 said “no” and “yes”."
    marks = [over(text, "men", "84 men"), over(text, "no", "no")]
    one = reading(text, marks)
    one.next_annotation()
    one.next_figure()
    assert selected(one) == "12"
    one.choose(marks[1])
    one.next_quotation()
    assert selected(one) == "yes"


def test_a_text_without_figures_stays_as_it_is():
    one = reading("Nobody said a word.")
    before = one.standing
    one.next_figure()
    assert one.standing == before


# Growing and shrinking


def grown(one: Reading, times: int) -> list[str]:
    taken = []
    for _ in range(times):
        one.grow()
        taken.append(selected(one))
    return taken


def test_a_selection_grows_through_what_lies_around_it():
    assert grown(at("nine"), 5) == [
        *("nine", "eight, nine", "Seven said “eight, nine” to ten."),
        *["Seven said “eight, nine” to ten. Eleven “twelve” came."] * 2,
    ]


def test_shrinking_goes_back_the_way_it_came_and_to_the_cursor_at_last():
    one = at("nine")
    before = one.standing
    taken = grown(one, 4)
    back = []
    while one.selection:
        back.append(selected(one))
        one.shrink()
    assert back == taken[::-1]
    assert one.standing == before


def test_after_a_move_shrinking_goes_to_what_lies_inside():
    one = at("Four")
    grown(one, 2)
    one.other_end()
    one.shrink()
    assert selected(one) == "Four"
    one.shrink()
    assert selected(one) == "Four"


def test_a_selection_made_by_hand_grows_too():
    one = at("two")
    one.select()
    one.next_word()
    one.next_word()
    assert grown(one, 1) == ["One two three."]


def test_the_words_of_the_annotation_in_hand_are_taken_first():
    one = reading(TEXT, NESTED)
    one.next_annotation()
    one.next_annotation()
    one.grow()
    assert selected(one) == "eight, nine"
    one.shrink()
    assert one.here() == NESTED[1]
    assert one.selection is None


# Annotations


NESTED = (
    over(TEXT, "outer", "Seven said “eight, nine” to ten."),
    over(TEXT, "inner", "eight, nine"),
    over(TEXT, "late", "Thirteen"),
)


def test_the_innermost_annotation_at_the_cursor_is_at_hand():
    one = reading(TEXT, NESTED, TEXT.index("nine"))
    assert one.here() == NESTED[1]


def test_the_next_annotation_comes_round_to_the_first():
    one = reading(TEXT, NESTED)
    met = []
    for _ in range(4):
        one.next_annotation()
        met.append(one.here().uid)
    assert met == ["outer", "inner", "late", "outer"]
    assert here(one) == "Seven"


def test_the_previous_annotation_comes_round_to_the_last():
    one = reading(TEXT, NESTED)
    met = []
    for _ in range(4):
        one.previous_annotation()
        met.append(one.here().uid)
    assert met == ["late", "inner", "outer", "late"]


def test_annotations_of_the_same_words_are_all_met():
    twins = [marked(uid, (4, 7), text=TEXT, tag=uid) for uid in ("x", "y", "z")]
    one = reading(TEXT, twins)
    met = set()
    for _ in range(3):
        one.next_annotation()
        met.add(one.here().uid)
    assert met == {"x", "y", "z"}


def test_the_overlapping_annotations_take_turns_in_hand():
    one = reading(TEXT, NESTED, TEXT.index("nine"))
    one.other_end()
    assert one.here().uid == "outer"
    one.other_end()
    assert one.here().uid == "inner"


def test_the_turns_stay_among_what_overlaps_where_they_began():
    other = over(TEXT, "other", "Seven")
    one = reading(TEXT, (*NESTED, other), TEXT.index("nine"))
    met = []
    for _ in range(4):
        one.other_end()
        met.append(one.here().uid)
        assert [there.uid for there in one.overlapping()] == ["outer", "inner"]
    assert met == ["outer", "inner"] * 2
    one.next_character()
    assert one.overlapping() == []


def test_the_fragments_of_an_annotation_take_turns_with_what_overlaps():
    parts = marked("parts", *(span_of(word) for word in ("Four", "eight", "last")), text=TEXT)
    one = reading(TEXT, (*NESTED, parts), TEXT.index("eight"))
    met = []
    for _ in range(5):
        one.other_end()
        met.append((one.here().uid, here(one)))
    assert met == [
        *(("parts", "eight,"), ("parts", "last."), ("parts", "Four")),
        *(("outer", "Seven"), ("inner", "eight,")),
    ]


def test_an_annotation_of_several_fragments_is_gone_to_once():
    parts = marked("parts", *(span_of(word) for word in ("One", "Four")), text=TEXT)
    one = reading(TEXT, [parts, over(TEXT, "late", "Thirteen")])
    met = []
    for _ in range(3):
        one.next_annotation()
        met.append(one.here().uid)
    assert met == ["parts", "late", "parts"]


def test_a_selection_would_go_to_the_annotation_in_hand_last():
    one = reading(TEXT, NESTED)
    one.next_annotation()
    one.next_annotation()
    one.last_line()
    one.select()
    assert one.receiver() == NESTED[1]
    one.cancel()
    one.cancel()
    assert one.receiver() is None


def test_without_one_in_hand_it_would_go_to_the_annotation_it_begins_in():
    one = reading(TEXT, NESTED, TEXT.index("eight"))
    one.select()
    one.next_paragraph()
    assert one.receiver() == NESTED[1]


def test_a_move_lets_go_of_the_annotation_in_hand():
    one = reading(TEXT, NESTED)
    one.next_annotation()
    one.first_line()
    assert one.here() is None


def test_there_is_nothing_to_go_to_without_annotations():
    one = at("five")
    before = one.standing
    for motion in (one.next_annotation, one.previous_annotation, one.other_end):
        motion()
    assert one.standing == before


# Finding


def test_the_first_match_at_or_after_the_start_is_gone_to():
    one = reading(TEXT)
    assert one.find("t", TEXT.index("three"))
    assert here(one) == "three."


def test_the_matches_go_round_both_ways():
    one = reading("to be or not to be")
    one.find("to", 0)
    places = [one.cursor]
    for step in (one.next_match, one.next_match, one.previous_match):
        step()
        places.append(one.cursor)
    assert places == [0, 13, 0, 13]


def test_what_is_not_there_leaves_the_cursor_alone():
    one = at("five")
    before = one.cursor
    assert not one.find("nowhere", before)
    one.next_match()
    assert one.cursor == before


def test_every_match_is_met_where_matches_begin_inside_what_reads_as_one_character():
    text = "क्ष, क्ष, क्ष"
    one = reading(text)
    one.find("ष", 0)
    met = {one.cursor}
    for _ in range(2):
        one.next_match()
        met.add(one.cursor)
    assert met == {0, 5, 10}


# Whatever is done, on whatever text

ACTIONS = [
    *("next_sentence", "previous_sentence", "next_word", "previous_word", "word_end"),
    *("next_character", "previous_character", "next_paragraph", "previous_paragraph"),
    *("first_line", "last_line", "select", "other_end", "next_quotation", "cancel"),
    *("grow", "shrink", "next_figure"),
    *("pick_words", "next_annotation", "previous_annotation", "next_match", "previous_match"),
]
steps = st.lists(
    st.one_of(
        st.sampled_from(ACTIONS),
        st.integers(-3, 90),
        st.tuples(st.just("take_letter"), st.sampled_from("abcdeZ")),
        st.tuples(st.just("find"), st.sampled_from(["a", "Mali", " ", *HARD])),
    ),
    max_size=15,
)
texts = st.one_of(
    hard_texts, st.sampled_from(["", "\n", "\n\n\n", " ", "\t\n ", FAMILY, FLAG * 3, "字字字"])
)


def is_start(text: str, offset: int) -> bool:
    """Whether a cluster starts at an offset, or the text ends there."""
    return offset == len(text) or (0 <= offset < len(text) and snap(text, offset) == offset)


def after(text: str, done: list[object]) -> Reading:
    words = motions.words(text, 0, len(text))
    one = reading(text, [marked("m", words[len(words) // 2], text=text)] if words else [])
    for step in done:
        if isinstance(step, int):
            one.go_to(step)
        elif isinstance(step, tuple):
            name, value = step
            getattr(one, name)(*((value, one.cursor) if name == "find" else (value,)))
        else:
            getattr(one, str(step))()
    return one


@given(texts, steps)
def test_the_cursor_rests_on_the_start_of_a_character_within_the_text(text, done):
    one = after(text, done)
    assert one.cursor == 0 or one.cursor < len(text)
    assert is_start(text, one.cursor)


@given(texts, steps)
@example("a \u0301b. c", ["select", "next_character"])
def test_a_selection_never_splits_a_character(text, done):
    one = after(text, done)
    if one.selection:
        assert all(is_start(text, edge) for edge in one.selection)


@given(texts.filter(lambda text: motions.words(text, 0, len(text))), steps)
def test_what_a_tag_would_take_is_words_without_the_white_space_around_them(text, done):
    start, end = after(text, done).target()
    assert 0 <= start < end <= len(text)
    first, *_, last = [text[slice(*one)] for one in spans(text, start, end)] * 2
    assert not first.isspace()
    assert not last.isspace()


@given(texts.filter(lambda text: motions.words(text, 0, len(text))), steps)
@example(" \u0301abc", [])
@example("a \u0301b. c", [1, "select", "word_end"])
def test_what_a_tag_would_take_never_splits_a_character(text, done):
    assert all(is_start(text, edge) for edge in after(text, done).target())


@given(texts, steps, st.integers(1, 6))
def test_whatever_was_selected_growing_holds_it_and_shrinking_brings_it_back(text, done, times):
    one = after(text, done)
    stood = [one.standing[:2]]
    held = [one.selection or (one.cursor, one.cursor)]
    for _ in range(times):
        one.grow()
        if one.standing[:2] != stood[-1]:
            stood.append(one.standing[:2])
            held.append(one.selection)
    assert all(b[0] <= a[0] and a[1] <= b[1] for a, b in pairwise(held[1:]))
    for before in stood[-2::-1]:
        one.shrink()
        assert one.standing[:2] == before
