"""With which credentials, on which host: from the environment or from a profile, never from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from attrs import field, fields, frozen

from .. import addresses
from .. import settings as _settings
from .._generated.operations import Region
from ..client import OKX
from ..errors import ConfigurationError
from ..settings import Options
from ..text import Language, Text
from . import profiles
from .failures import CannotStart
from .profiles import Profile

_CREDENTIALS = ("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE", "OKX_DEMO")
_PROFILE = "OKX_PROFILE"
_DEFAULT = "default"
_REGION: Final[Region] = fields(_settings.Settings).region.default  # type: ignore[assignment]


@frozen
class Access:
    """How the account is reached. It shows no secret.

    Attributes:
        demo: Whether it is demo trading.
        region: Where the account is registered.
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
        return addresses.host_url(self.region, self.base_url).netloc.decode()

    @property
    def is_this_machine(self) -> bool:
        """Whether the host is this machine."""
        return addresses.is_loopback(addresses.host_url(self.region, self.base_url))

    @property
    def is_okx(self) -> bool:
        """Whether the host is one of OKX's own."""
        return addresses.is_okx(addresses.host_url(self.region, self.base_url))


def choose(profile: str | None, region: str | None, base_url: str | None) -> Access:
    """Return how to reach the account: by the profile named, else by the environment, else by the default profile.

    The region and the host come, each by itself, from the options, else from the profile, else from OKX_REGION and
    OKX_BASE_URL. A host outranks a region.

    Args:
        profile: The name of a profile; without it, OKX_PROFILE.
        region: Where the account is registered.
        base_url: Another host.

    Raises:
        CannotStart: There are no credentials, or something about them cannot be used.
    """
    name = profile or os.environ.get(_PROFILE, "").strip() or None
    try:
        if name is None and any(os.environ.get(variable, "").strip() for variable in _CREDENTIALS):
            return _from_environment(region, base_url)
        path = profiles.default_path()
        if name is None and not _exists(path):
            raise CannotStart(_none(path))
        return _from_profile(path, name or _DEFAULT, region, base_url)
    except ConfigurationError as error:
        raise CannotStart(error.text) from None


def _from_environment(region: str | None, base_url: str | None) -> Access:
    source = Text("the OKX_… variables of the environment", "环境变量 OKX_…")
    demo = _settings.from_environment()["demo"]
    return _access(demo, region, base_url, source, 1.0, OKX.from_env)


def _from_profile(path: Path, name: str, region: str | None, base_url: str | None) -> Access:
    profile = profiles.load(path, name)
    place = profiles.shown(path)
    source = Text(f"profile [{name}] in {place}", f"{place} 中的配置 [{name}]")
    share = 1.0 if profile.limit_share is None else profile.limit_share
    host = base_url or profile.base_url

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
    addresses.host_url(chosen, host)  # refuse what cannot be used now, and not after questions
    return Access(demo, addresses.checked_region(chosen), host, source, share, make)


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return True  # let reading it say what is wrong


def _none(path: Path) -> Text:
    variables, place = ", ".join(_CREDENTIALS), profiles.shown(path)
    return Text(
        f"no credentials. Either set {variables} (1 demo, 0 live) in the environment, or write them into {place}: "
        "a section [default] with api_key, secret_key, passphrase and demo = true or false",
        f"没有凭证。请在环境变量中设置 {variables}（1 模拟盘，0 实盘），或写入 {place}："
        "小节 [default]，含 api_key、secret_key、passphrase 以及 demo = true 或 false",
    )
