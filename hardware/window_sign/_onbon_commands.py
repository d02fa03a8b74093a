"""What is said to an Onbon card and what it answers: the data of packets. No I/O."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWER_WANTED = 0x01
"""02 would mean: do not answer."""

PING = bytes((0xA2, 0x00, ANSWER_WANTED, 0, 0))
CLEAR = bytes((0xA3, 0x10, ANSWER_WANTED, 0, 0))

SHOW_HEAD = bytes((0xA3, 0x06))

MOST_AREA_BYTES = 512
"""What a BX-5K takes for one dynamic area (8.2.1); a BX-6K takes 1024."""

_AREA = struct.Struct("<BHHHHBBBHBBBBBBBBBI")
_ANSWER_GROUP = 0xA0
_ACKNOWLEDGED, _REFUSED = 0x00, 0x01


class DisplayMode(IntEnum):
    """How a text comes onto the panel (9.1)."""

    STILL = 0x01
    MOVE_LEFT = 0x03


class RunMode(IntEnum):
    """What happens when the text has been shown (9.1)."""

    AGAIN = 0
    STAY = 1


class Alignment(IntEnum):
    """Bits 0 and 1 across, bits 2 and 3 down (9.1)."""

    LEFT_TOP = 0x00
    LEFT_MIDDLE = 0x08
    CENTRE_MIDDLE = 0x0A


@dataclass(frozen=True, slots=True)
class Area:
    """A dynamic area and its text: GB2312 and escapes that begin with a backslash.

    `x` and `width` are in units of 8 dots or, with bit 15 set, in dots; `y` and `height` in dots. `stay` is in half
    seconds; `speed` 0 is the fastest, 0x18 the slowest.
    """

    width: int
    height: int
    text: bytes
    x: int = 0
    y: int = 0
    number: int = 0
    line_spacing: int = 0
    run_mode: int = RunMode.AGAIN
    timeout_s: int = 2
    alignment: int = Alignment.LEFT_TOP
    many_lines: bool = False
    wrap: bool = False
    display_mode: int = DisplayMode.STILL
    speed: int = 4
    stay: int = 5

    def to_bytes(self) -> bytes:
        place = (0, self.x, self.y, self.width, self.height, self.number, self.line_spacing)
        running = (self.run_mode, self.timeout_s, 0, 0)
        layout = (self.alignment, 1 + self.many_lines, 1 + self.wrap, self.display_mode, 0, self.speed, self.stay)
        return _AREA.pack(*place, *running, *layout, len(self.text)) + self.text

    @classmethod
    def from_bytes(cls, data: bytes) -> Area | None:
        """None for what is no text area without sound and without extensions."""
        if len(data) < _AREA.size:
            return None
        kind, x, y, width, height, number, spacing, run_mode, timeout_s, *rest = _AREA.unpack_from(data)
        sound, extensions, alignment, lines, wrap, display_mode, _exit, speed, stay, length = rest
        text = data[_AREA.size :]
        if kind or sound or extensions or not {lines, wrap} <= {1, 2} or len(text) != length:
            return None
        layout = (alignment, lines == 2, wrap == 2, display_mode, speed, stay)
        return cls(width, height, text, x, y, number, spacing, run_mode, timeout_s, *layout)


def show_area(area: Area, process: bytes = b"\x01\x00") -> bytes:
    """Shows one dynamic area. `process` 01 00 empties the area before (8.2.1): no digit of the last text stays."""
    body = area.to_bytes()
    deleted, updated = 0, 1
    return SHOW_HEAD + bytes((ANSWER_WANTED, *process, deleted, updated)) + len(body).to_bytes(2, "little") + body


REFUSALS: Mapping[int, str] = MappingProxyType(
    {
        0x01: "card_group_unknown",
        0x02: "card_command_unknown",
        0x03: "card_busy",
        0x04: "card_memory_full",
        0x05: "card_check_wrong",
        0x06: "card_file_missing",
        0x07: "card_flash_error",
        0x0C: "card_font_missing",
        0x0D: "card_firmware_wrong",
    }
)
"""CmdError (chapter 6), as far as it can come back to what we send; any other code is `card_error_XX`."""

PASSING = frozenset(("card_busy", "card_check_wrong"))
"""Refusals that the same command may not meet a second time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A card's answer to a command that needs no data: ACK (`command` 0) or NACK (1), with CmdError (chapter 7)."""

    command: int
    error: int

    @property
    def refusal(self) -> str | None:
        """None if the command was done."""
        if (self.command, self.error) == (_ACKNOWLEDGED, 0):
            return None
        return REFUSALS.get(self.error, f"card_error_{self.error:02x}")

    def to_bytes(self) -> bytes:
        return bytes((_ANSWER_GROUP, self.command, self.error, 0, 0))

    @classmethod
    def from_bytes(cls, data: bytes) -> Reply | None:
        """None if it is neither ACK nor NACK: nothing may be read into that."""
        if len(data) != 5 or data[0] != _ANSWER_GROUP or data[1] not in (_ACKNOWLEDGED, _REFUSED):
            return None
        return cls(data[1], data[2])
