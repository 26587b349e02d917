"""A comparison as a person reads it on a terminal: what differs, what is told by several, by one.

Every text of an article is made safe for the terminal, and none is read as markup.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tui.compare.badges import badge, badge_at
from tui.compare.details import shown
from tui.compare.differing import Differing, around, differing
from tui.compare.findings import Comparison, Place
from tui.compare.source import Span
from tui.text.safety import display_line

LETTERS = "ABCDEFGHIJKL"
STYLES = {"=": "green", "~": "yellow", "!": "bold red", "+": "blue"}
AROUND = 28
"""Code points shown on each side of a detail."""
NARROWEST = 26
"""Cells of a column for a source; with less, the sources stand one below the other."""


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print all of it."""
    _print_heading(comparison, console)
    rows = differing(comparison)
    if rows:
        _print_title(console, f"Details that differ ({len(rows)})")
        console.print(_details(comparison, rows, console.width))
    _print_alignments(comparison, console)
    for x in range(len(comparison.sources)):
        _print_only(comparison, x, console)


def counts(comparison: Comparison) -> str:
    """``12 alignments: 1 alike, 8 partly, 3 with a detail that differs; 2 rejected``."""
    standing = [one for one in comparison.alignments if one.status != "rejected"]
    names = {"=": "alike", "~": "partly", "!": "with a detail that differs"}
    parts = [
        f"{sum(one.sign == sign for one in standing)} {name}"
        for sign, name in names.items()
        if any(one.sign == sign for one in standing)
    ]
    number = len(standing)
    told = f"{number} alignment{'' if number == 1 else 's'}"
    told += f": {', '.join(parts)}" if parts else ""
    rejected = len(comparison.alignments) - number
    return f"{told}; {rejected} rejected" if rejected else told


def _print_heading(comparison: Comparison, console: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, expand=True)
    table.add_column(width=1)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for letter, source in zip(LETTERS, comparison.sources, strict=False):
        about = Text(display_line(source.title))
        about.append(f"  {len(source.body)} sentences", "dim")
        table.add_row(Text(letter, "bold"), Text(display_line(source.label)), about)
    console.print(table)
    console.print(Text(counts(comparison)))
    console.print(
        Text(
            "= alike  ~ partly  ! a detail differs  + only here  .33 the score, 0 to 1",
            "dim",
        )
    )


def _print_title(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words, "bold"))


def _details(comparison: Comparison, rows: Sequence[Differing], width: int) -> Table:
    number = len(comparison.sources)
    beside = (width - 13) // number >= NARROWEST
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True, show_header=beside)
    table.add_column("", width=11, no_wrap=True)
    for x in range(number if beside else 1):
        table.add_column(LETTERS[x], ratio=1, overflow="fold")
    for row in rows:
        told = [_told(comparison, row, x) for x in range(number)]
        if not beside:
            there = [Text(f"{LETTERS[x]} ").append(each) for x, each in enumerate(told) if each]
            told = [Text("\n").join(there)]
        table.add_row(Text(row.kind), *told)
    return table


def _told(comparison: Comparison, row: Differing, x: int) -> Text:
    """What a source says of a detail: the value, then the words around it."""
    text = comparison.sources[x].text
    lines = []
    for span in row.spans[x]:
        value = display_line(" ".join(shown(text, span, row.kind).split()))
        line = Text().append(value, "bold")
        line.append("  ").append(_around(text, span))
        if said := badge_at(comparison, x, span):
            line.append(f" [{display_line(said)}]", "italic cyan")
        lines.append(line)
    return Text("\n").join(lines)


def _around(text: str, span: Span) -> Text:
    before, behind = around(text, span, AROUND)
    words = display_line(text[slice(*span)])
    told = Text().append(f"…{display_line(before)}", "dim").append(words)
    return told.append(f"{display_line(behind)}…", "dim")


def _print_alignments(comparison: Comparison, console: Console) -> None:
    for x in range(len(comparison.sources)):
        rows = list(_rows(comparison, x))
        if not rows:
            continue
        others = ", ".join(LETTERS[x + 1 : len(comparison.sources)])
        _print_title(console, f"{LETTERS[x]} beside {others}")
        table = Table(box=None, show_header=False, pad_edge=False, expand=True, padding=(0, 1))
        table.add_column(ratio=1, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
        for left, right in rows:
            table.add_row(left, right)
            table.add_row("", "")
        console.print(table)


def _rows(comparison: Comparison, x: int) -> Iterator[tuple[Text, Table]]:
    """Each sentence of a source with its counterparts in the sources behind it."""
    for sentence in comparison.sources[x].body:
        place = Place(x, sentence)
        here = [comparison.alignments[index] for index in comparison.aligned(place)]
        found = [one for one in here if one.a == place]
        if not found:
            continue
        right = Table.grid(padding=(0, 1))
        for one in sorted(found, key=lambda one: (one.b.article, -one.score)):
            known = "yes" if one.status == "confirmed" else f"{one.score:.2f}".lstrip("0")
            right.add_row(
                Text(one.sign, STYLES[one.sign]),
                Text(f"{LETTERS[one.b.article]} {known}", "dim"),
                _sentence(comparison, one.b),
            )
        yield _sentence(comparison, place), right


def _sentence(comparison: Comparison, place: Place) -> Text:
    """A sentence, its details that differ in bold, and how it is credited as a badge."""
    source = comparison.sources[place.article]
    start, end = source.sentences[place.sentence].span
    shown_text = Text(display_line(source.text[start:end]))
    for one in comparison.details_at(place):
        pair = comparison.alignments[one.alignment]
        first, last = one.a if pair.a == place else one.b
        shown_text.stylize("bold", max(0, first - start), max(0, min(last, end) - start))
    if said := badge(comparison, place):
        shown_text.append(f" [{display_line(said)}]", "italic cyan")
    return shown_text


def _print_only(comparison: Comparison, x: int, console: Console) -> None:
    here = [place for place in comparison.only if place.article == x]
    if not here:
        return
    _print_title(console, f"Only in {LETTERS[x]} ({len(here)})")
    for place in here:
        line = Table.grid(padding=(0, 1))
        line.add_row(Text("+", STYLES["+"]), _sentence(comparison, place))
        console.print(line)
