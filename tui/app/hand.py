"""What the status line says of the annotation in hand while one selects or takes turns."""

from collections.abc import Sequence

from rich.text import Text

from tui.app.keys import keys_of
from tui.app.painting import Look
from tui.model import Annotation
from tui.text.safety import display_line

LONGEST = 32
"""Characters of an annotation's words that are told."""


def in_turn(among: Sequence[Annotation], chosen: Annotation, part: int, look: Look) -> Text:
    """``event · ▐number “84 mercenaries”▌ · quote``: what overlaps, the chosen one strong.

    `part` is which of its fragments is meant, where it has several.
    """
    line = Text()
    for one in among:
        line.append(" · " if line else "", "dim")
        name = f"{look.key(one)}{display_line(one.tag.rpartition('/')[2])}"
        if one.uid != chosen.uid:
            line.append(name, "dim")
            continue
        parts = len(one.fragments)
        which = f" {part + 1} of {parts}" if parts > 1 else ""
        words = _short(one.fragments[part].exact)
        style = look.shades.strong.get(look.colour(one), look.shades.tint(look.colour(one)))
        line.append(f" {name}{which} “{words}” ", style)
    return line


def receiving(annotation: Annotation) -> Text:
    """``a adds the selection to number “84 mercenaries”``"""
    name = display_line(annotation.tag.rpartition("/")[2])
    return Text.assemble(
        keys_of("add_fragment"),
        (f" adds the selection to {name} “{_short(annotation.quote)}”", "dim"),
    )


def _short(words: str) -> str:
    line = display_line(words)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
