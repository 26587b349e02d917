"""dkpro-cassis and Apache UIMA itself read what is exported as CAS, and find the same words.

UIMA is Debian's libuima-core-java, and runs where there is a JDK too; `UIMA_JAR` is its place
elsewhere.
"""

import io
import os
import shutil
import subprocess
from base64 import b64decode
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written

cassis = pytest.importorskip("cassis")

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
JAR = Path(os.environ.get("UIMA_JAR", "/usr/share/java/uimaj-core.jar"))
CHECK = Path(__file__).with_name("XmiCheck.java")
CLAIM, PART = "webanno.custom.Claim", "webanno.custom.ClaimPart"
RELATION = "webanno.custom.ClaimRelation"

needs_uima = pytest.mark.skipif(
    not JAR.exists() or not shutil.which("javac"), reason=f"there is no {JAR} or no JDK"
)


def quotes(entry) -> Counter[str]:
    """The words of every fragment."""
    return Counter(part.exact for made in entry.annotations for part in made.fragments)


def within(entry) -> int:
    """The relations that the format carries: those within the text of the article."""
    here = {made.uid for made in entry.annotations}
    return sum(one.source in here and one.target in here for one in entry.own_relations)


def load_json(place: Path):
    return cassis.load_cas_from_json(io.BytesIO(place.read_bytes()))


def load_xmi(place: Path):
    types = cassis.load_typesystem(io.BytesIO(place.with_name("TypeSystem.xml").read_bytes()))
    return cassis.load_cas_from_xmi(io.BytesIO(place.read_bytes()), typesystem=types, lenient=False)


KINDS = {"cas": (".json", load_json), "cas-xmi": (".xmi", load_xmi)}


def agrees(cas, entry) -> bool:
    """Whether a CAS has the words that were marked, where it says, and the relations on them."""
    found = [*cas.select(CLAIM), *cas.select(PART)]
    related = list(cas.select(RELATION))
    return (
        cas.sofa_string == entry.article.text
        and all(one.get_covered_text() == one.quote for one in found)
        and Counter(one.get_covered_text() for one in found) == quotes(entry)
        and len(related) == within(entry)
        and all((it.begin, it.end) == (it.Dependent.begin, it.Dependent.end) for it in related)
    )


@pytest.mark.parametrize("name", KINDS)
@FEW
@given(made=entries())
def test_cassis_finds_the_words_that_were_marked(name, tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("cas") / "out"
    written(name, made, folder)
    suffix, load = KINDS[name]
    for entry in made:
        assert agrees(load(folder / f"{entry.article.uid}{suffix}"), entry)


@pytest.fixture
def exported(tmp_path):
    """An article with an emoji before the words that are marked, as JSON and as XMI."""
    entry = sample()
    for name in KINDS:
        written(name, [entry], tmp_path / name)
    return entry, tmp_path / "cas" / "a1.json", tmp_path / "cas-xmi" / "a1.xmi"


def sample():
    from tui.formats.entry import Entry
    from tui.model import Annotation, Article, ArticleSummary
    from tui.text.anchors import anchor
    from tui.text.policy import sha256

    text = "😀 Rebels said 84 died."
    made = Annotation("m1", "a1", "claim", (anchor(text, 2, 8),), "ana", "", "")
    summary = ArticleSummary(uid="a1", sha256=sha256(text), title="T", length=len(text))
    return Entry(Article(summary, text), [made], [])


def test_cassis_tells_code_points_from_utf16_and_refuses_what_is_broken(exported):
    entry, as_json, as_xmi = exported
    assert agrees(load_json(as_json), entry)
    assert agrees(load_xmi(as_xmi), entry)
    good = as_json.read_text(encoding="utf-8")
    as_json.write_text(good.replace('"begin": 3', '"begin": 2').replace('"end": 9', '"end": 8'))
    assert not agrees(load_json(as_json), entry)
    as_json.write_text(good[:-100])
    with pytest.raises(ValueError, match="delimiter|Expecting|Unterminated"):
        load_json(as_json)
    as_xmi.write_text(as_xmi.read_text(encoding="utf-8").replace(":Claim ", ":Unknown "))
    with pytest.raises(Exception, match="Unknown"):
        load_xmi(as_xmi)


@pytest.fixture(scope="session")
def uima(tmp_path_factory):
    """Apache UIMA as a function from a folder of XMI to what it finds in it, or None where it
    refuses."""
    classes = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-cp", JAR, "-d", classes, CHECK], check=True, timeout=120)

    def run(folder: Path):
        files = sorted(folder.glob("*.xmi"))
        command = ["java", "-cp", f"{JAR}:{classes}", "XmiCheck", folder / "TypeSystem.xml", *files]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        return rows if done.returncode == 0 else None

    return run


def decoded(words: str) -> str:
    return b64decode(words).decode()


@needs_uima
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


@needs_uima
def test_apache_uima_tells_code_points_from_utf16_and_refuses_what_is_broken(exported, uima):
    _, _, as_xmi = exported
    good = as_xmi.read_text(encoding="utf-8")
    rows = [row for row in uima(as_xmi.parent) if row[1] == CLAIM]
    assert [(decoded(row[3]), row[3] == row[4]) for row in rows] == [("Rebels", True)]
    as_xmi.write_text(good.replace('begin="3" end="9"', 'begin="2" end="8"'), encoding="utf-8")
    assert [row[3] == row[4] for row in uima(as_xmi.parent) if row[1] == CLAIM] == [False]
    for broken in (good.replace(":Claim ", ":Unknown "), good[:-40]):
        as_xmi.write_text(broken, encoding="utf-8")
        assert uima(as_xmi.parent) is None
