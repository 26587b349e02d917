"""Texts on their way in, and what is worked out and asked for a batch of them at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.store import texts
from tui.store.connection import Store
from tui.store.texts import Original
from tui.text.urls import canonical

if TYPE_CHECKING:
    from tui.store.adding import Intake

AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Coming:
    """A text on its way in, with what is worked out of it once and before the operation: its
    sha256, its `origin`, its url as two are compared, and its bytes as they are to be kept. Of a
    text that is here already these are not wanted, most likely: it is not `new`."""

    intake: "Intake"
    digest: str
    origin: str
    page: str
    original: Original | None
    new: bool

    @classmethod
    def of(cls, intake: "Intake", digest: str, new: bool = True) -> "Coming":
        """The same, worked out."""
        original = texts.original_of(intake.decoded, intake.raw) if new else None
        return cls(intake, digest, intake.origin, canonical(intake.url), original, new)


@dataclass(frozen=True, slots=True)
class Known:
    """Which of the texts and places that come are in the database: of the others nothing is asked,
    and most are others."""

    texts: set[str]
    origins: set[str]

    @classmethod
    def of(cls, store: Store, coming: Sequence[Coming]) -> "Known":
        """What is there before the first of them."""
        digests = json.dumps([one.digest for one in coming])
        origins = json.dumps([one.origin for one in coming if one.origin])
        kept = store.rows(f"SELECT uid FROM text WHERE uid {AMONG}", (digests,))
        came = f"SELECT origin FROM article WHERE origin {AMONG} AND origin <> ''"
        return cls({uid for (uid,) in kept}, {one for (one,) in store.rows(came, (origins,))})
