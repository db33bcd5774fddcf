"""A site on loopback that answers as it is told to, well or badly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .html_pages import docs

Answer = Callable[[BaseHTTPRequestHandler], None]


def sends(data: str | bytes, *, status: int = 200, length: int | None = None, location: str = "") -> Answer:
    body = data.encode() if isinstance(data, str) else data

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        if location:
            handler.send_header("Location", location)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<p>.</p>")
        handler.wfile.flush()
        time.sleep(0.05)


def stalls(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"<h3")
    handler.wfile.flush()
    time.sleep(1)


@contextmanager
def serving(en: Answer, zh: Answer) -> Iterator[str]:
    """A site that answers with these two pages; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = {"/docs-v5/en/": en, "/docs-v5/zh/": zh}
            with suppress(OSError):  # the client may have gone, as some of these tests want it to
                answers.get(self.path, sends(docs("en")))(self)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
