"""What may reach a terminal: every code point mapped to a harmless one, length preserved.

Textual and Rich pass escape sequences, bidi overrides and invisible characters through, so an
article could write the clipboard, press keys or show other words than it holds. Because each code
point becomes exactly one, offsets into the text hold for what is shown. Exports keep the original.
"""

import re
from functools import cache

STAND_IN = "·"
"""Shown for a character that would not be seen or would reorder its neighbours (U+00B7)."""

_INVISIBLE = (
    *(range(0x061C, 0x061D), range(0x200E, 0x2010), range(0x202A, 0x202F), range(0x2066, 0x206A)),
    *(range(0x00AD, 0x00AE), range(0x180E, 0x180F), range(0x200B, 0x200C), range(0x2060, 0x2066)),
    *(range(0x206A, 0x2070), range(0xFEFF, 0xFF00), range(0x2028, 0x202A), range(0xFFF9, 0xFFFC)),
    range(0xE0000, 0xE0080),
)
"""Bidi controls first, then what has no shape. ZWJ, ZWNJ and variation selectors shape their
neighbours and stay."""


@cache
def _mapping(lines: bool) -> dict[int, str]:
    """Each character's stand-in, made when the first is needed: most texts need none."""
    table = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
    table[0x7F] = "\u2421"
    table |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), "\ufffd")
    for codes in _INVISIBLE:
        table |= dict.fromkeys(codes, STAND_IN)
    return table if lines else table | dict.fromkeys(map(ord, "\t\n"), " ")


_CLASS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff" + "".join(
    f"{chr(codes.start)}-{chr(codes.stop - 1)}" for codes in _INVISIBLE
)
_UNSAFE = re.compile(f"[{_CLASS}]")


def display_safe(text: str) -> str:
    """`text` with every control, bidi and invisible character replaced by a visible one.

    Tab and LF stay: whoever draws several lines resolves them.
    """
    return text.translate(_mapping(lines=True)) if _UNSAFE.search(text) else text


def display_line(text: str) -> str:
    """The same for places of one line (titles, notes, file names, cells): tab and LF are blanks."""
    harmless = not _UNSAFE.search(text) and "\n" not in text and "\t" not in text
    return text if harmless else text.translate(_mapping(lines=False))


def is_seen(text: str) -> bool:
    """Whether all of a text is printable by Unicode, but for LF and no-break spaces.

    There is nothing in it then to be replaced, here or by `policy.clean`. Asking takes a quarter of
    the time of looking for what is, and most texts need no more.
    """
    return text.replace("\n", "").replace("\xa0", "").isprintable()


def hidden_count(text: str) -> int:
    """How many code points `display_safe` replaces in `text`."""
    return 0 if is_seen(text) else len(_UNSAFE.findall(text))


def hidden_places(text: str) -> list[int]:
    """Where these code points are, in order."""
    return [found.start() for found in _UNSAFE.finditer(text)]
