"""``claimdesk split``: parts of the dataset for training and testing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from tui.cli.database import counted, db_option, json_option, print_json, writer
from tui.cli.events import events
from tui.compare.splitting import Parts, split, together
from tui.errors import CallError
from tui.store import articles, splits, stats
from tui.text.safety import display_line

Row = tuple[str, ...]


@click.command(short_help="Split the dataset into train, dev and test.")
@click.option("--train", type=click.IntRange(0, 100), default=80, show_default=True)
@click.option("--dev", type=click.IntRange(0, 100), default=10, show_default=True)
@click.option("--test", type=click.IntRange(0, 100), default=10, show_default=True)
@click.option("--seed", default=0, show_default=True, help="Another number, another split.")
@db_option
@json_option
def command(train: int, dev: int, test: int, seed: int, database: Path, as_json: bool) -> None:
    """Put each article into one of three parts, whose shares in percent are given.

    Articles of one story, proposed ones too, copies of one text and articles that a relation joins
    are in one part, so that none of them is trained on and tested with. The parts are balanced by
    tag. They are recorded as one operation, which the desk's undo takes back, and every export has
    them. The same seed gives the same parts of the same articles.
    """
    shares = dict(zip(splits.PARTS, (train, dev, test), strict=True))
    if sum(shares.values()) != 100:
        added = " + ".join(map(str, shares.values()))
        raise CallError(f"{added} is {sum(shares.values())}: give shares that add up to 100")
    with writer(database, make=False) as store:
        abouts = {about.uid: about for about in articles.each(store)}
        if not abouts:
            raise CallError(f"{database} has no articles: add some, then split them")
        found, copied = events(store, abouts)
        joined = [
            *(story.uids for story in found),
            *(origin.uids for origin in copied),
            *splits.joined(store),
        ]
        marks = stats.by_article(store)
        groups = together(abouts, joined)
        parts = split(groups, marks, shares, seed)
        changed = splits.put(store, parts, [*shares.values()], seed)
    rows = table(parts, groups, marks)
    if as_json:
        print_json({"seed": seed, "shares": shares, "changed": changed, "parts": parts})
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        numbers = zip(row[1:], widths[1:], strict=True)
        cells = (row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in numbers))
        click.echo("  ".join(cells))
    said = "as before" if not changed else f"{counted(changed, 'article')} put into parts"
    if empty := [name for name, share in shares.items() if share and name not in parts.values()]:
        said += f"; nothing is left for {' and '.join(empty)}"
    click.echo(f"seed {seed}: {said}", err=True)


def table(
    parts: Parts, groups: Iterable[Sequence[str]], marks: Mapping[str, Mapping[str, int]]
) -> list[Row]:
    """How much there is of what in each part: articles, events, annotations, and each tag."""
    counts = {part: Counter[str]() for part in splits.PARTS}
    for group in groups:
        counts[parts[group[0]]]["events"] += 1
    tags = {part: Counter[str]() for part in splits.PARTS}
    for uid, part in parts.items():
        counts[part]["articles"] += 1
        counts[part]["annotations"] += sum(marks.get(uid, {}).values())
        tags[part].update(marks.get(uid, {}))
    names = sorted({tag for used in tags.values() for tag in used})
    return [
        ("", *splits.PARTS),
        *(
            (name, *(str(counts[part][name]) for part in splits.PARTS))
            for name in ("articles", "events", "annotations")
        ),
        *(
            (display_line(f"  {tag}"), *(str(tags[part][tag]) for part in splits.PARTS))
            for tag in names
        ),
    ]
