"""What the strip under the panes says, and how it is drawn, from the seeds' details."""

import pytest
from rich.console import Console

from tests.app.compared import compared
from tui.app import strip_lines
from tui.app.side_by_side import credits_at, details_at, overview, sentences_at
from tui.app.theme import shades
from tui.compare.findings import Comparison, Place


@pytest.fixture(scope="module")
def both(seeds) -> Comparison:
    return compared(*(article for article, _ in seeds))


def place_of(both: Comparison, article: int, words: str) -> Place:
    source = both.sources[article]
    return Place(article, source.at(source.text.index(words)))


def drawn(both: Comparison, place: Place | None, width: int = 120, height: int = 8) -> list[str]:
    text = strip_lines.strip(
        both, place, overview(both), (width, height), shades("claimdesk-dark"), Console()
    )
    return text.plain.split("\n")


def texts(row) -> dict[int, list[str]]:
    return {article: [value.text for value in values] for article, values in row.cells.items()}


def test_a_detail_is_a_row_with_what_each_article_tells(both):
    rows = details_at(both, place_of(both, 0, "at least 84"))
    assert [texts(row) for row in rows] == [
        {0: ["≥84"], 1: ["84", "20–80"]},
        {0: ["47"], 1: ["a significant number"]},
    ]


def test_the_other_article_s_sentence_has_the_same_row_the_other_way_round(both):
    (row, _) = details_at(both, place_of(both, 1, "between 20 and 80"))
    assert texts(row) == {0: ["≥84"], 1: ["20–80"]}


def test_of_a_quotation_the_words_that_differ_stand_out(both):
    (row,) = details_at(both, place_of(both, 0, "treacherous, deceitful"))
    ours, theirs = row.cells[0][0], row.cells[1][0]
    assert [ours.text[slice(*span)] for span in ours.words] == ["deceitful"]
    assert [theirs.text[slice(*span)] for span in theirs.words] == ["cowardly"]


def test_how_each_article_credits_it_is_a_badge_and_no_detail(both):
    row = credits_at(both, place_of(both, 0, "at least 84"))
    assert texts(row)[0] == ["‹Northern Tuareg rebels claim›"]
    assert "‹Reports suggest›" in texts(row)[1]
    assert row.name == "told by"


def test_a_sentence_that_credits_nobody_is_flat(both):
    row = credits_at(both, place_of(both, 0, "Intense fighting"))
    assert texts(row)[0] == ["‹flat›"]


def test_each_sentence_that_tells_the_same_is_there_with_its_score(both):
    place = place_of(both, 0, "at least 84")
    rows = sentences_at(both, place)
    assert len(rows) == len(both.aligned(place))
    assert rows[0].name.endswith(f"{both.alignments[both.aligned(place)[0]].score:.2f}"[1:])
    assert texts(rows[0])[0][0].startswith("Northern Tuareg rebels claim")
    assert any("Reports suggest" in words for row in rows for words in texts(row)[1])


WANTED = (
    *("≥84", "84", "20–80", "47", "a significant number"),
    *("treacherous, deceitful, and barbaric", "cowardly, treacherous, and barbaric"),
    *("Tinzaouatene", "Tinzaouaten", "a coup in 2020", "coups in 2020 and 2021"),
    *("largest defeat", "one of the deadliest confrontations"),
    *("ambassador to Senegal", "Sergey Lavrov", "Russian helicopter"),
)


@pytest.mark.parametrize("where", [None, "HomeInternational", "Mali also referenced"])
def test_where_nothing_differs_all_that_does_is_in_sight_in_eight_lines(both, where):
    place = place_of(both, 0, where) if where else None
    page = "\n".join(drawn(both, place)[:8])
    assert [words for words in WANTED if words not in page] == []


def test_what_only_one_tells_stands_with_that_article(both):
    lines = drawn(both, None)
    first = next(index for index, line in enumerate(lines) if line.startswith(" only 1"))
    second = next(index for index, line in enumerate(lines) if line.startswith(" only 2"))
    assert "Lavrov" in "\n".join(lines[first:second])
    assert "helicopter" in "\n".join(lines[second:])


def test_the_heading_tells_sign_score_status_and_the_keys_to_decide(both):
    heading = drawn(both, place_of(both, 0, "at least 84"))[0]
    best = both.alignments[both.aligned(place_of(both, 0, "at least 84"))[0]]
    assert heading.startswith(f" ! told otherwise {f'{best.score:.2f}'[1:]}")
    assert "· proposed · = confirms · x rejects" in heading
    assert f"2 of {overview(both).number} detail" in heading


def test_a_sentence_nobody_else_has_is_said_to_be_only_here(both):
    assert drawn(both, place_of(both, 0, "Mali also referenced"))[0].startswith(" + only here")


@pytest.mark.parametrize("width", [20, 43, 80, 120, 300])
def test_no_line_is_wider_than_the_strip_and_columns_stand_below_each_other(both, width):
    for words in ("at least 84", "treacherous, deceitful", "Mali has announced"):
        lines = drawn(both, place_of(both, 0, words), width)
        assert max(map(len, lines)) <= max(width, strip_lines.NAME + 17)
        assert len({line.index("│") for line in lines if "│" in line}) == 1


@pytest.mark.parametrize(
    ("rows", "lines"), [(8, 0), (15, 0), (16, 3), (24, 4), (30, 6), (40, 8), (90, 8)]
)
def test_the_strip_is_three_to_eight_lines_and_none_on_a_small_screen(rows, lines):
    assert strip_lines.height(rows) == lines


def test_badges_are_those_of_the_sentences_that_tell_the_detail(both):
    place = place_of(both, 0, "at least 84")
    there = {
        both.sources[1].words(other.sentence).partition(" ")[0] for other in both.across(place, 1)
    }
    assert there > {"Reports", "The"}
    assert texts(credits_at(both, place))[1] == [
        "‹The Tuareg-led separatists stating›",
        "‹Reports suggest›",
    ]
