"""The rows and cards of claims, relations and counts, as `drawing` has those of the desk.

Everything that came from a file or a person goes through `display_line` first.
"""

from collections.abc import Mapping, Sequence

from rich.style import Style
from rich.text import Text

from tui.app.drawing import annotation_row
from tui.app.labels import fitted
from tui.app.painting import Look
from tui.model import Annotation, Claim, Relation, Tag
from tui.store.claims import Counted, OnClaim
from tui.text.bars import bar, parted
from tui.text.safety import display_line

LABEL = 18
"""Cells for the name of an article or a source."""
KIND = 9
"""Cells for a kind of relation: what the longest of the example's takes."""
NUMBER = 7
"""Cells for a count and the blank before it."""


def cut(words: str, length: int = 40) -> str:
    """Some words cut to a length, safe to show on one line."""
    line = display_line(words)
    return line if len(line) <= length else line[: length - 1] + "…"


def several(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``"""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# Claims


def claim_row(one: Counted) -> Text:
    """A row of the claims: how many annotations and sources, the wording, whether it has a note."""
    row = Text.assemble((f"{one.annotations:>4} · {one.sources}  ", "dim"))
    row.append(display_line(one.claim.wording))
    return row.append(" ✎", "dim") if one.claim.note else row


def new_row(wording: str) -> Text:
    """The row that makes a claim of some words."""
    return Text.assemble(("   + new  ", "bold"), display_line(wording))


def off_row(claim: Claim) -> Text:
    """The row that takes an annotation off its claim."""
    return Text.assemble(("   − off  ", "bold"), display_line(claim.wording))


def claim_card(one: Counted) -> Text:
    """A claim in full: its wording, what is on it, its note."""
    text = Text(display_line(one.claim.wording), "bold")
    what = (
        f"{several(one.annotations, 'annotation')} in {several(one.articles, 'article')}"
        f" of {several(one.sources, 'source')}"
    )
    text.append(f"\n{what}", "dim")
    for line in one.claim.note.splitlines():
        text.append(f"\n{display_line(line)}")
    return text


def on_claim_row(one: OnClaim, look: Look) -> Text:
    """An annotation on a claim: its article's name, its attributes, its words."""
    label = fitted(display_line(one.label), LABEL - 1)
    row = Text.assemble((label, "dim"), " ").append_text(annotation_row(one.annotation, look))
    values = [display_line(value) for value in one.annotation.attributes.values()]
    if not values:
        return row
    at = row.plain.index(" ", LABEL + 2) + 1  # behind the tag's name
    said = Text.assemble((f"{' · '.join(values)} ", "italic"))
    return Text.assemble(row[:at], said, row[at:])


def on_claim_card(one: OnClaim) -> Text:
    """An annotation in full: its words, its attributes with their names, its note."""
    made = one.annotation
    text = Text.assemble((f"{display_line(one.label)}, {display_line(made.annotator)}", "dim"))
    for name, value in made.attributes.items():
        text.append(f" · {display_line(name)} ", "dim").append(display_line(value))
    text.append(f"\n“{display_line(made.quote)}”")
    return text.append(f"\n✎ {display_line(made.note)}") if made.note else text


# Relations


def end_row(word: str, annotation: Annotation, label: str, look: Look) -> Text:
    """One end of a relation that is being made."""
    name = fitted(display_line(label), LABEL - 1)
    row = Text.assemble((f" {word} ", "bold"), (f"{name} ", "dim"))
    return row.append_text(annotation_row(annotation, look))


def kinds_bar(kinds: Sequence[Tag], look: Look) -> Text:
    """The kinds of relation with their keys as chips, as the tag bar has the tags."""
    line = Text("   ")
    for kind in kinds:
        if kind.key:
            line.append(f" {display_line(kind.key)} ", look.shades.letter)
            line.append(f" {display_line(kind.name)}  ")
    return line


def relation_row(relation: Relation, here: str, other: Annotation, label: str, look: Look) -> Text:
    """A relation as seen from one of its annotations: → from it, ← to it."""
    arrow = "→" if relation.source == here else "←"
    row = Text.assemble((f"{arrow} {display_line(relation.kind):<{KIND}}  ", "bold"))
    row.append(f"{fitted(display_line(label), LABEL - 1)} ", "dim")
    row.append_text(annotation_row(other, look))
    return row.append("  has a note", "dim") if relation.note else row


# Counts


def tag_counts_row(
    tag: Tag | None,
    name: str,
    counts: Sequence[int],
    mosts: Sequence[int],
    widths: tuple[int, int],
    look: Look,
) -> Text:
    """A tag, how often it is used in the library and in the article, and a bar for each."""
    ink = look.shades.label(tag.colour if tag else "")
    row = Text().append(f"{tag.key if tag and tag.key else '•'} ", ink)
    names, room = widths
    row.append(fitted(display_line(name), names + 1 - max(1, len(tag.key) if tag else 1)))
    for number, most in zip(counts, mosts, strict=True):
        if room <= 0:
            break
        row.append(f"{number:>{NUMBER},} ", "bold" if number else "dim")
        row.append(bar(number, most, room).ljust(room), Style(color=ink.color))
    return row


def share_row(
    name: str, tags: Mapping[str, int], most: int, widths: tuple[int, int], look: Look
) -> Text:
    """A source or an article: how many annotations, and a bar made of the keys of their tags.

    The bar reads without colour; tags without a key are dots in it.
    """
    names, room = widths
    row = Text(fitted(name, names))
    row.append(f"{sum(tags.values()):>{NUMBER},} ", "bold")
    for (path, _), cells in zip(tags.items(), parted([*tags.values()], most, room), strict=True):
        tag = look.tags.get(path)
        key = tag.key if tag and tag.key else "•"
        row.append(key * cells, look.shades.tint(tag.colour if tag else ""))
    return row
