"""``claimdesk split``: parts of the dataset for training and testing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from tui.cli.database import counted, db_option, json_option, print_json, writer
from tui.cli.events import events
from tui.compare.splitting import Parts, split, together
from tui.errors import CallError
from tui.store import articles, splits, stats
from tui.text.safety import display_line

Row = tuple[str, ...]
FC = TypeVar("FC", bound=Callable[..., object])


EXAMPLES = """
\b
Example:
  claimdesk split --train 70 --dev 15 --test 15 --seed 1
\b
puts about 70 % of the articles into train, and as many into dev as into test.
"""


def _share(name: str, default: int, what: str) -> Callable[[FC], FC]:
    return click.option(
        f"--{name}",
        type=click.IntRange(0, 100),
        metavar="PERCENT",
        default=default,
        show_default=True,
        help=f"The share of articles {what}.",
    )


@click.command(short_help="Split the dataset into train, dev and test.", epilog=EXAMPLES)
@_share("train", 80, "to train a model on")
@_share("dev", 10, "to choose between models with")
@_share("test", 10, "to measure the chosen one with")
@click.option(
    "--seed",
    default=0,
    show_default=True,
    metavar="NUMBER",
    help="Which of many splits: the same number makes the same one again.",
)
@db_option
@json_option
def command(train: int, dev: int, test: int, seed: int, database: Path, as_json: bool) -> None:
    """Put each article into one of three parts of the dataset: train, dev or test.

    Articles on one event are in one part, so that a model is not tested on news that it was trained
    on: those of one story, named or proposed, copies of one text, and articles that a relation
    joins. The parts are balanced by tag. They are recorded, with the seed, as one operation, which
    u at the desk takes back, and exports have them. Articles that come later are in no part until
    the next split.
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
