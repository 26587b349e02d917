"""What a person types to search all articles: words, phrases, parts of words, and filters.

``mali "northern tuar*" -wagner tag:claim/number date:2024-08``: every word must be there, in any
order; case and Latin accents do not matter. ``"a phrase"``, ``start*``, ``*inside*``; a minus
leaves out. A filter given again means any of its values; filters of different names all hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal, cast, get_args

from tui.text.tokens import ends_in_word, loosened, words_in

Kind = Literal["words", "prefix", "substring"]
Within = Literal["anywhere", "text", "notes", "annotations"]

FILTERS = ("tag", "source", "date", "annotator", "by", "story", "has", "in")
_PLACES = get_args(Within)[1:]
_MARKS = '"“”„‟'
_NAME = re.compile(r"-?(?P<name>[^\W\d_]+):")
_PART = re.compile(
    rf"(?P<minus>-(?=[^\s-]))?"
    rf"(?:(?P<star>\*?)[{_MARKS}](?P<quoted>[^{_MARKS}]*)(?:[{_MARKS}]|$)(?P<end>\*?)|(?P<bare>\S+))"
)
_VALUE = re.compile(rf"[{_MARKS}](?P<quoted>[^{_MARKS}]*)(?:[{_MARKS}]|$)|(?P<bare>\S*)")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_SHORTEST = 2
"""Characters that a part of a word must have to be looked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for in a text, or with `excluded` one that must not be there.

    `words` are folded as the index folds them: several are a phrase, of kind "prefix" the last
    is how a word begins. Of kind "substring" there are none, and `literal` is the loosened text
    (`tui.text.tokens.loosened`) that stands anywhere, also inside words.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    literal: str = ""
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search of all articles. An empty one, equal to ``Query()``, asks for nothing.

    Of `tags`, `sources`, `stories` and `annotators` each that is not empty asks for any of its
    values; a tag stands for its children too. `published` are a first and a last date, both
    included, "" for an open end: an article with a date is meant when
    ``published[:len(first)] >= first`` and ``not last or published[:len(last)] <= last``.
    """

    terms: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    published: tuple[str, str] | None = None
    has_note: bool = False
    within: Within = "anywhere"


def parse(typed: str) -> Query:
    """The query that `typed` stands for. A quotation mark left open is closed at the end.

    Raises ValueError, with one line that names the part at fault and what to do about it.
    """
    typed = " ".join(typed.split())
    terms: list[Term] = []
    filters: dict[str, list[str]] = {}
    place = 0
    while place < len(typed):
        if typed[place] == " ":
            place += 1
            continue
        name = _filter_at(typed, place)
        if name:
            place = _take_filter(typed, place, name, filters)
            continue
        part = cast("re.Match[str]", _PART.match(typed, place))  # not a blank: always a part
        terms += _terms(part)
        place = part.end()
    query = Query(
        terms=tuple(dict.fromkeys(terms)),
        tags=tuple(filters.get("tag", ())),
        sources=tuple(filters.get("source", ())),
        stories=tuple(filters.get("story", ())),
        annotators=tuple(filters.get("annotator", ())),
        published=_published(filters.get("date", [])),
        has_note=_has_note(filters.get("has", [])),
        within=_within(filters.get("in", [])),
    )
    if terms and all(term.excluded for term in terms) and not _asks(query):
        raise ValueError(f"“{typed}” only leaves out: add a word or a filter to look for")
    return query


def _asks(query: Query) -> bool:
    """Whether a filter of the query picks articles."""
    values = (query.tags, query.sources, query.stories, query.annotators, query.published)
    return query.has_note or any(values)


def _filter_at(typed: str, place: int) -> str:
    """The name of the filter that begins at `place`, "" for none.

    Raises ValueError for a name that is nearly a filter's.
    """
    match = _NAME.match(typed, place)
    if not match:
        return ""
    name = match["name"].casefold()
    if name in FILTERS:
        return name
    behind = typed[match.end() : match.end() + 2]
    near = get_close_matches(name, FILTERS, n=1, cutoff=0.75)
    if not near or not behind.strip() or behind == "//":
        return ""
    known = ", ".join(f"{each}:" for each in FILTERS)
    raise ValueError(
        f"“{match['name']}:” is no filter: write “{near[0]}:” (the filters are {known}), "
        "or put the words in quotes to look for them"
    )


def _take_filter(typed: str, place: int, name: str, filters: dict[str, list[str]]) -> int:
    """Read the filter at `place` into `filters`; where it ends."""
    start = typed.index(":", place) + 1
    value = cast("re.Match[str]", _VALUE.match(typed, start))
    part = typed[place : value.end()]
    if part.startswith("-"):
        raise ValueError(f"“{part}”: only words can be left out: take the minus off the filter")
    given = (value["quoted"] or value["bare"] or "").strip()
    if name == "tag":
        given = given.strip("/")
    if not given:
        raise ValueError(
            f"“{part}” says nothing: write {name}:VALUE without a blank, "
            "or put the words in quotes to look for them"
        )
    values = filters.setdefault("annotator" if name == "by" else name, [])
    if given not in values:
        values.append(given)
    return value.end()


def _terms(part: re.Match[str]) -> Iterator[Term]:
    """The term that a part of the query is, none for mere punctuation."""
    excluded = part["minus"] is not None
    if part["quoted"] is not None:
        inside = part["quoted"]
        before, behind = bool(part["star"]), bool(part["end"]) or inside.endswith("*")
        inside = inside.rstrip("*")
    else:
        bare = part["bare"]
        before, behind = bare.startswith("*"), bare.endswith("*")
        inside = bare.strip("*")
        if "*" in inside:
            raise ValueError(
                f"“{bare}”: a star stands at the end of a word (pres*) or at both (*resid*); "
                "in quotes it is mere punctuation"
            )
    if not inside:
        return
    if before and not behind:
        raise ValueError(f"“{part.group()}”: put a star behind it too: *{inside}*")
    words = tuple(words_in(inside))
    if before:
        literal = loosened(inside)
        if len(literal.strip()) < _SHORTEST:
            raise ValueError(f"“{part.group()}” is too short: give two characters or more")
        yield Term("substring", literal=literal, excluded=excluded)
    elif words:
        kind: Kind = "prefix" if behind and ends_in_word(inside) else "words"
        yield Term(kind, words, excluded=excluded)


def _published(given: list[str]) -> tuple[str, str] | None:
    """The first and last date of ``date:``."""
    if not given:
        return None
    if len(given) > 1:
        raise ValueError(f"“date:{given[1]}”: give one date, or a range: date:2024-08..2024-09")
    first, dots, last = given[0].partition("..")
    if not dots:
        last = first
    if not (first or last) or not all(map(_is_date, filter(None, (first, last)))):
        raise ValueError(
            f"“date:{given[0]}” is no date: write date:2024, date:2024-08, date:2024-08-06, "
            "or a range such as date:2024-08-01..2024-08-31, date:2024-08.. or date:..2024-08"
        )
    shared = min(len(first), len(last))
    if first[:shared] > last[:shared]:
        raise ValueError(f"“date:{given[0]}” ends before it begins: write date:{last}..{first}")
    return first, last


def _is_date(given: str) -> bool:
    """Whether it is a year, a month or a day of the calendar."""
    match = _DATE.fullmatch(given)
    if not match:
        return False
    year, month, day = (int(number or 1) for number in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _has_note(given: list[str]) -> bool:
    """Whether ``has:note`` is asked for."""
    for value in given:
        if value.casefold() != "note":
            raise ValueError(f"“has:{value}”: write has:note")
    return bool(given)


def _within(given: list[str]) -> Within:
    """Where ``in:`` says that the words stand."""
    places = list(dict.fromkeys(value.casefold() for value in given))
    for place in places:
        if place not in _PLACES:
            raise ValueError(f"“in:{place}”: write in:text, in:notes or in:annotations")
    if len(places) > 1:
        raise ValueError(f"“in:{places[1]}” after in:{places[0]}: give one of them")
    return cast("Within", places[0]) if places else "anywhere"
