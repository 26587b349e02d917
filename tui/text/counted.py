"""What stands around a figure in English: its modifiers, and the noun that it counts."""

import re

_BEFORE = re.compile(
    r"""(?:\b(?:
      (?:no|not|little|slightly|far|well|just|much|significantly)
        \s(?:more|less|fewer|greater|over|under)(?:\sthan)?
    | (?:more|less|fewer|greater|higher|lower|larger|smaller|bigger|better|worse|rather)
        \sthan(?:\sor\sequal\sto)?
    | (?:more|less|greater|higher|lower|larger|smaller|bigger|least)\sor\sequal\s(?:to|than)
    | equal\sto\sor\s(?:more|less|greater)\sthan | equal(?:s|ing)?\sto
    | as\s(?:many|few|much|little|high|low)\sas | at\s(?:least|most|minimum|maximum)
    | up\sto | upwards?\sof | close\sto | in\sexcess\sof
    | a\s(?:total|record|further|minimum|maximum|mere)(?:\sof)?
    | an?\s(?:estimated|additional|average(?:\sof)?|extra)
    | over|under|above|below|about|around|roughly|approximately|approx\.|circa|ca\.
    | some|nearly|almost|exactly|precisely|only|just|estimated|another|barely|virtually
    | exceed(?:ing|s|ed)?|surpass(?:es|ed|ing)?|beyond
    )\s | [<>≤≥~≈]=?\s? )+\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:or\s(?:more|less|fewer|so|higher|lower|greater|above|below|over|under|larger|smaller)"
    r"|and\s(?:more|above|over|up|below|under|less)(?=[.,;:!?)]|\Z))\b(?!\sthan|\s\d)|\+",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[ \u00a0]([^\W\d_][^\W\d_’'-]*(?:[-’'][^\W\d_]+)*)")
_STOP_WORDS = """
    a an the and or but nor of in on at to for from by with as is was are were be been being has
    have had do does did will would can could may might must shall should it its his her their our
    your my this that these those he she they we you i who whom which what when where while if than
    then so not no over under about around after before between during through across into onto out
    off up down per ago later earlier each every all both any some such said says say told according
    because since until also only just even still already yet there here more less most least times
    against amid among near without within along behind beyond plus minus versus us
    yes thus unless always perhaps towards besides afterwards"""
_STOPS = frozenset(_STOP_WORDS.split())
_SINGULAR = ("ss", "us", "is", "’s", "'s")
_PLURAL_WORDS = """
    people men women children police troops dead killed injured wounded missing feet fish sheep
    staff personnel policemen servicemen businessmen spokesmen firefighters aircraft lives percent
    series species criteria media data migrants bacteria teeth mice geese oxen pence crew"""
_PLURALS = frozenset(_PLURAL_WORDS.split())
_NO_ONE = re.compile(
    r"\s(?:of|another|by|who|that|which|day|thing|way|should|can|could|would|must|may|might|is|was"
    r"|has|had|such|more|hand|side|reason|point|else|last|the|final)\b|[^\w\s]|\s*\Z|\s[^\w\s]",
    re.IGNORECASE,
)
_BEFORE_ONE = re.compile(r"\b(?:no|the|this|that|every|any|each|which|another)\s\Z", re.IGNORECASE)
_REACH = 64
MOST = 4
"""Words after a figure among which the noun that it counts is looked for."""


def modifier(text: str, start: int, limit: int) -> int:
    """Where the modifiers in front of a figure begin, not before `limit`; `start` without any."""
    found = _BEFORE.search(text, max(limit, start - _REACH), start)
    return found.start() if found else start


def noun(text: str, end: int, limit: int, single: bool) -> int:
    """Where the noun ends that a figure which ends at `end` counts; `end` where there is none.

    It is the first plural among the next words, before any word of another kind; for a `single`
    thing the next word. Without a dictionary some plurals are missed: "84 deer".
    """
    place = end
    if match := re.compile(r"\sof(?=\s)").match(text, end, limit):
        if not re.search(r"(?:s|dozen|score)\Z", text[max(0, end - 8) : end], re.IGNORECASE):
            return end
        place = match.end()
    for number in range(MOST):
        match = _NEXT.match(text, place, limit)
        if match is None or match[1].casefold() in _STOPS:
            return end
        word = match[1].casefold()
        place = match.end()
        if word in _PLURALS or (word.endswith("s") and not word.endswith((*_SINGULAR, "ous"))):
            return place
        if single and number == 0 and match[1].islower() and not word.endswith("ly"):
            return place
    return end


def tail(text: str, end: int, limit: int) -> int:
    """Where what loosens a figure behind it ends: "or more", "or so", "+"."""
    found = _TAIL.match(text, end, limit)
    return found.end() if found else end


def counts_one(text: str, start: int, end: int) -> bool:
    """Whether "one" counts something: one soldier, and not one of them, one another, no one."""
    if _NO_ONE.match(text, end):
        return False
    return not _BEFORE_ONE.search(text, max(0, start - 8), start)
