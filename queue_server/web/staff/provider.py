"""The organisation's identity provider (OpenID Connect Core 1.0, code flow with PKCE), asked from a thread."""

import threading
import time
from collections.abc import Mapping
from typing import Any

import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from queue_server.web.staff.errands import Errand, ProviderError, ProviderSetup

WITHIN_S = 10.0
"""How long the provider may take for an answer."""

KNOWN_FOR_S = 3600.0
"""How long its addresses and keys are taken as known; keys that changed meanwhile are fetched again at once."""

LEEWAY_S = 60
"""Clocks differ."""

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with the provider's own key; never ``none``, and never with the secret that both know."""


class Provider:
    """Takes its time: not for an event loop's thread. Any thread may ask."""

    def __init__(self, setup: ProviderSetup) -> None:
        self._setup = setup
        self._lock = threading.Lock()
        self._known: tuple[float, Mapping[str, Any]] | None = None
        self._keys: KeySet | None = None

    def address(self, errand: Errand) -> str:
        """Where somebody logs in.

        :raises ProviderError: when the provider does not say.
        """
        with self._session() as session:
            url, _ = session.create_authorization_url(
                self._metadata("authorization_endpoint"),
                state=errand.state,
                nonce=errand.nonce,
                code_verifier=errand.verifier,
            )
        return str(url)

    def subject(self, errand: Errand, answer: str) -> str:
        """Who came back with ``answer``, the whole address that the provider sent the browser to.

        :raises ProviderError: when that is not certain.
        """
        try:
            with self._session(errand.state) as session:
                token = session.fetch_token(
                    self._metadata("token_endpoint"),
                    authorization_response=answer,
                    code_verifier=errand.verifier,
                    timeout=WITHIN_S,
                )
        except ProviderError:
            raise
        except Exception as error:  # whatever the library raises for what a stranger answered
            raise ProviderError(f"no token: {type(error).__name__}: {error}") from error
        return self._subject_of(str(token.get("id_token", "")), errand.nonce)

    def _session(self, state: str | None = None) -> OAuth2Session:
        setup = self._setup
        return OAuth2Session(
            setup.client_id,
            setup.client_secret,
            scope="openid profile",
            redirect_uri=setup.redirect_uri,
            code_challenge_method="S256",
            state=state,
        )

    def _subject_of(self, id_token: str, nonce: str) -> str:
        claims = self._claims(id_token)
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self._setup.issuer},
            aud={"essential": True, "value": self._setup.client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
        )
        try:
            rules.validate(claims)
        except JoseError as error:
            raise ProviderError(f"ID token: {error}") from error
        subject = claims.get(self._setup.claim)
        if not isinstance(subject, str) or not subject:
            raise ProviderError(f"ID token has no claim {self._setup.claim}")
        return subject

    def _claims(self, id_token: str) -> dict[str, Any]:
        """The claims, signed by the provider; its keys may be new."""
        for fresh in (False, True):
            try:
                return jwt.decode(id_token, self._key_set(fresh=fresh), algorithms=ALGORITHMS).claims
            except (JoseError, ValueError) as error:
                if fresh:
                    raise ProviderError(f"ID token: {error}") from error
        raise ProviderError("ID token")

    def _key_set(self, *, fresh: bool) -> KeySet:
        if self._keys is None or fresh:
            self._keys = KeySet.import_key_set(_json(self._metadata("jwks_uri")))  # type: ignore[arg-type]  # a stranger's
        return self._keys

    def _metadata(self, name: str) -> str:
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > KNOWN_FOR_S:
                self._known = (time.monotonic(), _json(f"{self._setup.issuer}/.well-known/openid-configuration"))
        known = self._known[1]
        if known.get("issuer", "").rstrip("/") != self._setup.issuer or not isinstance(known.get(name), str):
            self._known = None
            raise ProviderError(f"the provider's configuration has another issuer or no {name}")
        return str(known[name])


def _json(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=WITHIN_S)
        answer.raise_for_status()
        content = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderError(f"{url}: {error}") from error
    if not isinstance(content, dict):
        raise ProviderError(f"{url}: no object")
    return content
