"""The FORMAT of a command line."""

import click

from tui.formats import registry


class FormatName(click.ParamType[str]):
    """A name from the table of formats, or from another package."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Raises CallError naming the formats where it is none."""
        registry.load(value)
        return value

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """The formats there are, for a call without one."""
        return f"choose {', '.join(registry.names())}"
