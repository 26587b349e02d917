"""Annotations and decisions whose words are not where they say, found by reading each text once."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.model import Fragment
from tui.store.connection import Store
from tui.store.faults import each, is_readable, lenient, quietly
from tui.text.anchors import holds


@dataclass(frozen=True, slots=True)
class Adrift:
    """An annotation, or a decided alignment by one end, that does not hold on the text it is on.

    `table` is where its row is, `column` where its fragments are; `wrong` says what is wrong.
    """

    uid: str
    title: str
    wrong: str
    table: str = "annotation"
    column: str = "fragments"

    def __str__(self) -> str:
        return f"{self.table} {self.uid} of {self.title!r} {self.wrong}"


DECIDED = (("alignment", "a_"), ("alignment", "b_"))
ENDS = (("annotation", ""), *DECIDED)
"""The tables whose rows stand on words of a text, with what the names of the columns start with."""


def adrift(store: Store, ends: Sequence[tuple[str, str]] = ENDS) -> Iterator[Adrift]:
    """Annotations and decisions whose words are not those at their offsets, or out of order."""
    ends = [end for end in ends if store.value(f"SELECT 1 FROM {end[0]} LIMIT 1")]
    if not ends:
        return
    which = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {end}article_id = article.id)" for table, end in ends
    )
    articles = (
        f"SELECT id, CAST(title AS BLOB) FROM article WHERE NOT deleted AND ({which}) ORDER BY id"
    )
    for article, title in each(store, articles):
        bodies: dict[int, str | None] = {}
        for table, end in ends:
            for uid, text, fragments in store.rows(
                f"SELECT uid, {end}text_id, CAST({end}fragments AS BLOB) FROM {table}"
                f" WHERE {end}article_id = ? AND NOT deleted ORDER BY id",
                (article,),
            ):
                if text not in bodies:
                    bodies[text] = quietly(store, "SELECT body FROM text WHERE id = ?", (text,))
                if wrong := wrong_with(bodies[text], lenient(fragments)):
                    yield Adrift(uid, lenient(title), wrong, table, f"{end}fragments")


def wrong_with(body: str | None, fragments: object) -> str:
    """What is wrong with the fragments of an annotation on this text, in words, or nothing."""
    if body is None:
        return "is on a text that cannot be read"
    parts = _fragments_in(fragments)
    if not parts:
        return "has fragments that cannot be read"
    end = 0
    for part in parts:
        if part.start < end:
            return "has fragments that overlap or are out of order"
        if not holds(body, part):
            return f"at {part.start}–{part.end} is not {part.exact!r}"
        end = part.end
    return ""


def _fragments_in(column: object) -> list[Fragment]:
    """The fragments a column holds; none where it holds something else."""
    try:
        parts = json.loads(str(column)) if is_readable(column) else []
        found = [Fragment(**part) for part in parts]
    except (ValueError, TypeError):
        return []
    whole = all(
        isinstance(part.start, int) and isinstance(part.end, int) and isinstance(part.exact, str)
        for part in found
    )
    return found if whole else []
