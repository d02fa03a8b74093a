"""What the hall board shows at a moment: texts and marks, no pixels. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from queue_server.contract.views import Call, QueueState
from screens import words
from screens.board.layout import PAIRED_COUNT, ROW_COUNT, SINGLE_COUNT
from screens.board.seen import Flash, Seen, key_of
from screens.theme import FLASH_HZ
from screens.words import NOTHING, Phrase

GRACE_S = 2.0
"""A broker or server that is back within this was restarted: no call was lost by it and nobody need be told."""


class Mark(Enum):
    """The shape beside a call."""

    GO = "go"
    SERVING = "serving"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call. ``word`` says its state where it is not "come now". ``lit`` is the bright half of a flash."""

    number: str
    window: Phrase
    word: Phrase
    mark: Mark
    lit: bool


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue. ``minutes`` is a range, or the word for why there is none."""

    name: Phrase
    waiting: str
    minutes: Phrase


@dataclass(frozen=True, slots=True)
class Banner:
    """Said in the headline's place; an ``alarm`` where what else is on screen is old."""

    title: Phrase
    detail: Phrase
    alarm: bool


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """Everything on screen. Exactly one of ``headline`` and ``banner`` is there.

    ``paired`` is true when queues have room for both names. ``old`` says how old the content is, nothing when it is
    the present one.
    """

    hall: Phrase
    clock: str
    headline: CallLine | None
    banner: Banner | None
    rows: tuple[CallLine, ...]
    queues: tuple[QueueLine, ...]
    paired: bool
    missed: tuple[str, ...]
    notice: Phrase
    old: Phrase


def picture_of(seen: Seen, hall_id: str, now: datetime) -> BoardPicture:
    """The picture at ``now``. The clock shows the hall's zone, which the board's own time tells."""
    local = now.astimezone(_zone(seen, now))
    alarm = _alarm(seen, local)
    calls = tuple(call for call in seen.board.calls if call.state in _STATES) if seen.board else ()
    first = None if alarm else _headline(calls, seen.flashes, now)
    if seen.hall and not seen.hall.open and not any(_active(call) for call in calls):
        first = None
    rest = tuple(call for call in calls if call is not first)
    queues = _queues(seen.board.queues if seen.board else ())
    return BoardPicture(
        hall=words.phrase(seen.hall.name) if seen.hall else Phrase(hall_id),
        clock=words.clock_time(local),
        headline=_line(first, seen, now) if first else None,
        banner=alarm or (None if first else _calm_banner(seen, local)),
        rows=tuple(_line(call, seen, now) for call in _with_room(rest, ROW_COUNT)),
        queues=queues,
        paired=len(queues) <= PAIRED_COUNT,
        missed=seen.board.missed if seen.board else (),
        notice=_notice(seen),
        old=_age(seen, local) if alarm and seen.board else NOTHING,
    )


def _zone(seen: Seen, now: datetime) -> tzinfo | None:
    return seen.board.at.tzinfo if seen.board else now.tzinfo


def _alarm(seen: Seen, now: datetime) -> Banner | None:
    if seen.stale_since is not None:
        if now - seen.stale_since < timedelta(seconds=GRACE_S):
            return None
        if seen.board is None:
            return Banner(words.CONNECTING, words.FOLLOW_THE_WINDOWS, alarm=True)
        since = words.day_or_time(seen.stale_since.astimezone(now.tzinfo), now)
        return Banner(words.line_lost(since), words.FOLLOW_THE_WINDOWS, alarm=True)
    if seen.server_online is False:
        went = seen.server_away_since
        if went is None:
            return Banner(words.server_away(None), words.FOLLOW_THE_WINDOWS, alarm=True)
        if now - went >= timedelta(seconds=GRACE_S):
            since = words.day_or_time(went.astimezone(now.tzinfo), now)
            return Banner(words.server_away(since), words.FOLLOW_THE_WINDOWS, alarm=True)
    return None


def _calm_banner(seen: Seen, now: datetime) -> Banner:
    if seen.board is None:
        return Banner(words.CONNECTING, NOTHING, alarm=False)
    if seen.hall is not None and not seen.hall.open:
        change = seen.hall.next_change
        opens = change.astimezone(now.tzinfo) if change else None
        day = words.day_or_time(opens, now) if opens else None
        return Banner(*words.hall_closed(day, words.clock_time(opens) if opens else ""), alarm=False)
    return Banner(words.NO_CALL_YET, words.PLEASE_TAKE_A_TICKET, alarm=False)


def _age(seen: Seen, now: datetime) -> Phrase:
    until = seen.stale_since or seen.server_away_since or (seen.board.at if seen.board else now)
    return words.as_of(words.day_or_time(until.astimezone(now.tzinfo), now))


def _headline(calls: tuple[Call, ...], flashes: tuple[Flash, ...], now: datetime) -> Call | None:
    """The call to look at: what began to flash last, else the newest person still to come, else the newest call."""
    began = {flash.call: flash.began for flash in flashes if flash.running(now)}
    flashing = [call for call in calls if key_of(call) in began]
    if flashing:
        return max(flashing, key=lambda call: began[key_of(call)])
    coming = (call for call in calls if call.state == "called")
    return next(coming, calls[0] if calls else None)


def _with_room(calls: tuple[Call, ...], room: int) -> tuple[Call, ...]:
    """The newest, in their order. Who is still to come never loses the place to somebody who has been served."""
    by_need = sorted(calls, key=lambda call: (call.state != "called", not _active(call)))
    kept = {id(call) for call in by_need[:room]}
    return tuple(call for call in calls if id(call) in kept)


def _active(call: Call) -> bool:
    return call.state in ("called", "serving")


_STATES = {
    "called": (NOTHING, Mark.GO),
    "serving": (words.SERVING, Mark.SERVING),
    "missed": (words.MISSED, Mark.OVER),
    "finished": (words.DONE, Mark.OVER),
}
"""Any other state is no call any more: a number that waits again must not be seen beside a window."""


def _line(call: Call, seen: Seen, now: datetime) -> CallLine:
    word, mark = _STATES[call.state]
    window = seen.windows.get(call.window)
    return CallLine(
        number=call.number,
        window=words.phrase(window.name) if window else words.nameless_window(call.window),
        word=word,
        mark=mark,
        lit=any(flash.call == key_of(call) and _bright(flash, now) for flash in seen.flashes),
    )


def _bright(flash: Flash, now: datetime) -> bool:
    """The first half of each period: bright at once."""
    return flash.running(now) and (now - flash.began).total_seconds() * FLASH_HZ % 1.0 < 0.5


def _queues(states: tuple[QueueState, ...]) -> tuple[QueueLine, ...]:
    """As many queues as there is room for, the last line being the sum of the others."""
    if len(states) <= SINGLE_COUNT:
        return tuple(_queue_line(state) for state in states)
    # What tells least goes first: closed and empty, then empty, then the last of the hall's own order.
    by_need = sorted(states, key=lambda state: (state.waiting == 0, not state.open))
    kept = {id(state) for state in by_need[: SINGLE_COUNT - 1]}
    left_out = [state for state in states if id(state) not in kept]
    others = QueueLine(words.other_queues(len(left_out)), str(sum(state.waiting for state in left_out)), NOTHING)
    return (*(_queue_line(state) for state in states if id(state) in kept), others)


def _queue_line(state: QueueState) -> QueueLine:
    if state.waiting == 0 and not state.open:
        minutes = words.QUEUE_CLOSED
    else:
        minutes = words.minutes(state.estimate) if state.estimate else words.TIME_UNKNOWN
    return QueueLine(words.phrase(state.name), str(state.waiting), minutes)


def _notice(seen: Seen) -> Phrase:
    if seen.board and seen.board.notice:
        return words.phrase(seen.board.notice)
    if seen.hall and seen.hall.notices:
        return words.phrase(seen.hall.notices[0])
    return NOTHING
