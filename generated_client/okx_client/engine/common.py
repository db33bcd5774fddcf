"""What both engines share: the rules of a client, whether it can be used, and what its calls end in."""

from __future__ import annotations

import math
import os
from abc import ABC, abstractmethod
from threading import Lock
from typing import TYPE_CHECKING, NoReturn

from .. import addresses, connections, explain
from ..attempts import Attempts, Rules
from ..calls import Call
from ..credentials import without_frames
from ..errors import ConfigurationError
from ..limits import Denied, Granted, Turn
from ..limits.charging import Tariff
from ..outcomes import Accepted, NotSent
from ..report import CancelReport, carry
from ..settings import Settings
from ..signing import Signer
from ..text import Text
from ..transport.request import TimeLimits

if TYPE_CHECKING:
    import httpx

    from .._generated import Client


class Base(ABC):
    """What both engines are: signed requests to one host, from one process, until it is closed.

    Attributes:
        settings: How the client is set up.
        signer: What signs.
        rules: What every call has to keep to.
        closed: Whether the client was closed.
        place: Where requests go, in words.
        questions: How often OKX's time was asked.
        clock_was_set: Whether the last question had an answer.
    """

    def __init__(self, name: str, signer: Signer, settings: Settings, owner: str) -> None:
        self.settings = settings
        self.signer = signer
        self.closed = False
        self.questions = 0
        self.clock_was_set = False
        self.place = addresses.way(settings.host, settings.proxy)
        self._name = name
        self._process = os.getpid()
        tariff = Tariff(account=owner, share=settings.limit_share, families=settings.option_families)
        self._raw: Client | None = None
        self._making_raw = Lock()
        self.rules = Rules(
            retries=settings.retries,
            max_wait=settings.max_wait,
            timeout=settings.timeout,
            charges=None if settings.limiter is None else tariff.charges,
            now=settings.timing.monotonic,
        )

    def __repr__(self) -> str:
        return f"{self._name}({getattr(self, 'settings', None) and self.settings.host}, {getattr(self, 'signer', '')})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self._name} holds secrets and connections and is not pickled or copied")

    def check_usable(self, call: Call | None = None) -> None:
        """Raise a ConfigurationError where the client is closed, or from before a fork."""
        self._check_open(call)
        self.check_here(call)

    def _check_open(self, call: Call | None = None) -> None:
        if self.closed:
            raise self.unusable(
                Text(f"this {self._name} is closed; make a new one", f"该 {self._name} 对象已关闭，请新建一个"), call
            )

    def check_here(self, call: Call | None = None) -> None:
        """Raise a ConfigurationError where the client is from before a fork."""
        if self.is_from_before_a_fork:
            raise self.unusable(
                Text(
                    f"this {self._name} was made before a fork; make one in each process",
                    f"该 {self._name} 对象创建于 fork 之前，请在每个进程中各建一个",
                ),
                call,
            )

    @property
    def is_from_before_a_fork(self) -> bool:
        """Whether another process made it."""
        return os.getpid() != self._process

    def unusable(self, why: Text, call: Call | None) -> ConfigurationError:
        """Return the error of a client that cannot be used; it carries the verdict on the order of `call`."""
        text = Text(f"{why.en}. Nothing was sent.", f"{why.zh}。未发送任何请求。")
        language = self.settings.lang
        outcome = NotSent(call.orders[0], text.say(language)) if call else None
        return ConfigurationError(text, outcome=outcome, language=language)

    @property
    def raw(self) -> Client:
        """The generated client, made when it is first asked for."""
        self._check_open()
        with self._making_raw:
            if self._raw is None:
                self._raw = connections.raw_client(self._name, self._http(), self.settings)
            return self._raw

    @abstractmethod
    def _http(self) -> httpx.Client | httpx.AsyncClient:
        """Return the httpx client, made when it is first asked for."""

    def time_limits(self, seconds: float = math.inf) -> TimeLimits:
        """Return the time-outs of one request that may take so many seconds in all."""
        return TimeLimits(self.settings.timeout, seconds, self.rules.now)

    def accepted(self, attempts: Attempts) -> Accepted:
        """Return the acceptance of the one order of a call, or raise the error that its verdict gives."""
        (verdict,) = attempts.verdicts
        if isinstance(verdict, Accepted):
            return verdict
        raise explain.error_of(verdict, attempts.call.operation, self.settings.lang)

    def interrupted(self, attempts: Attempts, interruption: BaseException) -> BaseException:
        """Return an interruption with the report on it, and without the frames that hold signed headers."""
        carry(interruption, CancelReport(attempts.verdicts, self.settings.lang))
        return without_frames(interruption)


def checked_turn(turn: object) -> Turn:
    """Return the answer of a limiter, a caller's own perhaps, if it is one."""
    return turn if isinstance(turn, (Granted, Denied)) else limiter_failed(TypeError())


def limiter_failed(error: Exception) -> Denied:
    """Return what the exception of a caller's own limiter means: no turn, so nothing is sent."""
    reason = type(error).__name__
    return Denied(Text(f"The limiter failed ({reason}).", f"限速器出错（{reason}）。"))
