"""Whether work grows with its input: two sizes measured side by side, since no machine's seconds are another's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

import pytest

_ROUNDS = 5  # a busy machine may disturb some of them
_LEAST = 1e-4  # seconds, below which a clock tells nothing
_TIMES = 4  # the larger input
_MOST = 10  # times as long; linear work takes about 4 times as long, quadratic work 16 times


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Four times the `size` takes far less than sixteen times the time, in one of a few rounds of both."""
    small = large = float("inf")
    for _ in range(_ROUNDS):
        small, large = min(small, _seconds(work, size)), min(large, _seconds(work, _TIMES * size))
        if large < _MOST * max(small, _LEAST):
            return
    pytest.fail(f"{_TIMES} times the input takes {large / max(small, _LEAST):.1f} times as long")


def _seconds(work: Callable[[int], object], size: int) -> float:
    # The collector walks all that lives in this process, so that its time tells of the tests before, not of the work.
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        work(size)
        return process_time() - start
    finally:
        gc.enable()
