"""Ticket numbers: the queue's prefix and the day's counter."""

DIGITS = 3


def number(prefix: str, count: int) -> str:
    """``A012``; the thousandth ticket of a day is ``A1000``."""
    return f"{prefix}{count:0{DIGITS}d}"


def count_of(prefix: str, text: str) -> int | None:
    """The counter behind a number of this prefix; none if it is not one."""
    digits = text.removeprefix(prefix)
    if not (digits.isascii() and digits.isdigit()) or number(prefix, int(digits)) != text:
        return None
    return int(digits)
