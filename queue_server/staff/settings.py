"""The section ``[staff]`` of a hall file."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from queue_server.staff.sessions import SessionRules

SECTION = "staff"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Section(BaseModel):
    """A key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _issuer(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return url.rstrip("/")
    raise ValueError('an address such as "https://login.example.gov.cn"; plain http only on this machine')


Issuer = Annotated[str, AfterValidator(_issuer)]


class OidcSection(Section):
    """``secret_file`` holds the secret that the provider gave; ``claim`` names what an account's subject is there."""

    issuer: Issuer
    client_id: Annotated[str, Field(min_length=1)]
    secret_file: Annotated[Path, Field(strict=False)]
    claim: str = "sub"


class StaffSection(Section):
    idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 60
    session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    oidc: OidcSection | None = None

    @property
    def rules(self) -> SessionRules:
        return SessionRules(timedelta(minutes=self.idle_minutes), timedelta(hours=self.session_hours))
