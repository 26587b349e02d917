"""npm's structured-data-testing-tool holds the reviews to what Google asks of them (nightly)."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.test_claimreview import judged
from tests.oracles.reviews import GOOD, exported, page

TOOL = "structured-data-testing-tool@4.5.0"
PLACE = Path(__file__).parents[2] / ".oracles" / "npm"
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


def asked_of_google(tool, words):
    """The tests that a page with these reviews passes and fails."""
    command = ["node", "-e", SCRIPT, str(tool)]
    done = subprocess.run(
        command, input=page(words), capture_output=True, check=True, text=True, timeout=60
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def tool():
    """Where npm has put the testing tool, which stays there for the next time."""
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", PLACE, TOOL]
    subprocess.run(command, check=True, timeout=600)
    return PLACE / "node_modules" / TOOL.partition("@")[0]


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=judged().filter(lambda found: json.loads(exported(found))))
def test_each_review_has_what_google_asks(tool, found):
    told = asked_of_google(tool, exported(found))
    assert told["failed"] == []
    assert any("claimReviewed" in one for one in told["passed"])


@pytest.mark.parametrize("missing", ["claimReviewed", "reviewRating", "url"])
def test_google_refuses_a_review_that_lacks_something(tool, missing):
    assert asked_of_google(tool, json.dumps([GOOD]))["failed"] == []
    broken = {name: value for name, value in GOOD.items() if name != missing}
    assert any(missing in one for one in asked_of_google(tool, json.dumps([broken]))["failed"])
