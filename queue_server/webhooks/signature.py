"""How a message is signed: as Standard Webhooks says (version 1), so that libraries of many languages can check it."""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime
from pathlib import Path

from queue_server.webhooks.errors import BadSecretError

PREFIX = "whsec_"
FEWEST_BYTES, MOST_BYTES = 24, 64
"""The specification's own bounds for a secret."""


def read_secret(webhook: str, file: Path) -> bytes:
    """The secret in a file: ``whsec_`` and base64.

    :raises BadSecretError: where there is none that holds.
    """
    try:
        text = file.read_text(encoding="ascii").strip()
        secret = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except OSError as error:
        raise BadSecretError(webhook, file, f"cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, binascii.Error) as error:
        raise BadSecretError(webhook, file, f"expected {PREFIX} and base64") from error
    if not FEWEST_BYTES <= len(secret) <= MOST_BYTES:
        raise BadSecretError(webhook, file, f"expected {FEWEST_BYTES} to {MOST_BYTES} bytes in base64")
    return secret


def signed_headers(secret: bytes, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a message that is sent ``at`` a moment."""
    seconds = str(int(at.timestamp()))
    digest = hmac.new(secret, b".".join((message_id.encode(), seconds.encode(), body)), hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
