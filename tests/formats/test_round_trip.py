"""Every format that is read back gives what its `CARRIES` says; jsonl and csv here."""

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.roundtrip import holds
from tui.formats.face import ALL
from tui.formats.losses import loss_counts, losses
from tui.formats.out import Nowhere
from tui.formats.registry import load
from tui.formats.writing import write_into
from tui.text.anchors import holds as stands

MANY = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("name", ["jsonl", "csv"])
@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(name, found):
    holds(name, found)


@MANY
@given(entries())
def test_json_lines_loses_nothing(found):
    assert not write_into(load("jsonl"), as_dataset(found), Nowhere()).losses


@MANY
@given(entries())
def test_what_the_strategy_makes_stands_in_its_texts(found):
    for one in found:
        assert all(
            stands(one.article.text, part) for made in one.annotations for part in made.fragments
        )


@MANY
@given(entries())
def test_a_format_that_carries_all_loses_nothing(found):
    assert len(fields(ALL)) > 15
    assert not any(losses(one, ALL) for one in found)
    assert not loss_counts(())
