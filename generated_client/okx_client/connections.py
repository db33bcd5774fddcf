"""The connections that `OKX` and `AsyncOKX` send through: pooled, verified, bounded, past no redirect."""

from __future__ import annotations

import functools
import os
import ssl
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from .addresses import Host
from .errors import ConfigurationError
from .settings import Settings
from .text import Text
from .transport.pool import KEPT_SECONDS, MOST

if TYPE_CHECKING:
    import httpx

    from ._generated import Client
    from .signing import Signer

    _AnyClient = TypeVar("_AnyClient", httpx.Client, httpx.AsyncClient)


def needs_httpx(settings: Settings, transport: Any) -> bool:
    """Say whether something is in between that httpx knows how to pass, and we do not."""
    return transport is not None or settings.proxy is not None or _environment_has_a_proxy(settings.host)


def _environment_has_a_proxy(host: Host) -> bool:
    if host.is_loopback:
        return False  # plain http goes to this machine alone, past the environment's proxies
    if sys.platform not in ("darwin", "win32") and not any(
        name.lower() in ("https_proxy", "all_proxy") for name in os.environ
    ):
        return False
    from urllib.request import getproxies  # slow to import; macOS and Windows have proxies in other places too

    return not getproxies().keys().isdisjoint(("https", "all"))


def tls(host: Host) -> ssl.SSLContext | None:
    """Return what verifies a host; None for one that speaks plain http.

    Raises:
        ConfigurationError: The certificates to trust cannot be read.
    """
    return _ssl_context() if host.scheme == "https" else None


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    """One for the whole process, since reading the certificates takes some 20 ms: those that httpx would trust."""
    try:
        if file := os.environ.get("SSL_CERT_FILE"):
            return ssl.create_default_context(cafile=file)
        if folder := os.environ.get("SSL_CERT_DIR"):
            return ssl.create_default_context(capath=folder)
        import certifi

        return ssl.create_default_context(cafile=certifi.where())
    except OSError as error:  # ssl.SSLError is one
        problem = error.strerror or type(error).__name__
    raise ConfigurationError(
        Text(
            f"the certificates to trust could not be read ({problem}); see SSL_CERT_FILE and SSL_CERT_DIR",
            f"无法读取受信任的证书（{problem}），请检查 SSL_CERT_FILE 与 SSL_CERT_DIR",
        )
    )


def client(kind: type[_AnyClient], signer: Signer, settings: Settings, transport: Any) -> _AnyClient:
    """Return an httpx client that signs.

    Raises:
        ConfigurationError: The transport is of the other kind, or the environment names a proxy that cannot be used.
    """
    import httpx

    from .transport import guards

    base = httpx.BaseTransport if kind is httpx.Client else httpx.AsyncBaseTransport
    if transport is not None and not isinstance(transport, base):
        raise ConfigurationError(
            Text(
                f"transport has to be an httpx.{base.__name__}, not {type(transport).__name__}",
                f"transport 必须是 httpx.{base.__name__}，而不是 {type(transport).__name__}",
            )
        )
    if transport is not None and settings.proxy is not None:
        raise ConfigurationError(
            Text(
                "transport and proxy do not go together: give the proxy to the transport",
                "transport 与 proxy 不能同时使用：请在 transport 中设置代理",
            )
        )
    options = client_options(signer, settings)
    try:
        made = kind(transport=transport, **options)  # type: ignore[arg-type]
    except ImportError:
        raise ConfigurationError(_NO_SOCKS) from None
    except Exception as error:
        reason = type(error).__name__
    else:
        guards.guard(made)
        return made
    raise ConfigurationError(
        Text(
            f"the HTTP client could not be made ({reason}); see proxy, HTTPS_PROXY and ALL_PROXY",
            f"无法创建 HTTP 客户端（{reason}），请检查 proxy 以及环境变量 HTTPS_PROXY、ALL_PROXY",
        )
    )


def client_options(signer: Signer, settings: Settings) -> dict[str, Any]:
    """Return the options of an httpx client."""
    import httpx

    from .auth import OKXAuth

    return {
        "auth": OKXAuth.of(signer),
        "base_url": str(settings.host),
        "timeout": settings.timeout,
        "limits": httpx.Limits(max_connections=MOST, max_keepalive_connections=MOST, keepalive_expiry=KEPT_SECONDS),
        "proxy": settings.proxy,
        "verify": _ssl_context(),
        "follow_redirects": False,  # a redirect would carry the credentials to another host
        "trust_env": not settings.host.is_loopback,
    }


_NO_SOCKS = Text(
    "a SOCKS proxy (proxy, HTTPS_PROXY or ALL_PROXY) needs the package socksio: pip install 'okx-client[socks]'",
    "使用 SOCKS 代理（proxy、HTTPS_PROXY 或 ALL_PROXY）需要安装 socksio 包：pip install 'okx-client[socks]'",
)


def raw_client(kind: str, http: httpx.Client | httpx.AsyncClient, settings: Settings) -> Client:
    """Return the generated client around a signed httpx client; functions of the other kind are refused.

    Args:
        kind: The name of the class whose `raw` it is.
        http: What to send through.
        settings: How the client is set up.
    """
    import httpx

    from ._generated import Client

    def refuse(request: httpx.Request) -> httpx.Response:
        raise ConfigurationError(
            Text(
                f"{kind}.raw is for the generated functions that are {'not awaited' if kind == 'OKX' else 'awaited'}; "
                f"take {'AsyncOKX' if kind == 'OKX' else 'OKX'}.raw for the others. Nothing was sent.",
                f"{kind}.raw 只能用于{'同步' if kind == 'OKX' else '异步'}的生成函数；"
                f"其余请使用 {'AsyncOKX' if kind == 'OKX' else 'OKX'}.raw。未发送任何请求。",
            )
        )

    refusing = httpx.MockTransport(refuse)
    url = str(settings.host)
    raw = Client(base_url=url, raise_on_unexpected_status=True)
    if isinstance(http, httpx.Client):
        return raw.set_httpx_client(http).set_async_httpx_client(httpx.AsyncClient(transport=refusing, base_url=url))
    return raw.set_async_httpx_client(http).set_httpx_client(httpx.Client(transport=refusing, base_url=url))
