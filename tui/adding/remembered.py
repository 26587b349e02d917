"""What a person once said of the columns of a table, for every other with the same columns."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from tui.intake.reading import DETAILS
from tui.model import NOTHING

MOST = 500
"""Sets of columns that are remembered, the latest."""


def remembered(file: Path, columns: Iterable[str]) -> Mapping[str, str]:
    """Which of these columns holds what, as it was said before; nothing where it was not."""
    names = set(columns)
    said = _read(file).get(_key(names), {})
    if not isinstance(said, dict) or not set(said) <= {"text", *DETAILS}:
        return NOTHING
    return said if said and set(said.values()) <= names else NOTHING


def remember(file: Path, columns: Iterable[str], said: Mapping[str, str]) -> None:
    """Keep what was said of these columns. Where it cannot be kept, it is asked again."""
    known = _read(file)
    key = _key(set(columns))
    known.pop(key, None)
    known[key] = dict(said)
    latest = dict(list(known.items())[-MOST:])
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.new")
        new.write_text(json.dumps(latest, indent=1), encoding="utf-8")
        new.replace(file)


def _read(file: Path) -> dict[str, object]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _key(names: set[str]) -> str:
    told = json.dumps(sorted(names), ensure_ascii=True)
    return sha256(told.encode()).hexdigest()[:32]
