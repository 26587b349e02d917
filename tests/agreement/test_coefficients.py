"""Alpha and kappa are those of the papers' own worked examples, and hold their bounds."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement.coefficients import Alpha, kappa

KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Krippendorff 2011, example C: four observers, twelve units, with values missing."""


def alpha(units):
    found = Alpha()
    for values in units:
        found.take(values)
    return found.value()


def test_alpha_is_that_of_krippendorffs_example():
    rows = [line.split() for line in KRIPPENDORFF.strip().splitlines()]
    units = [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_two_values_is_that_of_krippendorffs_example():
    """Krippendorff 2011, example A: two observers, ten units, two values."""
    assert alpha(zip("0100000000", "1110010010", strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_kappa_is_that_of_a_table_worked_out_by_hand():
    """Agreed 35 of 50, by chance 0.5: kappa 0.4."""
    said = Counter({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert kappa(said) == pytest.approx(0.4)


def test_where_all_say_one_thing_nothing_can_be_said():
    assert alpha([["a", "a"]] * 5) is None
    assert kappa(Counter({("a", "a"): 5})) is None


def test_where_nobody_spoke_twice_nothing_can_be_said():
    assert alpha([["a"], ["b"]]) is None
    assert kappa(Counter()) is None


values = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=1)


@given(values)
def test_alpha_is_one_at_most_and_one_only_where_all_agree(units):
    found = alpha(units)
    if found is not None:
        assert found <= 1
        assert (found == 1) == all(len(set(unit)) == 1 for unit in units)


@given(values, st.integers(1, 5))
def test_a_weight_is_as_many_units(units, weight):
    weighed = Alpha()
    for unit in units:
        weighed.take(unit, weight)
    assert weighed.value() == alpha(units * weight)
