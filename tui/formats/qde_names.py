"""The names by which a REFI-QDA project of this program is known again when it is read."""

from hashlib import blake2b

from tui.store.connection import named
from tui.text.offsets import Unit

ORIGIN = "Claimdesk"
ORIGINS: dict[str, Unit] = {ORIGIN: "codepoint", f"{ORIGIN}, positions in UTF-16": "utf16"}
"""How a project of this program calls itself, by the unit of its positions."""
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


def derived(uid: str, role: str) -> str:
    """The GUID of what belongs to something: a UUID of version 8 (RFC 9562 §5.8), of its digest."""
    digits = blake2b(f"{uid}:{role}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"
