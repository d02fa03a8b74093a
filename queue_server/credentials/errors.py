"""Why a code leads to nobody."""

from pathlib import Path
from typing import ClassVar


class CredentialError(Exception):
    """Root of what can go wrong here; ``code`` is stable. None of them holds anything of a code or an identity."""

    code: ClassVar[str] = "credential"


class NotAcceptedError(CredentialError):
    """The verifier knows no such code, or it is over."""

    code = "not_accepted"


class VerifierAwayError(CredentialError):
    """The verifier gave no answer that can be used; ``reason`` says why in a few words."""

    code = "verifier_away"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class VerifierSecretError(CredentialError):
    """The file with the verifier's secret cannot be read."""

    code = "verifier_secret"

    def __init__(self, file: Path) -> None:
        super().__init__(f"[credentials] secret_file: {file} cannot be read as text")
        self.file = file
