"""Passages of articles in a few lines: an annotation in its surroundings, and where it could go.

Everything that came from a file or a person goes through `display_line` first.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.style import Style
from rich.text import Text

from tui.app import drawing
from tui.app.comparing import BETWEEN
from tui.app.earlier import Candidate, Written
from tui.app.keys import keys_of
from tui.app.painting import Look
from tui.app.sheet_keys import WAITING
from tui.model import Annotation, Fragment
from tui.store.versions import Version
from tui.text.differences import differences
from tui.text.passages import excerpt
from tui.text.safety import display_line

EMPTY = (
    "When an article gets a later text, its annotations go with it. Those whose words cannot be"
    " found there with confidence wait here until you say where they belong.\n\nA later text"
    " comes with claimdesk add --version-of ID FILE, or with the same path or address and new"
    " content."
)


def nothing_like_it() -> str:
    """What can be done with an annotation whose words no place is like."""
    key, queue = WAITING.key, keys_of("waiting")
    return (
        f"Nothing like it is left there. {key('stays')} lets it stay with the earlier text; where"
        f" its words are put otherwise now, {key('choose')} opens the article: select them there,"
        f" then {queue} and {key('place_selection')}."
    )


def moment(version: Version) -> str:
    """When a text was added, to the minute."""
    return drawing.moment(version.added)


def name(version: Version) -> str:
    """``mali.txt, added 2026-11-21 09:12``"""
    return display_line(f"{version.file or 'a text'}, added {moment(version)}")


def to_place(
    annotation: Annotation,
    texts: tuple[Written, Written],
    candidates: Sequence[Candidate],
    look: Look,
    around: int,
) -> Text:
    """A waiting annotation's passage in the text it is on, and the places it could be put at.

    `around` is how many characters are shown before and after its words.
    """
    old, new = texts
    marked = replace(look, colourless=False).style((annotation,), chosen=True)
    card = Text()
    if annotation.note:
        card.append(f"note {display_line(annotation.note)}\n", "dim")
    card.append(f"It was on {name(old.version)}\n", "dim")

    def as_it_was(part: Fragment) -> Text:
        return Text(display_line(part.exact), marked)

    card.append_text(passage(old.text, annotation.fragments, around, as_it_was))
    card.append(f"\n\nIn its text now, {name(new.version)}", "dim")
    if not any(one.key != "0" for one in candidates):
        card.append(f"\n{nothing_like_it()}")
    for candidate in candidates:
        draw = _with_differences(annotation.fragments, candidate.fragments, marked, look)
        card.append(f"\n{candidate.key} ", Style(bold=True))
        if candidate.key == "0":
            card.append("the selection: ", "dim")
        card.append_text(passage(new.text, candidate.fragments, around, draw))
    return card


def passage(
    text: str, fragments: Sequence[Fragment], around: int, draw: Callable[[Fragment], Text]
) -> Text:
    """Some fragments of a text as `draw` shows them, with what stands around them."""
    shown = Text()
    for near in _near(fragments, around):
        first, last = near[0].start, near[-1].end
        cut = excerpt(text, (first, last), last - first + 2 * around)
        place, shift = 0, cut.start - first
        for part in near:
            shown.append(display_line(cut.text[place : part.start + shift]))
            shown.append_text(draw(part))
            place = part.end + shift
        shown.append(display_line(cut.text[place:]))
    return shown


def _near(fragments: Sequence[Fragment], around: int) -> list[list[Fragment]]:
    """The fragments in groups, apart where much stands between two of them."""
    groups = [[fragments[0]]]
    for part in fragments[1:]:
        if part.start - groups[-1][-1].end > 2 * around:
            groups.append([])
        groups[-1].append(part)
    return groups


def _with_differences(
    was: Sequence[Fragment], now: Sequence[Fragment], marked: Style, look: Look
) -> Callable[[Fragment], Text]:
    """Shows fragments of the later text, with what differs from those of the earlier one."""
    old = [part.exact for part in was]
    if len(now) == 1:
        old = [" ".join(old)]
    if len(old) != len(now):
        old = [part.exact for part in now]
    before = dict(zip(now, old, strict=True))
    return lambda part: _changed(before[part], part.exact, marked, look)


def _changed(was: str, now: str, marked: Style, look: Look) -> Text:
    """Some words as they are now, those gone struck through before those that came."""
    runs = differences(was, now)
    if all(run.kind != "same" for run in runs):  # the words that are gone stand above
        return Text(display_line(now), marked + look.shades.new)
    shown, last = Text(), ""
    for run in runs:
        words = was[slice(*run.old)] if run.kind == "gone" else now[slice(*run.new)]
        if (last, run.kind) == ("gone", "new"):
            shown.append(BETWEEN)
        style = {"gone": look.shades.gone, "new": marked + look.shades.new}.get(run.kind, marked)
        shown.append(display_line(words), style)
        last = run.kind
    return shown
