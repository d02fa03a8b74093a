"""What the board has seen of its hall so far, and how each message changes it. Pure: the time comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from queue_server.contract.views import Announcement, Board, Call, HallState, Presence, WindowState
from screens.theme import FLASH_S

CallKey = tuple[str, str, datetime, int]
"""Number, window, time and recalls: a call that differs in one of them is a new thing to look at."""


@dataclass(frozen=True, slots=True)
class Flash:
    """A call that draws the eye, since when by this screen's own clock."""

    call: CallKey
    began: datetime

    def running(self, now: datetime) -> bool:
        return timedelta() <= now - self.began < timedelta(seconds=FLASH_S)


LONGEST_SAID_S = 60.0
"""No announcement lasts longer, whatever a voice says of it: five repeats in two languages take less."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a voice says, since when by this screen's own clock."""

    announcement: Announcement
    began: datetime

    def running(self, now: datetime) -> bool:
        return 0 <= (now - self.began).total_seconds() < min(LONGEST_SAID_S, self.announcement.lasts_s)


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a picture is made of, besides the time.

    ``stale_since`` is none while the line is up and the board was heard over it: after an outage the board on screen
    is old until the broker or the server has told the present one.
    ``sayings`` are the last of each voice, by its client.
    ``server_away_since`` is none where the server was already away when this screen began to listen: its will carries
    the time of its birth, not of its death.
    """

    stale_since: datetime | None
    board: Board | None = None
    hall: HallState | None = None
    windows: Mapping[str, WindowState] = field(default_factory=dict)
    flashes: tuple[Flash, ...] = ()
    sayings: Mapping[str, Saying] = field(default_factory=dict)
    line_up: bool = False
    server_online: bool | None = None
    server_away_since: datetime | None = None


def key_of(call: Call) -> CallKey:
    return call.number, call.window, call.called_at, call.recalls


def with_line(seen: Seen, *, up: bool, now: datetime) -> Seen:
    """The line to the broker came or went. What was known of the server holds for the old line only."""
    return replace(seen, line_up=up, stale_since=seen.stale_since or now, server_online=None, server_away_since=None)


def with_presence(seen: Seen, presence: Presence, now: datetime) -> Seen:
    """The queue server came or went."""
    if presence.online:
        return replace(seen, server_online=True, server_away_since=None)
    went_now = seen.server_online is True
    return replace(seen, server_online=False, server_away_since=now if went_now else seen.server_away_since)


def with_hall(seen: Seen, hall: HallState) -> Seen:
    return replace(seen, hall=hall)


def with_window(seen: Seen, window: WindowState) -> Seen:
    return replace(seen, windows={**seen.windows, window.window: window})


def with_announcement(seen: Seen, voice: str, announcement: Announcement, now: datetime) -> Seen:
    return replace(seen, sayings={**seen.sayings, voice: Saying(announcement, now)})


def with_board(seen: Seen, board: Board, now: datetime) -> Seen:
    """A new board. Calls that are new to this screen begin to flash, if they are young.

    A call's age is told by clocks that need not agree. While the screen listens it has seen the change itself, and
    the age is that by the server's own clock (``at`` − ``called_at``), so a screen whose clock is wrong flashes all
    the same. At the start and after an outage there is only the screen's clock to compare with: calls that are not
    within six seconds of it are taken as old, and the younger ones flash for the rest of their time.
    """
    flashes = _flashes_watched(seen, board, now) if seen.stale_since is None else _flashes_found(seen, board, now)
    return replace(
        seen,
        board=board,
        stale_since=None if seen.line_up else seen.stale_since,
        flashes=tuple(flash for flash in flashes if flash.running(now)),
    )


def _flashes_watched(seen: Seen, board: Board, now: datetime) -> list[Flash]:
    before = seen.board.calls if seen.board else ()
    known = {key_of(call) for call in before}
    began = {flash.call: flash.began for flash in seen.flashes}
    return [
        Flash(key_of(call), began.get(key_of(call), now))
        for call in board.calls
        if call.state == "called"
        and (key_of(call) in began or (key_of(call) not in known and (_young(call, board.at) or _again(call, before))))
    ]


def _flashes_found(seen: Seen, board: Board, now: datetime) -> list[Flash]:
    began = {flash.call: flash.began for flash in seen.flashes}
    return [
        Flash(key_of(call), began.get(key_of(call), min(call.called_at, now)))
        for call in board.calls
        if call.state == "called" and (key_of(call) in began or _young(call, now))
    ]


def _young(call: Call, now: datetime) -> bool:
    return abs(now - call.called_at) < timedelta(seconds=FLASH_S)


def _again(call: Call, before: tuple[Call, ...]) -> bool:
    """A recall need not carry a new time."""
    return any(
        earlier.number == call.number and earlier.window == call.window and earlier.recalls < call.recalls
        for earlier in before
    )
