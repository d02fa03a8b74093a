"""What an administrator entered about clients. Pure."""

import re
from collections.abc import Mapping

_CLIENT = re.compile(r"[A-Za-z0-9_.-]{1,64}")
MOST_DAYS = 3650


def read_client_id(fields: Mapping[str, str]) -> str:
    """:raises ValueError: when it is no id."""
    client = fields.get("id", "").strip()
    if not _CLIENT.fullmatch(client):
        raise ValueError("id")
    return client


def read_days(text: str) -> int | None:
    """How long something holds; none where that is not said.

    :raises ValueError: when it is no number of days.
    """
    if not text.strip():
        return None
    days = int(text)
    if not 1 <= days <= MOST_DAYS:
        raise ValueError("days")
    return days
