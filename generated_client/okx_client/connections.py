"""The httpx clients that `OKX` and `AsyncOKX` send through: pooled, verified, bounded, past no redirect."""

from __future__ import annotations

import functools
import ssl
from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import httpx

from . import network
from ._generated import Client
from .addresses import is_loopback
from .auth import OKXAuth
from .errors import ConfigurationError
from .settings import Settings
from .text import Text

# httpx forgets a connection after 5 idle seconds, and the next cancel would wait for a new TLS handshake. Before it
# uses an idle one again, httpcore looks whether the other side has closed it.
_KEEP_ALIVE_SECONDS = 60.0
_CONNECTIONS = 100  # at once; a further call waits for one, as long as the time-out


class ClientOptions(TypedDict):
    """The options of `httpx.Client` and `httpx.AsyncClient` that we set."""

    auth: OKXAuth
    base_url: httpx.URL
    timeout: float
    limits: httpx.Limits
    proxy: httpx.Proxy | None
    verify: ssl.SSLContext
    follow_redirects: bool
    trust_env: bool


def client_options(auth: OKXAuth, settings: Settings) -> ClientOptions:
    """Return the options of an httpx client."""
    return ClientOptions(
        auth=auth,
        base_url=settings.url,
        timeout=settings.timeout,
        limits=httpx.Limits(
            max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS, keepalive_expiry=_KEEP_ALIVE_SECONDS
        ),
        proxy=settings.proxy,
        verify=_ssl_context(),
        follow_redirects=False,  # a redirect would carry the credentials to another host
        trust_env=not is_loopback(
            settings.url
        ),  # plain http goes to this machine alone, past the environment's proxies
    )


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    """One for the whole process: reading the certificates takes some 20 ms."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:  # ssl.SSLError is one
        problem = error.strerror or type(error).__name__
    raise ConfigurationError(
        Text(
            f"the certificates to trust could not be read ({problem}); see SSL_CERT_FILE and SSL_CERT_DIR",
            f"无法读取受信任的证书（{problem}），请检查 SSL_CERT_FILE 与 SSL_CERT_DIR",
        )
    )


_AnyClient = TypeVar("_AnyClient", httpx.Client, httpx.AsyncClient)


def client(kind: type[_AnyClient], auth: OKXAuth, settings: Settings, transport: Any) -> _AnyClient:
    """Return an httpx client.

    Raises:
        ConfigurationError: The transport is of the other kind, or the environment names a proxy that cannot be used.
    """
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
    options = client_options(auth, settings)
    try:
        made = kind(transport=transport, **options)  # type: ignore[arg-type]
    except ImportError:
        raise ConfigurationError(_NO_SOCKS) from None
    except Exception as error:
        reason = type(error).__name__
    else:
        network.guard(made)
        return made
    raise ConfigurationError(
        Text(
            f"the HTTP client could not be made ({reason}); see proxy, HTTPS_PROXY and ALL_PROXY",
            f"无法创建 HTTP 客户端（{reason}），请检查 proxy 以及环境变量 HTTPS_PROXY、ALL_PROXY",
        )
    )


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
    refuse = httpx.MockTransport(_refuse(kind))
    url = str(settings.url)
    raw = Client(base_url=url, raise_on_unexpected_status=True)
    if isinstance(http, httpx.Client):
        return raw.set_httpx_client(http).set_async_httpx_client(httpx.AsyncClient(transport=refuse, base_url=url))
    return raw.set_async_httpx_client(http).set_httpx_client(httpx.Client(transport=refuse, base_url=url))


def _refuse(kind: str) -> Callable[[httpx.Request], httpx.Response]:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise ConfigurationError(
            Text(
                f"{kind}.raw is for the generated functions that are {'not awaited' if kind == 'OKX' else 'awaited'}; "
                f"take {'AsyncOKX' if kind == 'OKX' else 'OKX'}.raw for the others. Nothing was sent.",
                f"{kind}.raw 只能用于{'同步' if kind == 'OKX' else '异步'}的生成函数；"
                f"其余请使用 {'AsyncOKX' if kind == 'OKX' else 'OKX'}.raw。未发送任何请求。",
            )
        )

    return refuse
