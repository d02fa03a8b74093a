"""Passwords: what is none, how they are kept (argon2id), and secrets that need no stretching."""

import hashlib
import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from queue_server.staff.errors import WeakPasswordError

SHORTEST = 10
LONGEST = 200
DIFFERENT = 5
"""Different characters that a password has at least: "1111111111" is none."""

SECRET_BYTES = 32


def strong(password: str, *names: str) -> str:
    """The password, if it is one; ``names`` are what anybody would try for this person.

    :raises WeakPasswordError: with the reason.
    """
    folded = password.casefold()
    if len(password) < SHORTEST:
        raise WeakPasswordError(reason="short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise WeakPasswordError(reason="long", longest=LONGEST)
    if len(set(folded)) < DIFFERENT:
        raise WeakPasswordError(reason="simple")
    if any(len(name) > 1 and name.casefold() in folded for name in names):
        raise WeakPasswordError(reason="name")
    return password


class Passwords:
    """Hashes and checks passwords. Slow on purpose (some 50 ms and 64 MiB each): not for an event loop's thread."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether this is the password. Without a hash the answer is no, and takes as long."""
        try:
            self._hasher.verify(password_hash or self._nobodys, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None

    @cached_property
    def _nobodys(self) -> str:
        return self.hash(secrets.token_urlsafe(SECRET_BYTES))


def new_secret() -> str:
    """256 random bits for a link or a cookie."""
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_hash(secret: str) -> str:
    """SHA-256, unsalted and quick: in 256 random bits there is nothing to guess that a slow hash would hinder."""
    return hashlib.sha256(secret.encode()).hexdigest()
