"""ClaimReview (schema.org): the claims that carry a verdict, as JSON-LD for a fact-checker's page.

A verdict is an annotation's attribute `verdict`. Annotations under one claim are one review, with
every article that says the claim as an appearance; who gave the verdict is the author, and the
attribute `review_url` the page that the review is published on. Only goes out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_file import Items
from tui.model import Annotation, ArticleSummary

WHAT = "ClaimReview (schema.org): claims that carry a verdict, as JSON-LD"
PLACE: Place = "file"
SUFFIX = ".jsonld"
EXTRA = ""
OFFSETS = "none"
CARRIES = Carries(overlaps=True, fragments=True, annotators=True, claims=True, bare=False)

VERDICT, PAGE, SPEAKER = "verdict", "review_url", "speaker"
"""The attributes that are read."""


@dataclass
class _Review:
    """A claim with its verdict, and the articles that say it, each once."""

    claimed: str
    made: Annotation | None = None
    verdicts: int = 0
    speaker: str = ""
    appearances: dict[str, dict[str, Any]] = field(default_factory=dict)


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write a list of reviews. What has to be in memory are the claims with their articles."""
    lost = Counter[str]()
    reviews: dict[str, _Review] = {}
    for entry in dataset.entries:
        for made in entry.annotations:
            _take(reviews, entry, made, lost)
    with out.open() as stream:
        stream.write(b"[")
        items = Items(stream)
        for review in reviews.values():
            if review.made is None:
                continue
            lost["verdicts on a claim that has one already"] += review.verdicts - 1
            lost["reviews without a page (attribute review_url)"] += not _page(review.made)
            items.add(_as_json(review, review.made))
        stream.write(b"\n]\n")
    return [Loss(*one) for one in lost.items()]


def _take(reviews: dict[str, _Review], entry: Entry, made: Annotation, lost: Counter[str]) -> None:
    """Put an annotation to the review of its claim; one without a claim is a claim of its own."""
    verdict = made.attributes.get(VERDICT, "").strip()
    if not verdict:
        lost["annotations without a verdict"] += 1
        if not made.claim:
            return
    key = f"claim:{made.claim.uid}" if made.claim else f"annotation:{made.uid}"
    wording = made.claim.wording if made.claim else made.quote
    review = reviews.setdefault(key, _Review(wording))
    review.appearances.setdefault(entry.article.uid, _appearance(entry.article.summary))
    review.speaker = review.speaker or made.attributes.get(SPEAKER, "").strip()
    if verdict:
        review.verdicts += 1
        if review.made is None or made.modified > review.made.modified:  # what was said last
            review.made = made


def _appearance(summary: ArticleSummary) -> dict[str, Any]:
    row: dict[str, Any] = {"@type": "NewsArticle"}
    given = {"headline": summary.title, "url": summary.url, "datePublished": summary.published}
    row |= {name: value for name, value in given.items() if value}
    if summary.source:
        row["publisher"] = {"@type": "Organization", "name": summary.source}
    return row


def _page(made: Annotation) -> str:
    page = made.attributes.get(PAGE, "").strip()
    return page if page.startswith(("http://", "https://")) else ""


def _as_json(review: _Review, made: Annotation) -> dict[str, Any]:
    """One review. Without a page of its own it is named by the annotation that has the verdict."""
    claim: dict[str, Any] = {"@type": "Claim"}
    if review.speaker:
        claim["author"] = {"@type": "Person", "name": review.speaker}
    found = sorted(
        review.appearances.values(), key=lambda one: str(one.get("datePublished", "9999"))
    )
    if date := found[0].get("datePublished"):
        claim["datePublished"] = date
    claim["firstAppearance"] = found[0]
    if found[1:]:
        claim["appearance"] = found[1:]
    verdict = made.attributes[VERDICT].strip()
    row: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": _page(made) or f"urn:uuid:{made.uid}",
        "claimReviewed": review.claimed,
        "itemReviewed": claim,
        "reviewRating": {"@type": "Rating", "alternateName": verdict},
    }
    if made.annotator:
        row["author"] = {"@type": "Person", "name": made.annotator}
    if made.modified:
        row["datePublished"] = made.modified[:10]
    if made.note:
        row["reviewBody"] = made.note
    return row
