"""What people said of the body of all articles of one source: of a cue of the rules, or of a line.

The cues are the kinds of `tui.text.regions`: where teasers of a source are body after all, one
rule says so for all its articles. A line that stands in many of them is not body, or is. A rule
holds for articles that come later too.
"""

from tui.errors import CallError
from tui.store.annotations import annotator_id
from tui.store.connection import Store, named
from tui.text.regions import KINDS, Rule, flat

WHAT = ("reason", "line")
"""What a rule may be about: why a line was taken for no body, or the words of one line."""
SHOWN = 40
"""Characters of a line that the history shows."""


def give(store: Store, source: str, kind: str, value: str, body: bool) -> None:
    """Say as one operation of all articles of a source what is body, or is not.

    `kind` is "reason", and `value` one of `tui.text.regions.KINDS`, or "line" and the words of a
    line, whose white space does not matter. With `body` the first is body after all; without, it
    is again as the rules have it. What the same annotator said of it before is replaced. Raises
    CallError for no source, another kind, a reason there is not, an empty line.
    """
    value = flat(value)
    if not source:
        raise CallError("an article without a source has no rules: give it one (claimdesk set)")
    if kind not in WHAT:
        raise CallError(f"no rule for {kind!r}: it is for a {' or a '.join(WHAT)}")
    if kind == "reason" and value not in KINDS:
        raise CallError(f"no reason {value!r}: it is one of {', '.join(KINDS)}")
    if not value:
        raise CallError("an empty line has no rule: choose one with words")
    with store.operation(_said(source, kind, value, body)):
        store.run(
            "INSERT INTO source_rule (uid, source, kind, value, body, annotator_id, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE"
            " SET body = excluded.body, created = excluded.created, deleted = 0",
            (
                named(":".join(("source_rule", kind, store.annotator, source, value))),
                *(source, kind, value, int(body), annotator_id(store), store.stamp()),
            ),
        )


def _said(source: str, kind: str, value: str, body: bool) -> str:
    """``teaser lines of Le Monde are body``, ``“Follow us” is not body in Le Monde``."""
    said = "body" if body else "not body"
    if kind == "reason":
        return f"{value} lines of {source} are {said}"
    short = value if len(value) <= SHOWN else f"{value[: SHOWN - 1].rstrip()}…"
    return f"“{short}” is {said} in {source}"


def of_source(store: Store, source: str) -> list[Rule]:
    """What was said of a source, the latest last."""
    rows = store.rows(
        "SELECT source_rule.kind, value, body, annotator.name FROM source_rule"
        " JOIN annotator ON annotator.id = annotator_id"
        " WHERE source = ? AND source <> '' AND NOT deleted"
        " ORDER BY created, source_rule.uid",
        (source,),
    )
    return [Rule(kind, value, bool(body), by) for kind, value, body, by in rows]


def of_article(store: Store, article: str) -> list[Rule]:
    """What was said of the source of an article."""
    return of_source(store, store.value("SELECT source FROM article WHERE uid = ?", (article,)))
