"""What two aligned sentences tell differently. A stand-in that finds nothing."""

from dataclasses import dataclass
from typing import NamedTuple

from tui.compare.findings import Kind, Span
from tui.compare.source import Source


class Difference(NamedTuple):
    """A detail that two sentences tell differently."""

    kind: Kind
    outcome: str
    a: Span
    b: Span


@dataclass(frozen=True)
class Extracted:
    """The details of an article."""

    source: Source


def extract(source: Source) -> Extracted:
    """Everything of an article that could be told otherwise elsewhere."""
    return Extracted(source)


def differences(a: Extracted, i: int, b: Extracted, j: int) -> list[Difference]:
    """What sentence `i` of the one article and `j` of the other tell differently."""
    return []


def shown(text: str, span: Span, kind: Kind) -> str:
    """The short value of a detail."""
    return text[slice(*span)]
