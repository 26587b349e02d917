"""Datasets that hypothesis makes up, for the round trips of every format.

Texts have emoji, combining marks, right-to-left words, no-break spaces, blank lines and U+2028.
Annotations of three annotators nest, touch, overlap and have several fragments; relations lie
within an article and across. All is as the database would give it: texts as the policy has them,
times and ids in their forms, annotations in the order of the text.
"""

from dataclasses import dataclass, replace
from itertools import permutations

from hypothesis import strategies as st

from tui.formats.entry import Earlier, Entry
from tui.formats.face import Dataset
from tui.model import Annotation, Article, ArticleSummary, ArticleTag, Claim, Relation, Tag
from tui.store.alignments import Decided
from tui.store.connection import named
from tui.text.anchors import anchor
from tui.text.policy import clean, sha256
from tui.text.regions import Correction, corrected, regions

ANNOTATORS = ("ana", "bo", "Čika Ío")
TAGS = ("claim", "claim/event", "claim/number", "opinion", "Überschrift · was gesagt wird")
KINDS = ("same", "supports", "conflicts")
ARTICLE_TAGS = ("report", "opinion")
CODEBOOK = (
    *(Tag(named(f"tag:{path}"), path) for path in TAGS),
    *(Tag(named(f"tag:{path}"), path, applies=("relation",)) for path in KINDS),
    Tag(named("tag:report"), "report", applies=("article",)),
)
PIECES = (
    *("The toll rose to 84", "rebels said", "“We deny it”", "the army was silent", "1,200 men"),
    *("😀", "👩‍👩‍👧 family", "🇲🇱 Mali", "e\u0301te\u0301", "n̈", "ẹ̀kọ́"),
    *("قال الجيش", "דובר הצבא", "10\u00a0000", "\u00a0", "\u2028", "\u200f", "東京で。"),
    *(" ", ", ", ". ", ".\n", "\n", "\n\n", "\t", "<b>&amp;", "]]>", "T1\tx", "#", "|", "_", "-"),
)
words = st.text(
    st.sampled_from("ab c=+'\"\\<>&;,|\t\n#[]*_~%😀éא\u00a0\u2028"), min_size=1, max_size=12
)
notes = st.one_of(st.just(""), words)


def time(second: int) -> str:
    """A time as rows keep it."""
    return f"2026-11-21T18:{second // 60 % 60:02}:{second % 60:02}.{second % 1000:03}Z"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text as the policy has it, with something to mark in it."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=3, max_size=14))
    return clean(f"{draw(st.sampled_from(PIECES[:5]))} {' '.join(pieces)}")[0]


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[tuple[int, int], ...]:
    """The fragments of an annotation. Their ends are few, so that many touch and nest."""
    ends = sorted({0, len(text), *(at for at in range(len(text)) if text[at] in " \n😀.")})
    number = draw(st.sampled_from([2, 2, 2, 4, 6]))
    some = st.sampled_from(ends) if draw(st.booleans()) else st.integers(0, len(text))
    chosen = draw(st.lists(some, min_size=2, max_size=number, unique=True))
    chosen = sorted(chosen)[: len(chosen) // 2 * 2]
    return tuple(zip(chosen[::2], chosen[1::2], strict=True))


@dataclass
class Names:
    """Hands out uids and times, none twice."""

    number: int = 0

    def uid(self) -> str:
        self.number += 1
        return named(f"test:{self.number}")

    def times(self) -> tuple[str, str]:
        self.number += 1
        return time(self.number), time(self.number + self.number % 3)


@st.composite
def made_on(draw: st.DrawFn, names: Names, article: str, text: str, most: int) -> list[Annotation]:
    """Annotations on a text, in the order the database has them."""
    claims = [
        Claim(named("test:claim"), "The toll was 84.", ""),
        Claim(named("test:other"), "Ties are cut, “at once”.", "says who?"),
    ]
    found = []
    for _ in range(draw(st.integers(0, most))):
        created, modified = names.times()
        found.append(
            Annotation(
                uid=names.uid(),
                article=article,
                tag=draw(st.sampled_from(TAGS)),
                fragments=tuple(anchor(text, *span) for span in draw(spans(text))),
                annotator=draw(st.sampled_from(ANNOTATORS)),
                created=created,
                modified=modified,
                attributes=draw(st.dictionaries(st.sampled_from(["speaker", "polarity"]), words)),
                note=draw(notes),
                claim=draw(st.sampled_from([None, None, *claims])),
                sha256=sha256(text),
            )
        )
    return sorted(found, key=lambda one: (one.start, -one.end))


@st.composite
def entries(draw: st.DrawFn, most: int = 3) -> list[Entry]:
    """One to three articles with all that can be on them."""
    names, bodies = Names(), draw(st.lists(texts(), min_size=1, max_size=most, unique_by=sha256))
    found = [draw(entry(names, text)) for text in bodies]
    return _aligned(draw, names, _related(draw, names, found))


@st.composite
def entry(draw: st.DrawFn, names: Names, text: str) -> Entry:
    """An article with its annotations, without relations."""
    uid = named(f"article:{sha256(text)}")
    made = draw(made_on(names, uid, text, 6))
    summary = ArticleSummary(
        uid=uid,
        sha256=sha256(text),
        title=draw(st.sampled_from(["Toll rises", "“Ties” & <cuts>"])),
        length=len(text),
        annotations=len(made),
        source=draw(st.sampled_from(["", "Mali Times", "Die Zeit"])),
        byline=draw(st.sampled_from(["", "A. Reporter"])),
        published=draw(st.sampled_from(["", "2026-11-20"])),
        url=draw(st.sampled_from(["", "https://example.org/a?b=1&c=2"])),
        language=draw(st.sampled_from(["", "en"])),
        story=draw(st.sampled_from(["", "toll"])),
        file=draw(st.sampled_from(["", "a b.txt"])),
        added=time(names.number),
        status=draw(st.sampled_from(["todo", "work", "done"])),
        split=draw(st.sampled_from(["", "train", "dev", "test"])),
    )
    tags = tuple(
        ArticleTag(names.uid(), uid, path, who, *names.times(), {"tone": "dry"}, draw(notes))
        for path in ARTICLE_TAGS
        for who in ANNOTATORS[:2]
        if draw(st.sampled_from([False, False, True]))
    )
    earlier = ()
    if draw(st.sampled_from([False, False, True])):
        before = f"Before. {text}"
        if on_it := draw(made_on(names, uid, before, 2)):
            earlier = (Earlier(sha256(before), before, on_it),)
    said = [Correction(0, min(5, len(text)), False, "bo")] if draw(st.booleans()) else []
    regional = corrected(regions(text), said)
    return Entry(Article(summary, text), made, [], earlier, regional, tags)


def _on(one: Entry) -> list[Annotation]:
    return [*one.annotations, *(made for text in one.earlier for made in text.annotations)]


def _related(draw: st.DrawFn, names: Names, found: list[Entry]) -> list[Entry]:
    pairs = list(permutations([made for one in found for made in _on(one)], 2))
    if not pairs:
        return found
    related = [
        Relation(
            *(names.uid(), draw(st.sampled_from(KINDS)), source.uid, target.uid),
            *(source.article, target.article, draw(st.sampled_from(ANNOTATORS)), draw(notes)),
        )
        for source, target in draw(st.lists(st.sampled_from(pairs), max_size=4))
    ]
    return [
        replace(
            one,
            relations=[
                made
                for made in related
                if one.article.uid in (made.source_article, made.target_article)
            ],
        )
        for one in found
    ]


def _aligned(draw: st.DrawFn, names: Names, found: list[Entry]) -> list[Entry]:
    """Perhaps one decision on the first words of two articles."""
    if len(found) < 2 or draw(st.booleans()):
        return found
    a, b = sorted(found[:2], key=lambda one: one.article.uid)
    decided = Decided(
        uid=names.uid(),
        a=a.article.uid,
        a_span=(0, 3),
        b=b.article.uid,
        b_span=(0, 4),
        same=draw(st.booleans()),
        annotator="ana",
        created=time(1),
        modified=time(2),
        a_sha256=a.article.summary.sha256,
        a_quote=a.article.text[:3],
        b_sha256=b.article.summary.sha256,
        b_quote=b.article.text[:4],
    )
    return [replace(one, alignments=(decided,)) if one is a else one for one in found]


def as_dataset(found: list[Entry]) -> Dataset:
    """Entries as they are given to a format."""
    gone = (made.uid for one in found for text in one.earlier for made in text.annotations)
    return Dataset(iter(found), CODEBOOK, name="made", on_earlier=frozenset(gone))
