"""One thing that two sentences tell differently, as the modules that look for it report it."""

from typing import Literal, NamedTuple

Kind = Literal["number", "date", "name", "quote", "superlative"]
Span = tuple[int, int]


class Difference(NamedTuple):
    """What differs: its span in the one article and in the other, in code points.

    `outcome`: of numbers `modifier` (84, at least 84), `interval` (different, but both can be
    true), `vague` (47, a significant number) or `conflict`; of dates `conflict` or `more` (2020,
    2020 and 2021); of names `spelling`; of quotations `altered` or `elided`; of superlatives
    `rank` (largest, one of the largest) or `other` (largest, deadliest).
    """

    kind: Kind
    outcome: str
    a: Span
    b: Span
