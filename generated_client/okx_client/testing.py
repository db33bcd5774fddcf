"""For the tests of programs that use this package: a simulated OKX on this machine, and the bad days it can have.

    from okx_client.testing import Fault, SimulatedOKX

    def test_an_answer_that_never_comes(okx_exchange: SimulatedOKX) -> None:
        order = okx_exchange.add_spread_order()
        okx_exchange.inject(Fault.cut(acts=True))
        with okx_exchange.client() as okx, pytest.raises(OutcomeUnknown):
            okx.spread.cancel_order(ord_id=order.ord_id)

`okx_exchange` is a pytest fixture that comes with the package; it needs the extra `okx-client[simulator]`. Outside of
pytest, `with SimulatedOKX() as exchange:` gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Final, Self, Unpack
from urllib.parse import urlsplit

from .client import OKX, AsyncOKX
from .settings import Options
from .simulator import AlgoOrder, Exchange, Fault, ReceivedRequest, SpreadOrder
from .simulator.checks import wrong
from .simulator.credentials import random_api_key, random_passphrase, random_secret_key, variables
from .simulator.server import running

__all__ = ["AlgoOrder", "Fault", "ReceivedRequest", "SimulatedOKX", "SpreadOrder"]


class SimulatedOKX(Exchange):
    """A simulated OKX with one demo account, reached over HTTP on this machine inside a `with` block.

    It has OKX's limits, and no orders at first. Its port and its credentials are of its own, so no test spends the
    limits of another.

    Args:
        permissions: What the API key is allowed to do.

    Attributes:
        demo: True: the key is one for demo trading.
    """

    demo: Final = True

    def __init__(self, *, permissions: Iterable[str] = ("read", "trade")) -> None:
        super().__init__(
            api_key=random_api_key(),
            secret_key=random_secret_key(),
            passphrase=random_passphrase(),
            demo=self.demo,
            permissions=permissions,
        )
        self._url = ""
        self._server = ExitStack()
        self._clients = ExitStack()
        self._is_unreachable = False

    def __repr__(self) -> str:
        return f"SimulatedOKX({self._url or 'not running'})"

    def __enter__(self) -> Self:
        """Listen on a free port.

        Raises:
            okx_client.simulator.server.ServerMissingError: Uvicorn is not installed.
            RuntimeError: It listens already, or cannot start.
        """
        if self._url:
            wrong("this SimulatedOKX is in a with block already", "该 SimulatedOKX 已处于 with 块中", RuntimeError)
        self._url = self._server.enter_context(running(self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the clients of `client`, and stop."""
        self._url = ""
        with self._server:
            self._clients.close()

    @property
    def url(self) -> str:
        """Where it listens, as `base_url` has it. RuntimeError outside of the `with` block."""
        if not self._url:
            wrong("SimulatedOKX listens in its with block only", "SimulatedOKX 只在 with 块内监听", RuntimeError)
        return self._url

    @property
    def api_key(self) -> str:
        """The API key, made at random."""
        return self._account.api_key

    @property
    def secret_key(self) -> str:
        """The secret that belongs to it."""
        return self._account.secret_key

    @property
    def passphrase(self) -> str:
        """The passphrase that belongs to it."""
        return self._account.passphrase

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables by which `OKX.from_env()` reaches it."""
        return variables(
            self.url,
            api_key=self.api_key,
            secret_key=self.secret_key,
            passphrase=self.passphrase,
            demo=self.demo,
        )

    def client(self, **options: Unpack[Options]) -> OKX:
        """Make an `OKX` that reaches it; `options` are those of `OKX`, without `base_url`.

        Closed at the end of the `with` block, if not before.
        """
        client = OKX(
            api_key=self.api_key,
            secret_key=self.secret_key,
            passphrase=self.passphrase,
            demo=self.demo,
            **self._with_url(options),
        )
        self._clients.callback(client.close)
        return client

    def async_client(self, **options: Unpack[Options]) -> AsyncOKX:
        """Make an `AsyncOKX` that reaches it; `options` are as for `client`.

        It has to be closed, in its event loop: `async with okx_exchange.async_client() as okx: …`
        """
        return AsyncOKX(
            api_key=self.api_key,
            secret_key=self.secret_key,
            passphrase=self.passphrase,
            demo=self.demo,
            **self._with_url(options),
        )

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """Let nobody listen inside this `with` block: open connections end, and new ones are refused.

        Afterwards it listens again at the same `url`. Its orders and limits stay as they are.

        Raises:
            RuntimeError: It is not reachable to begin with.
        """
        port = urlsplit(self.url).port or 0
        if self._is_unreachable:
            wrong("this SimulatedOKX is unreachable already", "该 SimulatedOKX 已处于无法连接状态", RuntimeError)
        self._is_unreachable = True
        self._server.close()
        try:
            yield
        finally:
            self._is_unreachable = False
            self._server.enter_context(running(self, port))

    def _with_url(self, options: Options) -> Options:
        if "base_url" in options:
            wrong("a client of SimulatedOKX has its base_url already", "SimulatedOKX 的客户端已有 base_url", TypeError)
        return {**options, "base_url": self.url}
