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

    A wording that only goes on longer is not otherwise: at the ends the longer one's do not count.
    """
    ours, theirs = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    runs = SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False).get_opcodes()
    alike = [index for index, run in enumerate(runs) if run[0] == "equal"]
    left, right = list[Span](), list[Span]()
    for index, (kind, i, i_end, j, j_end) in enumerate(runs):
        if kind == "equal":
            continue
        inside = not alike or alike[0] < index < alike[-1]
        if inside or len(ours) <= len(theirs):
            left += [word.span() for word in ours[i:i_end]]
        if inside or len(theirs) <= len(ours):
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
