"""Superlatives that two sentences use of the same thing: the largest defeat, one of the deadliest
confrontations. English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.compare.difference import Difference
from tui.compare.roots import STOPS, folded, root, rooted

Span = tuple[int, int]

_NOT = (
    "west|rest|interest|request|protest|arrest|test|forest|guest|harvest|invest|suggest|latest"
    "|honest|modest|contest|quest|midwest|unrest|manifest|digest|chest|nest|vest|pest|breast"
    "|conquest|behest|inquest|everest|budapest|bequest|ernest|earnest|southwest|northwest|attest"
    "|detest|wrest|crest|zest|dishonest|tempest|bucharest|infest|divest|lest|fest|jest|zest|best"
)
_SUPERLATIVE = re.compile(
    r"(?P<one>\b(?:[Oo]ne|[Tt]wo|three|some|among)\s(?:of\s)?(?:(?:the\s)?\w+['’]s?\s|the\s|its\s|their\s|our\s))?"
    r"(?P<rank>\b(?:second|third|fourth|fifth)[\s-])?"
    rf"\b(?P<word>(?!(?:{_NOT})\b)[a-z]{{2,}}(?:iest|[^aeiou]est|eest)|worst|best"
    r"|(?P<most>most|least)\s(?!of\b|recent\b|other\b|likely\b|part\b)[a-z]{4,})"
    r"(?=[\s-][a-z]|,\s[a-z]+est\s)",
)
_AND = re.compile(r"(?:,? and |, | )(?:[a-z]{2,}est|(?:most|least) [a-z]{4,})(?= [a-z])")
"""A second superlative of the same noun: the largest and oldest bank."""
_WORLD = frozenset(("world", "globe", "planet", "earth"))
_LAND = frozenset(("nation", "country", "america", "us", "u.s", "united states", "states"))
_SCOPE = re.compile(
    r"\b(?P<scope>world|globe|planet|nation|country|state|city|America|U\.S\.|US)(?:['’]s)? "
    r"(?:\w+ and )?(?:second[ -]|third[ -])?\Z"
)
_VERB = re.compile(r"\w{3,}ed\Z")
_NOUN = re.compile(r"[\s-]([^\W\d_][\w’'-]*)")
_LIKE = {
    "eldest": "oldest", "biggest": "largest", "greatest": "largest", "costliest": "most expensive",
    "wealthiest": "richest", "toughest": "hardest", "most deadly": "deadliest",
    "most lethal": "deadliest", "bloodiest": "deadliest",
}  # fmt: skip
_LOW = frozenset(("worst", "lowest", "smallest", "weakest", "poorest"))
_HIGH = frozenset(("best", "largest", "highest", "strongest", "richest"))
"""Opposites are hardly said of one thing."""
_GROUPS = (
    rooted(
        "attack attacks clash clashes battle confrontation confrontations defeat massacre fighting"
        " assault shooting shootings conflict incident loss blow violence bombing raid killing"
    ),
    rooted("earthquake quake storm hurricane flood fire wildfire blaze disaster outbreak pandemic"),
    rooted("rise increase gain jump surge growth"),
    rooted("fall drop decline slump plunge decrease loss contraction"),
    rooted("cut cuts reduction overhaul reform rewrite"),
)
"""Nouns that news uses of the same thing."""
_ADVERBIAL = re.compile(r"\b(?:at|in|to|the very)\s\Z")
_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|our|one|\w+['’]s)\s\Z|of\s\w+\s\Z")
_REACH = 4
_STOPS = (STOPS | {"hundreds", "thousands", "millions", "billions"}) - {
    "day",
    "days",
    "month",
    "months",
    "year",
    "years",
    "week",
    "weeks",
    "time",
}


@dataclass(frozen=True, slots=True)
class Superlative:
    """A superlative with its noun; `rank` is empty for the first of all, "one of" or "second".
    `scope` is among how many it is the first: of the world, the land, the state; or empty."""

    span: Span
    word: str
    rank: str
    nouns: tuple[str, ...]
    scope: str = ""


def superlatives_of(text: str, start: int, end: int) -> list[Superlative]:
    """The superlatives of a sentence that modify a noun; "at least" and "at best" are none."""
    found: list[Superlative] = []
    for match in _SUPERLATIVE.finditer(text, start, end):
        if found and match.start() < found[-1].span[1]:
            continue
        before = text[max(start, match.start() - 9) : match.start()]
        if _ADVERBIAL.search(before) and not match["one"]:
            continue
        before = text[max(start, match.start("word") - 12) : match.start("word")]
        if match["most"] and not _DEFINITE.search(before):
            continue
        second = _AND.match(text, match.end("word"), end)
        nouns, stop = _nouns(text, second.end() if second else match.end("word"), end)
        if nouns:
            rank = "one of" if match["one"] else (match["rank"] or "").strip(" -")
            word = match["word"].casefold()
            scope, first = _scope(text, start, match.start("rank" if match["rank"] else "word"))
            if found and text[found[-1].span[1] : match.start()] == " and ":
                scope = scope or found[-1].scope
            first = min(first, match.start())
            found.append(Superlative((first, stop), _LIKE.get(word, word), rank, nouns, scope))
    return found


def differing(ours: Sequence[Superlative], theirs: Sequence[Superlative]) -> list[Difference]:
    """Superlatives of the same thing that differ in rank or word."""
    found = []
    for one in ours:
        if any(
            _of_one(one, other)
            and one.word == other.word
            and one.rank == other.rank
            and not _wider(one, other)
            for other in theirs
        ):
            continue
        for other in theirs:
            if {one.word, other.word} & _LOW and {one.word, other.word} & _HIGH:
                continue
            differs = (one.word, one.rank) != (other.word, other.rank) or _wider(one, other)
            if _of_one(one, other) and differs:
                outcome = "rank" if one.rank != other.rank else "other"
                found.append(Difference("superlative", outcome, one.span, other.span))
                break
    return found


def _of_one(one: Superlative, other: Superlative) -> bool:
    """Whether the nouns are the same, or nearly."""
    common = set(one.nouns) & set(other.nouns)
    if len(common) > 1 or common & {one.nouns[-1], other.nouns[-1]}:
        return True
    return any(
        not group.isdisjoint(one.nouns) and not group.isdisjoint(other.nouns) for group in _GROUPS
    )


def _wider(one: Superlative, other: Superlative) -> bool:
    """Whether both say among how many, and not the same."""
    return bool(one.scope and other.scope and one.scope != other.scope)


def _scope(text: str, start: int, end: int) -> tuple[str, int]:
    """Among how many a superlative at `end` is the first, and where that is said."""
    found = _SCOPE.search(text, max(start, end - 30), end)
    if found is None:
        return "", end
    word = found["scope"].casefold().removesuffix(".")
    return "world" if word in _WORLD else "land" if word in _LAND else word, found.start()


def _nouns(text: str, place: int, end: int) -> tuple[tuple[str, ...], int]:
    """The words of the noun behind a superlative as roots, up to a word of another kind."""
    found: list[str] = []
    stop = place
    for _ in range(_REACH):
        match = _NOUN.match(text, place, end)
        if match is None or folded(match[1]) in _STOPS or (found and _VERB.match(match[1])):
            break
        found.append(root(match[1]))
        place = stop = match.end()
    return tuple(found), stop
