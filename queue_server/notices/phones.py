"""Telephone numbers that can get an SMS: mainland mobile numbers and E.164."""

import re
import unicodedata
from dataclasses import dataclass

from queue_server.notices.errors import InvalidPhoneError

_MAINLAND = re.compile(r"1[3-9][0-9]{9}")
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_SEPARATORS = str.maketrans("", "", " -().\t\u3000")
_CHINA = "+86"

SHOWN_AT_THE_FRONT = 3
SHOWN_AT_THE_END = 4


@dataclass(frozen=True, slots=True, repr=False)
class Phone:
    """One number as E.164 writes it, ``+8613800138000``. It shows itself masked, so that no log tells it."""

    e164: str

    @classmethod
    def parse(cls, text: str) -> "Phone":
        """Takes ``13800138000`` with or without ``86``, ``+86`` or ``0086``, and any other number with ``+`` or ``00``.

        :raises InvalidPhoneError: for anything else, landlines of the mainland among it.
        """
        plain = unicodedata.normalize("NFKC", text).translate(_SEPARATORS)
        if _MAINLAND.fullmatch(plain):
            return cls(_CHINA + plain)
        if plain.startswith("00"):
            plain = f"+{plain[2:]}"
        elif plain.startswith("86") and _MAINLAND.fullmatch(plain[2:]):
            plain = f"+{plain}"
        if not plain.isascii() or not _E164.fullmatch(plain):
            raise InvalidPhoneError
        if plain.startswith(_CHINA) and not _MAINLAND.fullmatch(plain.removeprefix(_CHINA)):
            raise InvalidPhoneError
        return cls(plain)

    @property
    def is_mainland(self) -> bool:
        return self.e164.startswith(_CHINA)

    @property
    def local(self) -> str:
        """As people there write it: 11 digits on the mainland, E.164 elsewhere."""
        return self.e164.removeprefix(_CHINA)

    @property
    def masked(self) -> str:
        """``138****8000``."""
        digits = self.local.removeprefix("+")
        hidden = "*" * (len(digits) - SHOWN_AT_THE_FRONT - SHOWN_AT_THE_END)
        return f"{digits[:SHOWN_AT_THE_FRONT]}{hidden}{digits[-SHOWN_AT_THE_END:]}"

    def __repr__(self) -> str:
        return f"<Phone {self.masked}>"
