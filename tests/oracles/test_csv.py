"""pandas reads the tables of CSV, and finds the same words; what is cut off it refuses."""

import json
from collections import Counter

import pandas
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.oracles.claims import sample

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def table(folder, name):
    """The rows of a table: every cell as the words in it."""
    read = pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    return read.to_dict("records")


def marked(found):
    """All annotations, those on earlier texts too."""
    for one in found:
        yield from one.annotations
        for earlier in one.earlier:
            yield from earlier.annotations


@SOME
@given(entries())
def test_pandas_finds_the_words_of_every_annotation_and_every_relation(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("csv") / "out"
    written("csv", found, folder)
    texts = {row["sha256"]: row["text"] for row in table(folder, "documents")}
    for one in found:
        assert texts[one.article.summary.sha256] == one.article.text
    seen = Counter()
    for row in table(folder, "spans"):
        spans = [tuple(map(int, part.split("-"))) for part in row["fragments"].split(";")]
        words = [texts[row["sha256"]][start:end] for start, end in spans]
        assert words == json.loads(row["quotes"])
        seen[row["annotator"], row["tag"], row["note"], tuple(words)] += 1
    assert seen == Counter(
        (one.annotator, one.tag, one.note, tuple(part.exact for part in one.fragments))
        for one in marked(found)
    )
    ends = ((row["id"], row["kind"], row["from"], row["to"]) for row in table(folder, "relations"))
    assert sorted(ends) == sorted(
        (one.uid, one.kind, one.source, one.target) for each in found for one in each.own_relations
    )


def test_pandas_refuses_a_table_that_is_broken(tmp_path):
    written("csv", [sample()], tmp_path / "out")
    file = tmp_path / "out" / "documents.csv"
    good = file.read_text("utf-8")
    assert [row["id"] for row in table(tmp_path / "out", "documents")] == ["a1"]
    file.write_text(good + '"a2', "utf-8")
    with pytest.raises(pandas.errors.ParserError, match="EOF inside string"):
        table(tmp_path / "out", "documents")
    file.write_bytes(good.encode("utf-16"))
    with pytest.raises(UnicodeDecodeError):
        table(tmp_path / "out", "documents")
