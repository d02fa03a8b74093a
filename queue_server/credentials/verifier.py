"""A verifier over HTTP: one request a code, one identity or a refusal back."""

import time
from collections.abc import Iterator
from typing import Protocol

import requests
from pydantic import ValidationError

from queue_server.contract.holders import Identity
from queue_server.contract.id_numbers import is_valid, normalised
from queue_server.credentials.errors import NotAcceptedError, VerifierAwayError

REFUSALS = (404, 410, 422)
"""No such code, a code that is over, or no code at all."""

MOST_BYTES = 64 * 1024
PIECE = 1
"""A longer read waits for all of it, however slowly it trickles in."""


class Verifier(Protocol):
    """Whoever knows whose code it is."""

    def identity_of(self, code: str, client: str) -> Identity:
        """Who shows this code at ``client``.

        :raises NotAcceptedError: when the code is nobody's.
        :raises VerifierAwayError: when it cannot be known now.
        """


class HttpVerifier:
    """May be used from several threads; the request is in the document for integrators."""

    def __init__(self, url: str, secret: str, hall: str, *, within_s: float) -> None:
        self._url = url
        self._secret = secret
        self._hall = hall
        self._within_s = within_s

    def identity_of(self, code: str, client: str) -> Identity:
        body = self._answer({"code": code, "hall": self._hall, "client": client})
        try:
            identity = Identity.model_validate_json(body)
        except ValidationError as error:
            # Without its cause: that would hold what the verifier said of somebody.
            raise VerifierAwayError(f"an answer that is no identity ({error.error_count()} mistakes)") from None
        number = normalised(identity.id_number)
        if not is_valid(identity.id_type, number):
            raise VerifierAwayError(f"an identity that is no valid {identity.id_type}")
        return identity.model_copy(update={"id_number": number})

    def _answer(self, told: dict[str, str]) -> bytes:
        """All within the time, however slowly it trickles in."""
        ends_at = time.monotonic() + self._within_s
        with requests.Session() as session:
            session.trust_env = False  # neither somebody's proxy nor somebody's password file
            try:
                with session.post(
                    self._url,
                    json=told,
                    headers={"Authorization": f"Bearer {self._secret}", "Accept": "application/json"},
                    timeout=self._within_s,
                    allow_redirects=False,
                    stream=True,
                ) as answer:
                    if answer.status_code in REFUSALS:
                        raise NotAcceptedError
                    if answer.status_code != 200:
                        raise VerifierAwayError(f"HTTP {answer.status_code}")
                    return _whole(answer.iter_content(PIECE), ends_at)
            except requests.RequestException as error:
                # Without its cause: a request that is logged would show the code.
                raise VerifierAwayError(_why(error)) from None


def _whole(pieces: Iterator[bytes], ends_at: float) -> bytes:
    body = b""
    for piece in pieces:
        body += piece
        if len(body) > MOST_BYTES:
            raise VerifierAwayError(f"an answer of more than {MOST_BYTES} bytes")
        if time.monotonic() > ends_at:
            raise VerifierAwayError("no answer in time")
    return body


def _why(error: requests.RequestException) -> str:
    match error:
        case requests.Timeout():
            return "no answer in time"
        case requests.exceptions.SSLError():
            return "its certificate does not hold"
        case requests.ConnectionError():
            return "no connection"
        case _:
            return type(error).__name__
