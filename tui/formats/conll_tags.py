"""Tags of tokens: IOB2 and IOBES written, and these with IOB1 and BILOU read."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import quote, unquote

Scheme = Literal["iob2", "iobes"]
Entity = tuple[int, int, str]
"""First token, behind the last, and the tag."""

OUT = "O"
_BEGINS, _GOES_ON, _ENDS = "BSU", "IM", "EL"
_UNFIT = re.compile(r"[%\s]")


def tags_of(length: int, entities: Iterable[Entity], scheme: Scheme) -> list[str]:
    """The tag of each of so many tokens, of entities that do not overlap."""
    tags = [OUT] * length
    for first, behind, name in entities:
        label = label_of(name)
        tags[first:behind] = [f"B-{label}", *[f"I-{label}"] * (behind - first - 1)]
        if scheme == "iobes":
            tags[behind - 1] = f"{'S' if behind == first + 1 else 'E'}-{label}"
    return tags


def is_tag(tag: str) -> bool:
    """Whether it is a tag of a token in one of the schemes."""
    kind, _, label = tag.partition("-")
    return tag == OUT or (len(kind) == 1 and kind in _BEGINS + _GOES_ON + _ENDS and bool(label))


def entities_of(tags: Sequence[str]) -> list[Entity]:
    """The entities that the tags of a sentence tell, in any of the schemes.

    An I without a beginning begins one, as in IOB1. Raises ValueError with the place of a tag that
    is none, or that ends what has not begun.
    """
    found: list[Entity] = []
    begun: tuple[int, str] | None = None

    def end(behind: int) -> None:
        nonlocal begun
        if begun:
            found.append((begun[0], behind, name_of(begun[1])))
        begun = None

    for place, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        goes_on = begun is not None and begun[1] == label
        if tag == OUT:
            end(place)
        elif not is_tag(tag):
            raise ValueError(place, "is no tag of a token")
        elif kind in _ENDS and not goes_on:
            raise ValueError(place, "ends what has not begun")
        elif kind in _BEGINS or not goes_on:
            end(place)
            begun = (place, label)
        if kind in "SU" + _ENDS:
            end(place + 1)
    end(len(tags))
    return found


def label_of(name: str) -> str:
    """A tag's name as it stands in a column: white space and % as in an address, ``%20``."""
    return _UNFIT.sub(lambda match: quote(match[0]), name)


def name_of(label: str) -> str:
    """The name that a label was made of."""
    return unquote(label)
