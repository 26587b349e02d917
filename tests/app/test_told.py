"""How the sentences of an article are told in the others, ready to be drawn and gone through."""

from rich.style import Style

from tests.app.material import article
from tui.app.lights import Lights, differing, without
from tui.app.painting import Look
from tui.app.theme import DARK, shades
from tui.app.told import Told, told
from tui.compare.comparison import compare
from tui.compare.findings import Place
from tui.compare.source import source_of

LOOK = Look(shades(DARK.name), {})
SPANS = [(0, 10), (11, 20), (21, 30), (40, 50)]


def telling(signs: str, covers: tuple[int, ...] = (1, 1, 1, 1), others: int = 1) -> Told:
    marks = ["" if sign == " " else sign for sign in signs]
    alike = tuple(span for span, sign in zip(SPANS, marks, strict=True) if sign == "=")
    return Told([Place(0, index) for index in range(4)], SPANS, marks, covers, others, alike)


def test_a_line_has_the_signs_of_the_sentences_that_begin_on_it():
    made = telling("=~!+")
    assert made.on_line(0, 11, 1) == "="
    assert made.on_line(1, 11, 1) == ""
    assert made.on_line(11, 30, 2) == "~!"
    assert made.on_line(31, 60, 1) == "+"


def test_where_there_is_room_for_one_sign_the_weightiest_stands():
    assert telling("=~!+").on_line(0, 30, 1) == "!"
    assert telling("=~=+").on_line(0, 60, 1) == "+"


def test_how_many_of_several_others_tell_it_stands_where_there_is_room():
    made = telling("=~!+", covers=(3, 1, 2, 0), others=5)
    assert made.on_line(0, 5, 4) == "=3/5"
    assert made.on_line(0, 5, 3) == "="
    assert telling("=~!+").on_line(0, 5, 4) == "="


def test_what_is_not_body_has_no_sign():
    assert telling(" ~!+").on_line(0, 11, 2) == ""


def test_the_next_of_a_sign_goes_round():
    made = telling("!~!+")
    assert [made.next("!", at) for at in (-1, 0, 1, 2, 3)] == [0, 2, 2, 0, 0]
    assert [made.previous("!", at) for at in (3, 2, 1, 0, -1)] == [2, 0, 0, 2, 2]
    assert made.next("=", 0) is None
    assert made.previous("=", 0) is None


def test_all_is_told_of_a_comparison():
    one = article("A dam burst near Derna on Monday. The mayor wept.\n")
    other = article("On Monday a dam burst near Derna. Bread is dear this year.\n")
    found = compare([source_of(one), source_of(other)])
    made = told(found, 0)
    assert made.spans == [(0, 33), (34, 49)]
    assert made.signs[0] in "=~!"
    assert made.signs[1] == "+"
    assert list(made.covers) == [1, 0]
    assert made.others == 1


def test_the_rest_of_a_line_is_dim_around_what_is_lit():
    lights = Lights(None, ((5, 12),), context=True)
    assert lights.faded(0, 10) == [(0, 5)]
    assert lights.faded(10, 20) == [(12, 20)]
    assert lights.faded(20, 30) == [(20, 30)]
    assert Lights().faded(0, 10) == []


def test_what_is_folded_is_dim_in_the_leading_article():
    lights = Lights(telling("=~=+"), folded=telling("=~=+").alike)
    assert lights.faded(0, 10) == [(0, 10)]
    assert lights.faded(12, 19) == []
    assert lights.faded(25, 45) == [(21, 30)]


def test_two_spans_that_overlap_leave_no_part_twice():
    assert without((0, 10), [(2, 6), (4, 8)]) == [(0, 2), (8, 10)]


def test_the_margin_of_a_line_is_as_wide_with_signs_as_without():
    for cells in range(1, 8):
        for lights in (Lights(), Lights(telling("=~!+", (1, 1, 2, 0), 3))):
            for start, end in ((0, 5), (11, 30), (31, 39)):
                parts = lights.signs(start, end, cells, LOOK)
                assert sum(len(part.text) for part in parts) == cells
                assert all(isinstance(part.style, Style) for part in parts)


def test_signs_differ_in_more_than_their_colour():
    """The characters tell them apart: no colour is needed."""
    parts = Lights(telling("=~!+")).signs(0, 60, 4, LOOK)
    assert "".join(part.text for part in parts) == "=~!+"


def test_without_colour_what_matters_most_is_no_paler_than_the_rest():
    colourless = Look(shades(DARK.name), {}, colourless=True)
    bang, tilde = (Lights(telling(sign * 4)).signs(0, 5, 1, colourless)[-1].style for sign in "!~")
    assert bang.bold
    assert bang.color == colourless.shades.text.color
    assert not tilde.bold


def test_going_to_another_sentence_repaints_what_was_lit_and_what_is():
    made = telling("=~!+")
    one, other = Lights(made, ((0, 10),), True), Lights(made, ((11, 20),), True)
    assert differing(one, other) == [(0, 10), (11, 20)]
    assert differing(one, one) == []
    assert differing(one, Lights(made, ((0, 10),), context=False)) is None
    assert differing(one, Lights(telling("=~!+"), ((0, 10),), True)) is None
