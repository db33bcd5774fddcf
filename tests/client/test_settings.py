"""A client is set up right or not at all, and says what to mend."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from okx_client import OKX, AsyncOKX, ConfigurationError, MemoryLimiter, Retries, operations
from okx_client.settings import SHARED_LIMITER, Settings

from .leaks import texts_of_error
from .support import KEYS, SECRETS

ENVIRONMENT = {
    "OKX_API_KEY": KEYS["api_key"],
    "OKX_SECRET_KEY": KEYS["secret_key"],
    "OKX_PASSPHRASE": KEYS["passphrase"],
    "OKX_DEMO": "1",
}
both = pytest.mark.parametrize("client", [OKX, AsyncOKX])
Client = Callable[..., OKX | AsyncOKX]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (*ENVIRONMENT, "OKX_REGION", "OKX_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@both
@pytest.mark.parametrize("region", operations.BASE_URLS)
def test_each_region_has_its_host(client: Client, region: str) -> None:
    assert operations.BASE_URLS[region] in repr(client(**KEYS, demo=True, region=region))  # type: ignore[index]


def test_the_hosts_are_those_of_okxs_docs() -> None:
    assert operations.BASE_URLS == {
        "global": "https://openapi.okx.com",
        "eea": "https://eea.okx.com",
        "us": "https://us.okx.com",
    }


@both
def test_a_region_that_does_not_exist_is_refused(client: Client) -> None:
    with pytest.raises(ConfigurationError, match="global, eea, us"):
        client(**KEYS, demo=True, region="moon")


@both
@pytest.mark.parametrize(
    "url",
    [
        *("https://example.com", "https://example.com/", "http://127.0.0.1:8080"),
        *("http://127.9.9.9", "http://[::1]:1", "http://localhost:99"),
    ],
)
def test_https_and_plain_http_on_this_machine_are_taken(client: Client, url: str) -> None:
    client(**KEYS, demo=True, base_url=url)


@both
@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com", "http://10.0.0.1", "http://localhost.example.com", "http://127.0.0.1.example.com"),
        *("ftp://example.com", "example.com", "", "https://", "https://x/api", "https://x?a=1", "https://x#a"),
        *("https://user:hidden-word@x", "http://[", "https://x:port", "//x", 5, b"https://x"),
    ],
)
def test_any_other_base_url_is_refused(client: Client, url: object) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        client(**KEYS, demo=True, base_url=url)
    assert "hidden-word" not in str(caught.value)


@both
@pytest.mark.parametrize("timeout", [0, -1, math.inf, math.nan, None, "5", True])
def test_a_client_without_a_time_out_is_refused(client: Client, timeout: object) -> None:
    with pytest.raises(ConfigurationError, match="timeout"):
        client(**KEYS, demo=True, timeout=timeout)


@both
def test_live_or_demo_has_to_be_said(client: Client) -> None:
    with pytest.raises(TypeError, match="demo"):
        client(**KEYS)
    with pytest.raises(ConfigurationError, match="demo"):
        client(**KEYS, demo="0")


@both
def test_credentials_are_keyword_only(client: Client) -> None:
    with pytest.raises(TypeError, match="positional"):
        client(*KEYS.values(), True)


@pytest.mark.parametrize("client", [OKX, AsyncOKX])
def test_the_environment_gives_everything(client: type[OKX | AsyncOKX], environment: pytest.MonkeyPatch) -> None:
    assert "demo=True" in repr(client.from_env())
    environment.setenv("OKX_DEMO", "0")
    environment.setenv("OKX_REGION", "eea")
    assert "demo=False" in repr(client.from_env())
    assert operations.BASE_URLS["eea"] in repr(client.from_env())


def test_every_missing_variable_is_named_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("OKX_API_KEY")
    environment.setenv("OKX_PASSPHRASE", " ")
    environment.delenv("OKX_DEMO")
    with pytest.raises(ConfigurationError) as caught:
        OKX.from_env()
    named = [name for name in ENVIRONMENT if name in str(caught.value).split(" in the environment")[0]]
    assert named == ["OKX_API_KEY", "OKX_PASSPHRASE", "OKX_DEMO"]
    assert not [secret for secret in SECRETS if secret in str(caught.value)]


@pytest.mark.parametrize("demo", ["true", "yes", "2", "demo", "01"])
def test_demo_is_0_or_1_and_nothing_else(environment: pytest.MonkeyPatch, demo: str) -> None:
    environment.setenv("OKX_DEMO", demo)
    with pytest.raises(ConfigurationError, match="OKX_DEMO"):
        OKX.from_env()


def test_a_wrong_region_in_the_environment_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OKX_REGION", "EEA")
    with pytest.raises(ConfigurationError, match="OKX_REGION has to be one of"):
        OKX.from_env()
    environment.setenv("OKX_BASE_URL", HERE)
    assert HERE in repr(OKX.from_env()), "with a host, no region counts"


HERE = "http://127.0.0.1:8080"


@both
@pytest.mark.parametrize("options", [{}, {"base_url": None}, {"region": "us"}])
@pytest.mark.parametrize("region", ["", "eea"])
def test_the_environment_names_another_host(
    client: Any, options: dict[str, Any], region: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("OKX_BASE_URL", f" {HERE} ")
    environment.setenv("OKX_REGION", region)
    assert f"({HERE}, " in repr(client.from_env(**options))


@both
def test_the_callers_host_outranks_that_of_the_environment(client: Any, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OKX_BASE_URL", HERE)
    assert "(https://example.com, " in repr(client.from_env(base_url="https://example.com"))


@both
@pytest.mark.parametrize("nothing", ["", " "])
def test_an_empty_host_in_the_environment_is_none(client: Any, nothing: str, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OKX_BASE_URL", nothing)
    assert f"({operations.BASE_URLS['global']}, " in repr(client.from_env())


@both
def test_only_from_env_reads_the_host_of_the_environment(client: Client, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OKX_BASE_URL", HERE)
    assert HERE not in repr(client(**KEYS, demo=True))


@both
@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com", "ftp://example.com", "example.com", "https://", "https://x/api", "http://["),
        "https://user:hidden-word@x",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_host_in_the_environment_is_refused_by_the_name_of_the_variable(
    client: Any, url: str, lang: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("OKX_BASE_URL", url)
    environment.setenv("OKX_LANG", lang)
    with pytest.raises(ConfigurationError, match="OKX_BASE_URL") as caught:
        client.from_env()
    assert not [text for text in texts_of_error(caught.value) if "hidden-word" in text]


NUMBERS = [-1, math.inf, math.nan, None, "5", True]


@both
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("limit_share", [0, 1.01, *NUMBERS]),
        ("max_wait", NUMBERS),
        ("concurrency", [0, 1.5, 101, *NUMBERS]),
        ("limiter", ["redis://localhost", 5]),
        ("account", ["", " ", 5]),
        ("retries", [3, True, "never"]),
        ("lang", ["de", "", 5]),
        ("option_families", [5, ["BTC-USD"], {"BTC-X": 5}]),
        ("timing", [5, {}]),
    ],
)
def test_an_option_that_cannot_be_used_is_named(client: Client, name: str, values: list[object]) -> None:
    for value in values:
        with pytest.raises(ConfigurationError, match=name):
            client(**KEYS, demo=True, **{name: value})


@both
def test_an_option_that_does_not_exist_is_refused(client: Client) -> None:
    with pytest.raises(TypeError, match="retry"):
        client(**KEYS, demo=True, retry=3)


@pytest.mark.parametrize(
    ("name", "value"),
    [("attempts", 0), ("attempts", 1.5), ("deadline", 0), ("first_pause", -1), ("longest_pause", math.inf)],
)
def test_retries_are_bounded(name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=name):
        Retries(**{name: value})


def owner(api_key: str = "key", *, demo: bool = True, **options: Any) -> str:
    return Settings(**options).bucket_owner(api_key, demo=demo)


def test_the_limits_of_an_account_are_spent_together_and_of_no_other() -> None:
    assert owner("one") == owner("one") != owner("two")
    assert "one" not in owner("one"), "a hash, for names of buckets are shown"
    assert owner("one", account="desk") == owner("two", account="desk") != owner("one")
    assert owner(demo=True) != owner(demo=False)
    assert owner(account="desk", demo=True) != owner(account="desk", demo=False)
    assert owner(region="global") == owner(region="eea"), "a key exists in one region alone"


def test_a_host_that_is_not_okxs_counts_for_itself() -> None:
    assert len({owner(), owner(base_url="http://127.0.0.1:1"), owner(base_url="http://127.0.0.1:2")}) == 3
    assert owner(base_url="https://openapi.okx.com") == owner()
    assert owner(account="desk", base_url="https://gateway.example") == owner(account="desk")


def test_clients_of_a_process_share_one_limiter_unless_told_otherwise() -> None:
    mine = MemoryLimiter()
    assert Settings().limiter is Settings().limiter is SHARED_LIMITER
    assert Settings(limiter=mine).limiter is mine
    assert OKX(**KEYS, demo=True, limiter=None)._engine.rules.charges is None


@pytest.mark.parametrize("kind", [OKX, AsyncOKX])
def test_an_option_that_there_is_not_is_named_with_the_client(kind: type) -> None:
    with pytest.raises(TypeError, match=rf"^{kind.__name__}\(\) got an unexpected keyword argument 'max_retries'"):
        kind(**KEYS, demo=True, max_retries=3)


def test_a_limiter_is_an_object_and_not_a_class() -> None:
    with pytest.raises(ConfigurationError, match="limiter"):
        OKX(**KEYS, demo=True, limiter=MemoryLimiter)  # type: ignore[arg-type]
