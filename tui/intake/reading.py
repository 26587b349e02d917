"""The articles in a file, of whatever kind: the one way in that the rest of the house uses.

The kind is told by the first bytes, its module reads, and what is inside as a file of its own (the
member of an archive, the page in a message) is read as the kind that it is. What comes out is as
the text policy has it. Nothing that a file holds makes it raise.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tui.errors import CallError
from tui.intake import registry, unknown
from tui.intake.face import HEAD, Found, Missed, Options, Part
from tui.text.policy import clean, fitting

DETAILS = ("title", "source", "byline", "published", "url", "language", "story")
LONGEST = 2_000
"""Code points of a detail at most: a made-up page may have a title of megabytes."""
COLUMNS = 100_000
"""Code points of the names of a table's columns, up to which they are told one by one."""
SPOKEN = frozenset({"docx", "eml", "epub", "html", "pdf", "rtf"})
"""The kinds whose language is found out: it takes half a millisecond, as much as all else for a
plain text or a record of a table."""
CLEAN = frozenset({"text"})
"""The kinds of which all is what the text policy made of the bytes, and no detail is told."""
DEEPEST = 6
"""Files within files."""
NESTED = 3
"""Archives within archives."""
ARCHIVES = frozenset({"zip", "gzip"})
MOST = 100_000
"""Files within one file, at every depth together; and articles in it."""
TOLD = 1_000
"""Things in one file that cannot be read and are told one by one."""
TOTAL = 10
"""Bytes of the files within one file, at every depth together: so many times the most of one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A file within the file is about to be read, or is done with.

    `number` counts those at the first depth from 1; it is 0 for a deeper one.
    """

    number: int
    name: str
    done: bool = False


Steps = Iterator[Found | Missed | Step]


@dataclass(slots=True)
class _Left:
    """What files within the file may still be read."""

    files: int
    size: int


def articles_in(
    data: bytes, name: str, options: Options, declared: str = ""
) -> Iterator[Found | Missed]:
    """The articles in a file, and what in it could not be read and why.

    `name` is what a person knows the file by, `declared` the charset that it was sent with. Raises
    nothing but CallError, where `options` asks for a kind that is not there.
    """
    for item in steps(data, name, options, declared):
        if not isinstance(item, Step):
            yield item


def steps(data: bytes, name: str, options: Options, declared: str = "", after: int = 0) -> Steps:
    """The same, with a Step before and after each file within the file.

    With `after`, the first so many of these, and all that comes before the next, are left out.
    """
    left = _Left(MOST, options.largest * TOTAL)
    file = Part(data, name, declared=declared, kind=options.kind)
    found = missed = 0
    for item in _read(file, options, left, (), after):
        found += isinstance(item, Found)
        missed += isinstance(item, Missed)
        if found > MOST:
            yield Missed(name, f"it holds more than {MOST:,} articles: make several files of it")
            return
        if missed <= TOLD or not isinstance(item, Missed):
            yield item
    if not (found or missed or after):
        yield Missed(name, "no article is in it: choose another file")
    if missed > TOLD:
        yield Missed(name, f"and {missed - TOLD:,} more in it cannot be read: mend those first")


def kind_in(data: bytes, name: str) -> str:
    """The kind of a file of which all bytes are there, or "" where it is none that is known."""
    tail = data[-65_536:] if data.startswith(b"PK") else b""
    return registry.kind_of(data[:HEAD], name, tail)


def too_large(size: int, options: Options) -> str:
    """Why a file of so many bytes is not read, or "" where it is."""
    if size <= options.largest:
        return ""
    most = options.largest
    told = f"{most / 1_000_000:,g} MB" if most >= 1_000_000 else f"{most:,} bytes"
    return f"it has more than {told}: --largest allows more"


def _read(
    part: Part, options: Options, left: _Left, within: tuple[str, ...], after: int = 0
) -> Steps:
    """What is in one file. `within` are the kinds of the files around it."""
    name = part.name
    if why := too_large(len(part.data), options):
        yield Missed(name, why)
        return
    if not part.data:
        yield Missed(name, "it is empty: choose another file")
        return
    kind = part.kind or kind_in(part.data, name)
    if not kind:
        yield Missed(name, unknown.reason(part.data[:HEAD], name, part.data[-65_536:]))
        return
    if len(within) >= DEEPEST or (
        kind in ARCHIVES and sum(k in ARCHIVES for k in within) >= NESTED
    ):
        yield Missed(name, "it lies too deep inside other files: unpack them first")
        return
    own = replace(options, kind="")
    if part.declared and not options.encoding:
        own = replace(own, encoding=fitting(part.data, part.declared))
    number = 0
    for item in _guarded(lambda: registry.load(kind).read(part.data, name, own), name):
        if isinstance(item, Part):
            number += 1
            if number <= after:
                continue
            if why := _spent(left, item):
                yield Missed(name, why)
                return
            yield Step(0 if within else number, item.name)
            yield from _within(item, part, options, left, (*within, kind))
            yield Step(0 if within else number, item.name, done=True)
        elif number >= after:
            if not isinstance(item, Found):
                yield _told(item)
            else:
                found = item if kind in CLEAN else polished(item, name)
                is_known = kind not in SPOKEN or "language" in part.details
                yield found if is_known else _spoken(found)


def _spent(left: _Left, part: Part) -> str:
    """Why this file within the file is not read any more, or ""."""
    left.files -= 1
    left.size -= len(part.data)
    if left.files < 0:
        return f"it holds more than {MOST:,} files: unpack it, and add them in parts"
    return (
        "it holds more than is read at once: unpack it, and add its files" if left.size < 0 else ""
    )


def _within(
    part: Part, around: Part, options: Options, left: _Left, within: tuple[str, ...]
) -> Steps:
    """What is in a file within the file, named by its place in it."""
    part = replace(part, name=part.name[:LONGEST])
    inner = replace(part, name=f"{around.name}/{part.name}" if part.name else around.name)
    for item in _read(inner, replace(options, kind=""), left, within):
        if not isinstance(item, Found):
            yield item
            continue
        member = "/".join(filter(None, (part.name, item.extraction.member)))
        extraction = replace(item.extraction, member=member)
        raw = item.raw
        if not part.name and raw is part.data:  # the same article in a wrapping: all of it is kept
            raw, extraction = around.data, replace(extraction, kind=within[-1])
        known = {key: said for key, said in item.details.items() if said}
        details = _details({**part.details, **known})
        yield replace(item, raw=raw, details=details, extraction=extraction)


def _guarded(
    read: Callable[[], Iterator[Found | Part | Missed]], name: str
) -> Iterator[Found | Part | Missed]:
    """What a reader finds; what it should not have raised is said, not raised."""
    try:
        yield from read()
    except CallError:
        raise
    except MemoryError:
        yield Missed(name, "it needs more memory than a file is given: choose a smaller one")
    except RecursionError:
        yield Missed(name, "it is nested too deep to be read: save it as text")
    except Exception as error:  # a fault of a reader's is no reason to lose the other files
        why = " ".join(f"{type(error).__name__} {error}".split())[:200]
        yield Missed(name, f"it cannot be read ({why}): save it as text")


def polished(found: Found, name: str) -> Found | Missed:
    """An article as the text policy has it, or why it is none."""
    text, replaced = clean(found.text)
    if not text.strip():
        return Missed(name, "no text was found in it: choose another file")
    details = _details(found.details)
    if text == found.text and details == found.details:
        return found
    return replace(found, text=text, replaced=found.replaced + replaced, details=details)


def _spoken(found: Found | Missed) -> Found | Missed:
    """The article with the language it is in, where nothing says it."""
    if isinstance(found, Missed) or found.details.get("language"):
        return found
    from tui.intake.language import language_of

    if not (language := language_of(found.text)):
        return found
    return replace(found, details={**found.details, "language": language})


def _told(missed: Missed) -> Missed:
    """A reason on one line of bearable length: it may quote the file."""
    reason = " ".join(clean(missed.reason)[0].split())
    url = " ".join(clean(missed.url)[0].split())
    columns = missed.columns if sum(map(len, missed.columns)) < COLUMNS else ()
    return Missed(clean(missed.name)[0], reason[:LONGEST], url[:LONGEST], columns)


def _details(details: Mapping[str, str]) -> dict[str, str]:
    """The details that are known, each on one line, clean and no longer than it may be."""
    kept = {}
    for name in DETAILS:
        said = details.get(name)
        if isinstance(said, str) and (line := " ".join(clean(said[: LONGEST * 4])[0].split())):
            kept[name] = line[:LONGEST]
    return kept
