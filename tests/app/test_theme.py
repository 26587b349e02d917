"""Whether the shades can be read: contrast as WCAG 2.2 counts it."""

import pytest
from rich.color import Color
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import dim_color

from tui.app.theme import DARK, LIGHT, OKABE_ITO, THEMES, mixed, other, rgb, shades
from tui.codebook import COLOURS

TEXT = 4.5
LARGE = 3.0
"""For marks and for words that are there to be passed over."""

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
each_colour = pytest.mark.parametrize("colour", OKABE_ITO)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    shares = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in colour)
    ]
    return sum(
        share * weight for share, weight in zip(shares, (0.2126, 0.7152, 0.0722), strict=True)
    )


def contrast(ink: Color | None, ground: Color | None) -> float:
    assert ink is not None
    assert ground is not None
    light, dark = sorted((luminance(tuple(c.get_truecolor())) for c in (ink, ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def of(style: Style) -> float:
    return contrast(style.color, style.bgcolor)


def colour(name: str) -> Color:
    return Color.from_rgb(*rgb(name))


def test_the_formula_gives_what_the_standard_says_of_black_on_white_and_of_greys():
    assert contrast(colour("#000000"), colour("#ffffff")) == pytest.approx(21)
    assert contrast(colour("#767676"), colour("#ffffff")) == pytest.approx(4.54, abs=0.01)


def test_there_is_a_shade_for_each_colour_a_codebook_may_name():
    assert set(OKABE_ITO) == set(COLOURS)


@each_theme
@each_colour
def test_text_on_a_tint_can_be_read(theme, colour):
    assert of(shades(theme.name).tints[colour]) >= TEXT
    assert of(shades(theme.name).strong[colour]) >= TEXT


@each_theme
def test_every_ground_of_the_article_carries_readable_text(theme):
    look = shades(theme.name)
    for style in (look.text, look.cursor, look.selection, look.letter, look.found):
        assert of(style) >= TEXT


@each_theme
def test_a_complaint_can_be_read_in_the_status_line(theme):
    assert contrast(shades(theme.name).complaint.color, colour(theme.surface)) >= TEXT


@each_theme
def test_words_gone_and_new_can_be_read_on_the_page_and_on_annotations(theme):
    painted = shades(theme.name)
    page = painted.text.bgcolor
    for style in (painted.gone, painted.new):
        assert contrast(style.color, page) >= TEXT
        for tint in (*painted.tints.values(), *painted.strong.values()):
            assert contrast(style.color, tint.bgcolor) >= LARGE
    assert painted.gone.color != painted.new.color
    assert (painted.gone.strike, painted.new.underline) == (True, True)  # without colour


@each_theme
def test_faded_words_can_be_read_on_the_page_and_on_annotations(theme):
    painted = shades(theme.name)
    for ground in (painted.text, *painted.tints.values(), *painted.strong.values()):
        assert contrast(painted.faded.color, ground.bgcolor) >= LARGE
    assert painted.faded.color != painted.text.color


@each_theme
def test_quiet_ink_can_be_read_on_every_ground(theme):
    assert of(shades(theme.name).dim) >= LARGE
    for ground in (theme.background, theme.surface, theme.panel):
        assert contrast(colour(theme.variables["dim"]), colour(ground)) >= LARGE


@each_theme
def test_words_that_are_dimmed_can_be_read_on_every_ground(theme):
    for ground in (theme.background, theme.surface, theme.panel):
        paper = colour(ground)
        assert contrast(dim_color(paper, colour(theme.foreground)), paper) >= LARGE


@each_theme
@each_colour
def test_a_key_can_be_read_on_the_page(theme, colour):
    assert of(shades(theme.name).labels[colour]) >= LARGE


@each_theme
@each_colour
def test_a_key_can_be_read_on_the_tint_of_any_annotation_around_it(theme, colour):
    look = shades(theme.name)
    label = look.labels[colour].color
    worst = min((contrast(label, tint.bgcolor), name) for name, tint in look.tints.items())
    assert worst >= (LARGE, "")


@each_theme
def test_tints_differ_from_the_page_and_from_each_other(theme):
    look = shades(theme.name)
    grounds = {tint.bgcolor for tint in (look.text, *look.tints.values(), *look.strong.values())}
    assert len(grounds) == 1 + 2 * len(OKABE_ITO)


def test_a_colour_nobody_knows_is_grey():
    look = shades(DARK.name)
    assert look.tint("") == look.tints["grey"]
    assert look.label("mauve") == look.labels["grey"]


def test_the_two_themes_take_turns():
    assert [other(DARK.name), other(LIGHT.name)] == [LIGHT.name, DARK.name]


def test_mixing_goes_from_the_ground_to_the_colour():
    assert mixed((255, 0, 0), (0, 0, 255), 0) == (0, 0, 255)
    assert mixed((255, 0, 0), (0, 0, 255), 1) == (255, 0, 0)
    assert mixed((200, 0, 0), (0, 0, 0), 0.5) == (100, 0, 0)
    assert rgb("#15171a") == tuple(TextualColor.parse("#15171a").rgb)
