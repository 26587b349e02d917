"""What the reports that people read have in common: a text cut where annotations begin and end."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui.formats.entry import Entry
from tui.model import Annotation, ArticleTag
from tui.text.safety import display_safe

ABOUT = ("source", "byline", "published", "url", "language", "story", "file", "status")
"""What stands below an article's title."""
HEAD = ("", "tag", "words", "attributes", "note", "annotator", "claim")
"""The columns of the table of an article's annotations. They are numbered in it, from 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``[start, end)`` within which no annotation begins or ends.

    `on_it` are the numbers of the annotations that cover it, the one that began last at the end;
    `begins` those of which a fragment begins with it, and `first` those whose first does.
    """

    start: int
    end: int
    on_it: tuple[int, ...]
    begins: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


def pieces(length: int, made: Sequence[Annotation]) -> Iterator[Piece]:
    """A text of so many code points in pieces, all of it and in order."""
    begins, ends = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number, one in enumerate(made, 1):
        for part in one.fragments:
            begins[part.start].append(number)
            ends[part.end].append(number)
    on_it: dict[int, None] = {}
    for start, end in pairwise(sorted({0, length, *begins, *ends})):
        for number in ends.get(start, ()):
            on_it.pop(number, None)
        here = begins.get(start, [])
        on_it |= dict.fromkeys(here)
        first = (number for number in here if made[number - 1].start == start)
        yield Piece(start, end, tuple(on_it), tuple(here), tuple(first))


def about(entry: Entry) -> list[str]:
    """What is known of an article, as far as it is."""
    summary = entry.article.summary
    return [value for name in ABOUT if (value := str(getattr(summary, name)))]


def row(number: int, made: Annotation) -> list[str]:
    """An annotation's row in the table below its article, under `HEAD`."""
    claim = made.claim
    told = f"{claim.wording} ({claim.note})" if claim and claim.note else claim and claim.wording
    attributes = attributes_in_words(made)
    return [str(number), made.tag, made.quote, attributes, made.note, made.annotator, told or ""]


def attributes_in_words(made: Annotation | ArticleTag) -> str:
    """Attributes with their values, by name."""
    return "; ".join(f"{name}: {value}" for name, value in sorted(made.attributes.items()))


def article_tag(tag: ArticleTag) -> str:
    """A tag of a whole article, in a line."""
    more = "; ".join(filter(None, (attributes_in_words(tag), tag.note)))
    return f"{tag.tag} ({tag.annotator})" + (f": {more}" if more else "")


def with_unseen(text: str, show: Callable[[str], str]) -> str:
    """A text in which what would not be seen, or would reorder its neighbours, stands as `show`
    has it."""
    if display_safe(text) == text:
        return text
    return "".join(one if display_safe(one) == one else show(one) for one in text)
