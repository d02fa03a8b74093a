"""What people entrust to the hall is kept sealed, and where it only needs to be compared, as tokens."""

import hashlib
import hmac
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
"""AES-GCM with a random nonce is safe for 2**32 messages a key (NIST SP 800-38D, 8.3)."""

TOKEN_CHARACTERS = 32


class Sealer:
    """One secret, of which a key for sealing and a key for tokens are made. Each room has a secret of its own."""

    def __init__(self, secret: bytes, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._cipher = AESGCM(hmac.digest(secret, b"seal", hashlib.sha256))
        self._token_key = hmac.digest(secret, b"token", hashlib.sha256)
        self._random_bytes = random_bytes

    def seal(self, plain: bytes, place: str) -> bytes:
        """``place`` is where the sealed bytes are kept: elsewhere they cannot be opened."""
        nonce = self._random_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes | None:
        """None where they were sealed with another secret, for another place, or were changed."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            return None

    def token(self, purpose: str, text: str) -> str:
        """128 bits that stand for a text and do not tell it."""
        return hmac.new(self._token_key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()[:TOKEN_CHARACTERS]
