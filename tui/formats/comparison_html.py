"""A comparison as a page of HTML: what differs, what several tell, what only one tells."""

from collections.abc import Iterator
from typing import BinaryIO

from tui.compare.badges import badge, badge_at
from tui.compare.details import shown
from tui.compare.differing import Differing, around, differing
from tui.compare.findings import Comparison, Place, Span
from tui.formats.page import classed, page, plain, table

AROUND = 40
"""Code points shown on each side of a detail."""
_NAMES = {"=": "alike", "~": "partly", "!": "differs", "+": "only"}


def write(comparison: Comparison, stream: BinaryIO) -> None:
    """Write the page."""
    number = len(comparison.sources)
    stream.write(page(f"{number} articles side by side", _parts(comparison)))


def _parts(comparison: Comparison) -> Iterator[str]:
    number = len(comparison.sources)
    yield f"<h1>{number} articles side by side</h1>"
    yield table(
        ("", "source", "title", "published", "sentences"),
        (
            (
                str(x + 1),
                plain(source.label),
                plain(source.title),
                plain(source.published),
                str(len(source.body)),
            )
            for x, source in enumerate(comparison.sources)
        ),
    )
    yield '<p class="quiet">= alike · ~ partly · ! a detail differs · + only here</p>'
    rows = differing(comparison)
    if rows:
        yield f"<h2>Details that differ ({len(rows)})</h2>"
        head = ("", *(plain(source.label) for source in comparison.sources))
        yield table(head, (_detail(comparison, row) for row in rows))
    for x in range(number):
        if told := list(_told(comparison, x)):
            yield f"<h2>{plain(comparison.sources[x].label)}, and who tells the same</h2>"
            yield table(("sentence", "elsewhere"), told, narrow=0)
    for x, source in enumerate(comparison.sources):
        here = [place for place in comparison.only if place.article == x]
        if here:
            yield f"<h2>Only in {plain(source.label)} ({len(here)})</h2>"
            items = "\n".join(
                f'<li dir="auto">{_sentence(comparison, place)}</li>' for place in here
            )
            yield f"<ul>\n{items}\n</ul>"


def _detail(comparison: Comparison, row: Differing) -> Iterator[str]:
    yield row.kind
    for x, (source, spans) in enumerate(zip(comparison.sources, row.spans, strict=True)):
        yield "<br>".join(
            f"{classed('value', plain(shown(source.text, span, row.kind)))} "
            f"{classed('quiet', _around(source.text, span))}"
            f"{_badge(badge_at(comparison, x, span))}"
            for span in spans
        )


def _badge(said: str) -> str:
    return f" {classed('badge', f'[{plain(said)}]')}" if said else ""


def _around(text: str, span: Span) -> str:
    """The words around a detail, with it marked."""
    before, behind = around(text, span, AROUND)
    return f"…{plain(before)}<mark>{plain(text[slice(*span)])}</mark>{plain(behind)}…"


def _told(comparison: Comparison, x: int) -> Iterator[tuple[str, str]]:
    """Each sentence of a source with its counterparts in the sources behind it."""
    for sentence in comparison.sources[x].body:
        place = Place(x, sentence)
        here = [comparison.alignments[index] for index in comparison.aligned(place)]
        found = [one for one in here if one.a == place]
        if not found:
            continue
        others = []
        for one in sorted(found, key=lambda one: (one.b.article, -one.score)):
            label = plain(comparison.sources[one.b.article].label)
            known = "confirmed" if one.status == "confirmed" else f"{one.score:.2f}"
            others.append(
                f'<p class="told">{classed(f"sign {_NAMES[one.sign]}", one.sign)} '
                f"{classed('quiet', f'{label} {known}')}<br>{_sentence(comparison, one.b)}</p>"
            )
        yield _sentence(comparison, place), "".join(others)


def _sentence(comparison: Comparison, place: Place) -> str:
    """A sentence, its details that differ marked, and how it is credited as a badge."""
    source = comparison.sources[place.article]
    start, end = source.sentences[place.sentence].span
    spans = set()
    for one in comparison.details_at(place):
        first, last = one.a if comparison.alignments[one.alignment].a == place else one.b
        if max(first, start) < min(last, end):
            spans.add((max(first, start), min(last, end)))
    html, at = "", start
    for first, last in sorted(spans):
        if first >= at:
            html += f"{plain(source.text[at:first])}<mark>{plain(source.text[first:last])}</mark>"
            at = last
    html += plain(source.text[at:end])
    html += _badge(badge(comparison, place))
    return html
