"""How a client is set up: which host, which environment, and what the environment variables say."""

from __future__ import annotations

import ipaddress
import math
import os
from typing import TypedDict, get_args

import httpx

from ._generated.operations import BASE_URLS, Region
from .errors import ConfigurationError

_REQUIRED = ("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE", "OKX_DEMO")


class FromEnvironment(TypedDict):
    """The arguments of a client that environment variables give."""

    api_key: str
    secret_key: str
    passphrase: str
    demo: bool
    region: Region


def from_environment() -> FromEnvironment:
    """Read OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE, OKX_DEMO (1 demo, 0 live) and, if set, OKX_REGION.

    No variable of this function holds a secret or the environment, for a traceback may show it.

    Raises:
        ConfigurationError: A variable is missing (all missing ones are named), or has a value that it cannot have.
    """
    missing = [name for name in _REQUIRED if not os.environ.get(name, "").strip()]
    if missing:
        raise ConfigurationError(f"set {', '.join(missing)} in the environment; OKX_DEMO is 1 for demo, 0 for live")
    demo = os.environ["OKX_DEMO"].strip()
    if demo not in ("0", "1"):
        raise ConfigurationError("OKX_DEMO has to be 1 (demo trading) or 0 (live trading)")
    region = checked_region(os.environ.get("OKX_REGION", "").strip() or "global")
    return FromEnvironment(
        api_key=os.environ["OKX_API_KEY"],
        secret_key=os.environ["OKX_SECRET_KEY"],
        passphrase=os.environ["OKX_PASSPHRASE"],
        demo=demo == "1",
        region=region,
    )


def checked_region(region: str) -> Region:
    """Return `region` if it is one.

    Raises:
        ConfigurationError: It is none of the regions that OKX's docs list.
    """
    for known in get_args(Region):
        if region == known:
            return known  # type: ignore[no-any-return]
    raise ConfigurationError(f"region has to be one of {', '.join(get_args(Region))}, not {region!r}")


def host_url(region: str, base_url: str | None) -> httpx.URL:
    """Return the URL of the host to talk to: `base_url` where given, else the host of the region.

    Raises:
        ConfigurationError: `base_url` is not `https://HOST`, nor `http://HOST` with a host on this machine, which alone
            may be talked to in the clear.
    """
    address = BASE_URLS[checked_region(region)]
    address = address if base_url is None else base_url
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError):
        raise ConfigurationError("base_url is not a URL; write https://HOST") from None
    if url.userinfo or url.query or url.fragment or url.path not in ("", "/"):
        raise ConfigurationError("base_url has to be https://HOST alone, with no path, query or user in it")
    if not url.host or url.scheme not in ("https", "http"):
        raise ConfigurationError("base_url has to be https://HOST")
    if url.scheme == "http" and not is_loopback(url):
        raise ConfigurationError(f"base_url http://{url.host} would send credentials in the clear; write https://")
    return url


def is_loopback(url: httpx.URL) -> bool:
    """Say whether the host of `url` is this machine."""
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"


def checked_timeout(seconds: float) -> float:
    """Return `seconds` if it can be a time-out.

    Raises:
        ConfigurationError: It is not a number above zero; without a time-out a call could hang for ever.
    """
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not is_number or not math.isfinite(seconds) or seconds <= 0:
        raise ConfigurationError(f"timeout has to be a number of seconds above zero, not {seconds!r}")
    return float(seconds)
