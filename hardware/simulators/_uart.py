"""What a serial port makes of bytes that were sent at another baud rate."""

from __future__ import annotations

import termios
from math import ceil

BITS_A_BYTE = 10
"""8N1: a start bit (0), eight data bits with the lowest first, a stop bit (1)."""

_RATES = {getattr(termios, f"B{rate}"): rate for rate in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)}


def port_rate(descriptor: int) -> int | None:
    """The baud rate that a program has set on the terminal, or None for one that no device here has."""
    return _RATES.get(termios.tcgetattr(descriptor)[5])


def heard(data: bytes, sent_at: int, heard_at: int) -> bytes:
    """Bytes sent back to back at one rate, as a receiver at another takes them.

    A receiver waits until the line falls, then looks at it in the middle of each of its own bits, and takes what it
    sees, even where that ends in no stop bit.
    """
    levels = [level for byte in data for level in (0, *(byte >> bit & 1 for bit in range(8)), 1)]
    ratio = sent_at / heard_at
    taken = bytearray()
    place = 0.0
    while (start := _fall(levels, ceil(place))) is not None:
        seen = [_level(levels, start + (bit + 0.5) * ratio) for bit in range(BITS_A_BYTE)]
        if seen[0] == 0:
            taken.append(sum(level << bit for bit, level in enumerate(seen[1:9])))
        place = start + (BITS_A_BYTE - 0.5 if seen[0] == 0 else 0.5) * ratio
    return bytes(taken)


def _fall(levels: list[int], first: int) -> int | None:
    """Where the line next goes from high to low, in the sender's bits."""
    falls = (at for at in range(first, len(levels)) if levels[at] == 0 and _level(levels, at - 1) == 1)
    return next(falls, None)


def _level(levels: list[int], at: float) -> int:
    """The line is high while nothing is sent."""
    return levels[int(at)] if 0 <= at < len(levels) else 1
