"""Apache UIMA itself reads what is exported as XMI, and finds the same words.

It is Debian's libuima-core-java, and runs where there is a JDK too.
"""

import subprocess
from base64 import b64decode
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.oracles.claims import CLAIM, PART, RELATION, quotes, sample, within
from tests.oracles.table import UIMA

CHECK = Path(__file__).with_name("XmiCheck.java")


@pytest.fixture(scope="session")
def uima(tmp_path_factory):
    """Apache UIMA as a function from a folder of XMI to what it finds in it, or None where it
    refuses."""
    classes = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-cp", UIMA, "-d", classes, CHECK], check=True, timeout=120)

    def run(folder: Path):
        files = sorted(folder.glob("*.xmi"))
        command = [
            "java",
            "-cp",
            f"{UIMA}:{classes}",
            "XmiCheck",
            folder / "TypeSystem.xml",
            *files,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        return rows if done.returncode == 0 else None

    return run


def decoded(words: str) -> str:
    return b64decode(words).decode()


def test_apache_uima_finds_the_words_that_were_marked(uima, tmp_path):
    made: dict[str, object] = {}

    @settings(
        max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(entries())
    def gather(found):
        made.update({entry.article.uid: entry for entry in found})

    gather()
    written("cas-xmi", list(made.values()), tmp_path / "out")
    found = {uid: Counter() for uid in made}
    relations = Counter()
    for file, kind, place, words, quote, dependent in uima(tmp_path / "out"):
        uid = Path(file).stem
        if kind in (CLAIM, PART):
            assert words == quote
            found[uid][decoded(words)] += 1
        if kind == RELATION:
            assert place == dependent
            relations[uid] += 1
    assert sum(sum(words.values()) for words in found.values()) > 20
    assert found == {uid: quotes(entry) for uid, entry in made.items()}
    assert relations == Counter({uid: number for uid, e in made.items() if (number := within(e))})


def test_apache_uima_tells_code_points_from_utf16_and_refuses_what_is_broken(tmp_path, uima):
    written("cas-xmi", [sample()], tmp_path / "out")
    as_xmi = tmp_path / "out" / "a1.xmi"
    good = as_xmi.read_text(encoding="utf-8")
    rows = [row for row in uima(as_xmi.parent) if row[1] == CLAIM]
    assert [(decoded(row[3]), row[3] == row[4]) for row in rows] == [("Rebels", True)]
    as_xmi.write_text(good.replace('begin="3" end="9"', 'begin="2" end="8"'), encoding="utf-8")
    assert [row[3] == row[4] for row in uima(as_xmi.parent) if row[1] == CLAIM] == [False]
    for broken in (good.replace(":Claim ", ":Unknown "), good[:-40]):
        as_xmi.write_text(broken, encoding="utf-8")
        assert uima(as_xmi.parent) is None
