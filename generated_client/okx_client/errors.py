"""What can go wrong, as a tree: catch `OKXError` for everything, a branch for what you can act on.

    OKXError
    ├── ConfigurationError         set up wrongly, closed, or used where it cannot be; nothing was sent
    ├── InvalidRequestError        the call is wrong (also a ValueError); nothing was sent
    ├── NotDelivered               the request did not reach OKX; repeating is safe
    ├── OutcomeUnknown             OKX may have acted: ask for the order's state
    ├── NotAllAccepted             only from report.raise_for_failures(); .report has every order
    └── APIError                   OKX refused: .code .message .http_status .operation
        ├── AuthenticationError    key, passphrase, signature, clock, environment, region, permission, address
        ├── RateLimited            more than OKX allows
        ├── Unavailable            OKX is busy or in maintenance
        └── CancelRejected         OKX refused to cancel this order
            ├── OrderGone          nothing is left to cancel: .reason says why
            └── CancelPending      it is being cancelled or settled already

Every error carries `.outcome`, the verdict on the order that the call named. `str(error)` says what happened, to which
request, whether OKX may have acted, and what to do next; in Chinese with `OKX(lang="zh")` or OKX_LANG=zh.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .text import Language, Text, language_named, language_of_environment

if TYPE_CHECKING:
    from ._generated.error_codes import GoneReason
    from ._generated.operations import Operation
    from .outcomes import NotSent, Outcome, Rejected, Unknown
    from .report import CancelReport


class OKXError(Exception):
    """The root of the tree.

    Args:
        text: What happened and what to do, in both languages; a plain `str` says the same in both.
        outcome: The verdict on the order that the call named.
        language: The language of `str(error)`; without it OKX_LANG, else English.

    Attributes:
        outcome: The verdict on the order that the call named. None where no order was named: nothing was sent then.
    """

    outcome: Outcome | None

    def __init__(self, text: Text | str, *, outcome: Outcome | None = None, language: Language | None = None) -> None:
        self.text = text if isinstance(text, Text) else Text(text, text)
        super().__init__(self.text.en)
        self.outcome = outcome
        self.language = language

    def __str__(self) -> str:
        return self.text.say(self.language or language_of_environment())

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from their positional arguments alone; ours have keyword ones.
        return (_rebuilt, (type(self), self.args, self.__dict__))


class ConfigurationError(OKXError):
    """The client was set up wrongly, was closed, or is used where it cannot be. Nothing was sent."""

    outcome: NotSent | None


class InvalidRequestError(OKXError, ValueError):
    """The call names an order in a way that OKX cannot take. Nothing was sent."""

    outcome: NotSent | None


class NotDelivered(OKXError):
    """No request that names an order reached OKX, so none was touched. Repeating is safe.

    There was no connection, or the wait for the rate limit would have been too long, or the limiter could not say.
    """

    outcome: NotSent | None


class OutcomeUnknown(OKXError):
    """OKX may have acted on the order, and nobody can say. Ask for its state.

    Attributes:
        safe_to_repeat: True where the order was named by OKX's id: a repeat can at worst be refused. False where it was
            named by the client's own id, which could by then name a newer order.
    """

    outcome: Unknown

    @property
    def safe_to_repeat(self) -> bool:
        """Whether sending the same cancel again can do no harm. Docs: #spread-trading-rest-api-place-order."""
        return not self.outcome.order.by_client_id


class NotAllAccepted(OKXError):
    """Of the orders of a bulk call, not every one was accepted.

    Attributes:
        report: What happened to each order.
    """

    def __init__(self, text: Text | str, *, report: CancelReport, language: Language | None = None) -> None:
        super().__init__(text, language=language)
        self.report = report


class APIError(OKXError):
    """OKX answered with a refusal and did not act.

    Attributes:
        code: OKX's code, such as "50113" (docs: #error-code). Empty where OKX gave none.
        message: OKX's own text.
        http_status: The status of the HTTP response.
        operation: The method and path that were called, and more; see `okx_client.operations`.
    """

    outcome: Rejected

    def __init__(
        self,
        text: Text | str,
        *,
        code: str,
        message: str,
        http_status: int,
        operation: Operation,
        outcome: Rejected | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(text, outcome=outcome, language=language)
        self.code = code
        self.message = message
        self.http_status = http_status
        self.operation = operation


class AuthenticationError(APIError):
    """OKX did not take the credentials, or not from here, or not for this. The text says what to do."""


class RateLimited(APIError):
    """OKX counted more requests or orders than it allows, also after the repeats that the client makes."""


class Unavailable(APIError):
    """OKX is busy, or the service is in maintenance, also after the repeats that the client makes."""


class CancelRejected(APIError):
    """OKX refused to cancel this one order; `code` says why."""


class OrderGone(CancelRejected):
    """There is nothing left to cancel.

    Attributes:
        reason: "filled", "cancelled", "triggered" (a real order may be live now), or "not_found_or_done": OKX's code
            does not say which, and gives the same for a mistyped id.
    """

    reason: GoneReason


class CancelPending(CancelRejected):
    """The order is being cancelled or settled already; ask for its state in a moment."""


@contextmanager
def in_language(language: object) -> Iterator[None]:
    """Let errors of ours that pass through here speak a language, where it is one."""
    try:
        yield
    except OKXError as error:
        error.language = language_named(language) or error.language
        raise


def _rebuilt(kind: type[OKXError], arguments: tuple[object, ...], attributes: dict[str, object]) -> OKXError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(attributes)
    return error
