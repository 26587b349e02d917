"""Prodigy's tokens as JSON, quickly: they are nearly all of what its format writes.

An article has a thousand, and only their words and places are its own. So the rows of a text are
put together by columns, from numbers that were made into bytes once for all articles.
"""

from collections.abc import Sequence
from itertools import accumulate, repeat
from json.encoder import encode_basestring

from tui.formats.columns import LONGEST, Column
from tui.formats.json_text import CONTROLS, escaped
from tui.text.token_cuts import MARK, marked, parted, parted_marked, starts_of, words

_STARTS = Column(b'","start":%d,"end":')
_ENDS = Column(b"%d")
_BEFORE_SPACE = Column(b"%d", less=1)
_SPACED = Column(b',"id":%d,"ws":true},{"text":"')
_BARE = Column(b',"id":%d,"ws":false},{"text":"')
_HEAD, _NEXT = b'{"text":"', b',{"text":"'

_MARK = MARK.encode()
_OTHERS = CONTROLS.replace(_MARK, b"")


def tokens(found: Sequence[str]) -> tuple[bytes, list[int]]:
    """The tokens of what `token_cuts.runs` found as JSON with commas between them; and where each
    begins in the text, with the text's length behind the last."""
    joined = marked(found)
    pieces = parted(found) if joined is None else parted_marked(joined)
    starts = starts_of(pieces)
    if joined and starts[-1] <= LONGEST:
        data = joined.encode()
        if len(data.translate(None, _OTHERS)) == len(data):
            return _by_columns(escaped(data), starts), starts
    return _one_by_one(pieces), starts


def _by_columns(data: bytes, starts: list[int]) -> bytes:
    """The tokens of a text that is `marked` and escaped."""
    number, length = len(starts) - 1, starts[-1] + 1
    bare = data.replace(_MARK, b" ").split(b" ")[:number]
    rows = [b""] * (4 * number)
    rows[0::4] = bare
    rows[1::4] = map(_STARTS.until(length).__getitem__, starts[:-1])
    rows[2::4] = map(_BEFORE_SPACE.until(length).__getitem__, starts[1:])
    rows[3::4] = _SPACED.until(number)[:number]
    ends, without = _ENDS.until(length), _BARE.until(number)
    for at in _without_space(data, bare):
        rows[4 * at + 2] = ends[starts[at + 1]]
        rows[4 * at + 3] = without[at]
        if not bare[at]:
            rows[4 * at] = b" "
    return b"".join([_HEAD, *rows])[: -len(_NEXT)]


def _without_space(data: bytes, bare: Sequence[bytes]) -> list[int]:
    """The tokens that no space belongs to. One that is a space itself is empty in `bare`."""
    spaces = map(bytes.count, data.split(_MARK), repeat(b" "))
    found = [at + before for at, before in enumerate(accumulate(spaces))]
    if found[-1] == len(bare):
        found.pop()  # the last token has a space
    if b"  " in data or _MARK + b" " in data or data.startswith(b" "):
        found += [at for at, word in enumerate(bare) if not word]
    return found


def _one_by_one(found: Sequence[str]) -> bytes:
    bare = words(found)
    start = 0
    rows = []
    for number, (quoted, piece, word) in enumerate(
        zip(map(encode_basestring, bare), found, bare, strict=True)
    ):
        end = start + len(word)
        space = "false" if piece is word else "true"
        rows.append(f'{{"text":{quoted},"start":{start},"end":{end},"id":{number},"ws":{space}}}')
        start += len(piece)
    return ",".join(rows).encode()
