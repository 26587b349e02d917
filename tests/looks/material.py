"""A database in which every screen of the desk has something to show, the same each time.

The clock stands at one time and uids are counted, as in the worked example; times are shown in UTC.
"""

from itertools import count
from pathlib import Path

from seeds.build import BUILT, build
from tests.app.test_later_texts import later_text
from tui.codebook import parse
from tui.store import adding, articles, codebook
from tui.store.connection import Store, named
from tui.store.opening import open_store
from tui.text.policy import decode

DAY = 86_400_000
THIRD = (
    "Mali and Niger recall their envoys\n\n"
    "Mali and Niger said on Wednesday that they would recall their envoys from Kyiv. "
    "“We were not asked,” the minister told reporters in Niamey. "
    "At least 84 men were killed near the border, both governments said.\n\n"
    "Kyiv denied that it had helped the fighters.\n"
)
NESTED = """
[tags."place"]
key = "8"
colour = "purple"
meaning = "Where it happened."
[tags."place/town"]
key = "8t"
colour = "purple"
meaning = "A town or village."
[tags."place/country"]
key = "8c"
colour = "blue"
meaning = "A country."
"""
"""Tags whose keys begin with another tag's, so that a key waits for a letter."""

BRIDGE = [
    f"The council of {town} said on {day} May that the bridge over the river would be closed "
    "for repairs until the autumn, since its piers had been damaged by the flood of last year."
    for day, town in enumerate(["Gao", "Kidal", "Mopti", "Segou"], 10)
]
PAGE = (
    '<!doctype html><html lang="en"><head><title>The bridge over the river is closed</title>'
    '<link rel="canonical" href="https://example.org/gao/bridge"></head><body>'
    '<nav><a href="/">Home</a> <a href="/news">News of the day</a></nav><article>'
    "<h1>The bridge over the river is closed</h1>%s</article>"
    "<footer>All about us, our terms and where we are to be found in the city</footer>"
    "</body></html>"
)
LONG = "The road from Gao to Kidal is open again, said the ministry of works of Mali on Monday"
"""A title for which no sheet has room."""


def make_press_kit(parent: Path) -> None:
    """Make a folder of all that can come of adding: new, later, here already, none at all."""
    folder = parent / "press-kit"
    folder.mkdir()
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "again.txt").write_text(THIRD, "utf-8")
    (folder / "empty.txt").touch()
    (folder / "hidden.txt").write_text("The to\u202ell was\u202c 12.\nNobody knew.\n", "utf-8")
    (folder / "road.md").write_text(f"# {LONG}\n\nThe first lorries have come.\n", "utf-8")
    for name, told in (("bridge", BRIDGE[:3]), ("the-bridge-as-it-was-told-later", BRIDGE)):
        paragraphs = "".join(f"<p>{one}</p>" for one in told)
        (folder / f"{name}.html").write_text(PAGE % paragraphs, "utf-8")


def make(path: Path) -> None:
    """Make the database: the example, a third article, a later text of the first, nested tags."""
    build(path)
    with opened(path, "importer") as store:
        raw = THIRD.encode()
        told = {"title": "Mali and Niger recall their envoys", "publisher": "Sahel Daily"}
        adding.add(store, [adding.Intake(decode(raw), raw, "niger.txt", told)])
        uid = articles.summaries(store)[0].uid
        later = later_text(articles.text_of(store, uid)).encode()
        adding.add_version(store, uid, adding.Intake(decode(later), later, "mali-updated.txt"))
        codebook.take_in(store, parse(NESTED))


def opened(path: Path, annotator: str = "ana") -> Store:
    """The database, at a clock that stands and with uids that are counted on."""
    numbers = count()
    return open_store(
        path,
        annotator=annotator,
        device=f"looks-{annotator}",
        timeout=0,
        now=lambda: BUILT + DAY * (2 if annotator == "ana" else 1),
        new_uid=lambda _: named(f"looks-{annotator}:{next(numbers)}"),
    )
