"""Two wordings of a quotation, word by word: which words of each the other lacks."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
CONTEXT = 4
"""Words that are shown before the first word that differs and behind the last."""


def unlike(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """The spans of the words in each wording that the other lacks.

    What only goes on longer at an end is not otherwise, so of two ends the shorter one's counts.
    """
    ours, theirs = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    matcher = SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False)
    runs = [run for run in matcher.get_opcodes() if run[0] != "equal"]
    if len(runs) == 1 and not any(run[0] == "equal" for run in matcher.get_opcodes()):
        return [word.span() for word in ours], [word.span() for word in theirs]
    left, right = list[Span](), list[Span]()
    for _, i, i_end, j, j_end in runs:
        at_end = (i == j == 0) or (i_end == len(ours) and j_end == len(theirs))
        if not at_end or i_end - i <= j_end - j:
            left += [word.span() for word in ours[i:i_end]]
        if not at_end or j_end - j <= i_end - i:
            right += [word.span() for word in theirs[j:j_end]]
    return left, right


def around(text: str, spans: Sequence[Span]) -> Span:
    """The stretch of a wording that shows some of its words, with a few before and behind."""
    if not spans:
        return 0, len(text)
    words = [word.span() for word in _WORD.finditer(text)]
    first, last = words.index(spans[0]), words.index(spans[-1])
    start = words[first - CONTEXT][0] if first > CONTEXT else 0
    behind = last + CONTEXT
    return start, words[behind][1] if behind < len(words) - 1 else len(text)


def _plain(words: Sequence[re.Match[str]]) -> list[str]:
    return [word[0].casefold().replace("’", "'") for word in words]
