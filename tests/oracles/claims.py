"""What the oracles of CAS look for, and an article whose offsets differ by their unit."""

from collections import Counter

from tui.formats.entry import Entry
from tui.model import Annotation, Article, ArticleSummary
from tui.text.anchors import anchor
from tui.text.policy import sha256

CLAIM, PART = "webanno.custom.Claim", "webanno.custom.ClaimPart"
RELATION = "webanno.custom.ClaimRelation"


def quotes(entry: Entry) -> Counter[str]:
    """The words of every fragment."""
    return Counter(part.exact for made in entry.annotations for part in made.fragments)


def within(entry: Entry) -> int:
    """The relations that the format carries: those within the text of the article."""
    here = {made.uid for made in entry.annotations}
    return sum(one.source in here and one.target in here for one in entry.own_relations)


def sample() -> Entry:
    """An article with an emoji before the words that are marked."""
    text = "😀 Rebels said 84 died."
    made = Annotation("m1", "a1", "claim", (anchor(text, 2, 8),), "ana", "", "")
    summary = ArticleSummary(uid="a1", sha256=sha256(text), title="T", length=len(text))
    return Entry(Article(summary, text), [made], [])
