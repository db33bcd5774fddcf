"""With which credentials, on which host: from the environment or from a profile, never from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.request import getproxies, proxy_bypass

import httpx
from attrs import field, fields, frozen

from .. import addresses
from .. import settings as _settings
from .._generated.operations import Region
from ..client import OKX
from ..errors import ConfigurationError
from ..settings import CREDENTIALS, Options
from ..text import Language, Text
from . import profiles
from .failures import CannotStart, listed
from .profiles import Profile

_PROFILE = "OKX_PROFILE"
_DEFAULT = "default"
_REGION: Final[Region] = fields(_settings.Settings).region.default  # type: ignore[assignment]


class Contradiction(CannotStart):
    """Options that do not go together, whatever the credentials are."""


@frozen
class Access:
    """How the account is reached. It shows no secret.

    Attributes:
        demo: Whether it is demo trading.
        region: Where the account is registered; it does not count where there is a `base_url`.
        base_url: Another host than the region's, or None.
        source: Where the credentials come from, in words.
        limit_share: The part of OKX's limits to use.
    """

    demo: bool
    region: Region
    base_url: str | None
    source: Text
    limit_share: float
    _make: Callable[..., OKX] = field(repr=False)

    def open(self, language: Language) -> OKX:
        """Return a client.

        Raises:
            CannotStart: It cannot be made so; the text says why.
        """
        options: dict[str, Any] = {"region": self.region, "lang": language, "limit_share": self.limit_share}
        if self.base_url is not None:
            options["base_url"] = self.base_url
        try:
            return self._make(**options)
        except ConfigurationError as error:
            raise CannotStart(error.text) from None

    @property
    def host(self) -> str:
        """The host and port to talk to."""
        return self._host.netloc

    @property
    def is_this_machine(self) -> bool:
        """Whether the host is this machine."""
        return self._host.is_loopback

    @property
    def is_okx(self) -> bool:
        """Whether the host is one of OKX's own."""
        return self._host.is_okx

    @property
    def proxy(self) -> str | None:
        """The host and port of the proxy that the environment names for the way there; never its password."""
        named = getproxies()
        address = named.get("https") or named.get("all")
        if not address or self.is_this_machine or proxy_bypass(self._host.name):
            return None
        try:
            return httpx.URL(address if "://" in address else f"http://{address}").netloc.decode()
        except httpx.InvalidURL:
            return "?"

    @property
    def _host(self) -> addresses.Host:
        return addresses.host_of(self.region, self.base_url)

    def where_to_change(self, code: str) -> Text | None:
        """Return where this command takes that from which OKX refused with a code; None for all other codes."""
        if code == "50101":
            return Text(
                f"This command takes demo or live from {self.source.en}.", f"本命令的实盘或模拟盘取自{self.source.zh}。"
            )
        if code != "50119":
            return None
        what, option = Text("region", "账户地区"), "--region"
        if self.base_url is not None:
            what, option = Text("host", "主机"), "--base-url"
        return Text(
            f"This command takes the {what.en} from {option}, else from {self.source.en}.",
            f"本命令的{what.zh}取自 {option}，否则取自{self.source.zh}。",
        )


def choose(profile: str | None, region: str | None, base_url: str | None) -> Access:
    """Return how to reach the account: by the profile named, else by the environment, else by the default profile.

    The region and the host come, each by itself, from the options, else from the profile, else from OKX_REGION and
    OKX_BASE_URL. A host outranks a region; an option that would have no effect by that is refused.

    Args:
        profile: The name of a profile; without it, OKX_PROFILE.
        region: Where the account is registered.
        base_url: Another host.

    Raises:
        CannotStart: There are no credentials, or something about them cannot be used.
    """
    name = profile if profile is not None else os.environ.get(_PROFILE, "").strip() or None
    try:
        if name is None and any(os.environ.get(variable, "").strip() for variable in CREDENTIALS):
            return _checked(_from_environment(region, base_url), region)
        path = profiles.default_path()
        if name is None and not _exists(path):
            raise CannotStart(_none(path))
        return _checked(_from_profile(path, name or _DEFAULT, region, base_url), region)
    except ConfigurationError as error:
        raise CannotStart(error.text) from None


def _checked(access: Access, region: str | None) -> Access:
    if region is not None and access.base_url is not None:
        raise Contradiction(
            Text(
                f"--region has no effect, for the host {access.host} is set by --base-url, the profile or "
                "OKX_BASE_URL; leave one of them out",
                f"--region 不起作用：--base-url、配置或 OKX_BASE_URL 已指定主机 {access.host}；请只保留其一",
            )
        )
    return access


def _from_environment(region: str | None, base_url: str | None) -> Access:
    source = Text("the OKX_… variables of the environment", "环境变量 OKX_…")
    demo = _settings.from_environment()["demo"]
    return _access(demo, region, base_url, source, 1.0, OKX.from_env)


def _from_profile(path: Path, name: str, region: str | None, base_url: str | None) -> Access:
    profile = profiles.load(path, name)
    place = profiles.shown(path)
    source = Text(f"profile [{name}] in {place}", f"{place} 中的配置 [{name}]")
    share = 1.0 if profile.limit_share is None else profile.limit_share
    host = profile.base_url if base_url is None else base_url

    def make(**options: Any) -> OKX:
        return _opened(profile, options)

    return _access(profile.demo, region or profile.region, host, source, share, make)


def _opened(profile: Profile, options: dict[str, Any]) -> OKX:
    if profile.account is not None:
        options["account"] = profile.account
    return OKX(
        api_key=profile.api_key.reveal(),
        secret_key=profile.secret_key.reveal(),
        passphrase=profile.passphrase.reveal(),
        demo=profile.demo,
        **options,
    )


def _access(
    demo: bool, region: str | None, base_url: str | None, source: Text, share: float, make: Callable[..., OKX]
) -> Access:
    given = Options()
    if region is not None:
        given["region"] = addresses.checked_region(region)
    if base_url is not None:
        given["base_url"] = base_url
    options = _settings.with_host(given)
    chosen, host = options.get("region", _REGION), options.get("base_url")
    addresses.host_of(chosen, host)  # refuse what cannot be used now, and not after questions
    return Access(demo, addresses.checked_region(chosen), host, source, share, make)


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return True  # let reading it say what is wrong


def _none(path: Path) -> Text:
    variables, place = listed(CREDENTIALS), profiles.shown(path)
    return Text(
        f"no credentials. Either set {variables.en} (1 demo, 0 live) in the environment, or write them into {place}: "
        "a section [default] with api_key, secret_key, passphrase and demo = true or false",
        f"没有凭证。请在环境变量中设置 {variables.zh}（1 模拟盘，0 实盘），或写入 {place}："
        "小节 [default]，含 api_key、secret_key、passphrase 以及 demo = true 或 false",
    )
