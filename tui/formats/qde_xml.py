"""Words as XML 1.0 writes them, and the elements of a REFI-QDA file read one by one."""

import re
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from tui.errors import DataError
from tui.formats.reading import MEND, Record

Element = ElementTree.Element

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 may hold, not even as a character reference (§2.2)."""
_SPECIAL = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may be written otherwise than it is."""

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


class Writing:
    """Writes words into XML, and counts the characters that became U+FFFD on the way."""

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, words: str) -> str:
        """The content of an element. A CR is written as a reference, or it is read as LF."""
        if not _SPECIAL.search(words):
            return words
        return self._legal(words).replace("\r", "&#13;")

    def element(self, name: str, words: str) -> str:
        """An element with words in it; nothing where there are none."""
        return f"<{name}>{self.text(words)}</{name}>" if words else ""

    def given(self, **attributes: str) -> str:
        """Attributes, each with a blank before it; those without a value are left out."""
        return "".join(
            f' {name}="{self.value(words)}"' for name, words in attributes.items() if words
        )

    def value(self, words: str) -> str:
        """An attribute's value: blanks other than the space would be read as one (§3.3.3)."""
        if not _SPECIAL.search(words):
            return words
        words = self._legal(words).replace('"', "&quot;").replace("\n", "&#10;")
        return words.replace("\r", "&#13;").replace("\t", "&#9;")

    def _legal(self, words: str) -> str:
        words, count = _ILLEGAL.subn("\ufffd", words)
        self.replaced += count
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sections(stream: IO[bytes], root: str, where: str) -> Iterator[tuple[str, Element]]:
    """The root as it begins (under the name ""), then what stands in each of its children, whole,
    under the child's name. What was handed out is forgotten.

    Raises DataError where it is no whole XML, or has another root.
    """
    path: list[Element] = []
    try:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                if not path:
                    if local(element) != root:
                        raise DataError(f"{where}: it is a {local(element)}, not a {root}: {MEND}")
                    yield "", element
                path.append(element)
                continue
            path.pop()
            if len(path) == 2:
                yield local(path[1]), element
                path[1].clear()
    except ElementTree.ParseError as error:
        raise DataError(f"{where}: no whole XML ({error}): {MEND}") from None
    except (LookupError, ValueError) as error:  # an encoding that is not known, or not meant
        raise DataError(f"{where}: no XML that can be read ({error}): {MEND}") from None


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The children of a name, in their order."""
    return [one for one in element if local(one) == name]


def words_in(element: Element, name: str) -> str:
    """The words of the first child of a name; "" where there is none."""
    return next((one.text or "" for one in element if local(one) == name), "")


def record(element: Element, where: str) -> Record:
    """An element's attributes, with its name and guid for messages."""
    guid = element.get("guid") or element.get("targetGUID") or element.get("name") or ""
    return Record(element.attrib, f"{where}, {local(element)} {guid}".rstrip())


def guid_of(element: Element, where: str, name: str = "guid") -> str:
    """A GUID as ids are written here: without braces, in small letters."""
    found = element.get(name, "").strip().strip("{}").lower()
    if not found:
        record(element, where).fail(f"it has no {name}")
    return found
