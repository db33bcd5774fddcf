"""Which host a client talks to, and through which proxy."""

from __future__ import annotations

import ipaddress
from typing import get_args

import httpx

from ._generated.operations import BASE_URLS, Region
from .errors import ConfigurationError
from .text import Text


def host_url(region: str, base_url: str | None, name: str = "base_url") -> httpx.URL:
    """Return the URL of the host to talk to: `base_url` where given, else the host of the region.

    Args:
        region: Where the account is registered.
        base_url: Another host instead.
        name: What the user calls `base_url`, for the text of an error.

    Raises:
        ConfigurationError: `base_url` is not `https://HOST`, nor `http://HOST` with a host on this machine, which alone
            may be talked to in the clear.
    """
    address = BASE_URLS[checked_region(region)]
    address = address if base_url is None else base_url
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError):
        raise ConfigurationError(_no_url(name)) from None
    if url.userinfo or url.query or url.fragment or url.path not in ("", "/"):
        raise ConfigurationError(
            Text(
                f"{name} has to be https://HOST alone, with no path, query or user in it",
                f"{name} 只能是 https://主机名，不能带路径、查询串或用户名",
            )
        )
    if not url.host or "%" in url.host or url.scheme not in ("https", "http"):
        raise ConfigurationError(_no_url(name))
    if url.scheme == "http" and not is_loopback(url):
        raise ConfigurationError(
            Text(
                f"{name} http://{url.host} would send credentials in the clear; write https://",
                f"{name} http://{url.host} 会以明文发送凭证，请改用 https://",
            )
        )
    return url


def checked_region(region: str, name: str = "region") -> Region:
    """Return `region` if it is one; `name` is what the user calls it.

    Raises:
        ConfigurationError: It is none of the regions that OKX's docs list.
    """
    for known in get_args(Region):
        if region == known:
            return known  # type: ignore[no-any-return]
    names = get_args(Region)
    raise ConfigurationError(
        Text(
            f"{name} has to be one of {', '.join(names)}, not {region!r}",
            f"{name} 必须是 {'、'.join(names)} 之一，而不是 {region!r}",
        )
    )


def checked_proxy(proxy: str | None) -> httpx.Proxy | None:
    """Return the proxy that a URL names. It may hold a password, so no text shows it.

    Raises:
        ConfigurationError: It is not the URL of a proxy.
    """
    if proxy is None:
        return None
    try:
        checked = httpx.Proxy(proxy)
    except Exception:
        checked = None
    if checked and checked.url.host and (checked.url.port is None or 0 < checked.url.port < 1 << 16):
        return checked
    raise ConfigurationError(
        Text(
            "proxy is not the URL of a proxy; write http://HOST:PORT, https:// or socks5://",
            "proxy 不是代理的 URL，请写成 http://主机:端口、https:// 或 socks5://",
        )
    )


def way(url: httpx.URL, proxy: httpx.Proxy | None) -> Text:
    """Return where requests go, in words, without the password of the proxy."""
    if proxy is None:
        return Text(url.host, url.host)
    through = proxy.url.netloc.decode()
    return Text(f"{url.host} through the proxy {through}", f"{url.host}（经由代理 {through}）")


def is_loopback(url: httpx.URL) -> bool:
    """Say whether the host of `url` is this machine."""
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"


def is_okx(url: httpx.URL) -> bool:
    """Say whether `url` is the host of one of OKX's regions."""
    return any(url.host == httpx.URL(known).host for known in BASE_URLS.values())


def _no_url(name: str) -> Text:
    return Text(f"{name} has to be a URL of the form https://HOST", f"{name} 必须是形如 https://主机名 的 URL")
