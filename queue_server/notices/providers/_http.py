"""One HTTP exchange with somebody else's server, and what is known when it fails."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
import urllib3

from queue_server.notices.outcomes import NoWord, Refusal, Refused
from queue_server.outgoing import AnswerTooLargeError, OutgoingSession, whole_body

CONNECT_S = 5.0
"""Outlasts one lost SYN and its repeat; who cannot be reached within it is tried again later."""

IDLE_S = 4.0
"""A connection that rested longer is not used again: the other end may just be closing it, and a request that meets the
end of a connection leaves us not knowing. Servers wait five seconds at the least.
"""

MOST_BYTES = 1 << 20
"""Of an answer; real ones have some hundred."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request to make."""

    method: str
    url: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    body: bytes


class Caller:
    """Makes calls from one thread, over one connection while there is much to do."""

    def __init__(self, timeout_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._timeout_s = timeout_s
        self._clock = clock
        self._session: requests.Session | None = None
        self._used_at = 0.0

    def call(self, call: Call) -> Answer | Refused | NoWord:
        """The answer; ``Refused`` when the request certainly never left, ``NoWord`` when it may have got there."""
        try:
            return self._exchange(call)
        except requests.RequestException as error:
            self.close()
            return word_of(error)

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None

    def _exchange(self, call: Call) -> Answer:
        with self._fresh_session().request(
            call.method,
            call.url,
            params=dict(call.query),
            data=call.body,
            headers=dict(call.headers),
            timeout=(CONNECT_S, self._timeout_s),
            allow_redirects=False,
            stream=True,
        ) as response:
            body = whole_body(response, MOST_BYTES)
        self._used_at = self._clock()
        return Answer(response.status_code, body)

    def _fresh_session(self) -> requests.Session:
        if self._session is not None and self._clock() - self._used_at > IDLE_S:
            self.close()
        if self._session is None:
            self._session = OutgoingSession()
            self._session.trust_env = True  # out of an office there may be no way but its proxy
        return self._session


def word_of(error: requests.RequestException) -> Refused | NoWord:
    """What a failed request means for the message in it."""
    if isinstance(error, requests.ConnectTimeout) or _never_connected(error):
        return Refused(Refusal.ILL, "not_reachable")
    if isinstance(error, requests.Timeout):
        return NoWord("timeout")
    if isinstance(error, AnswerTooLargeError):
        return NoWord("answer_without_end")
    return NoWord("connection_lost")


def word_of_status(status: int) -> Refused | NoWord | None:
    """What a status other than success means; none for success, whose body has the word.

    Of 500 and above the message may have gone on before something broke behind the door; 503 says that it did not.
    """
    match status:
        case 200 | 201 | 202:
            return None
        case 429 | 503:
            return Refused(Refusal.BUSY, f"http_{status}")
        case 401 | 403 | 404 | 407:
            return Refused(Refusal.ILL, f"http_{status}")
        case _ if 400 <= status < 500:
            return Refused(Refusal.MESSAGE, f"http_{status}")
        case _:
            return NoWord(f"http_{status}")


def _never_connected(error: requests.RequestException) -> bool:
    reason: Any = error.args[0] if error.args else None
    reason = getattr(reason, "reason", reason)
    if isinstance(reason, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError):
        return True
    return isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error)
