"""Whether work grows with its input: two sizes measured side by side, since no machine's seconds are another's."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

_TIMES = 4  # the larger input
_MOST = 10  # times as long; linear work takes about 4 times as long, quadratic work 16 times


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Four times the `size` takes far less than sixteen times the time; the best of three of each, interleaved."""
    small, large = zip(*((_seconds(work, size), _seconds(work, _TIMES * size)) for _ in range(3)), strict=True)
    ratio = min(large) / max(min(small), 1e-4)
    assert ratio < _MOST, f"{_TIMES} times the input takes {ratio:.1f} times as long"


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = process_time()
    work(size)
    return process_time() - start
