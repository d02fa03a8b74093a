"""A modem's bytes as lines, and the prompt that is no line. No I/O."""

from __future__ import annotations

MOST_LINE_BYTES = 1024
"""A report's PDU is 352 characters long at most. What is longer is noise, and only its end is kept."""


class LineParser:
    """CR and LF end a line in any number and order; empty lines are left out. Keeps at most one line's bytes."""

    def __init__(self) -> None:
        self._line = bytearray()

    @property
    def at_prompt(self) -> bool:
        """True if what stands on the last line so far is the prompt of AT+CMGS, `> `."""
        return self._line.strip() == b">"

    def feed(self, data: bytes) -> list[str]:
        """The lines completed by `data`, in order. Bytes that are not ASCII become U+FFFD."""
        lines = []
        for byte in data:
            if byte not in b"\r\n":
                self._line.append(byte)
                del self._line[:-MOST_LINE_BYTES]
            elif self._line:
                lines.append(self._line.decode("ascii", "replace").strip())
                self._line.clear()
        return [line for line in lines if line]

    def start_line(self) -> None:
        """Forgets what stands on the last line."""
        self._line.clear()
