"""From keys to what a clerk wants, in the words of the contract's commands. No I/O, no clock.

Addresses are not windows, and three digits are no ticket's number: whoever knows the hall turns `address` into a
window and `number` into a ticket of the queues that this window serves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hardware.caller_line._messages import DISPLAY_DIGITS, Key, KeyPressed

HALF_TYPED_S = 10.0
"""Digits without an end are forgotten after this: the clerk turned to a citizen, and the next key is a new thought."""


@dataclass(frozen=True, slots=True)
class CallNext:
    """`call_next`"""

    address: int


@dataclass(frozen=True, slots=True)
class Recall:
    """`recall`"""

    address: int


@dataclass(frozen=True, slots=True)
class CallTicket:
    """`call_ticket`; `number` has three digits, filled with zeros in front."""

    address: int
    number: str


@dataclass(frozen=True, slots=True)
class Miss:
    """`miss`: the citizen did not come."""

    address: int


@dataclass(frozen=True, slots=True)
class Park:
    """`park`: the citizen comes back later today."""

    address: int


@dataclass(frozen=True, slots=True)
class Resume:
    """`resume`: a parked citizen is back. The keypad does not say which."""

    address: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """`transfer`; `to` is up to three digits, or empty: the keypad does not say where to."""

    address: int
    to: str


@dataclass(frozen=True, slots=True)
class PauseWindow:
    """`pause_window`, or `open_window` where the window is paused: there is one key for both."""

    address: int


@dataclass(frozen=True, slots=True)
class AskRating:
    """No command: the service is over and the citizen is asked to rate it (`finish`, then `CallerLine.ask_rating`)."""

    address: int


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Keys that mean nothing together: beep. `reason`: `nothing_typed` or `too_many_digits`."""

    address: int
    reason: str


Intent = CallNext | Recall | CallTicket | Miss | Park | Resume | Transfer | PauseWindow | AskRating | NotUnderstood


_PLAIN: Mapping[Key, Callable[[int], Intent]] = MappingProxyType(
    {Key.NEXT: CallNext, Key.RECALL: Recall, Key.PAUSE: PauseWindow, Key.ASK_RATING: AskRating}
)


@dataclass(frozen=True, slots=True)
class Typing:
    """What was typed at one keypad and not ended, and when its last key came."""

    digits: str = ""
    at: float = 0.0


def press(typing: Typing, pressed: KeyPressed, now: float) -> tuple[Typing, Intent | None]:
    """The typing after this key, and what the clerk wants if the key ended something. Any key but a digit ends it."""
    before = typing.digits if now - typing.at <= HALF_TYPED_S else ""
    digits = before + pressed.digits + (pressed.key.digit or "")
    if pressed.key.digit is not None or pressed.key is Key.BLANK:
        # One digit more than fits is kept, so that the end can say that it was too many.
        return Typing(digits[: DISPLAY_DIGITS + 1], now), None
    return Typing(), _intent(pressed.address, pressed.key, digits)


def _intent(address: int, key: Key, digits: str) -> Intent | None:
    if key in (Key.TRANSFER, Key.CONFIRM):
        if len(digits) > DISPLAY_DIGITS:
            return NotUnderstood(address, "too_many_digits")
        return Transfer(address, digits) if key is Key.TRANSFER else _confirmed(address, digits)
    plain = _PLAIN.get(key)
    return plain(address) if plain else None


def _confirmed(address: int, digits: str) -> Intent:
    """0, 3 and 6 alone are functions; the tickets of these numbers are typed as 00, 03 and 06."""
    match digits:
        case "":
            return NotUnderstood(address, "nothing_typed")
        case "0":
            return Park(address)
        case "3":
            return Resume(address)
        case "6":
            return Miss(address)
    return CallTicket(address, digits.zfill(DISPLAY_DIGITS))


class Keypads:
    """The typing at all keypads of a line."""

    def __init__(self) -> None:
        self._typing: dict[int, Typing] = {}

    def press(self, pressed: KeyPressed, now: float) -> Intent | None:
        """`now` in seconds of any clock that only goes forward."""
        typing, intent = press(self._typing.get(pressed.address, Typing()), pressed, now)
        self._typing[pressed.address] = typing
        return intent
