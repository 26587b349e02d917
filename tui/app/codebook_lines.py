"""The words of the codebook's sheet: a row for each tag, and all there is to know of one."""

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text

from tui.app.codebook_room import Entry, troubles
from tui.app.painting import Look
from tui.model import Attribute, Tag
from tui.text.safety import display_line

NAME, COLOUR = 24, 11
"""Cells for a tag's name with its place in the tree, and for its colour's name."""


def row(entry: Entry, look: Look) -> Text:
    """A tag in its tree: key, name, colour, how often it is used, what it is for."""
    tag = entry.tag
    if entry.deleted:
        line = Text(f"   {set_cell_size(display_line(tag.path), NAME)} deleted    ")
    else:
        depth = 2 * tag.path.count("/")
        line = Text(" " * depth)
        line.append(f" {display_line(tag.key) or ' '} ", look.shades.tint(tag.colour))
        line.append(f" {set_cell_size(display_line(tag.name), max(1, NAME - depth - 1))} ", "bold")
        line.append(set_cell_size(tag.colour, COLOUR), look.shades.label(tag.colour).without_color)
    used = entry.use.total
    line.append(f"{used:>6,}  " if used else "     –  ")
    return line.append(display_line(tag.meaning), "dim")


def card(entry: Entry, look: Look, known: tuple[Tag, ...]) -> Text:
    """What a tag is for, what it asks, how it is used, an example, and what is wrong with it."""
    tag = entry.tag
    colour = look.shades.label(tag.colour).color
    text = Text().append(display_line(tag.path), Style(color=colour, bold=True))
    text.append(f"  {display_line(entry.use.words)}\n", "dim")
    if entry.deleted:
        text.append("deleted; what was marked with it keeps its name. m merges it into another\n")
    for trouble in () if entry.deleted else troubles(tag, known):
        text.append(f"{display_line(trouble)}\n", look.shades.complaint)
    if tag.meaning:
        text.append(f"{display_line(tag.meaning)}\n")
    if entry.use.example:
        text.append(f"“{display_line(entry.use.example.quote)}”")
        text.append(f"  {display_line(entry.use.example.article)}\n", "dim")
    if tag.attributes:
        _named(text, "asks for", "; ".join(map(attribute, tag.attributes)))
    if not entry.deleted:
        _named(text, "is for", f"{', '.join(tag.applies)}s")
    return text


def attribute(asked: Attribute) -> str:
    """``polarity (asserts, denies, reports)``"""
    return display_line(f"{asked.name} ({', '.join(asked.choices) or 'free text'})")


def _named(text: Text, name: str, words: str) -> None:
    text.append(f"{name} ", "dim")
    text.append(f"{words}\n")
