"""Rebuild annotations.db, the worked example: the two articles and the annotations beside them.

Run ``make example``. Names and times are fixed, so that every build holds the same rows.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tui.store import adding, annotations, articles, relations
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.connection import Store, named
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode

SEEDS = Path(__file__).parent
ROOT = SEEDS.parent
BUILT = 1_767_225_600_000  # 2026-01-01T00:00:00Z, so that the times of a build are always these


def build(path: Path) -> None:
    """Make the example database at `path`, which must not be there yet."""
    plan = tomllib.loads((SEEDS / "annotations.toml").read_text(encoding="utf-8"))
    with open_store(
        path,
        annotator=plan["annotator"],
        kind="example",
        device="seeds",
        now=lambda: BUILT,
        new_uid=numbered(),
    ) as store:
        uids = add_articles(store, plan["articles"])
        claims = {
            name: relations.add_claim(store, entry["wording"], entry["note"]).uid
            for name, entry in plan["claims"].items()
        }
        drafts = [draft(store, entry, uids, claims) for entry in plan["annotations"]]
        made = annotations.add(store, drafts, label="mark the worked example")
        named = {entry["id"]: uid for entry, uid in zip(plan["annotations"], made, strict=True)}
        for entry in plan["relations"]:
            source, target = named[entry["from"]], named[entry["to"]]
            relations.add(store, entry["kind"], source, target, entry.get("note", ""))


def add_articles(store: Store, plan: dict[str, Any]) -> dict[str, str]:
    """Take the articles in, and return their uids by file name."""
    raw = {name: (SEEDS / name).read_bytes() for name in plan}
    intakes = [Intake(decode(raw[name]), raw[name], name, plan[name]) for name in plan]
    added = adding.add(store, intakes)
    return {entry.article.file: entry.article.uid for entry in added}


def draft(
    store: Store, entry: dict[str, Any], uids: dict[str, str], claims: dict[str, str]
) -> Draft:
    """One planned annotation, with its quotes found in the article."""
    text = articles.text_of(store, uids[entry["article"]])
    quotes = entry["quote"] if isinstance(entry["quote"], list) else [entry["quote"]]
    fragments, at = [], 0
    for quote in quotes:
        for _ in range(entry.get("nth", 1) if quote is quotes[0] else 1):
            start = text.index(quote, at)
            at = start + len(quote)
        fragments.append(anchor(text, start, at))
    return Draft(
        article=uids[entry["article"]],
        tag=entry["tag"],
        fragments=tuple(fragments),
        attributes=entry.get("attributes", {}),
        note=entry.get("note", ""),
        claim=claims[entry["claim"]] if "claim" in entry else None,
    )


def numbered() -> Callable[[int], str]:
    """Uids that are the same in every build."""
    count = iter(range(1_000_000))
    return lambda _: named(f"example:{next(count)}")


if __name__ == "__main__":
    target = ROOT / "annotations.db"
    target.unlink(missing_ok=True)
    build(target)
    print(f"built {target.name}")
