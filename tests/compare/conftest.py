"""Articles made of the seeds' real paragraphs, and the news collection where it is set."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.compare.words import body
from tui.model import Article, ArticleSummary
from tui.text.policy import decode
from tui.text.regions import regions


@pytest.fixture
def article() -> Callable[..., Article]:
    """Make an article of a text."""

    def make(uid: str, text: str, **details: str) -> Article:
        details = {"title": "", **details}
        return Article(ArticleSummary(uid, uid, length=len(text), **details), text)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def seeds() -> tuple[str, str]:
    """The bodies of the two seed articles."""
    files = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    texts = [decode(file.read_bytes()).text for file in files]
    first, second = (body(text, regions(text)) for text in texts)
    return first, second


@pytest.fixture(scope="session")
def collection() -> list[dict[str, str]]:
    """News articles of several outlets in groups of one topic and day."""
    folder = os.environ.get("CLAIMDESK_CORPORA")
    if not folder:
        pytest.skip("CLAIMDESK_CORPORA is unset: no collection of news")
    lines = Path(folder, "intake/allsides/groups.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]
