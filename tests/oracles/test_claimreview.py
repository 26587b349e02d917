"""extruct finds the reviews in a page, as a search engine would; npm's testing tool holds them to
what Google asks (where NODE_PATH leads to structured-data-testing-tool 4.5.0: nightly)."""

import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import as_dataset
from tests.formats.test_claimreview import judged
from tui.formats.claimreview import write
from tui.formats.face import Options
from tui.formats.out import StreamOut

extruct = pytest.importorskip("extruct")

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
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


def exported(found):
    stream = io.BytesIO()
    list(write(as_dataset(found), StreamOut(stream), Options()))
    return stream.getvalue().decode()


def page(words):
    escaped = words.replace("<", "\\u003c")
    return f'<!doctype html><script type="application/ld+json">{escaped}</script><p>Text.'


@SOME
@given(judged())
def test_a_page_with_the_reviews_has_them_all(found):
    words = exported(found)
    got = extruct.extract(page(words), syntaxes=["json-ld"])["json-ld"]
    assert got == json.loads(words)


def test_what_was_cut_off_is_not_found():
    with pytest.raises(ValueError, match="Expecting|delimiter|Unterminated"):
        extruct.extract(page(json.dumps([GOOD])[:-5]), syntaxes=["json-ld"])


TOOL = Path(os.environ.get("NODE_PATH", "nowhere"), "structured-data-testing-tool")
SCRIPT = """
const { structuredDataTest } = require(process.argv[1])
const { Google } = require(process.argv[1] + "/presets")
let html = ""
process.stdin.on("data", part => html += part).on("end", () => {
  const told = result => console.log(JSON.stringify({
    failed: result.failed.map(one => one.test), passed: result.passed.map(one => one.test) }))
  structuredDataTest(html, { presets: [Google], schemas: ["ClaimReview"] })
    .then(told).catch(error => told(error.res))
})
"""


def asked_of_google(words):
    """The tests that a page with these reviews passes and fails."""
    command = [shutil.which("node") or "node", "-e", SCRIPT, str(TOOL)]
    done = subprocess.run(
        command, input=page(words), capture_output=True, check=True, text=True, timeout=60
    )
    return json.loads(done.stdout)


needs_node = pytest.mark.skipif(not TOOL.is_dir(), reason="NODE_PATH has no testing tool")


@needs_node
@settings(SOME, max_examples=4)
@given(judged().filter(lambda found: json.loads(exported(found))))
def test_each_review_has_what_google_asks(found):
    told = asked_of_google(exported(found))
    assert told["failed"] == []
    assert any("claimReviewed" in one for one in told["passed"])


@needs_node
@pytest.mark.parametrize("missing", ["claimReviewed", "reviewRating", "url"])
def test_google_refuses_a_review_that_lacks_something(missing):
    assert asked_of_google(json.dumps([GOOD]))["failed"] == []
    broken = {name: value for name, value in GOOD.items() if name != missing}
    assert any(missing in one for one in asked_of_google(json.dumps([broken]))["failed"])
