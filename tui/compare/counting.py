"""What a quantity counts: its noun, the names in front of it, and what befell them.

"84 Wagner mercenaries were killed": mercenaries, of Wagner, dead. Two quantities are compared only
where these go together. English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.compare.roots import STOPS, WORD, around, folded, root, rooted
from tui.compare.values import value_of

Span = tuple[int, int]

_FATES: tuple[tuple[str, str], ...] = (
    ("dead", r"kill\w*|dead|die[ds]?|dying|deaths?|fatalit\w+|fatally|slain|perish\w*|lives"
             r"|murder\w*|massacre[ds]?|toll|casualties|executed|slaughter\w*"),
    ("hurt", r"injur\w+|wound\w+|hurt|hospital\w*"),
    ("arrested", r"arrest\w*|detain\w*|detention|custody|jailed|imprisoned"),
    ("missing", r"missing|unaccounted"),
    ("moved", r"displac\w+|evacuat\w+|fled|homeless"),
    ("ill", r"infect\w+|cases|sicken\w*|positive"),
    ("rescued", r"rescued?"),
    ("taken", r"hostages?|kidnap\w*|abduct\w*"),
    ("ruined", r"destroy\w*|damag\w*"),
)  # fmt: skip
_FATE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _FATES) + r")\b", re.IGNORECASE
)
_BREAK = re.compile(
    r"[,;:()—–]|\b(?:and|but|while|when|that|which|who|whose|including|after|before|as|since|in)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\s(?:out\s)?of\s"
                 r"(?:the\s|its\s|their\s|all\s)?\Z", re.IGNORECASE)  # fmt: skip
"""In front of the total that a figure is of: 275 of 543 seats."""
_INSTEAD = re.compile(r"\b(?:instead\sof|rather\sthan|unlike)\s(?:the\s|an?\s)?\Z", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|could|if|forecast\w*|predict\w*|expected|projected|threat\w*)\b[^.;]*\Z",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\W(?:\w+\s)?(?:threshold|majority|mark|limit|cap|ceiling|minimum|maximum|floor|needed|required"
    r"|requirement|goal|target)\b"
)
_LIMIT_OF = re.compile(
    r"\b(?:limit|cap|threshold|ceiling|level|maximum|minimum)\s(?:of|at)\s\Z", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:neither|nor|no|not|none|never|refus\w*|fail\w*|unable|short\sof|nobody|cannot|\w+n['’]t)\b"
    r"[^.,;:—–]{0,36}\Z",
    re.IGNORECASE,
)
_GUESSED = re.compile(
    r"\b(?:estimat|expect|project|suspect|believ)\w*\b[^.;]{0,30}\Z", re.IGNORECASE
)
_PLACE = re.compile(r"[^.;,]{0,30}?\b(?:of|from)\s((?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)")
_BEFORE = re.compile(
    r"\b(?:how\smany|number\sof)\s(?:[\w-]+\s){0,2}?(\w{3,}s|women|men|people|children|police)\b"
    r"[^,;.]*\Z",
    re.IGNORECASE,
)
"""The noun in front of a figure: the number of women rose to 12."""
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_JOINED = re.compile(r"\A(?:[^,;:.]{0,40}?)(?:,|\band\b|\bor\b|,\sand\b)[^,;:.]{0,20}\Z")
_OTHERS = re.compile(r"[ \u00a0](?:other|more|additional|further)s?\b", re.IGNORECASE)
_NEXT = re.compile(r"[ \u00a0-]([^\W\d_][\w’'-]*)")

GROUPS = (
    rooted("soldiers fighters mercenaries troops servicemen"),
    rooted("militants insurgents rebels extremists terrorists fighters"),
    rooted("people persons individuals victims"),
    rooted("officers policemen police cops"),
    rooted("protesters demonstrators protestors"),
    rooted("migrants refugees immigrants"),
    rooted("jobs positions workers employees staff"),
    rooted("homes houses buildings structures"),
    rooted("students pupils children kids schoolchildren"),
    rooted("casualties deaths dead fatalities lives killed"),
    rooted("injured wounded injuries"),
    rooted("votes ballots"),
    rooted("lawmakers legislators members congressmen"),
    rooted("steps actions measures moves orders"),
)
"""Nouns that news uses of the same people and things."""
GENERAL = rooted(
    "people persons men women others members officials cases incidents things ways places points"
    " countries states groups individuals companies lawmakers senators republicans democrats items"
    " children residents questions reasons parts times occasions steps seats victims workers"
    " casualties deaths dead fatalities killed injured wounded"
)
"""Nouns that count so much that the words around must agree as well."""

PEOPLE = root("people")
PERSONS = rooted(
    "soldiers fighters mercenaries troops servicemen militants insurgents rebels extremists"
    " terrorists people persons men women children others victims civilians residents passengers"
    " students pupils protesters demonstrators officers policemen police workers employees members"
    " migrants refugees prisoners inmates patients tourists journalists villagers citizens"
    " worshippers casualties deaths dead fatalities killed injured wounded lives families"
)
"""Nouns of people: those of one fate may be the same people under another name."""
ARMED = rooted("soldiers troops servicemen fighters mercenaries militants insurgents rebels police")
UNARMED = rooted("civilians residents passengers students pupils children tourists journalists")
"""Nouns of people who are hardly the same ones."""
EVENTS = rooted(
    "packages bombs bombings attacks explosions blasts shootings incidents strikes raids"
)
"""Nouns of what may have hurt people more than once."""
FATAL = rooted("killed kill killing dead died deaths wounded injured injuring hurt arrested")
"""Words of a fate, which say no more than the fate itself."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted. `noun` is a root, empty where there is none; `names` the capitalised words
    before it; `fate` what befell them ("dead"); `around` the roots of the five telling words on
    either side, `near` of the two nearest; `others` says that they are more than those before.

    `total` is a figure that another is of or stands for, `ahead` one that is to come, `limit` one
    that is to be reached, `denied` one that is not reached, `guessed` one that somebody expects.
    `place` holds the names of where a distance is measured from, `whose` those in front of the
    figure, up to the figure before it, and `subjects` all that stand in front of it."""

    noun: str = ""
    names: frozenset[str] = frozenset()
    fate: str = ""
    around: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    others: bool = False
    total: bool = False
    ahead: bool = False
    limit: bool = False
    denied: bool = False
    guessed: bool = False
    place: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()


NOTHING = Counted()


def alike(one: str, other: str) -> bool:
    """Whether two nouns are of one group."""
    return any(one in group and other in group for group in GROUPS)


def counted_by(
    text: str, sentence: Span, spans: Sequence[Span], figures: Sequence[Span]
) -> list[Counted]:
    """What each of a sentence's quantities counts. `spans` hold the noun, `figures` do not."""
    found: list[Counted] = []
    start, end = sentence
    for place, (span, figure) in enumerate(zip(spans, figures, strict=True)):
        behind = spans[place - 1][1] if place else start
        ahead = spans[place + 1][0] if place + 1 < len(spans) else end
        noun, names = _noun(text, figure[1], span[1], ahead)
        fate = _fate(text, figure, behind, ahead)
        if not fate and place and found[-1].fate and _JOINED.match(text[behind : span[0]]):
            fate = found[-1].fate
        whole = (span[0], figure[1])
        wide, near = around(text, whole, start, end), around(text, whole, start, end, 2)
        others = bool(_OTHERS.match(text, figure[1], ahead))
        first = max(start, span[0] - 70)
        ahead_of = _PLACE.match(text, figure[1], ahead)
        found.append(
            Counted(
                noun or _noun_before(text, max(behind, first), span[0]),
                names,
                fate,
                wide,
                near,
                others,
                total=bool(
                    _OF.search(text, first, span[0]) or _INSTEAD.search(text, first, span[0])
                ),
                ahead=bool(_AHEAD.search(text, max(start, span[0] - 100), span[0])),
                limit=bool(
                    _LIMIT.match(text, figure[1], end) or _LIMIT_OF.search(text, first, span[0])
                ),
                denied=bool(_DENIED.search(text, first, span[0])),
                guessed=bool(_GUESSED.search(text, first, span[0])),
                place=_names(ahead_of[1]) if ahead_of else frozenset(),
                subjects=_names(text[max(start, figure[0] - 200) : figure[0]]),
                whose=_names(text[max(behind, figure[0] - 70) : figure[0]]),
            )
        )
    return found


def _noun_before(text: str, start: int, end: int) -> str:
    match = _BEFORE.search(text, start, end)
    return root(match[1]) if match else ""


def _names(words: str) -> frozenset[str]:
    return frozenset(root(word) for word in _NAME.findall(words) if folded(word) not in STOPS)


def _noun(text: str, start: int, end: int, limit: int) -> tuple[str, frozenset[str]]:
    """The noun as a root, and the names between it and the figure."""
    compound = re.search(r"-([a-z]+)\Z", text[max(0, start - 20) : start])
    words = WORD.findall(text, start, end)
    if compound and compound[1] not in ("old", "year") and value_of(compound[1]) is None:
        return root(compound[1]), frozenset()
    if not words:
        match = _NEXT.match(text, start, limit)
        names: frozenset[str] = frozenset()
        while match is not None and match[1][0].isupper() and len(names) < 3:
            names |= {root(match[1])}
            match = _NEXT.match(text, match.end(), limit)
        if match is None or folded(match[1]) in STOPS or match[1] in ("died", "die", "perished"):
            return "", names
        return root(match[1]), names
    names = frozenset(root(word) for word in words if word[0].isupper())
    return (PEOPLE if words[-1][0].isupper() else root(words[-1])), names


def _fate(text: str, figure: Span, behind: int, ahead: int) -> str:
    """What is said to have befallen those counted: right behind the figure, else in front."""
    stop = _BREAK.search(text, figure[1], ahead)
    last = min(stop.start() if stop else ahead, figure[1] + 60)
    after = _FATE.search(text, figure[1], last)
    if after:
        return after.lastgroup or ""
    before = [*_FATE.finditer(text, max(behind, figure[0] - 70), figure[0])]
    return (before[-1].lastgroup or "") if before else ""
