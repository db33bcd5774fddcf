"""Profiles: credentials in a file that only its owner can read. No text shows a value of it, nor a line."""

from __future__ import annotations

import os
import re
import shlex
import stat
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, get_args

from attrs import frozen

from .._generated.operations import Region
from ..credentials import Secret
from ..limits import LEAST_SHARE
from ..text import Text
from .failures import CannotStart, listed

VARIABLE: Final = "OKX_PROFILES"

_REQUIRED = ("api_key", "secret_key", "passphrase", "demo")
_OPTIONAL = ("region", "base_url", "account", "limit_share")
_MOST_BYTES = 1 << 20
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


@frozen
class Profile:
    """One section of the file."""

    api_key: Secret
    secret_key: Secret
    passphrase: Secret
    demo: bool
    region: Region | None
    base_url: str | None
    account: str | None
    limit_share: float | None


def default_path(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """Return where the profiles are: where OKX_PROFILES says, else where the system has its settings."""
    variables = os.environ if environment is None else environment
    if named := variables.get(VARIABLE, "").strip():
        return Path(named).expanduser()
    if platform == "win32" and (roaming := variables.get("APPDATA", "").strip()):
        return Path(roaming) / "okx-client" / "profiles.toml"
    folder = variables.get("XDG_CONFIG_HOME", "").strip()
    # The XDG specification has relative paths ignored.
    base = Path(folder) if folder.startswith("/") else Path("~/.config").expanduser()
    return base / "okx-client" / "profiles.toml"


def shown(path: Path) -> str:
    """Return a path with the home folder as ~."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def load(path: Path, name: str) -> Profile:
    """Return a profile.

    Raises:
        CannotStart: The file cannot be read or others can read it too, it is no TOML, has no such profile, or one with
            something missing or unknown.
    """
    sections = _sections(path)
    place = shown(path)
    if name not in sections:
        names = listed(sections) if sections else Text("none", "无")
        raise CannotStart(
            Text(
                f"{place} has no profile [{name}]; it has: {names.en}", f"{place} 中没有配置 [{name}]；已有：{names.zh}"
            )
        )
    return _profile(f"{place}: [{name}]", sections[name])


def _profile(where: str, values: dict[str, Any]) -> Profile:
    missing = [key for key in _REQUIRED if key not in values]
    unknown = [key for key in values if key not in (*_REQUIRED, *_OPTIONAL)]
    if missing:
        keys = listed(missing)
        raise CannotStart(Text(f"{where} lacks {keys.en}; add it", f"{where} 缺少 {keys.zh}，请补上"))
    if unknown:
        known = listed((*_REQUIRED, *_OPTIONAL))
        raise CannotStart(
            Text(
                f"{where} has {len(unknown)} key(s) that mean nothing here; these do: {known.en}",
                f"{where} 有 {len(unknown)} 个无效的键；可用的键：{known.zh}",
            )
        )
    for key in ("api_key", "secret_key", "passphrase", "base_url", "account"):
        if not isinstance(values.get(key, "text"), str) or not values.get(key, "text").strip():
            raise _wrong(where, key, Text("a text in quotes", "加引号的非空文本"))
    if not isinstance(values["demo"], bool):
        raise _wrong(
            where, "demo", Text("true (demo trading) or false (live trading)", "true（模拟盘）或 false（实盘）")
        )
    if "region" in values and values["region"] not in get_args(Region):
        names = listed(get_args(Region))
        raise _wrong(where, "region", Text(f"one of {names.en}", f"{names.zh} 之一"))
    share = values.get("limit_share")
    if share is not None and (
        isinstance(share, bool) or not isinstance(share, int | float) or not LEAST_SHARE <= share <= 1
    ):
        bounds = Text(f"a number from {LEAST_SHARE:g} to 1", f"{LEAST_SHARE:g} 到 1 之间的数字")
        raise _wrong(where, "limit_share", bounds)
    return Profile(
        Secret(values["api_key"]),
        Secret(values["secret_key"]),
        Secret(values["passphrase"]),
        values["demo"],
        values.get("region"),
        values.get("base_url"),
        values.get("account"),
        share,
    )


def _wrong(where: str, key: str, wanted: Text) -> CannotStart:
    return CannotStart(Text(f"{where} {key} has to be {wanted.en}", f"{where} {key} 必须是 {wanted.zh}"))


def _sections(path: Path) -> dict[str, dict[str, Any]]:
    place = shown(path)
    try:
        document = tomllib.loads(_content(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotStart(
            Text(f"{place} is not UTF-8; save it as UTF-8", f"{place} 不是 UTF-8，请以 UTF-8 编码保存")
        ) from None
    except (ValueError, RecursionError) as error:  # its text may quote what stands there
        found = _PLACE.search(str(error))
        line = f":{found[1]}" if found else ""
        raise CannotStart(
            Text(
                f'{place}{line}: no TOML; write [name], below it key = "value" in each line',
                f'{place}{line}：不是有效的 TOML；请写 [名称]，其下每行一个 键 = "值"',
            )
        ) from None
    if not all(isinstance(section, dict) for section in document.values()):
        raise CannotStart(
            Text(
                f"{place} has keys above the first section; put a line [name] above them",
                f"{place} 在首个小节之前有键；请在其上方加一行 [名称]",
            )
        )
    return document


def _content(path: Path) -> bytes:
    """Return what is in the file, after looking whose it is: at what was opened, which nobody can exchange any more."""
    place = shown(path)
    try:
        # A pipe must not let us wait for a writer.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise CannotStart(Text(f"{place} cannot be read: {reason}", f"无法读取 {place}：{reason}")) from None
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise CannotStart(Text(f"{place} is not a regular file", f"{place} 不是普通文件"))
        if sys.platform != "win32":
            _check_owner(path, status)
        with os.fdopen(number, "rb", closefd=False) as file:
            content = file.read(_MOST_BYTES + 1)
    finally:
        os.close(number)
    if len(content) > _MOST_BYTES:
        raise CannotStart(Text(f"{place} is too large for a file of profiles", f"{place} 过大，不像是配置文件"))
    return content


def _check_owner(path: Path, status: os.stat_result) -> None:
    place = shown(path)
    if status.st_uid != os.geteuid():
        raise CannotStart(
            Text(f"{place} belongs to another user; use a file of your own", f"{place} 属于其他用户；请使用自己的文件")
        )
    if stat.S_IMODE(status.st_mode) & 0o077:
        command = f"chmod 600 {shlex.quote(str(path))}"
        raise CannotStart(
            Text(
                f"others may read or change {place}, which holds secrets. Run: {command}",
                f"其他用户可以读取或修改 {place}，而其中有 API Key 等凭证。请运行：{command}",
            )
        )
