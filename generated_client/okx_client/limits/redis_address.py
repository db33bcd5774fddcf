"""Reads the URL of a Redis and keeps its password where no text can show it."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from attrs import frozen

from ..credentials import Secret
from ..text import Text

_SCHEMES = ("redis", "rediss", "unix")
_LOGIN = ("username", "password")
# Those of redis-py that change nothing of how the limiter asks.
_OPTIONS = (
    *_LOGIN,
    "db",
    "client_name",
    "ssl_ca_certs",
    "ssl_ca_path",
    "ssl_cert_reqs",
    "ssl_certfile",
    "ssl_check_hostname",
    "ssl_keyfile",
)


class Login:
    """What redis-py asks for the user's name and password, each time that it connects."""

    def __init__(self, username: str, password: str) -> None:
        self._username = Secret(username)
        self._password = Secret(password)

    def get_credentials(self) -> tuple[str, ...]:
        """Return the password alone, or the name and the password."""
        if self._username.reveal():
            return self._username.reveal(), self._password.reveal()
        return (self._password.reveal(),)

    async def get_credentials_async(self) -> tuple[str, ...]:
        """Do as `get_credentials` does."""
        return self.get_credentials()


@frozen
class Address:
    """A Redis: `url` without a login, `place` for people to read, and the login if there is one."""

    url: str
    place: str
    login: Login | None


def read(url: object) -> Address | Text:
    """Return the parts of a URL, or what is wrong with it. It does not raise: a traceback would show the URL."""
    if not isinstance(url, str):
        return _problem("has to be a text", "必须是字符串")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return _problem(
            "cannot be read; characters such as / @ # in a password are written %2F %40 %23",
            "无法解析；密码中的 / @ # 等字符须写作 %2F %40 %23",
        )
    if parts.scheme not in _SCHEMES:
        return _problem(
            "has to begin with redis://, rediss:// (TLS) or unix://", "必须以 redis://、rediss://（TLS）或 unix:// 开头"
        )
    # A password with a bare / ? or # would end up in these parts, and so in texts.
    if parts.fragment or "@" in parts.path + parts.query or "#" in url:
        return _problem(
            "has an @ or # that is no separator; in a password write %40 %23, and %2F for /",
            "中有多余的 @ 或 #；密码中的 @ # / 须写作 %40 %23 %2F",
        )
    if not {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} <= set(_OPTIONS):
        return _problem(
            f"has an option after the ? that is not for it; there are {', '.join(_OPTIONS)}",
            f"在 ? 之后有不支持的选项；可用的有 {'、'.join(_OPTIONS)}",
        )
    if parts.scheme == "unix":
        place = f"unix://{unquote(parts.path)}"
    else:
        if parts.path.strip("/") and not parts.path.strip("/").isdecimal():
            return _problem(
                "has a path that is not the number of a database, such as redis://HOST:6379/0",
                "路径不是数据库编号，应形如 redis://主机:6379/0",
            )
        name = f"[{host}]" if host and ":" in host else host or "localhost"
        place = f"{parts.scheme}://{name}:{port or 6379}{parts.path}"
    return Address(_without_login(parts), place, _login(parts))


def _login(parts: SplitResult) -> Login | None:
    options = dict(parse_qsl(parts.query))
    # Redis takes a password alone, and never a name alone: redis://NAME@HOST logs in with an empty password.
    username = unquote(parts.username or "") or options.get("username", "")
    password = unquote(parts.password or "") or options.get("password", "")
    return Login(username, password) if username or password else None


def _without_login(parts: SplitResult) -> str:
    options = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name not in _LOGIN])
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{'?' if options else ''}{options}"


def _problem(en: str, zh: str) -> Text:
    return Text(f"the URL of the RedisLimiter {en}", f"RedisLimiter 的 URL {zh}")
