"""On a terminal: the question before live orders, the progress bar, and colours for who wants them."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from okx_client.simulator import Exchange
from okx_client.simulator.server import running

from .support import POSIX, PROGRAM, SPREAD_LIMIT, clean, environment, new_exchange, no_secret_in

pytestmark = pytest.mark.skipif(not POSIX, reason="Windows has no pseudo-terminals of this kind")


class Terminal:
    """A program on a terminal, and what is on its screen so far."""

    def __init__(self, arguments: list[str], variables: dict[str, str], columns: int) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))

        self.program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            env={"TERM": "xterm-256color", **variables},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.screen = ""

    def until(self, words: str) -> str:
        """Read until these words are there, and return everything so far."""
        give_up = time.monotonic() + 60
        while words not in self.screen:
            assert time.monotonic() < give_up, f"{words!r} did not come: {self.screen!r}"
            if not self._read():
                assert words in self.screen, f"{words!r} did not come: {self.screen!r}"
        return self.screen

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def end(self) -> int:
        """Read to the end and return the exit status."""
        give_up = time.monotonic() + 60
        while self._read():
            assert time.monotonic() < give_up, self.screen
        return self.program.wait(timeout=60)

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self._ours)

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], 1)[0]:
            return True
        try:
            read = os.read(self._ours, 65536)
        except OSError:  # Linux: the program has ended
            return False
        self.screen += read.decode(errors="replace").replace("\r\n", "\n")
        return bool(read)


@contextmanager
def terminal(
    exchange: Exchange, home: Path, *arguments: str, demo: bool = False, columns: int = 120, **more: str
) -> Iterator[Terminal]:
    with running(exchange) as url:
        shown = Terminal([*arguments], clean({**environment(url, demo=demo), **more}, home), columns)
        try:
            yield shown
        finally:
            shown.close()


@pytest.fixture
def live() -> Exchange:
    return new_exchange(demo=False)


def test_live_orders_are_cancelled_after_a_yes(live: Exchange, home: Path) -> None:
    order = live.add_spread_order().ord_id
    with terminal(live, home, "cancel", "spread", order) as shown:
        screen = shown.until("Cancel 1 spread order on LIVE? [y/N] ")
        assert live.requests == ()
        assert "LIVE trading: real orders" in screen
        shown.type("y\n")
        assert shown.end() == 0
    assert live.spread_order(order).state == "canceled"
    no_secret_in(shown.screen)


@pytest.mark.parametrize("answer", ["\n", "n\n", "yep\n", "\x04"], ids=["enter", "n", "something", "the end"])
def test_anything_but_a_yes_sends_nothing(live: Exchange, home: Path, answer: str) -> None:
    order = live.add_spread_order().ord_id
    with terminal(live, home, "cancel", "spread", order) as shown:
        shown.until("[y/N] ")
        shown.type(answer)
        assert shown.end() == 2
    assert live.requests == ()
    assert "\nokx-client: nothing was sent\n" in shown.screen


def test_ctrl_c_at_the_question_sends_nothing(live: Exchange, home: Path) -> None:
    with terminal(live, home, "cancel", "spread", "1") as shown:
        shown.until("[y/N] ")
        shown.program.send_signal(signal.SIGINT)
        assert shown.end() == 130
    assert live.requests == ()
    assert "interrupted; nothing was sent" in shown.screen
    assert "Traceback" not in shown.screen


def test_what_was_typed_before_the_question_does_not_answer_it(live: Exchange, home: Path) -> None:
    with terminal(live, home, "cancel", "spread", live.add_spread_order().ord_id) as shown:
        shown.type("y\n")
        shown.until("[y/N] ")
        shown.type("n\n")
        assert shown.end() == 2
    assert live.requests == ()


def test_orders_typed_on_the_terminal_are_asked_for(live: Exchange, home: Path) -> None:
    with terminal(live, home, "cancel", "spread", "--file", "-") as shown:
        shown.until("Reading orders from the terminal; Ctrl-D ends them.")
        shown.type("ordId\n404\n\x04")
        shown.until("[y/N] ")
        shown.type("y\n")
        assert shown.end() == 1
    assert len(live.cancel_requests) == 1


def test_on_a_dumb_terminal_there_is_no_bar(home: Path) -> None:
    exchange = new_exchange()
    number = SPREAD_LIMIT.count + 1
    orders = [exchange.add_spread_order().ord_id for _ in range(number)]
    with terminal(exchange, home, "cancel", "spread", *orders, demo=True, TERM="dumb") as shown:
        assert shown.end() == 0
    assert f"/{number}" not in shown.screen
    assert "\x1b[2K" not in shown.screen
    assert "asking OKX for its time" in shown.screen


def test_with_yes_nobody_is_asked(live: Exchange, home: Path) -> None:
    with terminal(live, home, "cancel", "spread", live.add_spread_order().ord_id, "--yes") as shown:
        assert shown.end() == 0
    assert "[y/N]" not in shown.screen


def test_a_bar_shows_the_counts_and_the_time_left_and_goes_away(home: Path) -> None:
    exchange = new_exchange()
    number = 2 * SPREAD_LIMIT.count + 5  # the third window of the limit is needed
    orders = [exchange.add_spread_order().ord_id for _ in range(number)]
    with terminal(exchange, home, "cancel", "spread", *orders, "1", demo=True) as shown:
        shown.until(f"/{number + 1}")
        shown.until(" s left")
        assert shown.end() == 1
    counts = {int(count) for count in re.findall(rf"\b([0-9]+)/{number + 1}\b", shown.screen)}
    assert any(0 < count <= number for count in counts), "on the way, and not at the end alone"
    assert re.search(r"\b[0-9]+ accepted, 1 rejected", shown.screen)
    table = shown.screen[shown.screen.rindex("\x1b[2K") :]  # the line of the bar is wiped before the table
    assert f"{number} of {number + 1} orders accepted, 1 rejected." in " ".join(table.split())
    assert "s left" not in table


def test_orders_are_never_cut_on_a_narrow_terminal(home: Path) -> None:
    name = "BTC-USD-261225-100000-C"
    with terminal(new_exchange(), home, "cancel", "algo", f"{name}:404404404404404404", demo=True, columns=50) as shown:
        assert shown.end() == 1
    assert f"{name}:404404404404404404" in shown.screen


def test_no_color_is_respected(live: Exchange, home: Path) -> None:
    colours = re.compile(r"\x1b\[[0-9;]*3[0-9][0-9;]*m")
    with terminal(live, home, "cancel", "spread", "1", "--yes") as shown:
        assert shown.end() == 1
    assert colours.search(shown.screen)
    with terminal(live, home, "cancel", "spread", "1", "--yes", NO_COLOR="1") as shown:
        assert shown.end() == 1
    assert not colours.search(shown.screen)


def test_the_bar_is_chinese(home: Path) -> None:
    exchange = new_exchange()
    orders = [exchange.add_spread_order().ord_id for _ in range(SPREAD_LIMIT.count + 1)]
    with terminal(exchange, home, "cancel", "spread", *orders, "1", demo=True, OKX_LANG="zh") as shown:
        assert shown.end() == 1
    assert re.search(r"已受理 [0-9]+，被拒绝 1", shown.screen)


def test_the_question_is_asked_in_chinese(live: Exchange, home: Path) -> None:
    with terminal(live, home, "cancel", "spread", "1", OKX_LANG="zh") as shown:
        shown.until("确定要在实盘撤销 1 个价差订单吗？[y/N] ")
        shown.type("是\n")
        assert shown.end() == 1
    assert "被拒绝" in shown.screen
