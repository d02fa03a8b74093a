"""Codes that only another system can read: an electronic credential on a telephone is asked after at its verifier.

Nothing here waits in the hall's thread, and nothing of a code or an identity is kept, in the journal or in a log.
"""

from queue_server.credentials.desk import CredentialDesk
from queue_server.credentials.errors import CredentialError, NotAcceptedError, VerifierAwayError, VerifierSecretError
from queue_server.credentials.settings import SECTION, CredentialsSection
from queue_server.credentials.verifier import HttpVerifier, Verifier, open_verifier

__all__ = [
    "SECTION",
    "CredentialDesk",
    "CredentialError",
    "CredentialsSection",
    "HttpVerifier",
    "NotAcceptedError",
    "Verifier",
    "VerifierAwayError",
    "VerifierSecretError",
    "open_verifier",
]
