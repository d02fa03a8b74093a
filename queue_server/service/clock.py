"""The one place where the queue server asks what time it is."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)
