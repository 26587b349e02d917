"""What a site's robots.txt allows (RFC 9309), asked before a page of it is fetched."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.intake.addresses import Refused, Url

if TYPE_CHECKING:
    from protego import Protego

AGENT = "claimdesk"
"""The name that a robots.txt calls this program by."""
LARGEST = 500_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for no less than 500 KiB, near enough."""
PAUSE = 1.0
"""Seconds between two pages of one host where it asks for none."""
LONGEST_PAUSE = 10.0
"""Seconds that a host may ask for between two pages. For longer ones nobody would wait."""
REMEDY = "open it in a browser, or fetch it all the same with --no-robots"

_NAMES = re.compile(r"\s*user[-\s]*agent\b\s*:?(.*)", re.I | re.S)
_OTHER = "User-agent: other"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows. With `closed` it allows nothing, and that says why."""

    closed: str = ""
    said: "Protego | None" = None

    def check(self, url: Url) -> None:
        """Raises Refused where a page may not be fetched."""
        if self.closed:
            raise Refused(f"robots.txt of {url.host} {self.closed}", REMEDY)
        if self.said and not self.said.can_fetch(str(url), AGENT):
            raise Refused(f"robots.txt of {url.host} forbids it", REMEDY)

    @property
    def pause(self) -> float:
        """Seconds to let pass between two pages."""
        asked = self.said.crawl_delay(AGENT) if self.said else None
        return PAUSE if asked is None else min(max(asked, PAUSE), LONGEST_PAUSE)


def rules_of(status: int, data: bytes) -> Rules:
    """The rules in the answer to a request for a robots.txt.

    None there means that all is allowed; a server that fails, or has enough of questions, that
    nothing is.
    """
    if status == 429 or status >= 500:
        return Rules(closed=f"cannot be had (status {status})")
    if status != 200:
        return Rules()
    from protego import Protego

    text = data[:LARGEST].decode("utf-8-sig", "replace")
    return Rules(said=Protego.parse("\n".join(_ours(line) for line in text.splitlines())))


def _ours(line: str) -> str:
    """A line with all other programs under one name: the parser would write each rule down for
    each of ten thousand names."""
    names = _NAMES.match(line)
    if not names:
        return line
    name = names[1].partition("#")[0].strip().lower()
    return line if name == "*" or name.replace("*", "") in AGENT else _OTHER
