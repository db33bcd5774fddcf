"""The little arithmetic of the table: pure, and tested by itself."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from attrs import frozen


@frozen
class Ratio:
    """The median of the ratios of the rounds, and between which quarters of them lie."""

    median: float
    low: float
    high: float


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """Return how ours compares with theirs, round by round: what slows a whole round down falls out."""
    rounds = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    if len(rounds) == 1:
        return Ratio(rounds[0], rounds[0], rounds[0])
    low, middle, high = statistics.quantiles(rounds, n=4, method="inclusive")
    return Ratio(middle, low, high)


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Return the power of the size by which the cost grows, fitted to the logarithms of all: 1 is linear, 2 square.

    A part of the cost that does not grow makes it less than 1, so this is about the larger sizes.
    """
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(x, y).slope
