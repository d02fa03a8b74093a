"""A verifier over HTTP: one request a code, one identity or a refusal back."""

from typing import Protocol

import requests
import urllib3
from pydantic import ValidationError

from queue_server.contract.holders import Identity
from queue_server.contract.id_numbers import is_valid, normalised
from queue_server.credentials.errors import NotAcceptedError, VerifierAwayError, VerifierSecretError
from queue_server.credentials.settings import CredentialsSection
from queue_server.outgoing import OutgoingSession, whole_body, why

REFUSALS = (404, 410, 422)
"""No such code, a code that is over, or no code at all."""

MOST_BYTES = 64 * 1024


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
        try:
            with (
                OutgoingSession() as session,
                session.post(
                    self._url,
                    json=told,
                    headers={"Authorization": f"Bearer {self._secret}", "Accept": "application/json"},
                    timeout=urllib3.Timeout(total=self._within_s),  # type: ignore[arg-type]  # taken, and not said
                    allow_redirects=False,
                    stream=True,
                ) as answer,
            ):
                if answer.status_code in REFUSALS:
                    raise NotAcceptedError
                if answer.status_code != 200:
                    raise VerifierAwayError(f"HTTP {answer.status_code}")
                return whole_body(answer, MOST_BYTES)
        except requests.RequestException as error:
            # Without its cause: a request that is logged would show the code.
            raise VerifierAwayError(why(error)) from None


def open_verifier(section: CredentialsSection, hall: str) -> HttpVerifier:
    """The verifier that a hall file names.

    :raises VerifierSecretError: where the file with its secret cannot be read.
    """
    try:
        secret = section.secret_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise VerifierSecretError(section.secret_file) from error
    return HttpVerifier(str(section.url), secret, hall, within_s=section.answer_within_s)
