"""OPML: a list of feeds. It has no articles of its own: each feed is named with the way to it."""

from collections.abc import Iterator

from tui.intake.entities import REFUSED, declares_entities
from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.signs import looks_like_opml

WHAT = "a list of feeds, of which the addresses are told"
SUFFIXES = (".opml",)
EXTRA = "feeds"
TRUSTED = False


def knows(head: bytes) -> bool:
    """Whether a file begins as OPML does."""
    return looks_like_opml(head)


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """A Missed for each feed that is listed: nothing is fetched unless someone asks for it."""
    try:
        import listparser  # noqa: F401
        import lxml.etree  # noqa: F401
    except ImportError:
        yield Missed(name, missing("lists of feeds", EXTRA))
        return
    if declares_entities(data):
        yield Missed(name, REFUSED)
        return
    listed = feeds(data)
    if not listed:
        yield Missed(name, "no feeds are listed in it: choose another file")
    for title, url in listed:
        why = f"a feed, which is fetched when asked for: add {url}"
        yield Missed(f"{name}: {title}", why, url=url)


def feeds(data: bytes) -> list[tuple[str, str]]:
    """The feeds that an OPML file lists: title, or address where it has none, and address."""
    import listparser

    try:
        found = listparser.parse(data).feeds
    except Exception:  # whatever a broken file makes it raise: it lists nothing
        return []
    return [(_line(feed.title or feed.url), _line(feed.url)) for feed in found if feed.url]


def _line(told: object) -> str:
    """What a list says, on one line of sane length."""
    return " ".join(str(told).split())[:2000]
