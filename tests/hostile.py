"""A database in which every text anybody could have written holds attacks on a terminal.

Most of it is made by the store's own functions. Texts that the text policy would have cleaned are
put past it, as another program could have written them into the file.
"""

from collections.abc import Iterator
from pathlib import Path

from tui.codebook import Codebook
from tui.model import Attribute, Extraction, Fragment, Tag
from tui.store import (
    adding,
    alignments,
    annotations,
    article_details,
    article_tags,
    articles,
    claims,
    relations,
    source_rules,
    splits,
    stories,
    suggestions,
)
from tui.store.codebook import take_in
from tui.store.connection import Store
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import Decoded

ATTACKS = (
    "\x1b]0;owned\x07",
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1b]8;;http://owned\x1b\\here\x1b]8;;\x1b\\",
    "\x1b[6n\x1b[c\x1b[>q\x1b[?2026$p\x1b[5n",
    "\x1bP+q544e\x1b\\\x05",
    "\x1b[3;33;41m\x1b[2J\x1b[?1337h",
    "\x9b31m\x9d0;owned\x9c\x90$qm\x9c",
    "a\rb\x08c\x7fd\x07e\x0bf\x0cg\x00h",
    "\u202egnp\u202c\u2067iso\u2069\u200f\u061c",
    "\U000e006f\U000e0077\u200b\u00ad\ufeff\u2060\u180e",
    "\u2028line\u2029\ufff9\ufffb",
)
ALL = "".join(ATTACKS)
KEPT = ALL.replace("\x00", "")
"""Without NUL, at which SQLite's own functions stop."""
SHORT = "\x1b]0;x\x07\x1b[6n\u202egnp\x9b31m\x7f\u200b"
NAME = f"a{SHORT}\u2028\nb.txt"
"""What a file may be called."""
SOURCES = (f"One {SHORT}", f"Other {SHORT}", f"One {SHORT}")
TAG, WHOLE, BOUND = (f"{name}{SHORT}" for name in ("odd", "whole", "bound"))
CHILD = f"{TAG}/child{SHORT}"
WORDS = "The bridge over the river was closed by forty men on Monday night"


def paragraphs(number: int) -> Iterator[str]:
    """A text with an attack in each sentence, most of them the same in every article."""
    yield f"Headline {number} {SHORT} of the bridge"
    yield f"Follow us {SHORT} for more"
    for at, attack in enumerate(ATTACKS):
        said = f"{WORDS} at {at} o'clock, the minister {attack} said."
        yield f"{said} “We {attack} were {at + number} men”, Ana {attack} Bell told reporters."
    yield f"Only here {KEPT} is number {number} told by {number + 40} witnesses."


def text(number: int) -> str:
    """The whole text, with what the policy does not clean: it is put past it."""
    return "\n\n".join(paragraphs(number))


def taken(store: Store, number: int, change: str = "") -> adding.Intake:
    """A text as an intake that no policy has looked at."""
    said = text(number).replace("forty men", change) if change else text(number)
    names = ("title", "byline", "published", "url", "language", "story")
    details = {"source": SOURCES[number]} | {name: f"{name}{number} {KEPT}" for name in names}
    return adding.Intake(
        Decoded(said, f"utf-8{SHORT}", 3),
        said.encode(),
        f"{number}{NAME}",
        details,
        f"/place/{number}{NAME}",
        Extraction(f"html{SHORT}", f"extractor{SHORT}", SHORT, KEPT, f"member{KEPT}", 9000),
    )


def make(path: Path) -> list[str]:
    """Make the database, and return the uids of its articles."""
    with open_store(path, annotator=f"ben{SHORT}", device=f"desk{SHORT}") as store:
        take_in(store, Codebook(f"mine{SHORT}", tuple(_tags())))
        uids = [one.article.uid for one in adding.add(store, [taken(store, n) for n in range(3)])]
        _mark(store, uids[1:])
    with open_store(path, annotator="reader", device="desk") as store:
        _mark(store, uids)
        _tell(store, uids)
        adding.add_version(store, uids[0], taken(store, 0, "ninety women"))
    return uids


def _tags() -> Iterator[Tag]:
    asked = (Attribute(f"speaker{SHORT}"), Attribute(f"kind{SHORT}", (f"a{SHORT}", f"b{SHORT}")))
    yield Tag("", TAG, key="9", colour="sky", meaning=KEPT, attributes=asked)
    yield Tag("", CHILD, key="9c", colour="blue", meaning=KEPT)
    yield Tag("", WHOLE, meaning=KEPT, applies=("article",))
    yield Tag("", BOUND, meaning=KEPT, applies=("relation",))


def _mark(store: Store, uids: list[str]) -> None:
    claim = claims.make(store, f"Claimed {KEPT}", (), f"Noted {KEPT}")
    claims.make(store, f"Another by {store.annotator} {KEPT}", (), KEPT)
    made = []
    for uid in uids:
        said = articles.text_of(store, uid)
        spans = [(at, at + 90) for at in range(0, len(said) - 200, 160)][:8]
        drafts = [
            annotations.Draft(
                uid, TAG, (_part(said, *span),), _answers(), f"Noted {KEPT}", claim.uid
            )
            for span in spans
        ]
        made.append(annotations.add(store, drafts, f"mark {KEPT}"))
        article_tags.add(store, uid, WHOLE)
    relations.add(store, BOUND, made[0][0], made[1][0], f"Why {KEPT}")
    relations.add(store, BOUND, made[0][1], made[0][2], f"Why {KEPT}")


def _part(said: str, start: int, end: int) -> Fragment:
    return anchor(said, start, end)


def _answers() -> dict[str, str]:
    return {f"speaker{SHORT}": f"Someone {KEPT}", f"kind{SHORT}": f"a{SHORT}"}


def _tell(store: Store, uids: list[str]) -> None:
    """What else can be said of articles."""
    for source in SOURCES[:2]:
        source_rules.give(store, source, "line", f"Follow us {SHORT} for more", body=False)
    article_details.change(store, uids[2], {"title": f"Changed {KEPT}", "byline": KEPT})
    alignments.decide(store, uids[1], (80, 160), uids[2], (80, 160), same=False)
    said = articles.text_of(store, uids[1])
    suggestions.dismiss(store, uids[1], _part(said, 200, 290), TAG)
    splits.put(store, dict(zip(uids, splits.PARTS, strict=False)), (80, 10, 10), 1)
    stories.put(store, {uids[1]: f"Story {KEPT}"})
