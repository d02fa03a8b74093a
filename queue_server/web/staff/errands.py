"""What the pages and the identity provider's client have in common."""

from dataclasses import dataclass
from typing import ClassVar, Protocol


class ProviderError(Exception):
    """The provider did not answer, or what it answered cannot be trusted; the text is for the log."""

    code: ClassVar[str] = "provider_failed"


@dataclass(frozen=True, slots=True)
class ProviderSetup:
    """What the provider knows this hall as. ``claim`` names what an account's subject is."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    claim: str = "sub"


@dataclass(frozen=True, slots=True)
class Errand:
    """What has to come back with somebody who was sent to the provider."""

    state: str
    nonce: str
    verifier: str


class IdentityProvider(Protocol):
    """See :class:`queue_server.web.staff.provider.Provider`, which only a hall with a provider loads."""

    def address(self, errand: Errand) -> str: ...

    def subject(self, errand: Errand, answer: str) -> str: ...
