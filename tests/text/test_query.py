"""What a person types to search all articles."""

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text.material import hard_texts
from tui.text.query import FILTERS, Query, Term, parse


def words(*each: str, excluded: bool = False) -> Term:
    return Term("words", each, excluded=excluded)


def prefix(*each: str, excluded: bool = False) -> Term:
    return Term("prefix", each, excluded=excluded)


def inside(literal: str, excluded: bool = False) -> Term:
    return Term("substring", literal=literal, excluded=excluded)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("mali ukraine", [words("mali"), words("ukraine")]),
        ("  MALI\tÉlysée\n", [words("mali"), words("elysee")]),
        ("mali Mali", [words("mali")]),
        ('"treacherous and barbaric"', [words("treacherous", "and", "barbaric")]),
        ("“treacherous and” barbaric", [words("treacherous", "and"), words("barbaric")]),
        ("„Ein Großteil“", [words("ein", "großteil")]),
        ('"treacherous and barb', [words("treacherous", "and", "barb")]),
        ("presid*", [prefix("presid")]),
        ('"northern tuar*"', [prefix("northern", "tuar")]),
        ('"northern tuar"*', [prefix("northern", "tuar")]),
        ('"northern tuar*', [prefix("northern", "tuar")]),
        ('"northern tuareg *"', [words("northern", "tuareg")]),
        ("*uare*", [inside("uare")]),
        ("*UARÉ*", [inside("uare")]),
        ('*"th Ukr"*', [inside("th ukr")]),
        ('*"th ukr*"', [inside("th ukr")]),
        ("*$5*", [inside("$5")]),
        ("**bold**", [inside("bold")]),
        ("mali -wagner", [words("mali"), words("wagner", excluded=True)]),
        ('mali -"wagner group"', [words("mali"), words("wagner", "group", excluded=True)]),
        ("mali -wag* -*agn*", [words("mali"), prefix("wag", excluded=True), inside("agn", True)]),
        ("Mali–Ukraine 3.5", [words("mali", "ukraine"), words("3", "5")]),
        ("Tuareg-led", [words("tuareg", "led")]),
        ("Mali–Ukr*", [prefix("mali", "ukr")]),
        ("mali -- ukraine", [words("mali"), words("ukraine")]),
        ('mali - … ! * *** "" “” -\'', [words("mali")]),
        ("http://x.org 12:30 Lavrov:", [words("http", "x", "org"), words("12", "30")]),
        ("Mali:Ukraine", [words("mali", "ukraine")]),
        ('"tag:claim"', [words("tag", "claim")]),
        ('"f*** off"', [words("f", "off")]),
        ("", []),
        ("…", []),
    ],
)
def test_words_phrases_and_parts_of_words(typed: str, terms: list[Term]) -> None:
    got = parse(typed)
    if typed.endswith("Lavrov:"):
        terms = [*terms, words("lavrov")]
    assert got == Query(terms=tuple(terms))


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("tag:claim/number", {"tags": ("claim/number",)}),
        ("tag:claim/ TAG:opinion tag:claim", {"tags": ("claim", "opinion")}),
        ('source:"International News"', {"sources": ("International News",)}),
        ("source:“International News”", {"sources": ("International News",)}),
        ('source:"International News', {"sources": ("International News",)}),
        ("source:BBC source:CNN", {"sources": ("BBC", "CNN")}),
        ("story:mali", {"stories": ("mali",)}),
        ("annotator:ana by:ben", {"annotators": ("ana", "ben")}),
        ("has:note", {"has_note": True}),
        ("in:text", {"within": "text"}),
        ("in:notes in:Notes", {"within": "notes"}),
        ("in:annotations", {"within": "annotations"}),
        ("date:2024-08-06", {"published": ("2024-08-06", "2024-08-06")}),
        ("date:2024-08", {"published": ("2024-08", "2024-08")}),
        ("date:2024", {"published": ("2024", "2024")}),
        ("date:2024-08-01..2024-08-31", {"published": ("2024-08-01", "2024-08-31")}),
        ("date:2024-08-31..2024-08", {"published": ("2024-08-31", "2024-08")}),
        ("date:2024-08..", {"published": ("2024-08", "")}),
        ("date:..2024-08", {"published": ("", "2024-08")}),
        ("tag:claim -mali", {"tags": ("claim",), "terms": (words("mali", excluded=True),)}),
        ("mali tag:claim", {"tags": ("claim",), "terms": (words("mali"),)}),
    ],
)
def test_filters(typed: str, values: dict[str, Any]) -> None:
    assert parse(typed) == Query(**values)


@pytest.mark.parametrize(
    ("typed", "named", "remedy"),
    [
        ("mali tags:claim", "“tags:”", "write “tag:”"),
        ("sorce:BBC", "“sorce:”", "tag:, source:, date:, annotator:, by:, story:, has:, in:"),
        ("tag:", "“tag:”", "tag:VALUE"),
        ("tag: claim", "“tag:”", "in quotes"),
        ("tag:/", "“tag:/”", "tag:VALUE"),
        ('source:""', 'source:""', "source:VALUE"),
        ("mali -tag:claim", "“-tag:claim”", "take the minus off"),
        ("in:title", "“in:title”", "in:text, in:notes or in:annotations"),
        ("in:text in:notes", "“in:notes”", "one of them"),
        ("has:notes", "“has:notes”", "has:note"),
        ("date:yesterday", "“date:yesterday”", "date:2024-08-06"),
        ("date:2024-13", "“date:2024-13”", "date:2024-08-06"),
        ("date:2023-02-29", "“date:2023-02-29”", "date:2024-08-06"),
        ("date:0000", "“date:0000”", "date:2024-08-06"),
        ("date:٢٠٢٤", "“date:٢٠٢٤”", "date:2024-08-06"),
        ("date:..", "“date:..”", "date:..2024-08"),
        ("date:2024..2025..2026", "“date:2024..2025..2026”", "range"),
        ("date:2024-09..2024-08", "“date:2024-09..2024-08”", "date:2024-08..2024-09"),
        ("date:2024 date:2025", "“date:2025”", "one date"),
        ("-mali", "“-mali”", "add a word"),
        ('-mali -"a b"', '“-mali -"a b"”', "add a word"),
        ("-mali in:text", "“-mali in:text”", "add a word"),
        ("*a*", "“*a*”", "two characters"),
        ("*uare", "“*uare”", "*uare*"),
        ('*"th ukr"', '“*"th ukr"”', "*th ukr*"),
        ("ma*li", "“ma*li”", "at the end"),
    ],
)
def test_what_is_wrong_is_named_with_the_remedy(typed: str, named: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=re.escape(named)) as refused:
        parse(typed)
    message = str(refused.value)
    assert remedy in message
    assert "\n" not in message


parts = st.sampled_from(
    ["mali", '"', "*", "-", ":", "tag:", "date:", "..", "2024-08", "in:", "“", " ", "_", "/", "é"]
)
typed_texts = st.one_of(hard_texts, st.text(max_size=30), st.lists(parts, max_size=9).map("".join))


def answer(typed: str) -> Query | str:
    try:
        return parse(typed)
    except ValueError as refused:
        return str(refused)


@given(typed_texts)
@example('-"a\nb"')
@example("date:\x00")
def test_anything_typed_is_a_query_or_refused_in_one_line(typed: str) -> None:
    got = answer(typed)
    if isinstance(got, str):
        assert got.startswith("“")
        assert len(got.splitlines()) == 1
        return
    for term in got.terms:
        assert bool(term.words) != bool(term.literal)
        assert (term.kind == "substring") == bool(term.literal)
        assert all(term.words)
    assert all((*got.tags, *got.sources, *got.stories, *got.annotators))


@given(st.lists(st.sampled_from(["mali", "ukraine", "tuareg", "élan"]), min_size=1, max_size=5))
def test_the_words_of_a_query_are_those_typed_in_their_order(each: list[str]) -> None:
    folded = dict.fromkeys(word.replace("é", "e") for word in each)
    assert parse(" ".join(each)).terms == tuple(map(words, folded))


def test_every_filter_is_read_with_its_name_alone() -> None:
    values = {"date": "2024", "has": "note", "in": "text"}
    assert all(parse(f"{name}:{values.get(name, 'x')}") != Query() for name in FILTERS)
