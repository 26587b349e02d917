"""The clauses of a sentence, as a reader would part it: by its punctuation and conjunctions.

No grammar is parsed. A clause ends at a semicolon, a colon, a dash, at a comma with enough words on
both sides, and before the words that open a subordinate clause (that, which, because, …) where the
language sets no comma there. A list of single words stays whole, and so does what stands between
quotation marks or brackets.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from tui.text.graphemes import next_boundary, snap
from tui.text.motions import words
from tui.text.quotations import without_stop
from tui.text.words import UNSPACED

Span = tuple[int, int]

_STRONG = r"[;؛；⁏]|(?<!\d)[:：]|[:：](?!\d)|(?<=\s)[–—―-]+(?=\s)|—|--"
_WEAK = r"[,،、，](?!\d)|(?<!\d)[,،、，]"
_OPENERS = {
    "en": (
        r"(?:(?:in|of|to|for|from|by|with|on|at|through|under|during|after|among)\s+)?"
        r"(?:which|whom|whose)|(?:(?:so|such|even|only|just|as)\s+)?(?:that|because|if|though|when)"
        r"|who|where|while|although|unless|whereas|whether|but"
    ),
    "fr": r"(?:parce\s+|afin\s+|alors\s+|bien\s+)?que|qu(?=[’'])|qui|dont|où|mais|quand|car",
    "es": r"(?:para\s+)?que|quien(?:es)?|cuyo|donde|pero|cuando|mientras|porque|aunque",
    "pt": r"(?:para\s+)?que|quem|cujo|onde|mas|quando|enquanto|porque|embora",
    "it": r"che|cui|dove|ma|quando|mentre|perché|sebbene",
}
_AND = re.compile(r"(?:and|or|nor|et|ou|y|e|o|und|oder|и|или|та|і)\s", re.IGNORECASE)
_WIDE = re.compile(f"[{UNSPACED}]")
_EDGES = " \t\xa0\u3000,،、，;؛；:：–—―-"

FEWEST = 3
"""Words on each side of a comma that parts two clauses."""
_WIDE_FEWEST = 5
"""Letters that are as much as that in a script without blanks between words."""


def clauses(
    text: str, start: int, end: int, closed: Sequence[Span] = (), language: str = "en"
) -> list[Span]:
    """The clauses of ``[start, end)``, in order, without the marks and blanks between them.

    `closed` are stretches inside which nothing is parted; `language` is an ISO 639 code. None is
    empty, and each begins and ends on a grapheme border.
    """
    pieces = [(start, end)]
    borders = _borders(text, start, end, closed, language)
    ahead = [*(first for first, _, _ in borders[1:]), end]
    for (first, last, kind), reach in zip(borders, ahead, strict=False):
        before, after = (pieces[-1][0], first), (last, _first_item(text, last, reach))
        if kind == "weak" and not (_long(text, before) and _long(text, after)):
            continue
        if kind == "word" and not (_long(text, before, 2) and _long(text, after)):
            continue
        pieces[-1:] = [before, (last, end)]
    found = (_trimmed(text, piece) for piece in _listed(text, pieces))
    return [piece for piece in found if piece[0] < piece[1]]


def _borders(
    text: str, start: int, end: int, closed: Sequence[Span], language: str
) -> list[tuple[int, int, str]]:
    """Where the stretch could be parted: the end of the left, the start of the right, and why."""
    openers = _OPENERS.get(language.partition("-")[0].lower() or "en", r"(?!)")
    pattern = rf"(?P<strong>{_STRONG})|(?P<weak>{_WEAK})|(?<=\s)(?P<word>(?i:{openers}))(?![\w-])"
    inside = sorted(closed)
    found = []
    for match in re.finditer(pattern, text[start:end]):
        first, last = start + match.start(), start + match.end()
        if any(left <= first < right for left, right in inside):
            continue
        kind = match.lastgroup or ""
        found.append((first, first if kind == "word" else last, kind))
    return found


def _listed(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces, with the last item of a list put to it: a treacherous, deceitful, | and … one.

    The items before it are too short to be parted from one another.
    """
    kept = pieces[:1]
    for before, piece in pairwise(pieces):
        item = max(text.rfind(comma, before[0], before[1]) for comma in ",،、，") + 1
        in_list = item > before[0] and not _long(text, (item, before[1]))
        if in_list and _AND.match(text[piece[0] : piece[1]].lstrip()):
            kept[-1] = kept[-1][0], piece[1]
        else:
            kept.append(piece)
    return kept


def _first_item(text: str, start: int, end: int) -> int:
    """Where the item ends that "and" joins to another: of "green and blue ones" the green."""
    word = words(text, start, end)[:FEWEST]
    joined = [last for _, last in word if _AND.match(text, last + 1, end)]
    return joined[0] if joined else end


def _long(text: str, piece: Span, fewest: int = FEWEST) -> bool:
    """Whether a stretch has enough words to be a clause."""
    wide = len(_WIDE.findall(text[piece[0] : piece[1]]))
    return len(words(text, *piece)) >= fewest or wide >= _WIDE_FEWEST


def _trimmed(text: str, piece: Span) -> Span:
    """A piece without the marks at its ends, whole characters only."""
    start, end = piece
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    start, end = without_stop(text, (start, end))
    return snap(text, start), end if snap(text, end) == end else next_boundary(text, end)
