"""Every screen of the desk looks as it did: `make looks`; `make looks LOOKS=anew` keeps it anew.

``python -m tests.looks.picture NAME 80x24 dark`` draws one, so that a person can look at it.
"""

import difflib

import pytest

from tests.looks.conftest import ANEW
from tests.looks.form import KEPT, file_of, parsed, written
from tests.looks.walk import SIZES, WAY

MOST = 40
"""Lines of a difference that are told."""

each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@each_size
def test_every_screen_looks_as_it_is_kept(looks, size):
    differ = []
    for name, look in looks.items():
        file, now = file_of(name, size), written(look)
        assert written(parsed(now)) == now
        if ANEW:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(now, "utf-8")
        before = file.read_text("utf-8") if file.exists() else ""
        if before != now:
            differ += difflib.unified_diff(
                before.splitlines(), now.splitlines(), f"{name} kept", f"{name} now", "", "", 1, ""
            )
    told = "\n".join(differ[:MOST])
    assert not differ, f"{told}\nLook at them, and keep them with `make looks LOOKS=anew`"


def test_nothing_is_kept_of_what_is_no_longer_there():
    names = {stop.name for stop in WAY}
    assert len(names) == len(WAY)
    for width, height in SIZES:
        assert {file.stem for file in (KEPT / f"{width}x{height}").iterdir()} == names
