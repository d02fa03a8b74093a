"""Person tokens: the keyed hash that stands for an identity wherever the identity itself has no business."""

import hashlib
import hmac
import secrets
from pathlib import Path

from queue_server.service.clients import replace_privately

KEY_BYTES = 32
TOKEN_CHARACTERS = 32
"""128 bits: two people of one hall never meet in one token."""


def load_or_create_key(file: Path) -> bytes:
    """The hall's key, made at first use and readable by its owner only. Without it no ticket finds its person."""
    if not file.exists():
        # Whole or not at all: a power cut must not leave an empty key, which anybody could compute tokens with.
        replace_privately(file, secrets.token_hex(KEY_BYTES))
    return bytes.fromhex(file.read_text())


def person_token(key: bytes, id_type: str, id_number: str) -> str:
    """The token of one identity: HMAC-SHA-256 of its kind and normalised number."""
    return hmac.new(key, f"{id_type}:{id_number}".encode(), hashlib.sha256).hexdigest()[:TOKEN_CHARACTERS]
