"""Tag keys as they are typed: a tag's own key, or its parent's key and then its own letter.

Pure: no widget, no store. Nothing depends on time; a prefix is held until a key ends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """What a key did: it named a tag, or it opened or left a prefix; `said` is what to tell."""

    tag: str = ""
    said: str = ""


class TagKeys:
    """The keys of a codebook's tags, and the prefix held at the moment, "" for none."""

    def __init__(self, by_key: Mapping[str, str]) -> None:
        self.by_key = dict(by_key)
        self.held = ""

    @property
    def first(self) -> set[str]:
        """The keys that begin a tag's key."""
        return {key[0] for key in self.by_key}

    def opens(self, key: str) -> bool:
        """Whether tags have keys that begin with this one and go on."""
        return any(len(other) > len(key) and other.startswith(key) for other in self.by_key)

    def take(self, key: str) -> Taken | None:
        """Take a key. None where it is no key of a tag and no prefix is held.

        With a prefix held, its last key again and Enter name the prefix's own tag, Escape leaves,
        and any other key that is none of its children's leaves as well and does nothing else.
        """
        if not self.held:
            return self._begin(key)
        held, self.held = self.held, ""
        if key == "escape":
            return Taken()
        if key in (held[-1], "enter"):
            own = self.by_key.get(held, "")
            return Taken(own, "" if own else f"no tag has the key {held} alone")
        return self._begin(held + key) or Taken(said=f"no tag has the keys {held} {key}")

    def _begin(self, key: str) -> Taken | None:
        if self.opens(key):
            self.held = key
            return Taken()
        return Taken(self.by_key[key]) if key in self.by_key else None
