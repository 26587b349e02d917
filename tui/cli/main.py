"""The ``claimdesk`` command: which command was meant, and how its errors are told.

A command's module is imported only when it is the one asked for, so that `claimdesk list` starts
without the desk.
"""

import gc
import sys
from importlib import import_module
from typing import NoReturn

import click

from tui import __version__
from tui.errors import CallError, DataError

COMMANDS = (
    *("add", "backup", "check", "codebook", "compare", "conflicts", "export", "extract"),
    *("history", "import", "keys", "list", "merge", "open", "pack", "remove", "restore"),
    *("search", "set", "show", "split", "stats", "stories"),
)

COLLECTED_AFTER = 50_000
"""New objects after which garbage is looked for: at Python's 700 it takes a fifth of an export."""

EXAMPLES = """
\b
Examples:
  claimdesk                         the desk on annotations.db in this folder
  claimdesk mali.txt nairobi.txt    add two articles, show them side by side
  claimdesk --db toll.db            the desk on another database
  claimdesk add articles/*.txt      add articles without opening the desk
  pbpaste | claimdesk add -         add what is on the clipboard
  claimdesk list --json             what is in the database
  claimdesk export jsonl -o out.jsonl
                                    the tagged dataset, an article a line
\b
Exit codes: 0 done, 1 the data is wrong, 2 the call is wrong.
"""


class CommandOrFiles(click.Group):
    """A group whose command may be left out: ``claimdesk FILES…`` is ``claimdesk open FILES…``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"tui.cli.{cmd_name}_command").command
        if cmd_name != "open":  # the desk does this itself, once it stands
            gc.enable()
            gc.set_threshold(COLLECTED_AFTER)
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not names_a_command(args):
            args = ["open", *args]
        return super().parse_args(ctx, args)


def names_a_command(args: list[str]) -> bool:
    """Whether the arguments are for a command by name, or for the group itself."""
    return bool(args) and (args[0] in COMMANDS or args[0] in ("--help", "-h", "--version"))


@click.group(
    cls=CommandOrFiles,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    subcommand_metavar="[FILES…] | COMMAND …",
)
@click.version_option(__version__, prog_name="claimdesk")
def cli() -> None:
    """Read news closely: mark claims, set sources side by side, export the dataset.

    Without a command, opens the desk on annotations.db in the current folder (made when it is
    missing; --db FILE for another), adding the named text files first.
    """


def main() -> NoReturn:
    """Run the command line and leave with its exit code. Every error is one line."""
    try:
        if sys.stdout is None:
            raise CallError("standard output is closed: send it to a file or a terminal")
        code = cli.main(prog_name="claimdesk", standalone_mode=False)
    except click.ClickException as error:
        code = _tell(f"{error.format_message().rstrip('.')} (claimdesk --help)", error.exit_code)
    except (CallError, DataError) as error:
        code = _tell(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        code = _tell("stopped", 130)
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody to tell.
        sys.stderr.close()
        code = 1
    except OSError as error:
        code = _tell(f"the output cannot be written: {error.strerror or error}: name a file", 1)
    sys.exit(code if isinstance(code, int) else 0)


def _tell(message: str, code: int) -> int:
    from tui.text.safety import display_line

    line = display_line(" ".join(message.split("\n")))
    print(f"claimdesk: {line}", file=sys.stderr)
    return code
