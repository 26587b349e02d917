"""Markdown: one article, its text as it is written.

The signs of Markdown stay in the text. Offsets count into it and annotators read it, and Markdown
is made to be read as it stands; taking its signs out would be a second text that nobody wrote. A
title is taken from the first heading, and what a block of ``key: value`` lines at the top says goes
to the details: it stays in the text, too, as nothing of a text is dropped unseen.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tui.intake import text
from tui.intake.columns import USUAL
from tui.intake.dates import iso
from tui.intake.face import Found, Missed, Options, Part
from tui.model import Extraction

WHAT = "Markdown, its text as it is written"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
EXTRA = ""
TRUSTED = True

knows = text.knows

_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*[:=][ \t]*(\S.*)")
_HASHES = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*)", re.M)
_UNDERLINED = re.compile(r"^ {0,3}(\S.*)\n {0,3}(?:=+|-{2,})[ \t]*$", re.M)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.M)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_STRESS = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1")

NEAR = 4_000
"""Code points from the beginning within which a heading is the title of it all."""


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The one article in a Markdown text."""
    for item in text.read(data, name, options):
        if isinstance(item, Found):
            yield replace(item, extraction=Extraction("markdown"), details=details_of(item.text))
        else:
            yield item


def details_of(markdown: str) -> dict[str, str]:
    """What the block at the top and the first heading say of an article."""
    front = _FRONT.match(markdown)
    said = dict(_pairs(front[2])) if front else {}
    details = {}
    for what, usual in USUAL.items():
        if value := next((said[one] for one in usual if one in said), ""):
            details[what] = iso(value) if what == "published" else value
    details.pop("text", None)
    if "title" not in details:
        body = front.end() if front else 0
        details["title"] = _heading(markdown[body : body + NEAR])
    return {what: value for what, value in details.items() if value}


def _pairs(block: str) -> Iterator[tuple[str, str]]:
    for line in block.split("\n"):
        if found := _PAIR.fullmatch(line.rstrip()):
            value = found[2]
            if value[0] == "[" and value[-1] == "]":
                value = ", ".join(_bare(part) for part in value[1:-1].split(","))
            yield re.sub(r"[\s-]+", "_", found[1].lower()), _bare(value)


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _heading(body: str) -> str:
    """The words of the first heading that stands in no block of code, or ""."""
    before = _FENCE.search(body)
    head = body[: before.start()] if before else body
    found = [one for one in (_HASHES.search(head), _UNDERLINED.search(head)) if one]
    if not found:
        return ""
    line = min(found, key=lambda one: one.start())[1].rstrip("# \t")[:500]
    return _STRESS.sub(r"\2", _LINK.sub(r"\1", line)).strip()
