"""Moments as the tables keep them: in UTC, all of one length, so that text sorts as time does."""

from datetime import UTC, datetime


def sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """What :func:`sortable` wrote."""
    return datetime.fromisoformat(text)
