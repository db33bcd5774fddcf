"""The numbers of the table."""

from __future__ import annotations

import pytest

from benchmarks.arithmetic import Ratio, exponent, ratio
from benchmarks.goals import Goal


def test_a_ratio_is_that_of_each_round_so_that_a_slow_round_does_not_count() -> None:
    assert ratio([1, 10, 1], [2, 20, 2]) == Ratio(0.5, 0.5, 0.5)


def test_the_middle_half_of_the_rounds_is_shown_beside_their_median() -> None:
    assert ratio([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]) == Ratio(3, 2, 4)


def test_one_round_is_enough_for_a_ratio() -> None:
    assert ratio([3], [2]) == Ratio(1.5, 1.5, 1.5)


def test_rounds_have_to_be_of_the_same_number() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratio([1, 2], [1])


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_growth_is_the_power_of_the_size(power: float) -> None:
    sizes = [10, 100, 1000]
    assert exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(0.5, "aim reached"), (0.55, "aim reached"), (0.56, "must reached"), (0.72, "must reached"), (0.73, "missed")],
)
def test_a_value_reaches_the_aim_or_what_it_must_or_misses_both(value: float, verdict: str) -> None:
    assert Goal(0.72, 0.55).verdict(value) == verdict


def test_a_verdict_is_about_the_digits_that_are_shown() -> None:
    assert Goal(0.72, 0.55).verdict(0.7204) == "must reached"
    assert Goal(0.72, 0.55, digits=3).verdict(0.7206) == "missed"
