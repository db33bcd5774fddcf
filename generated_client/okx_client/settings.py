"""How a client is set up, checked once, and what the environment variables say."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypedDict

from attrs import field, fields, frozen

from . import addresses
from ._generated.operations import Region
from .checks import HalfMade, number
from .errors import ConfigurationError
from .limits import LEAST_SHARE, Limiter, MemoryLimiter
from .retries import NO_RETRIES, Retries
from .text import VARIABLE, Language, Text, language_named

if TYPE_CHECKING:
    import httpx

CREDENTIALS: Final = ("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE", "OKX_DEMO")
"""The environment variables that a client needs."""

SHARED_LIMITER: Final = MemoryLimiter()
"""The limiter of all clients of this process that are given no other: they may be of one account."""


@frozen(kw_only=True)
class Timing:
    """The clocks, and how to wait. A test may pass others.

    Attributes:
        wall: Returns the time in seconds since 1970, by which requests are signed.
        monotonic: Returns the time in seconds from any moment on, never backwards.
        sleep: Waits so many seconds; None for `time.sleep` and `asyncio.sleep`.
    """

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Any] | None = None


class Options(TypedDict, total=False):
    """What `OKX` and `AsyncOKX` take beside the credentials; `OKX` says what each means."""

    region: Region
    base_url: str | None
    timeout: float
    proxy: str | None
    limiter: Limiter | None
    account: str | None
    limit_share: float
    max_wait: float
    option_families: Mapping[str, str]
    retries: Retries | None
    concurrency: int
    lang: Language | None
    timing: Timing


def _language(given: object) -> Language:
    """Return a language: as given, else as the environment says, else English."""
    named: object = (os.environ.get(VARIABLE, "").strip() or "en") if given is None else given
    language = language_named(named)
    if language is not None:
        return language
    source = VARIABLE if given is None else "lang"
    raise ConfigurationError(
        Text(f"{source} has to be en or zh, not {named!r}", f"{source} 必须是 en 或 zh，而不是 {named!r}")
    )


def _retries(given: object) -> Retries:
    if given is None:
        return NO_RETRIES
    if isinstance(given, Retries):
        return given
    raise ConfigurationError(Text("retries has to be a Retries or None", "retries 必须是 Retries 或 None"))


def _account(instance: Any, attribute: Any, value: Any) -> None:
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise ConfigurationError(Text("account has to be a text that is not blank", "account 必须是非空字符串"))


def _limiter(instance: Any, attribute: Any, value: Any) -> None:
    methods = [getattr(value, name, None) for name in ("reserve", "reserve_async")]
    if value is not None and (isinstance(value, type) or not all(callable(method) for method in methods)):
        raise ConfigurationError(
            Text(
                "limiter has to be a MemoryLimiter, a RedisLimiter or None",
                "limiter 必须是 MemoryLimiter、RedisLimiter 或 None",
            )
        )


def _families(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for pair in value.items() for name in pair):
        raise ConfigurationError(
            Text(
                "option_families has to map names of instruments to names of families",
                "option_families 必须是从产品 ID 到交易品种的映射",
            )
        )


def _timing(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, Timing):
        raise ConfigurationError(Text("timing has to be a Timing", "timing 必须是 Timing"))


@frozen(kw_only=True, repr=False)
class Settings(HalfMade):
    """How a client is set up; `OKX` says what each field means.

    Raises:
        ConfigurationError: A value cannot be used; the text says which and why.
    """

    lang: Language = field(default=None, converter=_language)
    region: Region = field(default="global", converter=addresses.checked_region)
    base_url: str | None = None
    timeout: float = field(default=10.0, validator=number(0.001))
    proxy: httpx.Proxy | None = field(default=None, converter=addresses.checked_proxy, repr=False)
    limiter: Limiter | None = field(default=SHARED_LIMITER, validator=_limiter)
    account: str | None = field(default=None, validator=_account)
    limit_share: float = field(default=1.0, validator=number(LEAST_SHARE, 1))
    max_wait: float = field(default=30.0, validator=number(0))
    option_families: Mapping[str, str] = field(factory=dict, validator=_families)
    retries: Retries = field(factory=Retries, converter=_retries)
    concurrency: int = field(default=100, validator=number(1, 100, whole=True))  # the pool has no more
    timing: Timing = field(factory=Timing, validator=_timing)

    def __reduce__(self) -> NoReturn:
        raise TypeError("Settings may hold the password of a proxy and are not pickled or copied")

    def __attrs_post_init__(self) -> None:
        """Refuse a proxy that would read the credentials: plain http is not tunnelled through it."""
        if self.proxy is not None and self.host.scheme == "http":
            raise ConfigurationError(
                Text(
                    "proxy and an http base_url do not go together: the proxy would read the credentials",
                    "proxy 不能与 http 的 base_url 同时使用：代理会看到凭证",
                )
            )

    @property
    def host(self) -> addresses.Host:
        """The host to talk to."""
        return addresses.host_of(self.region, self.base_url)

    def bucket_owner(self, api_key: str, *, demo: bool) -> str:
        """Return the name of the account whose limits a client spends: the caller's, else a hash of the API key.

        Live and demo are two accounts to OKX. Another host than OKX's own, such as a simulator, counts for itself.
        """
        name = self.account or hashlib.sha256(api_key.encode()).hexdigest()[:16]
        place = "" if self.account or self.host.is_okx else f" {self.host.netloc}"
        return f"{name} {'demo' if demo else 'live'}{place}"


def made(owner: str, options: Options) -> Settings:
    """Return the settings that the options of a client, the `owner`, give.

    Raises:
        ConfigurationError: A value cannot be used.
        TypeError: There is no such option.
    """
    unknown = sorted(options.keys() - {each.name for each in fields(Settings)})
    if unknown:
        raise TypeError(f"{owner}() got an unexpected keyword argument {unknown[0]!r}")
    return Settings(**options)


class FromEnvironment(TypedDict):
    """The arguments of a client that environment variables give."""

    api_key: str
    secret_key: str
    passphrase: str
    demo: bool


def from_environment() -> FromEnvironment:
    """Read OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE and OKX_DEMO (1 demo, 0 live).

    No variable of this function holds a secret or the environment, for a traceback may show it.

    Raises:
        ConfigurationError: A variable is missing (all missing ones are named), or has a value that it cannot have.
    """
    missing = [name for name in CREDENTIALS if not os.environ.get(name, "").strip()]
    if missing:
        raise ConfigurationError(
            Text(
                f"set {', '.join(missing)} in the environment; OKX_DEMO is 1 for demo, 0 for live",
                f"请设置环境变量 {'、'.join(missing)}；OKX_DEMO 为 1 表示模拟盘，0 表示实盘",
            )
        )
    demo = os.environ["OKX_DEMO"].strip()
    if demo not in ("0", "1"):
        raise ConfigurationError(
            Text("OKX_DEMO has to be 1 (demo trading) or 0 (live trading)", "OKX_DEMO 必须是 1（模拟盘）或 0（实盘）")
        )
    return FromEnvironment(
        api_key=os.environ["OKX_API_KEY"],
        secret_key=os.environ["OKX_SECRET_KEY"],
        passphrase=os.environ["OKX_PASSPHRASE"],
        demo=demo == "1",
    )


def with_host(options: Options) -> Options:
    """Return the options with the region of OKX_REGION and the host of OKX_BASE_URL, where they have none.

    A host outranks a region, wherever the two come from, as it does among the options themselves.

    Raises:
        ConfigurationError: It is none of the regions that OKX's docs list, or no URL that `base_url` may be.
    """
    found = options.copy()
    if found.get("base_url") is None and os.environ.get("OKX_BASE_URL", "").strip():
        found["base_url"] = _base_url()
    named = os.environ.get("OKX_REGION", "").strip()
    if named and "region" not in found and found.get("base_url") is None:
        found["region"] = addresses.checked_region(named, "OKX_REGION")
    return found


def _base_url() -> str:
    """Return what OKX_BASE_URL says, checked. No variable holds it: somebody may have written a password into it."""
    try:
        addresses.host_of("global", os.environ["OKX_BASE_URL"].strip(), "OKX_BASE_URL")
    except ConfigurationError as error:
        raise error.with_traceback(None) from None
    return os.environ["OKX_BASE_URL"].strip()
