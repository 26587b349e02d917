"""Writes docs/formats.md from the table of formats: python docs/formats.py"""

from dataclasses import fields
from pathlib import Path

from tui.formats.face import Carries
from tui.formats.registry import FORMATS, load

FILE = Path(__file__).with_name("formats.md")

HEAD = """# Formats

Made from the table in `tui/formats/registry.py` by `python docs/formats.py`; a test holds them
together. `claimdesk export FORMAT -o OUT` writes one, `claimdesk import FORMAT PATH` reads one.

What a format cannot hold is counted and told with every export; with `--strict` nothing is written
then, and with `--sidecar` it is kept beside the export, so that an import has it back. `claimdesk`
keeps offsets in code points; the unit that a format's files have is in its row.

What a file has and the database has no place for is counted and named by every import, and with
`--strict` the file is refused. So is, always, one that is damaged, has other words than it quotes,
an id twice, or leads out of its folder or zip: with one line that says where, and nothing of it
comes in. A tag that the codebook has not is made and told, and with `--known-tags` refused. Formats
with a list of tags of their own (Argilla's labels, the codes of REFI-QDA, the types of CAS) refuse
one that is not in it.
"""
WORDS = {
    "overlaps": "overlapping annotations",
    "fragments": "several fragments",
    "relations": "relations",
    "across": "relations across articles",
    "kinds": "kinds of relations",
    "attributes": "attributes",
    "notes": "notes",
    "annotators": "annotators",
    "times": "times",
    "ids": "ids",
    "details": "details of articles",
    "claims": "claims",
    "article_tags": "tags of whole articles",
    "regions": "corrections of the body",
    "earlier": "annotations on earlier texts",
    "alignments": "decided alignments",
    "status": "status of articles",
    "split": "splits of articles",
    "relation_notes": "notes on relations",
    "bare": "articles without annotations",
}


def markdown() -> str:
    """The whole page."""
    modules = {name: load(name) for name in sorted(FORMATS)}
    lines = [HEAD, "| format | is | read back | offsets | needs |", "|---|---|---|---|---|"]
    for name, module in modules.items():
        back = "yes" if hasattr(module, "read") else "no"
        needs = f"`claimdesk[{module.EXTRA}]`" if module.EXTRA else ""
        lines.append(f"| `{name}` | {module.WHAT} | {back} | {module.OFFSETS} | {needs} |")
    lines += ["", "## What each carries", "", f"| | {' | '.join(modules)} |"]
    lines.append("|---" * (len(modules) + 1) + "|")
    for one in fields(Carries):
        marks = ("yes" if getattr(module.CARRIES, one.name) else "–" for module in modules.values())
        lines.append(f"| {WORDS[one.name]} | {' | '.join(marks)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    FILE.write_text(markdown(), encoding="utf-8")
