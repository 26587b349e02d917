"""What fits beside each other on a terminal of some width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.arrangement import (
    ANNOTATIONS,
    FOOT,
    LIBRARY,
    LINES,
    PANE,
    arrange,
    both_fit,
)

widths = st.integers(20, 300)
counts = st.integers(0, 4)
wishes = st.sampled_from([None, True, False])


def left(width: int, library: bool, annotations: bool) -> int:
    """The columns that the articles have beside these panels."""
    return width - LIBRARY * library - ANNOTATIONS * annotations


@given(widths, counts, wishes, wishes)
def test_a_panel_sent_away_is_not_shown(width, panes, library, annotations):
    fits = arrange(width, panes, library, annotations)
    assert not (fits.library and library is False)
    assert not (fits.annotations and annotations is False)


@given(widths, counts)
def test_a_panel_asked_for_is_shown_where_an_article_keeps_its_least_width(width, panes):
    library = arrange(width, panes, library=True, annotations=False)
    assert library.library == (left(width, library=True, annotations=False) >= PANE)
    annotations = arrange(width, panes, library=False, annotations=True)
    assert annotations.annotations == (left(width, library=False, annotations=True) >= PANE)


@given(widths, counts, wishes, wishes)
def test_no_panel_takes_from_the_least_width_of_an_article(width, panes, library, annotations):
    fits = arrange(width, panes, library, annotations)
    shown = fits.library or fits.annotations
    assert not shown or left(width, fits.library, fits.annotations) >= PANE


@given(widths, st.integers(1, 4), wishes, wishes)
def test_at_least_one_article_is_shown_and_none_twice(width, panes, library, annotations):
    assert 1 <= arrange(width, panes, library, annotations).panes <= panes


@given(widths, st.integers(1, 4), wishes, wishes)
def test_articles_side_by_side_keep_their_least_width(width, panes, library, annotations):
    fits = arrange(width, panes, library, annotations)
    room = left(width, fits.library, fits.annotations)
    assert fits.panes == 1 or room // fits.panes >= PANE


@given(widths, st.integers(1, 4))
def test_a_panel_nobody_asked_for_takes_no_pane_away(width, panes):
    fits = arrange(width, panes)
    assert fits.panes == min(panes, max(1, width // PANE))


@given(widths, counts, wishes, wishes)
def test_a_wider_terminal_shows_no_fewer_articles(width, panes, library, annotations):
    now = arrange(width, panes, library, annotations)
    wider = arrange(width + ANNOTATIONS + LIBRARY, panes, library, annotations)
    assert wider.panes >= now.panes


@pytest.mark.parametrize(
    ("width", "panes", "shown"),
    [
        (80, 1, (False, False, 1)),
        (80, 2, (False, False, 1)),
        (120, 1, (False, True, 1)),
        (120, 2, (False, True, 2)),
        (160, 2, (True, True, 2)),
        (160, 3, (True, False, 3)),
        (180, 4, (False, False, 4)),
        (240, 4, (True, True, 4)),
    ],
)
def test_what_is_shown_without_asking(width, panes, shown):
    fits = arrange(width, panes)
    assert (fits.library, fits.annotations, fits.panes) == shown


@given(widths)
def test_both_panels_fit_where_one_article_keeps_its_least_width_beside_them(width):
    assert both_fit(width) == (left(width, library=True, annotations=True) >= PANE)


@given(widths, counts, wishes, wishes, st.integers(8, 60))
def test_panes_that_are_compared_all_show_where_there_are_lines_for_them(
    width, panes, library, annotations, lines
):
    fits = arrange(width, panes, library, annotations, compared_on=lines)
    room = left(width, fits.library, fits.annotations)
    assert 1 <= fits.panes <= max(1, panes)
    assert fits.stacked or panes < 2 or (fits.panes == panes and room // panes >= PANE)
    assert not fits.stacked or fits.panes == max(1, min(panes, (lines - FOOT) // LINES))
    assert not fits.stacked or panes > 1


@pytest.mark.parametrize(
    ("width", "panes", "stacked"),
    [
        (80, 2, True),
        (99, 2, True),
        (100, 2, False),
        (120, 2, False),
        (120, 3, True),
        (172, 4, False),
    ],
)
def test_panes_that_are_compared_are_stacked_where_they_have_no_room_beside_each_other(
    width, panes, stacked
):
    assert arrange(width, panes, compared_on=40).stacked is stacked
    assert not arrange(width, panes).stacked
