"""``claimdesk keys``: what every key does at the desk, and whether the keymap file is right."""

from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.errors import DataError
from tui.text.safety import display_line


@click.command(short_help="What every key does; --check the keymap file.")
@db_option
@json_option
@click.option("--check", is_flag=True, help="Say what is wrong in the keymap file, a line each.")
def command(database: Path, as_json: bool, check: bool) -> None:
    """List the keys in force: those of the desk and its sheets, your keymap file's put over them.

    The file is keymap.toml in your config folder; CLAIMDESK_KEYMAP names another. --check also
    tells which tag keys of the database the desk has itself.
    """
    from tui import places
    from tui.app import keymap, keys, sheet_keys
    from tui.app.action import in_force

    file = places.keymap_file()
    keys.use(keymap.load(file))
    if check:
        _check(file, [*in_force().problems, *_tags(database)])
    elif as_json:
        print_json(keymap.table())
    else:
        for action in sheet_keys.every_action():
            click.echo(f"{action.shown}\t{action.name}\t{action.help}")


def _tags(database: Path) -> list[str]:
    from tui.app import keymap
    from tui.store import codebook

    if not database.exists():
        return []
    with reader(database) as store:
        tags = codebook.tags(store)
    keyed = {tag.key: tag.path for tag in tags if tag.key and "span" in tag.applies}
    return keymap.clashes_with_tags(keyed)


def _check(file: Path, problems: list[str]) -> None:
    for problem in problems:
        click.echo(display_line(problem))
    if problems:
        number = "one thing is" if len(problems) == 1 else f"{len(problems)} things are"
        raise DataError(f"{file}: {number} wrong with the keys: change the lines named above")
    click.echo(display_line(f"{file}: nothing is wrong with the keys"))
