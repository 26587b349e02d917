"""``claimdesk stories``: which articles tell of one event, and which of them are one text."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import counted, db_option, json_option, print_json, reader, writer
from tui.cli.events import Abouts, events
from tui.compare.origins import Copy, Origin, within
from tui.compare.stories import Story
from tui.model import ArticleSummary
from tui.store import articles
from tui.store import stories as kept
from tui.text.safety import display_line


@click.command(short_help="Group the articles by what they tell of.")
@click.option("--apply", "put", is_flag=True, help="Put the articles into the proposed stories.")
@db_option
@json_option
def command(put: bool, database: Path, as_json: bool) -> None:
    """Propose stories, which are articles on one event, and tell which are copies of one text.

    Articles you put into a story stay in it, and others on that event are proposed for it. Of a
    copy more than half of the words stand in another article, whatever was cut, added or moved;
    kept and added say how much of the first one's words it has, and how much of its own is new.
    --apply writes the proposals down as one operation: the desk's undo takes them back.
    """
    with writer(database, make=False) if put else reader(database) as store:
        abouts = {about.uid: about for about in articles.each(store)}
        found, copied = events(store, abouts)
        names = {uid: story.name for story in found for uid in story.proposed}
        number = kept.put(store, names) if put and names else 0
    if as_json:
        print_json([as_row(story, within(copied, story.uids)) for story in found])
    else:
        for story in found:
            click.echo("\n".join(lines(story, within(copied, story.uids), abouts)))
        if not found:
            click.echo("no two articles tell of one event", err=True)
    if put:
        click.echo(f"{counted(number, 'article')} put into stories", err=True)


def as_row(story: Story, copied: Sequence[Origin]) -> dict[str, object]:
    """A story as the JSON has it: its articles, those put there by a person, and its origins.

    Every article is in one origin, most of them alone.
    """
    firsts = [{"first": one.uid, "copies": [_row(copy) for copy in one.copies]} for one in copied]
    return {"name": story.name, "articles": story.uids, "put": story.put, "origins": firsts}


def _row(copy: Copy) -> dict[str, object]:
    row = {name: round(value, 3) for name, value in asdict(copy).items() if name != "uid"}
    return {"article": copy.uid, **row}


def lines(story: Story, copied: Sequence[Origin], abouts: Abouts) -> list[str]:
    """A story in words: how many outlets and origins it has, then its articles, copies indented."""
    outlets = len({abouts[uid].label for uid in story.uids})
    sums = (counted(outlets, "outlet"), counted(len(copied), "origin"))
    state = "" if story.put else "  proposed"
    said = [f"{story.name}  {counted(len(story.uids), 'article')}, {', '.join(sums)}{state}"]
    for origin in copied:
        said.append(_line(abouts[origin.uid], "  "))
        for copy in origin.copies:
            changed = f"kept {copy.kept:.0%}, added {copy.added:.0%}  "
            said.append(_line(abouts[copy.uid], "    copy  ", changed))
    return [_fitting(display_line(line)) for line in said]


def _line(about: ArticleSummary, before: str, changed: str = "") -> str:
    return f"{before}{about.uid[:8]}  {about.label}  {changed}{about.title}"


def _fitting(line: str) -> str:
    """A line that does not wrap, where it is for a terminal."""
    if not sys.stdout.isatty():
        return line
    from rich.cells import set_cell_size

    width = shutil.get_terminal_size().columns
    return set_cell_size(line, width).rstrip()
