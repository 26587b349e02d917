"""How ``claimdesk add`` is told to read files, and the question about a table's columns."""

import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from tui.adding.reading import Wanted
from tui.adding.remembered import remember, remembered
from tui.errors import CallError
from tui.intake import registry
from tui.intake.face import Options, Taking
from tui.intake.reading import DETAILS
from tui.model import NOTHING
from tui.text.policy import charset
from tui.text.safety import display_line

ASKED = {"title": "title", "source": "source", "published": "date", "url": "address"}
"""Details that are asked for besides the text."""

_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(k|m|g|)b?", re.I)
_FACTOR = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_SMALLEST, _LARGEST = 1_000, 500_000_000


class Size(click.ParamType[int]):
    """A number of bytes, as in 100MB."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        size = int(float(found[1]) * _FACTOR[found[2].lower()]) if found else 0
        if not _SMALLEST <= size <= _LARGEST:
            self.fail(f"{value!r} is no size from 1 kB to 500 MB, as in 100MB", param, ctx)
        return size


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        *("--column", "columns"),
        multiple=True,
        metavar="WHAT=NAME",
        help="Which column or key of a table holds what: text=body. Again for title, source, "
        "byline, published, url, language, story.",
    ),
    click.option("--source", default="", metavar="NAME", help="The source, where none is told."),
    click.option("--story", default="", metavar="NAME", help="The story, where none is told."),
    click.option("--whole", is_flag=True, help="Take all text of a page, not its article alone."),
    click.option("--other", is_flag=True, help="Take what the second extractor finds in a page."),
    click.option("--kind", default="", metavar="KIND", help="Read every file as this kind."),
    click.option("--encoding", default="", metavar="NAME", help="Read texts in this encoding."),
    click.option(
        "--largest",
        type=Size(),
        default="25MB",
        show_default=True,
        metavar="SIZE",
        help="The largest file, page or member of an archive.",
    ),
    click.option("--fetch", is_flag=True, help="Fetch the pages of feeds, and the feeds of lists."),
    click.option("--no-robots", is_flag=True, help="Fetch what a site asks programs not to."),
    click.option(
        "--allow-private", is_flag=True, help="Fetch from this machine and its own network too."
    ),
)


def adding_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of `wanted_of`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wanted_of(given: Mapping[str, Any]) -> Wanted:
    """What the options ask for. Raises CallError where they ask for what is not there."""
    kind, encoding = given["kind"], given["encoding"]
    if kind and kind not in registry.names():
        raise CallError(f"there is no kind {kind!r}: choose {', '.join(registry.names())}")
    if encoding and not charset(encoding):
        raise CallError(f"there is no encoding {encoding!r}: name another, as in windows-1252")
    if given["whole"] and given["other"]:
        raise CallError("--whole and --other are two ways to read a page: choose one")
    taking: Taking = "whole" if given["whole"] else "other" if given["other"] else "best"
    options = Options(kind, encoding, _columns(given["columns"]), taking, given["largest"])
    details = {name: given[name].strip() for name in ("source", "story") if given[name].strip()}
    return Wanted(
        options,
        details,
        allow_private=given["allow_private"],
        robots=not given["no_robots"],
        fetch=given["fetch"],
        choose=chosen,
    )


def _columns(named: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for one in named:
        what, equals, name = one.partition("=")
        if not equals or not name or what not in ("text", *DETAILS):
            known = ", ".join(("text", *DETAILS))
            raise CallError(f"--column {one}: give WHAT=NAME, and for WHAT one of {known}")
        columns[what] = name
    return columns


def chosen(name: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    """Which columns hold what, as it was said before; else a person at a terminal is asked."""
    from tui import places

    file = places.columns_file()
    if known := remembered(file, columns):
        return known
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return NOTHING
    said = _asked(name, columns)
    if said:
        remember(file, columns, said)
    return said


def _asked(name: str, columns: tuple[str, ...]) -> dict[str, str]:
    """What a person says of the columns; nothing where none holds a text."""
    from tui.intake.columns import Columns, columns_of

    click.echo(display_line(f"{name} has these columns:"), err=True)
    for number, column in enumerate(columns, 1):
        click.echo(display_line(f"  {number}  {column}"), err=True)
    text = _number("the text of an article", len(columns), "none: leave the file out")
    if not text:
        return {}
    said = {"text": columns[text - 1]}
    known = columns_of(columns, said)
    there = known.details if isinstance(known, Columns) else {}
    for what, word in ASKED.items():
        if what not in there and (number := _number(f"its {word}", len(columns), "none")):
            said[what] = columns[number - 1]
    return said


def _number(what: str, most: int, nothing: str) -> int:
    question = f"Which of them is {what}? (0 is {nothing})"
    return int(click.prompt(question, type=click.IntRange(0, most), default=0, err=True))
