"""Who speaks in a text: names that stand beside a verb of saying, for completing what is typed.

A proposal for a person and no more: a verb and the capitalised words on either side of it.
"""

import re

Span = tuple[int, int]

_VERB = re.compile(
    r"\b(?:said|says?|stated?|states|claim(?:ed|s)?|den(?:y|ied|ies)|announced?|announces|declared?"
    r"|declares|accus(?:ed|es)|condemn(?:ed|s)?|confirm(?:ed|s)?|express(?:ed|es)?|suggest(?:ed|s)"
    r"|acknowledged?|warn(?:ed|s)|add(?:ed|s)|insist(?:ed|s)?|told|tells|wrote|writes|argued?|argues"
    r"|hint(?:ed|s)|report(?:ed)|explain(?:ed|s)|called|gave|made by|statement by|according to)\b",
    re.IGNORECASE,
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'\-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:\.?[ \u00a0](?:(?:of|de|al|bin|van|von)[ \u00a0])?{_CAPITAL})*")
_GROUP = re.compile(
    r"[ \u00a0](?:government|military|army|ministry|police|authorities|officials?|rebels"
    r"|separatists|spokes\w+|president|junta|court|parliament)\b"
)
_STOP = re.compile(r"[.!?…]['”’\"]*\s|\n")
_SMALL = """
a an and as at but by for from he her his i if in it its last latest more on or our she that the
their them there these they this those to two we what when where who with january february march
april may june july august september october november december monday tuesday wednesday thursday
friday saturday sunday
"""
_NO_NAMES = frozenset(_SMALL.split())
WINDOW = 30_000
"""Characters on either side that are looked through, so that a key is answered at once."""
_REACH = 130
"""Characters on either side of a verb in which its subject is looked for."""


def speakers(text: str, near: int = 0) -> list[str]:
    """Names beside a verb of saying, each once, those nearest to the offset `near` first.

    Of a long text, those within `WINDOW` characters of it.
    """
    found: dict[str, int] = {}
    for verb in _VERB.finditer(text, max(0, near - WINDOW), near + WINDOW):
        name = _subject(text, verb)
        if name:
            words = text[slice(*name)].removesuffix("’s").removesuffix("'s")
            found[words] = min(found.get(words, len(text)), abs(name[0] - near))
    return sorted(found, key=lambda words: (found[words], words))


def _subject(text: str, verb: re.Match[str]) -> Span | None:
    """The name that a verb belongs to: the first behind "according to", else the first of its
    clause before it, else one straight behind ("said Maiga")."""
    behind = _names(text, verb.end(), _stop_after(text, verb.end()))
    if verb[0].lower().endswith((" to", " by")):
        return behind[0] if behind else None
    start = max(0, verb.start() - _REACH)
    stops = [stop.end() for stop in _STOP.finditer(text, start, verb.start())]
    before = _names(text, stops[-1] if stops else start, verb.start())
    if before:
        return before[0]
    straight = [name for name in behind if name[0] <= verb.end() + 5]
    return straight[0] if straight else None


def _stop_after(text: str, start: int) -> int:
    stop = _STOP.search(text, start, min(len(text), start + _REACH))
    return stop.start() if stop else min(len(text), start + _REACH)


def _names(text: str, start: int, end: int) -> list[Span]:
    """The names of a stretch, without a small word that a sentence begins with."""
    found = []
    for match in _NAME.finditer(text, start, end):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "-"):
            continue
        words, begin = match[0].split(" "), match.start()
        while words and words[0].lower().rstrip(".") in _NO_NAMES:
            begin += len(words.pop(0)) + 1
        if not words:
            continue
        group = _GROUP.match(text, match.end(), end)
        stop = group.end() if group else match.end()
        found.append((begin, stop))
    return found
