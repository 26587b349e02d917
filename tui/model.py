"""The nouns of the desk as frozen values. No I/O, no imports from the rest of the house.

Every offset is a count of Unicode code points into the article's text, end exclusive, so that
``article.text[fragment.start:fragment.end]`` is the fragment's exact text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Fragment:
    """One unbroken stretch ``[start, end)`` of an annotation, with its anchor.

    `exact` is the text it covers; `prefix` and `suffix` are up to 32 code points around it, as in
    the TextQuoteSelector of the W3C Web Annotation Data Model, §4.2.4.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Attribute:
    """Something a tag asks of its annotations. Empty `choices` means free text."""

    name: str
    choices: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True)
class Tag:
    """A code of the codebook. `path` is its full name, parents first: ``claim/number``."""

    uid: str
    path: str
    key: str = ""
    colour: str = ""
    meaning: str = ""
    applies: tuple[str, ...] = ("span",)
    attributes: tuple[Attribute, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class ArticleSummary:
    """An article without its text, for lists."""

    uid: str
    sha256: str
    title: str
    length: int
    annotations: int = 0
    source: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    story: str = ""
    file: str = ""
    added: str = ""
    status: str = "todo"
    """How far it is read: todo, work or done."""
    split: str = ""
    """The part of the dataset it was put into: train, dev or test; empty where it is in none."""

    @property
    def label(self) -> str:
        """The shortest name a person would know it by: source, else file, else title."""
        return self.source or self.file or self.title


@dataclass(frozen=True)
class Article:
    """One source's text of one date. `text` never changes; `summary.sha256` names it."""

    summary: ArticleSummary
    text: str

    @property
    def uid(self) -> str:
        return self.summary.uid


@dataclass(frozen=True)
class Extraction:
    """How a text was found in its original bytes.

    `kind` is the kind of file ("html"), `extractor` what found the text in it, in which `version`
    and with which `options`, `member` its place inside the file it came in ("page 3", "a/b.html"),
    `words` how many words all of the page has, 0 where nothing of it was left out.
    """

    kind: str = "text"
    extractor: str = ""
    version: str = ""
    options: str = ""
    member: str = ""
    words: int = 0


@dataclass(frozen=True)
class Claim:
    """One statement in the reader's words, above the annotations that say or deny it."""

    uid: str
    wording: str
    note: str = ""


@dataclass(frozen=True)
class Annotation:
    """A tagged span: one or more fragments by one annotator. Times are ISO 8601 in UTC.

    `sha256` names the text its offsets are into: its article's, or an earlier one of the article.
    """

    uid: str
    article: str
    tag: str
    fragments: tuple[Fragment, ...]
    annotator: str
    created: str
    modified: str
    attributes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    note: str = ""
    claim: Claim | None = None
    sha256: str = ""

    @property
    def start(self) -> int:
        return self.fragments[0].start

    @property
    def end(self) -> int:
        return self.fragments[-1].end

    @property
    def quote(self) -> str:
        """The fragments' texts, joined where something between them was left out."""
        return " … ".join(fragment.exact for fragment in self.fragments)

    def covers(self, offset: int) -> bool:
        """Whether one of its fragments contains this code point."""
        return any(part.start <= offset < part.end for part in self.fragments)


@dataclass(frozen=True)
class ArticleTag:
    """A tag that an annotator gave an article as a whole. Times are ISO 8601 in UTC."""

    uid: str
    article: str
    tag: str
    annotator: str
    created: str
    modified: str
    attributes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    note: str = ""


@dataclass(frozen=True)
class Relation:
    """Two annotations, in one article or two, and how they stand to each other."""

    uid: str
    kind: str
    source: str
    target: str
    source_article: str
    target_article: str
    annotator: str
    note: str = ""


@dataclass(frozen=True)
class Operation:
    """One thing a person did, as the log names it ("tag 3 annotations claim/number").

    `kind` is do, undo or redo; `changes` is how many rows it changed, an
    article that came into work along with a mark left out.
    """

    uid: str
    annotator: str
    device: str
    wall: str
    kind: str
    label: str
    undone: bool = False
    changes: int = 0
