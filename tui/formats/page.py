"""A page of HTML that needs nothing else: no script, no other file, light, dark and printed."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from tui.text.safety import display_safe

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fdfcf9; --quiet: #5d5d5d;
  --rule: #d8d4ca; --differs: #a3260b; --differs-tint: #fbe3d8; --alike: #1d6b36;
  --partly: #7a5b00; --only: #1b5c9e; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e3dc; --paper: #17181a;
  --quiet: #a3a09a; --rule: #3a3b3e; --differs: #ff9c80; --differs-tint: #4a2418; --alike: #7fd69a;
  --partly: #e3c15a; --only: #86bdf5; } }
body { color: var(--ink); background: var(--paper); font: 16px/1.5 Georgia, serif;
  max-width: 76rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: start; vertical-align: top; padding: .45rem .7rem .45rem 0;
  border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
thead { display: table-header-group; }
th, .quiet, .badge { color: var(--quiet); font-weight: normal; font-size: .875rem; }
.value { font-weight: bold; } .badge { font-style: italic; }
mark { color: var(--differs); background: var(--differs-tint); font-weight: bold; }
.differs { color: var(--differs); } .alike, .asserted { color: var(--alike); }
.partly, .reported { color: var(--partly); } .only, .denied { color: var(--only); }
.absent { color: var(--quiet); }
.sign { font: bold 1rem monospace; } .narrow { width: 6.5rem; }
.told { margin: 0 0 .5rem; }
ul { padding-inline-start: 1.2rem; } li { margin: .4rem 0; }
@media print { body { background: none; margin: 0; max-width: none; font-size: 10pt; }
  tr, li { break-inside: avoid; } h2 { break-after: avoid; }
  mark { background: none; text-decoration: underline; } }
"""


def head(title: str, more: str = "") -> bytes:
    """How a page begins, with `more` style. It may load nothing, and run nothing."""
    style = _STYLE + more
    digest = b64encode(sha256(style.encode()).digest()).decode()
    may = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{may}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{plain(title)}</title>",
            f"<style>{style}</style></head>",
            "<body>\n",
        ]
    ).encode("utf-8", "replace")


FOOT = b"</body></html>\n"


def page(title: str, parts: Iterable[str]) -> bytes:
    """The whole page around some HTML."""
    return head(title) + "".join(f"{part}\n" for part in parts).encode("utf-8", "replace") + FOOT


def plain(text: str) -> str:
    """Words of an article or a person, as HTML: nothing of it is markup or reorders the page."""
    return escape(display_safe(text))


def table(head: Iterable[str], rows: Iterable[Iterable[str]], narrow: int = 1) -> str:
    """A table of cells that are HTML; the first `narrow` columns are narrow ones."""
    heads = "".join(
        f'<th scope="col"{_narrow(x < narrow)}>{cell}</th>' for x, cell in enumerate(head)
    )
    body = "\n".join(
        "<tr>" + "".join(f'<td dir="auto">{cell}</td>' for cell in row) + "</tr>" for row in rows
    )
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _narrow(narrow: bool) -> str:
    return ' class="narrow"' if narrow else ""


def classed(name: str, html: str) -> str:
    """A piece of HTML in a style of the page."""
    return f'<span class="{name}">{html}</span>'
