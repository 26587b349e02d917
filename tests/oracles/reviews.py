"""Pages with reviews, for the oracles of ClaimReview."""

import io

from tests.formats.datasets import as_dataset
from tui.formats.claimreview import write
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.out import StreamOut

GOOD = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://example.org/review",
    "claimReviewed": "The toll was 84.",
    "itemReviewed": {"@type": "Claim"},
    "reviewRating": {"@type": "Rating", "alternateName": "False"},
    "author": {"@type": "Person", "name": "ana"},
    "datePublished": "2026-11-21",
}


def exported(found: list[Entry]) -> str:
    """The reviews of articles, as JSON-LD."""
    stream = io.BytesIO()
    list(write(as_dataset(found), StreamOut(stream), Options()))
    return stream.getvalue().decode()


def page(words: str) -> str:
    """A page with reviews in it."""
    escaped = words.replace("<", "\\u003c")
    return f'<!doctype html><script type="application/ld+json">{escaped}</script><p>Text.'
