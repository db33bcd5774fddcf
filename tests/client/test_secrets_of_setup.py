"""A canary: no text that a program may write down holds a secret. Here: a client that is set up wrongly.

Its frames hold what was given to it, and a program that reads its secrets from the environment shows them nowhere else.
"""

from __future__ import annotations

from typing import Any

import pytest

from okx_client import OKX, AsyncOKX, ConfigurationError, OKXAuth, RedisLimiter, connections

from .leaks import PROXY_PASSWORD, REDIS_PASSWORD, frames_of, leaked, texts_of_error
from .support import KEYS, SECRETS

PROXY = f"http://someone:{PROXY_PASSWORD}@127.0.0.1:9"


def test_no_secret_in_the_frames_of_a_middleware_that_refuses() -> None:
    for wrong in ({"demo": None}, {"passphrase": "価"}, {"secret_key": SECRETS[1] + "\n"}, {"api_key": ""}):
        with pytest.raises(ConfigurationError) as caught:
            OKXAuth(**{**KEYS, "demo": True, **wrong})  # type: ignore[arg-type]
        assert not leaked(*texts_of_error(caught.value))


WRONG: list[dict[str, Any]] = [
    {"proxy": f"nonsense://someone:{PROXY_PASSWORD}@host"},
    {"proxy": f"http://someone:{PROXY_PASSWORD}@host:port"},
    {"proxy": f"socks5://someone:{PROXY_PASSWORD}@127.0.0.1:9", "timeout": 0},
    {"transport": object()},
    *({"region": "moon"}, {"base_url": "http://example.com"}, {"base_url": "https://x?a=1"}, {"timeout": 0}),
    *({"limiter": 5}, {"account": " "}, {"limit_share": 2}, {"max_wait": -1}, {"retries": 3}, {"concurrency": 0}),
    *({"lang": "de"}, {"proxy": PROXY, "timeout": "5"}, {"demo": "1"}, {"no_such_option": 1}),
]


def set_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, secret in zip(("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE"), SECRETS, strict=True):
        monkeypatch.setenv(name, secret)
    monkeypatch.setenv("OKX_DEMO", "1")
    for name in ("OKX_REGION", "OKX_LANG", "HTTPS_PROXY", "ALL_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("kind", [OKX, AsyncOKX])
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: "-".join(wrong))
def test_no_secret_in_the_frames_of_a_constructor_that_refuses(
    kind: Any, wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch)
    with pytest.raises((ConfigurationError, TypeError)) as from_env:
        kind.from_env(**wrong)
    with pytest.raises((ConfigurationError, TypeError)) as constructed:
        kind(**{**KEYS, "demo": True, **wrong})
    for caught in (from_env, constructed):
        assert not leaked(*texts_of_error(caught.value))


ODD_VARIABLES = [
    *(("OKX_DEMO", "maybe"), ("OKX_DEMO", ""), ("OKX_REGION", "moon"), ("OKX_LANG", "de")),
    *(("OKX_API_KEY", ""), ("OKX_SECRET_KEY", " "), ("OKX_PASSPHRASE", "価"), ("OKX_SECRET_KEY", SECRETS[1] + "\n")),
    ("HTTPS_PROXY", f"http://someone:{PROXY_PASSWORD}@host:port"),
    ("ALL_PROXY", f"nonsense://someone:{PROXY_PASSWORD}@host"),
    *(("SSL_CERT_FILE", "/does/not/exist.pem"), ("SSL_CERT_FILE", __file__)),
]


@pytest.mark.parametrize("kind", [OKX, AsyncOKX])
@pytest.mark.parametrize(("name", "value"), ODD_VARIABLES, ids=lambda part: part[:16].strip())
def test_no_secret_in_the_frames_of_an_environment_that_is_wrong(
    kind: Any, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch)
    monkeypatch.setenv(name, value)
    connections._ssl_context.cache_clear()
    with pytest.raises(ConfigurationError) as caught:
        kind.from_env()
    connections._ssl_context.cache_clear()
    assert not leaked(*texts_of_error(caught.value))
    assert not [frame for frame in frames_of(caught.value) if "httpx" in frame or "httpcore" in frame]


def test_no_password_in_the_frames_of_a_limiter_that_refuses_its_url() -> None:
    pytest.importorskip("redis")
    for url in (
        "redis://someone:{}@host:port",
        "http://someone:{}@host",
        "redis://someone:{}@host/x",
        "redis://:{}@host/0",
    ):
        with pytest.raises(ConfigurationError) as caught:
            RedisLimiter(url.format(REDIS_PASSWORD), when_down="never")  # type: ignore[arg-type]
        assert not leaked(*texts_of_error(caught.value))
