"""The glass of simulated signs: frames to what a person would read there. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hardware.window_sign._number_frames import BOARD_COLOURS, FourByteFrame, XunpengFrame
from hardware.window_sign._onbon_commands import CLEAR, PING, SHOW_HEAD, Area, DisplayMode, Reply
from hardware.window_sign._onbon_frames import BadPacket, Packet, PacketParser
from hardware.window_sign._onbon_text import COLOURS, FONTS

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANK = "(blank)"

ACKNOWLEDGED, COMMAND_UNKNOWN = Reply(0, 0), Reply(1, 0x02)

_SHOW_HEAD_BYTES = 9
_STYLE = re.compile(rb"\\(?:F(?P<font>.{4})|C(?P<colour>.)|(?P<line>n))", re.DOTALL)


class OnbonPanel:
    """Has the address `address`, or every address if it is None."""

    def __init__(self, address: int | None) -> None:
        self.shown = BLANK
        self._address = address
        self._parser = PacketParser()

    def hear(self, data: bytes) -> list[Packet | BadPacket]:
        """What came whole and is for this card, and what came damaged."""
        return [item for item in self._parser.feed(data) if isinstance(item, BadPacket) or self._is_meant(item)]

    def do(self, command: bytes) -> Reply:
        if command == PING:
            return ACKNOWLEDGED
        if command == CLEAR:
            self.shown = BLANK
            return ACKNOWLEDGED
        area = Area.from_bytes(command[_SHOW_HEAD_BYTES:]) if command.startswith(SHOW_HEAD) else None
        if area is None:
            return COMMAND_UNKNOWN
        self.shown = rendered(area)
        return ACKNOWLEDGED

    def _is_meant(self, packet: Packet) -> bool:
        return self._address in (None, packet.destination)


class NumberPanel:
    """A board of digits. It finds frames by sliding over the bytes, as it has no other way."""

    def __init__(self, frame: type[XunpengFrame | FourByteFrame], address: int | None) -> None:
        self.shown = BLANK
        self._frame = frame
        self._address = address
        self._recent = b""

    def hear(self, data: bytes) -> None:
        for byte in data:
            self._recent = (self._recent + bytes((byte,)))[-self._frame.LENGTH :]
            frame = self._frame.from_bytes(self._recent)
            if frame is not None:
                self._recent = b""
                self._show(frame)

    def _show(self, frame: XunpengFrame | FourByteFrame) -> None:
        if isinstance(frame, XunpengFrame):
            colour = next(name for name, code in BOARD_COLOURS.items() if code == frame.colour)
            self.shown = f"{frame.value:03d} ({colour})"
        elif self._address in (None, frame.board):
            self.shown = f"{frame.value:03d}"


def rendered(area: Area) -> str:
    """What stands on the glass: the text, as far as it fits if it stands still, and how it is shown."""
    dots = 8 * area.width if area.width < 0x8000 else area.width & 0x7FFF
    fonts = {name: height for height, name in FONTS.items()}
    colours = {code: name for name, code in COLOURS.items()}
    font, colour, used, text = 16, "red", 0, ""
    moves = area.display_mode == DisplayMode.MOVE_LEFT
    for piece in _pieces(area.text):
        if isinstance(piece, re.Match):
            font = fonts.get(piece["font"], font) if piece["font"] else font
            colour = colours.get(piece["colour"], "?") if piece["colour"] else colour
            text += " / " if piece["line"] else ""
            continue
        used += font * len(piece) // 2
        if moves or used <= dots:
            text += piece.decode("gb2312", "replace")
    return f"{text} ({colour}, {font} dots, {'moving left' if moves else 'still'})"


def _pieces(text: bytes) -> Iterator[re.Match[bytes] | bytes]:
    """Escapes and single characters, in their order."""
    place = 0
    while place < len(text):
        escape = _STYLE.match(text, place)
        if escape:
            yield escape
            place = escape.end()
        else:
            length = 2 if text[place] > 0x80 else 1
            yield text[place : place + length]
            place += length
