"""How a ticket's number is written: for who gives numbers from a block of ``reserve_numbers``."""

DIGITS = 3


def number_text(prefix: str, count: int) -> str:
    """``A012``; the thousandth ticket of a day is ``A1000``."""
    return f"{prefix}{count:0{DIGITS}d}"
