"""What can go wrong, as a tree: catch `OKXError` for everything, a branch for what you can act on.

The branches, with what each says about the request:

    OKXError
    ├── ConfigurationError     the client was set up wrongly, or is closed
    ├── InvalidRequestError    the call is wrong (also a ValueError); nothing was sent
    ├── NotDelivered           no connection; nothing was sent
    ├── OutcomeUnknown         sent, and nobody knows whether OKX acted on it
    └── APIError               OKX refused the request, with a code
        └── CancelRejected     OKX refused to cancel this order
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._generated.operations import Operation


class OKXError(Exception):
    """The root of the tree."""


class ConfigurationError(OKXError):
    """The client was set up wrongly, was closed, or is used where it cannot be. Nothing was sent."""


class InvalidRequestError(OKXError, ValueError):
    """The call names no order, or names one in a way that OKX cannot take. Nothing was sent."""


class NotDelivered(OKXError):
    """The request did not reach OKX, so no order was touched. Repeating it is safe."""


class OutcomeUnknown(OKXError):
    """The request may have reached OKX, and no readable answer says what became of it. Ask for the order's state."""


class APIError(OKXError):
    """OKX answered with a refusal.

    Attributes:
        code: OKX's code, such as "50113" (docs: #error-code). Empty where OKX gave none.
        message: OKX's own text.
        http_status: The status of the HTTP response.
        operation: The method and path that were called, and more; see `okx_client.operations`.
    """

    def __init__(self, text: str, *, code: str, message: str, http_status: int, operation: Operation) -> None:
        super().__init__(text)
        self.code = code
        self.message = message
        self.http_status = http_status
        self.operation = operation

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from their positional arguments alone; ours have keyword ones.
        return (_rebuilt, (type(self), self.args, self.__dict__))


class CancelRejected(APIError):
    """OKX refused to cancel this one order; `code` says why. The order may be live, filled, or gone already."""


def _rebuilt(kind: type[APIError], arguments: tuple[object, ...], attributes: dict[str, object]) -> APIError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(attributes)
    return error
