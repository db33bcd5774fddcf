"""Which host a client talks to, and through which proxy."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final, get_args
from urllib.parse import SplitResult, urlsplit

from attrs import frozen

from ._generated.operations import BASE_URLS, Region
from .errors import ConfigurationError
from .text import Text

if TYPE_CHECKING:
    import httpx

_PORTS: Final = {"https": 443, "http": 80}
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,254}}$){_LABEL}(\.{_LABEL})*\.?")
_IN_BRACKETS = re.compile(r"\[([0-9a-f:.]+)\](:[0-9]*)?")


@frozen
class Host:
    """A host to talk to.

    Attributes:
        scheme: "https", or "http" on this machine alone.
        name: A name or an address, as a resolver takes it: an IPv6 address without its brackets.
        port: The port, from 1 to 65535.
    """

    scheme: str
    name: str
    port: int

    @property
    def netloc(self) -> str:
        """The host as the header `Host` has it: with its port only where that is not the scheme's own."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine."""
        try:
            return ipaddress.ip_address(self.name).is_loopback
        except ValueError:
            return self.name == "localhost"

    @property
    def is_okx(self) -> bool:
        """Whether it is the host of one of OKX's regions."""
        return any(self.name == urlsplit(known).hostname for known in BASE_URLS.values())

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}"


def host_of(region: str, base_url: str | None, name: str = "base_url") -> Host:
    """Return the host to talk to: that of `base_url` where given, else that of the region.

    Args:
        region: Where the account is registered.
        base_url: Another host instead.
        name: What the user calls `base_url`, for the text of an error.

    Raises:
        ConfigurationError: `base_url` is not `https://HOST`, nor `http://HOST` with a host on this machine, which alone
            may be talked to in the clear.
    """
    address = BASE_URLS[checked_region(region)]
    host = _host(address if base_url is None else base_url, name)
    if host.scheme == "http" and not host.is_loopback:
        raise ConfigurationError(
            Text(
                f"{name} {host} would send credentials in the clear; write https://",
                f"{name} {host} 会以明文发送凭证，请改用 https://",
            )
        )
    return host


def _host(address: object, name: str) -> Host:
    no_url = ConfigurationError(
        Text(f"{name} has to be a URL of the form https://HOST", f"{name} 必须是形如 https://主机名 的 URL")
    )
    if not isinstance(address, str) or not address.isprintable() or " " in address:
        raise no_url
    try:
        parts = urlsplit(address)
        port, host = parts.port, _name(parts)
    except ValueError:
        raise no_url from None
    if "@" in parts.netloc or "?" in address or "#" in address or parts.path not in ("", "/"):
        raise ConfigurationError(
            Text(
                f"{name} has to be https://HOST alone, with no path, query or user in it",
                f"{name} 只能是 https://主机名，不能带路径、查询串或用户名",
            )
        )
    if not host or port == 0 or parts.scheme not in _PORTS:
        raise no_url
    return Host(parts.scheme, host, port or _PORTS[parts.scheme])


def _name(parts: SplitResult) -> str:
    """Return the name of a host in ASCII, or nothing where it is none."""
    name = parts.hostname or ""
    if "[" in parts.netloc or "]" in parts.netloc:
        return str(ipaddress.IPv6Address(name)) if _IN_BRACKETS.fullmatch(parts.netloc.lower()) else ""
    if not name.isascii():
        import idna  # what httpx turns names of other letters into ASCII by

        name = idna.encode(name).decode()
    return name if _NAME.fullmatch(name) else ""


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
    import httpx

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


def way(host: Host, proxy: httpx.Proxy | None) -> Text:
    """Return where requests go, in words, without the password of the proxy."""
    if proxy is None:
        return Text(host.name, host.name)
    through = proxy.url.netloc.decode()
    return Text(f"{host.name} through the proxy {through}", f"{host.name}（经由代理 {through}）")
