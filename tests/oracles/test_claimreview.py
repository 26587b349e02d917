"""extruct finds the reviews in a page, as a search engine would."""

import json

import extruct
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.test_claimreview import judged
from tests.oracles.reviews import GOOD, exported, page

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(judged())
def test_a_page_with_the_reviews_has_them_all(found):
    words = exported(found)
    got = extruct.extract(page(words), syntaxes=["json-ld"])["json-ld"]
    assert got == json.loads(words)


def test_what_was_cut_off_is_not_found():
    with pytest.raises(ValueError, match="Expecting|delimiter|Unterminated"):
        extruct.extract(page(json.dumps([GOOD])[:-5]), syntaxes=["json-ld"])
