"""The desk's themes, and the shades its tags take in each.

Tags are the eight colours of Okabe and Ito ("Color Universal Design", 2008), told apart by colour
blind eyes as well. A tint is the colour mixed into the page so that text on it keeps a contrast of
4.5:1 (WCAG 2.2, §1.4.3); tests hold that.
"""

from dataclasses import dataclass
from functools import cache

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

OKABE_ITO = {
    "orange": (230, 159, 0),
    "sky": (86, 180, 233),
    "green": (0, 158, 115),
    "yellow": (240, 228, 66),
    "blue": (0, 114, 178),
    "vermillion": (213, 94, 0),
    "purple": (204, 121, 167),
    "grey": (153, 153, 153),
}

DARK = Theme(
    name="claimdesk-dark",
    dark=True,
    primary="#8ab4d8",
    secondary="#8ab4d8",
    accent="#e8b44c",
    foreground="#d6d3cb",
    background="#15171a",
    surface="#1b1e22",
    panel="#22262b",
    error="#e0796b",
    warning="#e8b44c",
    success="#7fb38a",
    variables={"dim": "#8b8d8f", "rule": "#33383e"},
)
LIGHT = Theme(
    name="claimdesk-light",
    dark=False,
    primary="#1f5f8b",
    secondary="#1f5f8b",
    accent="#945600",
    foreground="#23262a",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    error="#a3301f",
    warning="#945600",
    success="#2e6b3c",
    variables={"dim": "#6b6d70", "rule": "#d3cfc6"},
)
CONTRAST = Theme(
    name="claimdesk-contrast",
    dark=True,
    primary="#7fd4ff",
    secondary="#7fd4ff",
    accent="#ffd866",
    foreground="#ffffff",
    background="#000000",
    surface="#0d0d0d",
    panel="#141414",
    error="#ff9d8a",
    warning="#ffd866",
    success="#8ae6a2",
    variables={"dim": "#b4b4b4", "rule": "#8a8a8a"},
)
"""Nothing that is read has less than 7:1 (WCAG 2.2, §1.4.6)."""
SAFE = Theme(
    name="claimdesk-safe",
    dark=True,
    primary="#56b4e9",
    secondary="#56b4e9",
    accent="#f0c75e",
    foreground="#dedcd6",
    background="#121417",
    surface="#181b1f",
    panel="#1f2328",
    error="#ee8c4a",
    warning="#f0c75e",
    success="#56b4e9",
    variables={"dim": "#8d9196", "rule": "#343a41"},
)
"""No meaning hangs on red and green: what is wrong is orange, what is new is blue."""
SIXTEEN = Theme(
    name="claimdesk-sixteen",
    dark=True,
    primary="#00aaaa",
    secondary="#00aaaa",
    accent="#ffff55",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    error="#ff5555",
    warning="#ffff55",
    success="#55ff55",
    variables={"dim": "#aaaaaa", "rule": "#aaaaaa"},
)
"""For terminals of sixteen colours: each is one of theirs, so that none is rounded to another."""
THEMES = (DARK, LIGHT, CONTRAST, SAFE, SIXTEEN)

SIXTEEN_INKS = {
    "orange": (170, 85, 0),
    "sky": (85, 255, 255),
    "green": (85, 255, 85),
    "yellow": (255, 255, 85),
    "blue": (85, 85, 255),
    "vermillion": (255, 85, 85),
    "purple": (255, 85, 255),
    "grey": (170, 170, 170),
}
"""What the tags' colours are among sixteen: ink under which there is a line, since a ground of one
of them would drown the words."""

LIGHT_INKS = {"orange": (133, 80, 0), "yellow": (128, 123, 0), "vermillion": (102, 14, 0)}
"""What three of the tags' colours are as ink on a light page, where all that can be read is dark:
as far apart in lightness as goes, since eyes that see no red or no green see them as one hue."""

Rgb = tuple[int, int, int]
READABLE, LARGE, ENHANCED = 4.5, 3.0, 7.0
"""The least contrasts of text and of large or bold signs (WCAG 2.2, §1.4.3), and of text where
contrast is wanted (§1.4.6)."""


def rgb(colour: str) -> Rgb:
    """The three channels of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: Rgb, ground: Rgb, share: float) -> Rgb:
    """`share` of a colour mixed into a ground."""
    r, g, b = (round(c * share + w * (1 - share)) for c, w in zip(colour, ground, strict=True))
    return r, g, b


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    r, g, b = (
        channel / 3294.6 if channel <= 10 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in colour
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _tint(colour: Rgb, page: Rgb, inks: dict[Rgb, float], share: float) -> Rgb:
    """As much of a colour, up to `share`, as leaves each ink on it the contrast it needs."""
    while any(contrast(mixed(colour, page, share), ink) < need for ink, need in inks.items()):
        share -= 0.01
    return mixed(colour, page, share)


def _edge(colour: Rgb, ink: Rgb, grounds: list[Rgb], least: float = LARGE) -> Rgb:
    """As much of a colour as leaves a key in it readable on each of the grounds."""
    share = 1.0
    while min(contrast(mixed(colour, ink, share), ground) for ground in grounds) < least:
        share -= 0.02
    return mixed(colour, ink, share)


@dataclass(frozen=True)
class Shades:
    """The styles an article is painted with, under one theme."""

    text: Style
    dim: Style
    faded: Style
    """Added to words that are to be passed over, where no annotation is."""
    cursor: Style
    selection: Style
    bar: Style
    letter: Style
    found: Style
    complaint: Style
    """The words that say why something was not done."""
    gone: Style
    """Added to words that are in an earlier text alone: colour and a line through them."""
    new: Style
    """Added to words that are in the later text alone: colour, bold and a line under them."""
    tints: dict[str, Style]
    strong: dict[str, Style]
    """A tag's tint when its annotation is the chosen one."""
    labels: dict[str, Style]
    """A tag's key at the edge of its annotations, and in the tag bar."""

    def tint(self, colour: str) -> Style:
        return self.tints.get(colour, self.tints["grey"])

    def label(self, colour: str) -> Style:
        return self.labels.get(colour, self.labels["grey"])


@cache
def shades(theme: str) -> Shades:
    """The styles of a theme by name; the dark one's where there is no such theme."""
    of = next((one for one in THEMES if one.name == theme), DARK)
    if of is SIXTEEN:
        return _sixteen()
    page, ink = rgb(of.background or ""), rgb(of.foreground or "")
    accent = rgb(of.accent or "")
    share = 0.30 if of.dark else 0.24
    text, sign = (ENHANCED, READABLE) if of is CONTRAST else (READABLE, LARGE)
    tints = {name: _tint(colour, page, {ink: text}, share) for name, colour in OKABE_ITO.items()}
    edge = {
        name: _edge(colour, ink, [page, *tints.values()], sign)
        for name, colour in OKABE_ITO.items()
    }
    if of is LIGHT:
        edge |= LIGHT_INKS
    inks = dict.fromkeys(edge.values(), LARGE) | {ink: text}  # keys stand on a strong tint too
    strong = {name: _tint(colour, page, inks, share + 0.16) for name, colour in OKABE_ITO.items()}
    for name, colour in OKABE_ITO.items():  # where that leaves no room, the tint is fainter
        if strong[name] == tints[name]:
            tints[name] = _tint(colour, page, {ink: text}, share - 0.1)
    grounds = [page, *tints.values(), *strong.values()]
    gone, new = (_edge(rgb(colour or ""), ink, grounds) for colour in (of.error, of.success))
    plain = [page, rgb(of.panel or "")]
    return Shades(
        text=_on(ink, page),
        dim=_on(rgb(of.variables["dim"]), page),
        faded=_ink(rgb(of.variables["dim"])),
        cursor=_on(page, ink),
        selection=_on(page, accent),
        bar=_on(accent, page),
        letter=_on(page, accent) + Style(bold=True),
        complaint=_ink(rgb(of.error or "")) + Style(bold=True),
        found=_on(page, rgb(of.primary)),
        gone=_ink(_edge(gone, ink, plain, READABLE)) + Style(strike=True),
        new=_ink(_edge(new, ink, plain, READABLE)) + Style(underline=True, bold=True),
        tints={name: _on(ink, tint) for name, tint in tints.items()},
        strong={name: _on(ink, tint) + Style(bold=True) for name, tint in strong.items()},
        labels={name: _on(colour, page) + Style(bold=True) for name, colour in edge.items()},
    )


def _ink(colour: Rgb) -> Style:
    return Style(color=Color.from_rgb(*colour))


def _on(ink: Rgb, ground: Rgb) -> Style:
    return Style(color=Color.from_rgb(*ink), bgcolor=Color.from_rgb(*ground))


def _sixteen() -> Shades:
    """The styles of the theme of sixteen colours."""
    page, ink, quiet = (0, 0, 0), (255, 255, 255), (170, 170, 170)
    line, bold = Style(underline=True), Style(bold=True)
    inks = SIXTEEN_INKS.items()
    return Shades(
        text=_on(ink, page),
        dim=_on(quiet, page),
        faded=_ink(quiet),
        cursor=_on(page, ink),
        selection=_on(page, (0, 170, 170)),
        bar=_on((255, 255, 85), page),
        letter=_on(page, (255, 255, 85)) + bold,
        complaint=_ink((255, 85, 85)) + bold,
        found=_on(page, quiet),
        gone=_ink((255, 85, 85)) + Style(strike=True),
        new=_ink((85, 255, 85)) + line + bold,
        tints={name: _on(colour, page) + line for name, colour in inks},
        strong={
            name: _on(colour, page) + line + Style(bold=True, italic=True) for name, colour in inks
        },
        labels={name: _on(colour, page) + bold for name, colour in inks},
    )


def fitting(theme: str, colours: str | None) -> str:
    """The name of the theme to begin with: the one wanted, as far as the terminal has its colours.

    `colours` is what Rich calls them: ``standard`` are sixteen.
    """
    if colours == "standard":
        return SIXTEEN.name
    known = {one.name for one in THEMES} - {SIXTEEN.name}
    return theme if theme in known else DARK.name


def other(theme: str) -> str:
    """The name of the theme to change to: the next one, and after the last the first."""
    names = [one.name for one in THEMES]
    return names[(names.index(theme) + 1) % len(names)] if theme in names else names[0]
