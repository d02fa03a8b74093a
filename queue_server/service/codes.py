"""Ids and codes that nobody can guess."""

import secrets

TICKET_ID_BYTES = 12
"""96 random bits: nobody finds another person's ticket page by trying."""

APPOINTMENT_CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
APPOINTMENT_CODE_LENGTH = 8
"""40 random bits in letters of which none is taken for another, to be read from a phone and typed at a kiosk."""


def new_ticket_id() -> str:
    return secrets.token_urlsafe(TICKET_ID_BYTES)


def new_appointment_code() -> str:
    return "".join(secrets.choice(APPOINTMENT_CODE_LETTERS) for _ in range(APPOINTMENT_CODE_LENGTH))
