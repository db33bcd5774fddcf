"""A server on loopback that plays a script on each connection: it cuts, delays, garbles and repeats where told to.

A script is a list of steps. The n-th connection plays the n-th script, every further one the last. What arrives is
kept, for the tests compare what a client claims with what the server got.
"""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from typing import Self

from .steps import GIVE_UP_SECONDS, Peer, Request, Script, hold


class FaultServer:
    """Listens on loopback from `with` on.

    Attributes:
        requests: The requests that arrived to their end, in order.
        peers: Every connection that was made.
    """

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None, listening: bool = True) -> None:
        self.requests: list[Request] = []
        self.peers: list[Peer] = []
        self._scripts = scripts
        self._tls = tls
        self._closing = False
        self._listener = socket.create_server(("127.0.0.1", 0)) if listening else socket.socket()
        if not listening:
            self._listener.bind(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        if listening:
            self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def received(self) -> bytes:
        return b"".join(peer.received for peer in self.peers)

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def listen(self) -> None:
        """Begin to accept, where it was made with `listening=False`: until then connections are refused."""
        self._listener.listen()
        self._threads[0].start()

    def refuse(self) -> None:
        """Stop listening: from now on connections are refused."""
        if not self._closing:
            self._stop_listening()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._closing:
            self._stop_listening()
        for peer in self.peers:
            with suppress(OSError):
                peer.connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(GIVE_UP_SECONDS)

    def _stop_listening(self) -> None:
        self._closing = True
        if self._threads[0].ident is not None:
            socket.create_connection(("127.0.0.1", self.port), 1).close()  # wakes `accept`
            self._threads[0].join(GIVE_UP_SECONDS)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._closing:
                connection.close()
                break
            connection.settimeout(GIVE_UP_SECONDS)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # each step arrives as a step
            peer = Peer(connection, self.requests)
            script = self._scripts[min(len(self.peers), len(self._scripts) - 1)]
            self.peers.append(peer)
            thread = threading.Thread(target=self._play, args=(script, peer), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _play(self, script: Script, peer: Peer) -> None:
        with suppress(OSError):
            if self._tls is not None:
                peer.connection = self._tls.wrap_socket(peer.connection, server_side=True)
            peer.finished = all(step(peer) is not False for step in script)
            if peer.finished:
                hold(peer)
        peer.connection.close()
