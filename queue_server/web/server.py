"""Runs the web application in a thread of its own, on a port that is known before the first request."""

import resource
import socket
import threading
from pathlib import Path

import uvicorn
from fastapi import FastAPI

STOP_S = 5
"""How long open requests may take to finish at the end."""

UNHEARD_MS = 30_000
"""After this long without an acknowledgement the kernel gives a connection up (RFC 5482): a phone that fell asleep, a
reader that takes nothing. Without it such a connection lives for a quarter of an hour."""

OPEN_FILES = 16_384
"""Connections that one process may hold, where the system lets it; it gives a program 1024 unless asked."""


class HttpServer:
    """uvicorn beside the hall's thread."""

    def __init__(self, host: str, port: int, *, remembered: Path) -> None:
        """Bind at once, so that the ticket pages' address is known before the first ticket.

        Port 0 takes the one noted in the file ``remembered`` if it is free, else any, and notes it: the QR codes on
        today's tickets lead there, also after a restart.

        :raises OSError: when the address cannot be had.
        """
        self._host = host
        self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = self._bound(port) if port else self._bound_somewhere(remembered)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    def start(self, app: FastAPI) -> None:
        """Begin to serve ``app``."""
        _allow_open_files()
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=STOP_S
        )
        server = self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, kwargs={"sockets": [self._socket]}, name="http", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish open requests and end."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._socket.close()

    @property
    def _port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    def _bound(self, port: int) -> socket.socket:
        # Named as TCP, or asyncio leaves Nagle's algorithm on, and every answer waits 40 ms for a delayed ACK.
        listener = socket.socket(self._family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MS)  # its connections inherit it
        try:
            listener.bind((self._host, port))
            listener.listen()  # who comes before the application is up waits instead of being turned away
        except OSError:
            listener.close()
            raise
        return listener

    def _bound_somewhere(self, remembered: Path) -> socket.socket:
        try:
            return self._bound(int(remembered.read_text()))
        except (OSError, ValueError):
            listener = self._bound(0)
            remembered.write_text(str(listener.getsockname()[1]))
            return listener


def _allow_open_files() -> None:
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
