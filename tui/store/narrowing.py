"""Which articles some words of the library mean: words of their details, how far they are read."""

import re
from collections.abc import Sequence

STATUS = re.compile(r"(?:^|(?<=\s))is:(\w*)(?:$|(?=\s))")
"""``is:todo``, ``is:work``, ``is:done``; while it is typed, any that starts so."""
STATES = ("todo", "work", "done")
"""How far an article can be read, from the beginning on."""


def narrowed(words: str, without: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """The SQL for the rows of the articles with these words, and its parameters.

    Each of the words is in the title, source, byline, story or file name, or one that starts so;
    ``is:todo``, ``is:work`` and ``is:done`` ask for articles that are read so far. `without` names
    a few to leave out, by uid.
    """
    states = _states(words)
    parts: list[str] = []
    if words:
        from tui.text.tokens import words_in

        parts = words_in(STATUS.sub(" ", words))
    marks = ", ".join("?" * len(without))
    but = f" AND {{}} NOT IN (SELECT id FROM article WHERE uid IN ({marks}))" if without else ""
    of_state = f"status IN ({', '.join('?' * len(states))}) AND NOT deleted"
    if not parts:
        where = f"{of_state if states else 'NOT deleted'}{but.format('id')}"
        return f"SELECT id FROM article WHERE {where} ORDER BY id", (*states, *without)
    match = " AND ".join(f'"{part}"*' for part in parts)
    which = "rowid NOT IN (SELECT id FROM article WHERE deleted)"  # few, and in an index
    if states:
        which = f"rowid IN (SELECT id FROM article WHERE {of_state})"
    return (
        f"SELECT rowid FROM article_fts WHERE article_fts MATCH ? AND {which}"
        f"{but.format('rowid')} ORDER BY rowid",
        (match, *states, *without),
    )


def _states(words: str) -> tuple[str, ...]:
    """The states that the words ask for; an unknown one asks for what no article is."""
    asked = STATUS.findall(words)
    found = [state for state in STATES if any(state.startswith(start) for start in asked)]
    return tuple(found) if found or not asked else ("",)
