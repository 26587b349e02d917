"""What the desk remembers of how it looked: open panes, cursors, scrolling, panels, theme.

Kept in the person's state folder and not in the database, so that reading changes no byte of it.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tui.app.comfort import NARROWEST, WIDEST, Comfort

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class PaneView:
    """One pane: an article's uid, and offsets of the cursor and of the first character in sight."""

    article: str
    cursor: int = 0
    top: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """The whole desk. A panel that is None comes and goes with the room there is."""

    panes: tuple[PaneView, ...] = ()
    focus: int = 0
    library: bool | None = None
    annotations: bool | None = None
    theme: str = ""
    last_tag: str = ""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Cursor and top of articles that were open before, by uid."""
    passes: bool = True
    """Whether what is not body is passed over."""
    suggestions: bool = True
    compares: bool = True
    """Whether articles that are open together are compared."""
    comfort: Comfort = field(default_factory=Comfort)
    bookmarks: tuple[tuple[str, int], ...] = ()
    read: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The furthest offset read of articles, by uid, and how much of the body that is: per cent."""


def load(file: Path) -> View:
    """The view as it was left; a fresh one where the file is missing or cannot be understood."""
    try:
        return _from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return View()


def _from_json(data: dict[str, Any]) -> View:
    return View(
        panes=tuple(
            PaneView(_a(str, pane["article"]), _place(pane["cursor"]), _place(pane["top"]))
            for pane in data["panes"]
        ),
        focus=_place(data["focus"]),
        library=_switch(data["library"]),
        annotations=_switch(data["annotations"]),
        theme=_a(str, data["theme"]),
        last_tag=_a(str, data["last_tag"]),
        passes=_a(bool, data.get("passes", True)),
        suggestions=_a(bool, data.get("suggestions", True)),
        compares=_a(bool, data.get("compares", True)),
        comfort=_comfort(data.get("comfort", {})),
        bookmarks=tuple((_a(str, uid), _place(at)) for uid, at in data.get("bookmarks", ())),
        read={
            uid: (_place(at), min(100, _place(share)))
            for uid, (at, share) in _a(dict, data.get("read", {})).items()
        },
        places={
            uid: (_place(cursor), _place(top))
            for uid, (cursor, top) in _a(dict, data["places"]).items()
        },
    )


def _comfort(data: dict[str, Any]) -> Comfort:
    measure = max(NARROWEST, min(_a(int, data.get("measure", Comfort().measure)), WIDEST))
    return Comfort(measure, _a(bool, data.get("focus", False)))


def _a(kind: type[Kind], value: object) -> Kind:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _place(value: object) -> int:
    return max(0, _a(int, value))


def _switch(value: object) -> bool | None:
    return None if value is None else _a(bool, value)


def save(file: Path, view: View) -> None:
    """Write the view whole or not at all. Raises OSError where that cannot be done."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(asdict(view)), encoding="utf-8")
    unfinished.replace(file)
