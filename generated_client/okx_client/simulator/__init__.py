"""An OKX exchange on this machine, with orders that change state, for demos and for users' own tests.

    from okx_client.simulator import Exchange, mock_transport

    exchange = Exchange(api_key="…", secret_key="…", passphrase="…", demo=True)
    order = exchange.add_spread_order()
    httpx.Client(transport=mock_transport(exchange))

`python -m okx_client.simulator` serves the same exchange over HTTP on the loopback interface; that needs the extra
`okx-client[simulator]`. It answers as OKX documents and as others saw OKX answer. Where neither is known, the code
says what was chosen instead.
"""

from .answers import Answer
from .exchange import Exchange
from .orders import AlgoOrder, SpreadOrder
from .transport import mock_transport

__all__ = ["AlgoOrder", "Answer", "Exchange", "SpreadOrder", "mock_transport"]
