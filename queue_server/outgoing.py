"""Calls to servers of others over HTTP: an answer that is whole within its time and its size, or none.

The timeout of ``requests`` begins anew with each byte. Whoever sends one now and then, of the headers or of the body,
would hold a thread for days; here it holds for all of the answer.
"""

import io
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. The pause before an attempt doubles from ``first_s`` to ``longest_s``; a random part of its second half
    is left out, so that not all come back at once. ``told_after`` failures in a row are worth an alert.
    """

    connect_s: float = 5.0
    answer_s: float = 15.0
    first_s: float = 1.0
    longest_s: float = 300.0
    told_after: int = 3

    def pause_s(self, failures: int, random: Callable[[], float]) -> float:
        """The pause after so many failures in a row; ``random`` gives 0 to 1."""
        whole = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, 30))
        return whole * (1 - random() / 2)


class AnswerTooLargeError(requests.RequestException):
    """The answer has more bytes than were to be read."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"an answer of more than {most_bytes} bytes")
        self.most_bytes = most_bytes


class OutgoingSession(requests.Session):
    """Belongs to one thread. It knows neither somebody's proxy nor somebody's password file."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        for scheme in ("http://", "https://"):
            self.mount(scheme, _TimedAdapter())


def whole_body(answer: requests.Response, most_bytes: int) -> bytes:
    """The body of an answer that was asked for with ``stream=True``.

    :raises AnswerTooLargeError: when there is more of it.
    :raises requests.RequestException: when it did not come whole, or not in time.
    """
    try:
        body: bytes = answer.raw.read(most_bytes + 1, decode_content=True)
    except urllib3.exceptions.ReadTimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except urllib3.exceptions.HTTPError as error:
        raise requests.ConnectionError(error) from error
    if len(body) > most_bytes:
        raise AnswerTooLargeError(most_bytes)
    return body


def why(error: requests.RequestException) -> str:
    """What went wrong in a few words, with nothing of what was sent."""
    match error:
        case AnswerTooLargeError():
            return str(error)
        case requests.Timeout():
            return "no answer in time"
        case requests.exceptions.SSLError():
            return "its certificate does not hold"
        case requests.ConnectionError():
            return "no connection"
        case _:
            return type(error).__name__


class _TimedReader(io.RawIOBase):
    """What comes over a socket until ``ends_at``, by the monotonic clock."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, ends_at: float) -> None:
        self._raw = raw
        self._sock = sock
        self._ends_at = ends_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left_s = self._ends_at - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the answer did not end")
        self._sock.settimeout(left_s)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """Takes the socket's timeout for the time of the whole answer."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        timeout_s = sock.gettimeout()
        if timeout_s is not None:
            reader = _TimedReader(self.fp.detach(), sock, time.monotonic() + timeout_s)
            self.fp = io.BufferedReader(reader)


class _TimedConnection(HTTPConnection):
    response_class = _TimedResponse


class _TimedSecureConnection(HTTPSConnection):
    response_class = _TimedResponse


class _TimedPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _TimedConnection


class _TimedSecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TimedSecureConnection


class _TimedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _TimedPool, "https": _TimedSecurePool}

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = self.poolmanager.pool_classes_by_scheme
        return manager
