"""Names that brat's files may have: ASCII letters, digits, ``-`` and ``_``, each for one thing.

brat's configuration reads no other names (``^[a-zA-Z0-9_-]*$`` in its projectconfig.py). What was
called otherwise is in the file `NAMES` beside the documents, so that it comes back.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Literal

from tui.errors import DataError

NAMES = "claimdesk-names.json"

Sort = Literal["entities", "relations", "attributes"]
SORTS: tuple[Sort, ...] = ("entities", "relations", "attributes")

RESERVED = ("Annotator", "AnnotatorNotes", "Claimdesk", "Equiv")
"""What notes and relations are called that mean something of their own."""


class Types:
    """The type of each tag, kind and attribute. No two things have one type."""

    def __init__(self) -> None:
        self.of: dict[Sort, dict[str, str]] = {sort: {} for sort in SORTS}
        self._taken = set(RESERVED)

    def __call__(self, sort: Sort, name: str) -> str:
        """The type of a name, made when it is first asked for."""
        known = self.of[sort]
        if name not in known:
            known[name] = self._new(name)
        return known[name]

    def _new(self, name: str) -> str:
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = re.sub("[^A-Za-z0-9_-]+", "_", letters).strip("_-") or "x"
        found, number = stem, 1
        while found in self._taken:
            number += 1
            found = f"{stem}-{number}"
        self._taken.add(found)
        return found

    def as_json(self) -> bytes:
        """The names that are others than their types, and the unit of offsets."""
        told: dict[str, object] = {
            sort: {kind: name for name, kind in sorted(known.items()) if kind != name}
            for sort, known in self.of.items()
        }
        told["offsets"] = "codepoint"
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


class Named:
    """What the types of a folder are called in words, as `Types.as_json` has it."""

    def __init__(self, file: Path) -> None:
        """Raises DataError where the file is there and cannot be understood."""
        self.of: dict[Sort, dict[str, str]] = {}
        self.codepoints = False
        if not file.exists():
            return
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            self.codepoints = found.get("offsets") == "codepoint"
            for sort in SORTS:
                self.of[sort] = _texts(found.get(sort) or {})
        except (ValueError, AttributeError, OSError) as error:
            why = f"it names no types ({type(error).__name__})"
            raise DataError(
                f"{file}: {why}: mend it, or remove it to read types as names"
            ) from None

    def __call__(self, sort: Sort, kind: str) -> str:
        """The name of a type; the type itself where it has no other."""
        return self.of.get(sort, {}).get(kind, kind)


def _texts(found: dict[str, object]) -> dict[str, str]:
    for kind, name in found.items():
        if not isinstance(name, str):
            raise ValueError(kind)
    return {kind: str(name) for kind, name in found.items()}
