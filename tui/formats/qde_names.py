"""The names by which a REFI-QDA project of this program is known again when it is read."""

from tui.store.connection import named

ORIGIN = "Claimdesk"
FRAGMENT = "claimdesk:fragment"
"""The name of a link from the first fragment of an annotation to a further one."""
CLAIMS = named("refi-qda:claims")
"""The set of the notes that are claims."""
DETAILS = ("source", "byline", "published", "url", "language", "story", "file")
"""The details of an article that are variables. Its title is the source's name."""


def variable(name: str) -> str:
    """The GUID of the variable of a detail."""
    return VARIABLES[name]


VARIABLES = {name: named(f"refi-qda:variable:{name}") for name in (*DETAILS, "status", "split")}


def part_guid(uid: str, number: int) -> str:
    """The GUID of the selection of a fragment: the annotation's for the first."""
    return named(f"{uid}:fragment:{number}") if number else uid
