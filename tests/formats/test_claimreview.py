"""ClaimReview: a review for each claim that carries a verdict, with the articles that say it."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tui.errors import CallError
from tui.formats.claimreview import write
from tui.formats.face import Options
from tui.formats.losses import loss_counts
from tui.formats.out import StreamOut
from tui.formats.registry import load_readable

MANY = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def exported(found):
    """The reviews, and what was told as lost."""
    stream = io.BytesIO()
    told = loss_counts(write(as_dataset(found), StreamOut(stream), Options()))
    return json.loads(stream.getvalue()), told


@st.composite
def judged(draw):
    """Datasets where some annotations carry a verdict, some of these a page."""
    found = draw(entries())
    said = st.sampled_from(
        [{}, {"verdict": "False"}, {"verdict": "Mostly true", "review_url": "https://a.org/1"}]
    )
    return [
        replace(
            one,
            annotations=[
                replace(made, attributes={**made.attributes, **draw(said)})
                for made in one.annotations
            ],
        )
        for one in found
    ]


def verdicts(found):
    return [made for one in found for made in one.annotations if made.attributes.get("verdict")]


@MANY
@given(judged())
def test_each_claim_with_a_verdict_is_one_review_and_the_rest_is_told(found):
    rows, told = exported(found)
    given_ = verdicts(found)
    claims = {made.claim.uid if made.claim else made.uid for made in given_}
    assert len(rows) == len(claims)
    everything = sum(len(one.annotations) for one in found)
    assert told["annotations without a verdict"] == everything - len(given_)
    assert told["verdicts on a claim that has one already"] == len(given_) - len(claims)
    worded = {made.claim.wording if made.claim else made.quote for made in given_}
    assert {row["claimReviewed"] for row in rows} == worded
    for row in rows:
        assert row["@type"] == "ClaimReview"
        assert row["reviewRating"]["alternateName"] in ("False", "Mostly true")
        assert row["url"].startswith(("https://", "urn:uuid:"))
        assert row["itemReviewed"]["firstAppearance"]["@type"] == "NewsArticle"


@MANY
@given(judged())
def test_every_article_that_says_a_claim_is_an_appearance_once(found):
    rows, _ = exported(found)
    for made in verdicts(found):
        if not made.claim:
            continue
        saying = sum(any(x.claim == made.claim for x in one.annotations) for one in found)
        (row,) = (row for row in rows if row["claimReviewed"] == made.claim.wording)
        assert 1 + len(row["itemReviewed"].get("appearance", [])) == saying


@MANY
@given(judged())
def test_reviews_without_a_page_are_told(found):
    rows, told = exported(found)
    without = sum(row["url"].startswith("urn:") for row in rows)
    assert told["reviews without a page (attribute review_url)"] == without


def test_nothing_with_a_verdict_is_an_empty_list():
    assert exported([]) == ([], {})


def test_it_only_goes_out():
    with pytest.raises(CallError, match="claimreview cannot be imported: choose"):
        load_readable("claimreview")
