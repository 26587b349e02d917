"""Where the terms of a query stand in a text, and the line shown of each place."""

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import FAMILY, SEEDS, any_texts
from tui.text.graphemes import snap
from tui.text.passages import Excerpt, excerpt, holds, places
from tui.text.query import Query, Term, parse
from tui.text.tokens import loosened, words_in

MALI, NAIROBI = SEEDS.values()


def found(text: str, typed: str) -> list[str]:
    return [text[start:end] for start, end in places(text, parse(typed))]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Mali, mali; Malian", "mali", ["Mali", "mali"]),
        ("Mali and Ukraine", "ukraine mali", ["Mali", "Ukraine"]),
        ("Mali without it", "ukraine mali", ["Mali"]),
        ("Élysée E\u0301lyse\u0301e elysee", "elysée", ["Élysée", "E\u0301lyse\u0301e", "elysee"]),
        ("northern\nTuareg rebels", '"northern tuar*"', ["northern\nTuareg"]),
        ("northern — “Tuareg”", '"northern tuareg"', ["northern — “Tuareg"]),
        ("northern and Tuareg", '"northern tuareg"', []),
        ("President, presidency’s", "presid*", ["President", "presidency"]),
        ("the Tuareg, LAUREATES", "*uare*", ["uare"]),
        ("oﬃce oﬀ", "*ffi*", ["ﬃ"]),
        ("oﬃce oﬀ", "*ice*", ["ﬃce"]),
        ("Straße STRASSE", "*rass*", ["raß", "RASS"]),
        ("Tuare\u0301g", "*uare*", ["uare\u0301"]),
        ("with\nUkraine, with Ukraine", '*"th ukr"*', ["th\nUkr", "th Ukr"]),
        ("İstanbul ISTANBUL istanbul", "istanbul", ["İstanbul", "ISTANBUL", "istanbul"]),
        ("the Wagner Group", '"the wagner" "wagner group"', ["the Wagner Group"]),
        ("mali mali", "mali", ["mali", "mali"]),
        ("a_mali_b", "mali", ["mali"]),
        ("mali wagner", "mali -wagner", ["mali"]),
        ("外交部长 Mali", "mali", ["Mali"]),
        ("شَرْط mali", "شرط", []),
        ("الرئيس قال", "قال", ["قال"]),
        ("text", "", []),
        ("", "mali", []),
    ],
)
def test_the_places_of_a_query(text: str, typed: str, expected: list[str]) -> None:
    assert found(text, typed) == expected


def test_the_seeds_are_searched() -> None:
    assert found(MALI, "wagner") == ["Wagner"] * MALI.count("Wagner")
    assert found(MALI, '"treacherous, deceitful and barbaric"') == [
        "treacherous, deceitful, and barbaric"
    ]
    assert found(NAIROBI, "*inzaoua*") == ["inzaoua"] * 2
    assert len(found(NAIROBI, "mali")) < len(found(NAIROBI, "mali*"))


@pytest.mark.parametrize(
    ("text", "typed", "holding"),
    [
        ("killed at least 84 mercenaries", "84 mercenar*", True),
        ("killed at least 84 mercenaries", "84 soldiers", False),
        ("killed at least 84 mercenaries", "84 -killed", False),
        ("killed at least 84 mercenaries", "84 -soldiers", True),
        ("killed at least 84 mercenaries", "84 -*ercen*", False),
        ("killed at least 84 mercenaries", "", True),
        ("", "mali", False),
    ],
)
def test_a_quotation_holds_all_terms_and_none_left_out(
    text: str, typed: str, holding: bool
) -> None:
    assert holds(text, parse(typed)) is holding


@given(any_texts, st.data())
def test_places_are_sorted_apart_and_read_as_the_words_asked_for(
    text: str, data: st.DataObject
) -> None:
    words = words_in(text)
    if not words:
        assert places(text, Query((Term("words", ("a",)),))) == []
        return
    at = data.draw(st.integers(0, len(words) - 1))
    phrase = tuple(words[at : at + data.draw(st.integers(1, 3))])
    spans = places(text, Query((Term("words", phrase),)))
    assert spans
    for start, end in spans:
        assert words_in(text[start:end]) == list(phrase)
        assert words_in(text[:start]) + list(phrase) + words_in(text[end:]) == words
    both = places(text, Query((Term("words", phrase), Term("prefix", (words[0][0],)))))
    assert all(a[1] <= b[0] for a, b in pairwise(both))
    covered = {offset for start, end in both for offset in range(start, end)}
    assert covered >= {offset for start, end in spans for offset in range(start, end)}


@given(any_texts, st.data())
def test_every_stretch_of_a_text_is_found_as_a_part(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    literal = loosened(text[start:end])
    if not literal:
        return
    query = Query((Term("substring", literal=literal),))
    spans = places(text, query)
    assert spans
    assert holds(text, query)
    assert all(literal in loosened(text[first:last]) for first, last in spans)


def shown(text: str, start: int, end: int, width: int) -> str:
    cut = excerpt(text, (start, end), width)
    return f"{cut.text[: cut.start]}[{cut.text[cut.start : cut.end]}]{cut.text[cut.end :]}"


SENTENCE = "Northern Tuareg rebels claim to have killed at least 84 mercenaries."


@pytest.mark.parametrize(
    ("start", "end", "width", "expected"),
    [
        (9, 15, 80, "Northern [Tuareg] rebels claim to have killed at least 84 mercenaries."),
        (9, 15, 30, "Northern [Tuareg] rebels claim…"),
        (23, 28, 30, "…rebels [claim] to have…"),
        (56, 67, 30, "…at least 84 [mercenaries]."),
        (0, 8, 12, "[Northern]…"),
        (9, 22, 10, "…[Tuareg r]…"),
        (9, 15, 8, "…[Tuareg]…"),
        (9, 15, 7, "…[Tuare]…"),
        (10, 12, 6, "…T[ua]r…"),
        (9, 15, 3, "…[T]…"),
    ],
)
def test_an_excerpt_is_cut_at_words(start: int, end: int, width: int, expected: str) -> None:
    assert shown(SENTENCE, start, end, width) == expected


def test_line_ends_and_tabs_are_blanks_one_for_one() -> None:
    assert shown("one\n\ntwo\tthree\r\nfour", 5, 8, 40) == "one  [two] three  four"


def test_a_text_without_blanks_is_cut_between_clusters() -> None:
    assert shown("外交部长表示我们反对", 4, 6, 7) == "…部长[表示]我…"
    assert shown(FAMILY * 3, 5, 10, 10) == f"…[{FAMILY}]…"


def test_an_excerpt_says_where_in_the_article_it_is() -> None:
    start = MALI.index("Tuareg")
    cut = excerpt(MALI, (start, start + 6), 60)
    assert cut.place == start
    assert cut.text[cut.start : cut.end] == "Tuareg"
    assert cut.text == "…Malian troops. Northern Tuareg rebels claim to have…"


@given(any_texts.filter(bool), st.integers(3, 40), st.data())
def test_an_excerpt_fits_holds_its_span_and_cuts_no_cluster(
    text: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = excerpt(text, (start, end), width)
    assert 0 <= cut.start < cut.end <= len(cut.text)
    assert not any(char.isspace() and char != " " for char in cut.text)
    assert cut in shown_truly(text, cut)
    assert len(cut.text) <= max(width, next_border(text, start + 1) - snap(text, start) + 2)


def next_border(text: str, offset: int) -> int:
    return next(at for at in range(offset, len(text) + 1) if snap(text, at) == at)


def shown_truly(text: str, cut: Excerpt) -> Iterator[Excerpt]:
    """The excerpt, if there is a way to read its ends, "…" or not, that is true to the text."""
    for left, right in product((0, 1), repeat=2):
        begin = cut.place - cut.start + left
        inner = cut.text[left : len(cut.text) - right]
        last = begin + len(inner)
        same = begin >= 0 and inner == "".join(" " if c.isspace() else c for c in text[begin:last])
        marked = cut.text.startswith("…" * left) and cut.text.endswith("…" * right)
        told = (left > 0) == (begin > 0) and (right > 0) == (last < len(text))
        if same and marked and told and snap(text, begin) == begin and snap(text, last) == last:
            yield cut
