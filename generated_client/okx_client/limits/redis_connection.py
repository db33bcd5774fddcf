"""Makes clients of redis-py, which is imported here and only when one is made."""

from __future__ import annotations

import socket
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from ..errors import ConfigurationError
from ..text import Text
from .redis_address import Address

if TYPE_CHECKING:
    import redis
    import redis.asyncio


def threaded(address: Address, timeout: float) -> redis.Redis:
    """Return a client for threads; it connects when it is first used.

    Args:
        address: Which Redis.
        timeout: Seconds for connecting, and for each answer.

    Raises:
        ConfigurationError: The package `redis` is missing, or does not take an option that stands in the URL.
    """
    client: redis.Redis = _connect("redis", "redis.retry", address, timeout)
    return client


def asynchronous(address: Address, timeout: float) -> redis.asyncio.Redis:
    """Do as `threaded` does, for one event loop."""
    client: redis.asyncio.Redis = _connect("redis.asyncio", "redis.asyncio.retry", address, timeout)
    return client


def _connect(package: str, retry: str, address: Address, timeout: float) -> Any:
    try:
        factory = import_module(package).Redis
    except ModuleNotFoundError:
        raise ConfigurationError(_NOT_INSTALLED) from None
    no_wait = import_module("redis.backoff").NoBackoff()
    lost = import_module("redis.exceptions").ConnectionError
    options = {
        "socket_connect_timeout": timeout,
        "socket_timeout": timeout,
        # Once, at once: that Redis closed a connection since its last use may show only when it is used again.
        "retry": import_module(retry).Retry(no_wait, 1, supported_errors=(lost,)),
        "retry_on_error": [lost],
        "protocol": 2,  # without a HELLO, which Redis 5 does not know
        "credential_provider": address.login,
        **_options_of(urlsplit(address.url)),
    }
    try:
        return _made(factory, address.url, options)
    except Exception as error:
        problem = type(error).__name__
    raise ConfigurationError(
        Text(
            f"redis-py cannot use the URL of the RedisLimiter ({problem}): look at the options after the ?",
            f"redis-py 无法使用 RedisLimiter 的 URL（{problem}），请检查 ? 之后的选项",
        )
    )


def _options_of(url: SplitResult) -> dict[str, Any]:
    if url.scheme == "unix":
        return {}
    # Firewalls forget connections that say nothing for some minutes, and then drop what comes on them.
    wanted = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10}  # seconds
    known = {getattr(socket, name): seconds for name, seconds in wanted.items() if hasattr(socket, name)}
    options = {"socket_keepalive": True, "socket_keepalive_options": known}
    # redis-py before 6 does not look whose certificate it is.
    named = parse_qs(url.query).keys() & {"ssl_check_hostname", "ssl_cert_reqs"}
    return options if url.scheme == "redis" or named else {**options, "ssl_check_hostname": True}


def _made(factory: Any, url: str, options: dict[str, Any]) -> Any:
    client = factory.from_url(url, **options)
    pool = client.connection_pool
    pool.connection_class(**pool.connection_kwargs)  # an unknown option shows only here; nothing is sent yet
    return client


_NOT_INSTALLED = Text(
    "a RedisLimiter needs the package redis: pip install 'okx-client[redis]'",
    "RedisLimiter 需要安装 redis 包：pip install 'okx-client[redis]'",
)
