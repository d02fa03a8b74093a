"""Ticket numbers: the queue's prefix and the day's counter."""

DIGITS = 3


def number(prefix: str, count: int) -> str:
    """``A012``; the thousandth ticket of a day is ``A1000``."""
    return f"{prefix}{count:0{DIGITS}d}"
