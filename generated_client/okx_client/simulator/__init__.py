"""An OKX exchange on this machine, with orders that change state, for demos and for users' own tests.

    from okx_client.simulator import Exchange, mock_transport

    exchange = Exchange(api_key="…", secret_key="…", passphrase="…", demo=True)
    order = exchange.add_spread_order()
    httpx.Client(transport=mock_transport(exchange))

    exchange.set_spread_state(order.ord_id, "filled")     # what happens to an order meanwhile
    exchange.cancel_later(3)                              # how long an accepted cancel takes
    exchange.inject(Fault.cut(acts=True))                 # what goes wrong with the next request
    exchange.skew_clock(45)                               # whose clock is wrong
    exchange.cancel_requests                              # what arrived

`python -m okx_client.simulator` serves the same exchange over HTTP on the loopback interface; that needs the extra
`okx-client[simulator]`. It answers as OKX documents and as others saw OKX answer. Where neither is known, the code
says what was chosen instead.
"""

from .answers import Answer
from .exchange import Exchange
from .faults import Fault
from .orders import AlgoOrder, SpreadOrder
from .request import ReceivedRequest
from .transport import mock_transport

__all__ = ["AlgoOrder", "Answer", "Exchange", "Fault", "ReceivedRequest", "SpreadOrder", "mock_transport"]
