"""The lines of the strip under the panes: a heading, a table of what differs, what is in all."""

from collections.abc import Sequence

from rich.console import Console
from rich.style import Style
from rich.text import Text

from tui.app.keys import keys_of
from tui.app.labels import fitted
from tui.app.side_by_side import (
    Overview,
    Row,
    Value,
    credits_at,
    details_at,
    points,
    sentences_at,
)
from tui.app.theme import Shades
from tui.compare.findings import Alignment, Comparison, Place

NAME = 8
"""Cells for the name of a row."""
RULE = " │ "
GAP = 3
"""Cells between two things in a line."""
SCORES = 2
"""The scores that the heading tells, of the sentences that tell the most."""
CELL_LINES = 2
"""Lines of one cell at most; what is longer is cut."""
TOLD = {"=": "told alike", "~": "partly told", "!": "told otherwise"}
OUT = Style(bold=True, underline=True)


def strip(
    comparison: Comparison,
    place: Place | None,
    whole: Overview,
    size: tuple[int, int],
    shades: Shades,
    console: Console,
) -> Text:
    """All that is said of the sentence at `place`; where nothing of it differs, what does in all.

    `size` is of the strip, in cells and lines; there can be more lines than are in sight at once.
    """
    width, height = size
    rows = details_at(comparison, place) if place else []
    there = place is not None and bool(comparison.aligned(place))
    told = [credits_at(comparison, place)] if place and there else []
    alike = sentences_at(comparison, place) if place and there else []
    first = [*rows, *told, *(alike if rows else alike[:1])]
    later = [] if rows else alike[1:]

    def table(rows: Sequence[Row]) -> list[Text]:
        return _table(rows, len(comparison.sources), width, shades, console)

    lines = [_heading(comparison, place, rows, whole, width, shades), *table(first)]
    if not rows:
        lines += _in_all(whole, (width, height - len(lines)), shades)
    return Text("\n").join([*lines, *table(later)])


def _heading(
    comparison: Comparison,
    place: Place | None,
    rows: Sequence[Row],
    whole: Overview,
    width: int,
    shades: Shades,
) -> Text:
    """How the sentence at hand is told elsewhere on the left, what there is in all on the right."""
    left = _told(comparison, place, shades)
    right = _number(comparison, rows, whole)
    while left.cell_len + right.cell_len + 4 > width and " · " in right.plain:
        right.truncate(right.plain.rindex(" · "))
    if left.cell_len + right.cell_len + 4 > width:
        right.truncate(len(f"{len(rows)} of {whole.number}") if rows else 0)
    room = max(1, width - right.cell_len - 3)
    left.truncate(room, overflow="ellipsis", pad=True)
    return Text.assemble(" ", left, " ", right)


def _number(comparison: Comparison, rows: Sequence[Row], whole: Overview) -> Text:
    """``2 of 7 details differ · ! next · 13 only in one, % next``"""
    number = f"{len(rows)} of {whole.number}" if rows else f"{whole.number}"
    noun = "detail differs" if whole.number == 1 else "details differ"
    text = Text.assemble(f"{number} {noun}", (f" · {keys_of('next_difference')} next", "dim"))
    if only := len(comparison.only):
        text.append(f" · {only} only in one, {keys_of('next_only')} next", "dim")
    return text


def _told(comparison: Comparison, place: Place | None, shades: Shades) -> Text:
    """``! told otherwise .34 · proposed · = confirms · x rejects``"""
    sign = comparison.sign(place) if place else ""
    if place is None or not sign:  # not body: the status line says why
        return Text(f"{len(comparison.sources)} articles compared", "bold")
    there = comparison.aligned(place)
    if not there:
        return Text.assemble((f"{sign} ", shades.bar + Style(bold=True)), ("only here", "bold"))
    best = comparison.alignments[there[0]]
    text = Text.assemble((f"{sign} ", shades.bar + Style(bold=True)), (f"{TOLD[sign]} ", "bold"))
    text.append(" ".join(points(comparison.alignments[index].score) for index in there[:SCORES]))
    if there[SCORES:]:
        text.append(f" +{len(there) - SCORES}", "dim")
    others = len(comparison.sources) - 1
    if others > 1:
        text.append(f" in {comparison.cover(place)}/{others}")
    return text.append_text(_status(best))


def _status(best: Alignment) -> Text:
    text = Text(f" · {best.status}")
    if best.status != "confirmed":
        text.append(f" · {keys_of('confirm')} confirms", "dim")
    return text.append(f" · {keys_of('reject')} rejects", "dim")


def _table(
    rows: Sequence[Row], sources: int, width: int, shades: Shades, console: Console
) -> list[Text]:
    """The rows, a column for each article; a cell that is too long for its line goes on below."""
    column = max(6, (width - NAME - 2 - len(RULE) * (sources - 1)) // sources)
    lines: list[Text] = []
    for row in rows:
        cells = [_wrapped(row, article, column, console) for article in range(sources)]
        for index in range(max(map(len, cells))):
            name = fitted(row.name if index == 0 else "", NAME)
            line = Text.assemble(" ", (name, shades.faded), " ")
            for article, cell in enumerate(cells):
                part = cell[index] if index < len(cell) else Text()
                part.truncate(column, pad=article < sources - 1)
                line.append_text(part)
                if article < sources - 1:
                    line.append(RULE, shades.faded)
            lines.append(line)
    return lines


def _wrapped(row: Row, article: int, column: int, console: Console) -> list[Text]:
    values = row.cells.get(article)
    if not values:
        return [Text("–" if values is None else "")]
    text = Text(" · ").join(_value(value) for value in values)
    found = list(text.wrap(console, column))
    if len(found) > CELL_LINES:
        last = found[CELL_LINES - 1]
        last.rstrip()
        last.truncate(column - 1)
        last.append("…")
    return found[:CELL_LINES]


def _value(value: Value) -> Text:
    text = Text(value.text)
    for start, end in value.words:
        text.stylize(OUT, start, end)
    return text


def _in_all(whole: Overview, size: tuple[int, int], shades: Shades) -> list[Text]:
    """The details that differ, one after the other, and what each article alone tells.

    The latter in as many lines as are left in sight, the same for each article, but two at least.
    """
    width, height = size
    lines = _flow("differ", [_pair(row) for row in whole.details], width, shades)
    only: list[list[Text]] = []
    for article, phrases in enumerate(whole.only):
        if phrases:
            words = [Text(phrase) for phrase in phrases]
            only.append(_flow(f"only {article + 1}", words, width, shades))
    each = max(2, (height - len(lines)) // max(1, len(only)))
    return [*lines, *(line for part in only for line in part[:each])]


def _pair(row: Row) -> Text:
    """A detail in short: ``84 / 20–80``."""
    parts = [Text(" · ").join(_value(value) for value in values) for values in row.cells.values()]
    return Text(" / ").join(parts)


def _flow(name: str, parts: Sequence[Text], width: int, shades: Shades) -> list[Text]:
    """Parts one after the other, each whole in the first line that has room for it."""
    room = max(10, width - NAME - 2)
    lines: list[Text] = []
    for part in parts:
        part.truncate(room, overflow="ellipsis")
        line = next((one for one in lines if one.cell_len + GAP + part.cell_len <= room), None)
        if line is None:
            lines.append(part)
        else:
            line.append(" " * GAP).append_text(part)
    return [
        Text.assemble(" ", (fitted("" if index else name, NAME), shades.faded), " ", line)
        for index, line in enumerate(lines)
    ]


def height(rows: int) -> int:
    """The lines of the strip on a screen of so many."""
    return max(2, min(8, rows // 5))
