"""Whether the shades can be read: contrast as WCAG 2.2 counts it."""

from itertools import combinations

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import dim_color

from tui.app.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    OKABE_ITO,
    SAFE,
    SIXTEEN,
    SIXTEEN_INKS,
    THEMES,
    fitting,
    mixed,
    other,
    rgb,
    shades,
)
from tui.codebook import COLOURS

TEXT, ENHANCED = 4.5, 7.0
LARGE = 3.0
DARKEST_OF_SIXTEEN = 4.0
"""Brown and blue on black, in a terminal of sixteen colours: there are no lighter ones."""
"""For marks and for words that are there to be passed over."""

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
each_of_many = pytest.mark.parametrize(
    "theme", [one for one in THEMES if one is not SIXTEEN], ids=lambda theme: theme.name
)
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
    least = DARKEST_OF_SIXTEEN if theme is SIXTEEN else TEXT
    assert of(shades(theme.name).tints[colour]) >= least
    assert of(shades(theme.name).strong[colour]) >= least


@each_colour
def test_where_contrast_is_wanted_there_is_more_of_it(colour):
    look = shades(CONTRAST.name)
    for style in (look.tints[colour], look.strong[colour], look.text, look.cursor, look.selection):
        assert of(style) >= ENHANCED
    assert of(look.dim) >= ENHANCED
    assert of(look.labels[colour]) >= TEXT


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
def test_faded_words_can_be_read_and_are_plainly_fainter_than_the_rest(theme):
    painted = shades(theme.name)
    faint = contrast(painted.faded.color, painted.text.bgcolor)
    assert LARGE <= faint <= 0.6 * of(painted.text)


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
    around = [*look.tints.items(), *look.strong.items()]
    worst = min((contrast(label, tint.bgcolor), name) for name, tint in around)
    assert worst >= (LARGE, "")


@each_of_many
def test_tints_differ_from_the_page_and_from_each_other(theme):
    look = shades(theme.name)
    grounds = {tint.bgcolor for tint in (look.text, *look.tints.values(), *look.strong.values())}
    assert len(grounds) == 1 + 2 * len(OKABE_ITO)


def test_a_colour_nobody_knows_is_grey():
    look = shades(DARK.name)
    assert look.tint("") == look.tints["grey"]
    assert look.label("mauve") == look.labels["grey"]


def test_of_sixteen_colours_each_is_one_of_the_terminal_s_own():
    look = shades(SIXTEEN.name)
    tagged = (*look.tints.values(), *look.strong.values(), *look.labels.values())
    for style in (look.text, look.dim, look.cursor, look.selection, look.found, *tagged):
        for one in (style.color, style.bgcolor):
            number = one.downgrade(ColorSystem.STANDARD).number
            assert STANDARD_PALETTE[number] == one.get_truecolor()
    assert len(set(SIXTEEN_INKS.values())) == len(OKABE_ITO)
    assert all(style.underline for style in look.tints.values())


@each_theme
def test_what_is_wrong_and_what_is_new_differ_to_eyes_that_see_no_red_or_no_green(theme):
    painted = shades(theme.name)
    for seen in SEEN.values():
        gone, new = (seen_as(seen, style.color) for style in (painted.gone, painted.new))
        apart = max(abs(one - two) for one, two in zip(gone, new, strict=True))
        assert apart >= (0.2 if theme is SAFE else 0.0)


@each_of_many
@pytest.mark.parametrize("kind", ["protan", "deutan"])
def test_tags_differ_to_eyes_that_see_no_red_or_no_green(theme, kind):
    labels = shades(theme.name).labels
    seen = {name: seen_as(SEEN[kind], labels[name].color) for name in labels if name != "grey"}
    closest = min(
        (max(abs(a - b) for a, b in zip(seen[one], seen[two], strict=True)), one, two)
        for one, two in combinations(seen, 2)
    )
    assert closest > (0.08, "", "")


SEEN = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What is left of red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1)."""


def seen_as(matrix, ink):
    """A colour as linear light in eyes that lack a kind of cone."""
    linear = [
        ((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 3294.6 for c in ink.get_truecolor()
    ]
    return [sum(share * light for share, light in zip(row, linear, strict=True)) for row in matrix]


def test_the_themes_take_turns():
    names, name = [], DARK.name
    for _ in THEMES:
        names.append(name)
        name = other(name)
    assert names == [theme.name for theme in THEMES]
    assert name == DARK.name
    assert other("another's") == DARK.name


def test_the_theme_to_begin_with_is_the_one_left_as_far_as_the_terminal_has_its_colours():
    assert fitting(LIGHT.name, "truecolor") == fitting(LIGHT.name, "256") == LIGHT.name
    assert fitting(LIGHT.name, "standard") == SIXTEEN.name
    assert fitting(SIXTEEN.name, "truecolor") == DARK.name
    assert fitting("textual-dark", None) == DARK.name


def test_mixing_goes_from_the_ground_to_the_colour():
    assert mixed((255, 0, 0), (0, 0, 255), 0) == (0, 0, 255)
    assert mixed((255, 0, 0), (0, 0, 255), 1) == (255, 0, 0)
    assert mixed((200, 0, 0), (0, 0, 0), 0.5) == (100, 0, 0)
    assert rgb("#15171a") == tuple(TextualColor.parse("#15171a").rgb)
