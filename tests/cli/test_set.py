"""`claimdesk set`: what is known of an article is changed, or the call refused."""

import json

import pytest

from tests.cli.conftest import files_here, names_a_remedy


@pytest.fixture
def added(run, mali):
    run("add", mali)
    return json.loads(run("list", "--json").out)[0]["id"]


def test_details_are_changed_and_it_says_which(run, added):
    said = run("set", added[:8], "--source", "Le Monde")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("is now Le Monde\n")
    run("set", added, "--published", "2024-07-31", "--language", "en")
    (row,) = json.loads(run("list", "--json").out)
    assert (row["source"], row["published"], row["language"]) == ("Le Monde", "2024-07-31", "en")
    assert run("set", added, "--source", "").out == "Le Monde has no source now\n"
    assert run("set", added, "--language", "en").out == "that is what it has already\n"


@pytest.mark.parametrize(
    "options",
    [(), ("--published", "yesterday"), ("--language", "English"), ("--url", "x"), ("--title", "")],
)
def test_what_cannot_be_is_refused(run, added, options):
    said = run("set", added, *options)
    assert (said.code, said.out) == (2, "")
    assert names_a_remedy(said.told.replace("write", "use"))


def test_no_database_is_made(run):
    assert run("set", "ab12", "--title", "x").code == 2
    assert files_here() == {}
