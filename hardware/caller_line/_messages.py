"""What the frames say: keys and ratings to us, displays and orders from us."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hardware.caller_line._frames import Frame
from hardware.caller_line.errors import CannotBeShownError

ORDER, DISPLAY, BEEP, RATING = 0x01, 0x02, 0x03, 0x11
"""Functions. Key frames of a keypad come with any function but RATING."""

BLANK_DIGIT = 0x0A
DISPLAY_DIGITS = 3
MOST_KEY_DATA = 1 + DISPLAY_DIGITS
MOST_WAITING = 999
MOST_STARS = 5


class Key(IntEnum):
    """The keys by their codes (one program, and the protocol's list)."""

    DIGIT_0 = 0x00
    DIGIT_1 = 0x01
    DIGIT_2 = 0x02
    DIGIT_3 = 0x03
    DIGIT_4 = 0x04
    DIGIT_5 = 0x05
    DIGIT_6 = 0x06
    DIGIT_7 = 0x07
    DIGIT_8 = 0x08
    DIGIT_9 = 0x09
    BLANK = 0x0A
    ASK_RATING = 0x0B
    NEXT = 0x0C
    RECALL = 0x0D
    CANCEL = 0x0E
    CONFIRM = 0x0F
    KEEP_DISTANCE = 0x11
    PAUSE = 0x12
    TRANSFER = 0x13

    @property
    def digit(self) -> str | None:
        return str(self.value) if self <= Key.DIGIT_9 else None


KEY_CODES = frozenset(Key)


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key at the keypad of this address. `digits` were typed before it and came in the same frame."""

    address: int
    key: Key
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """A citizen's press on the rater of this address. `value` is what it sent, documented from 0 to 3."""

    address: int
    value: int


@dataclass(frozen=True, slots=True)
class Strange:
    """A whole frame that means nothing to us: a key without a name, or an answer that nobody documented."""

    frame: Frame


def meaning_of(frame: Frame) -> KeyPressed | Rated | Strange:
    if frame.function == RATING and frame.data:
        return Rated(frame.address, frame.data[0])
    if not 1 <= len(frame.data) <= MOST_KEY_DATA or frame.data[-1] not in KEY_CODES:
        return Strange(frame)
    typed = frame.data[:-1]
    if any(code > BLANK_DIGIT for code in typed):
        return Strange(frame)
    return KeyPressed(frame.address, Key(frame.data[-1]), "".join(str(code) for code in typed if code != BLANK_DIGIT))


def acknowledgement_of(frame: Frame) -> Frame:
    """A key comes back as it is, a rating as an order with the same value."""
    return Frame(frame.address, ORDER, frame.data) if frame.function == RATING else frame


def display(address: int, waiting: int | None, ticket_digits: str) -> Frame:
    """Six characters: who waits, at most 999, and the ticket, three digits. None and `""` stay dark."""
    if waiting is not None and waiting < 0:
        raise CannotBeShownError("waiting", waiting, "no less than 0")
    if len(ticket_digits) > DISPLAY_DIGITS or not all(character in "0123456789" for character in ticket_digits):
        raise CannotBeShownError("ticket", ticket_digits, "at most three digits")
    count = "" if waiting is None else f"{min(waiting, MOST_WAITING):03}"
    return Frame(_address(address), DISPLAY, _digit_codes(count) + _digit_codes(ticket_digits))


def beep(address: int) -> Frame:
    return Frame(_address(address), BEEP)


def start_rating(address: int) -> Frame:
    return Frame(_address(address), ORDER, bytes((Key.ASK_RATING,)))


def stars(address: int, count: int) -> Frame:
    if not 0 <= count <= MOST_STARS:
        raise CannotBeShownError("stars", count, f"0 to {MOST_STARS}")
    return Frame(_address(address), DISPLAY, bytes((count,)))


def ticket_digits(number: str) -> str:
    """What of a ticket's number a keypad can show: the last three digits, without the prefix letter."""
    return "".join(character for character in number if character in "0123456789")[-DISPLAY_DIGITS:]


def _address(address: int) -> int:
    if not 0 <= address <= 0xFF:
        raise CannotBeShownError("address", address, "0 to 255")
    return address


def _digit_codes(digits: str) -> bytes:
    codes = bytes(int(digit) for digit in digits)
    return bytes((BLANK_DIGIT,)) * (DISPLAY_DIGITS - len(codes)) + codes
