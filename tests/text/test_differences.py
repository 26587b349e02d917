"""What changed between two versions of an article, as a person reads it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import FAMILY, FLAG, SEEDS, any_texts
from tui.text.differences import Combined, Piece, Run, combined, differences
from tui.text.graphemes import snap
from tui.text.words import UNSPACED

MALI, NAIROBI = SEEDS.values()


def read(old: str, new: str) -> list[tuple[str, str]]:
    """The runs as a reader has them, what is the same left out."""
    return [
        ("new", new[slice(*run.new)]) if run.kind == "new" else ("gone", old[slice(*run.old)])
        for run in differences(old, new)
        if run.kind != "same"
    ]


def rejoined(old: str, new: str, runs: tuple[Run, ...]) -> tuple[str, str]:
    ours = "".join(old[slice(*run.old)] for run in runs if run.kind != "new")
    theirs = "".join(new[slice(*run.new)] for run in runs if run.kind != "gone")
    return ours, theirs


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("Mali", "", [("gone", "Mali")]),
        ("", "Mali", [("new", "Mali")]),
        ("a  b", "a b", [("gone", " ")]),
        ("the 84 dead", "the 47 dead", [("gone", "84"), ("new", "47")]),
        ("around 1,000 men", "around 1,200 men", [("gone", "1,000"), ("new", "1,200")]),
        ("Kyiv's part", "Kyiv’s part", [("gone", "Kyiv's"), ("new", "Kyiv’s")]),
        ("he said it", "he never said it", [("new", "never ")]),
        ("cafe\u0301 here", "cafe here", [("gone", "cafe\u0301"), ("new", "cafe")]),
        ("cafe\u0301 here", "café here", [("gone", "cafe\u0301"), ("new", "café")]),
        (f"so {FAMILY}!", "so \U0001f468!", [("gone", FAMILY), ("new", "\U0001f468")]),
        (
            f"{FLAG} won",
            "\U0001f1fa\U0001f1e6 won",
            [("gone", FLAG), ("new", "\U0001f1fa\U0001f1e6")],
        ),
        ("قال الرئيس", "قال الوزير", [("gone", "الرئيس"), ("new", "الوزير")]),
        ("שָׁלוֹם לכם", "שלום לכם", [("gone", "שָׁלוֹם"), ("new", "שלום")]),
        ("हिन्दी समाचार", "हिंदी समाचार", [("gone", "हिन्दी"), ("new", "हिंदी")]),
        ("外交部长表示反对", "外交部长反对", [("gone", "表示")]),
        ("می\u200cخواهم", "می\u200cخواهی", [("gone", "می\u200cخواهم"), ("new", "می\u200cخواهی")]),
        ("one\r\ntwo", "one\ntwo", [("gone", "\r")]),
    ],
)
def test_what_a_reader_sees_of_a_change(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert read(old, new) == expected


def test_equal_texts_are_one_run() -> None:
    assert differences(MALI, MALI) == (Run("same", (0, len(MALI)), (0, len(MALI))),)


def test_a_typo_put_right_is_one_word() -> None:
    typed = MALI.replace("casualties among", "casualtys among")
    assert read(typed, MALI) == [("gone", "casualtys"), ("new", "casualties")]
    at = MALI.index("casualties among")
    assert differences(typed, MALI)[1] == Run("gone", (at, at + 9), (at, at))


@pytest.mark.parametrize("before", ["Intense fighting", "On July 29", "Mali also", "More News"])
def test_a_paragraph_put_in_or_taken_out_is_one_run(before: str) -> None:
    # It begins as the one before it does and ends as the one behind it: no reason to slide.
    paragraph = f"{before} began, the ministry said. Mali and Ukraine.\n\n"
    at = MALI.index(f"\n\n{before}") + 2
    longer = MALI[:at] + paragraph + MALI[at:]
    assert read(MALI, longer) == [("new", paragraph)]
    assert read(longer, MALI) == [("gone", paragraph)]


def test_a_repeated_paragraph_is_matched_in_order() -> None:
    teaser = "Social and Housing Minister Sophie Hæstorp Andersen has invited"
    at = MALI.rindex(teaser)
    cut = MALI[:at] + MALI[MALI.index("\n\n", at) + 2 :]
    ((kind, gone),) = read(MALI, cut)
    assert kind == "gone"
    assert gone.startswith(teaser)
    assert differences(MALI, cut)[1].old[0] == at


def test_quotes_set_straight_are_the_words_and_marks_they_stand_at() -> None:
    straight = MALI.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'"})
    changed = read(MALI, straight)
    assert ("gone", "Ukraine’s") in changed
    assert ("new", "Ukraine's") in changed
    assert sum(len(text) for kind, text in changed if kind == "gone") < 400
    assert [kind for kind, _ in changed] == ["gone", "new"] * (len(changed) // 2)


def test_a_rewritten_sentence_is_one_gone_and_one_new() -> None:
    sentence = (
        "This attack reportedly marks Wagner Group’s largest defeat since it entered the conflict "
        "two years ago."
    )
    other = (
        "Reports say it is the largest loss of the Wagner Group since the group came to the "
        "country in 2021."
    )
    assert read(MALI, MALI.replace(sentence, other)) == [
        ("gone", sentence[:-1]),
        ("new", other[:-1]),
    ]


def test_words_alike_between_changes_are_kept_when_they_are_many_enough() -> None:
    old = "He saw one of the three men in Mali and left for the northern town on July 29."
    few = "She saw one of two men in Kenya and left for the northern town on July 30."
    assert read(old, few) == [
        ("gone", "He saw one of the three men in Mali"),
        ("new", "She saw one of two men in Kenya"),
        ("gone", "29"),
        ("new", "30"),
    ]


def test_a_short_paragraph_between_new_ones_stays_the_same() -> None:
    old = "First one here.\n\nMore News\n\nLast one here."
    new = "Quite another.\n\nMore News\n\nNothing alike."
    assert "More News" not in " ".join(text for _, text in read(old, new))


def test_two_articles_on_one_event_share_little() -> None:
    runs = differences(MALI, NAIROBI)
    assert rejoined(MALI, NAIROBI, runs) == (MALI, NAIROBI)
    same = [MALI[slice(*run.old)] for run in runs if run.kind == "same"]
    assert " near the Algerian border" in same
    assert len(runs) < 30


def test_long_texts_that_repeat_themselves_are_compared_too() -> None:
    for old, new in [("a " * 20_000, "a b " * 8_000), ("ภาษาไทย" * 3_000, "ภาษาที่ไทย" * 3_000)]:
        assert rejoined(old, new, differences(old, new)) == (old, new)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Two versions: anything, or stretches put into, taken out of or moved in the same text."""
    old = draw(st.one_of(any_texts, st.sampled_from([MALI[:900], NAIROBI[:900]])))
    new = old
    for _ in range(draw(st.integers(0, 3))):
        at, end = sorted(draw(st.tuples(*[st.integers(0, len(new))] * 2)))
        new = new[:at] + draw(any_texts) + new[end if draw(st.booleans()) else at :]
    return old, draw(st.one_of(st.just(new), any_texts))


def inside_word(text: str, offset: int) -> bool:
    return re.fullmatch(rf"[^\W{UNSPACED}]{{2}}", text[max(0, offset - 1) : offset + 1]) is not None


@given(edited())
def test_runs_make_up_both_texts_and_cut_no_word_and_no_cluster(texts: tuple[str, str]) -> None:
    old, new = texts
    runs = differences(old, new)
    assert rejoined(old, new, runs) == (old, new)
    i = j = 0
    for run in runs:
        assert (run.old[0], run.new[0]) == (i, j)
        (_, i), (_, j) = run.old, run.new
        for text, offset in ((old, i), (new, j)):
            assert snap(text, offset) == offset
            assert not inside_word(text, offset)
        assert (run.old[0] < i, run.new[0] < j) == (run.kind != "new", run.kind != "gone")
    assert (i, j) == (len(old), len(new))
    kinds = [run.kind for run in runs]
    assert not [pair for pair in pairwise(kinds) if pair in {("new", "gone")} or len({*pair}) == 1]


def test_both_versions_are_read_in_one_text() -> None:
    old, new = "the 84 dead mercenaries of Wagner Group", "the 47 dead mercenaries of Wagner"
    both = combined(old, new, differences(old, new))
    assert both == Combined(
        "the 8447 dead mercenaries of Wagner Group",
        (
            Piece("same", 0, 4),
            Piece("gone", 4, 6),
            Piece("new", 6, 8),
            Piece("same", 8, 35),
            Piece("gone", 35, 41),
        ),
    )
    assert both.of_old(0, 11) == [(0, 6), (8, 13)]
    assert both.of_new(0, 11) == [(0, 4), (6, 13)]
    assert both.of_old(4, 6) == [(4, 6)]
    assert both.of_old(30, 39) == [(32, 41)]
    assert both.of_new(4, 4) == []


@given(edited(), st.data())
def test_a_span_of_either_version_is_found_in_the_combined_text(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    old, new = texts
    both = combined(old, new, differences(old, new))
    assert "".join(both.text[piece.start : piece.end] for piece in both.runs) == both.text
    for text, mapped in ((old, both.of_old), (new, both.of_new)):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        spans = mapped(start, end)
        assert "".join(both.text[first:last] for first, last in spans) == text[start:end]
        assert all(first < last for first, last in spans)
        assert all(one[1] < other[0] for one, other in pairwise(spans))
