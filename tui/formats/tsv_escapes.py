"""What WebAnno TSV escapes, in texts of sentences and in values."""

import re

_OUT = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_NAMES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_BACK = {"t": "\t", "n": "\n", "r": "\r"}
_IN = re.compile(r"\\(->|[\\\[\]|_;tnr*])")
_TEXT_OUT = re.compile(r"[\\\t\r\f\b\n]")
_TEXT_NAMES = {"\\": "\\\\", "\t": "\\t", "\r": "\\r", "\f": "\\f", "\b": "\\b", "\n": "\\n"}
_TEXT_BACK = {name[1]: char for char, name in _TEXT_NAMES.items()}
_TEXT_IN = re.compile(r"\\([\\trfbn])")
_JAVA_IN = re.compile(r"\\u+([0-9a-fA-F]{4})|\\(.)")


def value_out(words: str) -> str:
    """A value of a feature as it stands in a cell; nothing is ``*``.

    The carriage return is not in the format's own list: INCEpTION shows it as written.
    """
    if not words:
        return "*"
    return _OUT.sub(lambda match: _NAMES.get(match.group(), f"\\{match.group()}"), words)


def value_in(cell: str) -> str:
    """A value as it was before `value_out`."""
    if cell == "*":
        return ""
    return _IN.sub(lambda match: _BACK.get(match[1], match[1]), cell)


def text_out(words: str) -> str:
    """A line of a sentence's text as it stands in the file."""
    return _TEXT_OUT.sub(lambda match: _TEXT_NAMES[match.group()], words)


def text_in(words: str, version: int = 3) -> str:
    """A line as it was before `text_out`; up to 3.1, as Java escapes it."""
    if version > 1:
        return _TEXT_IN.sub(lambda match: _TEXT_BACK[match[1]], words)
    plain = _JAVA_IN.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _TEXT_BACK.get(match[2], match[2]),
        words,
    )
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
