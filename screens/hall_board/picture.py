"""What the hall board shows at a moment: texts and marks, no pixels. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from queue_server.contract.views import Board, Call, QueueState
from screens import words
from screens.board.seen import Saying, Seen, key_of
from screens.board.whole import with_pushed_out
from screens.drawing.marks import Mark
from screens.flashing import bright
from screens.hall_board.paging import Page, call_page, queue_page, turn_at
from screens.rules import ScreenRules
from screens.tongue import UNSAID, Said, Tongue, tongue_at
from screens.trouble import Trouble, local_time, trouble_of
from screens.words import NOTHING, Phrase

MOST_COUNTED = 999
"""More people than any hall has waiting in one line."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much a layout has room for: earlier calls, waiting lines with tall or with short names."""

    rows: int
    tall_queues: int
    short_queues: int


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call. ``word`` says its state where it is not "come now". ``lit`` is the bright half of a flash."""

    number: str
    window: Said
    word: Said
    mark: Mark
    lit: bool


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue. ``minutes`` is a range, or the word for why there is none."""

    name: Said
    waiting: str
    minutes: Said


@dataclass(frozen=True, slots=True)
class Banner:
    """Said in the headline's place; an ``alarm`` where what else is on screen is old."""

    title: Said
    detail: Said
    alarm: bool


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """Everything on screen. Exactly one of ``headline`` and ``banner`` is there.

    ``page`` and ``queue_page`` say which page of calls and of queues this is, nothing where there is one only.
    ``queues_head`` is what their column is called, or how old it is: then ``old``. ``tall`` are queues whose names
    have two lines. ``notices`` stand one at a time, the next at each ``turn``; ``caption`` goes before them.
    """

    hall: Said
    clock: str
    page: Said
    headline: CallLine | None
    banner: Banner | None
    rows: tuple[CallLine, ...]
    queues_head: Said
    queue_page: Said
    minutes_head: Said
    queues: tuple[QueueLine, ...]
    tall: bool
    missed_head: Said
    missed: tuple[str, ...]
    caption: Said
    notices: tuple[Said, ...]
    turn: int
    old: bool


def picture_of(seen: Seen, rules: ScreenRules, room: Room, hall_id: str, now: datetime) -> BoardPicture:
    """The picture at ``now``."""
    board = _board(seen, rules)
    local = local_time(seen, now)
    trouble = trouble_of(seen, local)
    tongue = tongue_at(rules.languages, now)
    turn = turn_at(now, rules.calls.page_seconds)

    calls = tuple(call for call in board.calls if call.state in _STATES) if board else ()
    first = None if trouble else _headline(calls, seen, now)
    rest = tuple(call for call in calls if call is not first)
    shown = call_page(rest, seen.flashes, now, room.rows, turn)
    queues, tall = _queues(board.queues if board else (), room, tongue, turn)
    missed = board.missed if board else ()
    until = trouble.until if trouble else NOTHING
    return BoardPicture(
        hall=tongue.say(words.phrase(seen.hall.name) if seen.hall else Phrase(hall_id)),
        clock=words.clock_time(local),
        page=which_page(shown, tongue),
        headline=_line(first, seen, tongue, now) if first else None,
        banner=None if first else _banner(seen, trouble, tongue, local),
        rows=tuple(_line(call, seen, tongue, now) for call in shown.entries),
        queues_head=tongue.say(until if until != NOTHING else words.WAITING),
        queue_page=which_page(queues, tongue),
        minutes_head=tongue.say(words.MINUTES),
        queues=_queue_lines(queues, tongue),
        tall=tall,
        missed_head=tongue.say(words.MISSED) if missed else UNSAID,
        missed=missed,
        caption=UNSAID if trouble else _caption(first, seen, rules, tongue, now),
        notices=tuple(tongue.say(notice) for notice in _notices(seen)),
        turn=turn,
        old=until != NOTHING,
    )


def last_called(seen: Seen, rules: ScreenRules) -> datetime | None:
    """When somebody of this screen's zone was last called."""
    board = _board(seen, rules)
    called = [call.called_at for call in board.calls if call.state in ("called", "serving")] if board else []
    return max(called, default=None)


def _board(seen: Seen, rules: ScreenRules) -> Board | None:
    return rules.zone.of(with_pushed_out(seen.board, seen.windows.values())) if seen.board else None


def which_page(page: Page[Any], tongue: Tongue) -> Said:
    return tongue.say(words.page(page.place, page.count)) if page.count > 1 else UNSAID


def _headline(calls: tuple[Call, ...], seen: Seen, now: datetime) -> Call | None:
    """The call to look at: what began to flash last, else the newest person still to come, else the newest call."""
    if seen.hall and not seen.hall.open and not any(call.state in ("called", "serving") for call in calls):
        return None
    began = {flash.call: flash.began for flash in seen.flashes if flash.running(now)}
    flashing = [call for call in calls if key_of(call) in began]
    if flashing:
        return max(flashing, key=lambda call: began[key_of(call)])
    coming = (call for call in calls if call.state == "called")
    return next(coming, calls[0] if calls else None)


def _banner(seen: Seen, trouble: Trouble | None, tongue: Tongue, now: datetime) -> Banner:
    if trouble:
        return Banner(tongue.say(trouble.title), tongue.say(words.FOLLOW_THE_WINDOWS), alarm=True)
    title, detail = _calm(seen, now)
    return Banner(tongue.say(title), tongue.say(detail), alarm=False)


def _calm(seen: Seen, now: datetime) -> tuple[Phrase, Phrase]:
    if seen.board is None:
        return words.CONNECTING, NOTHING
    if seen.hall is not None and not seen.hall.open:
        change = seen.hall.next_change
        opens = change.astimezone(now.tzinfo) if change else None
        day = words.day_or_time(opens, now) if opens else None
        return words.hall_closed(day, words.clock_time(opens) if opens else "")
    return words.NO_CALL_YET, words.PLEASE_TAKE_A_TICKET


_STATES = {
    "called": (NOTHING, Mark.GO),
    "serving": (words.SERVING, Mark.SERVING),
    "missed": (words.MISSED, Mark.OVER),
    "finished": (words.DONE, Mark.OVER),
}
"""Any other state is no call any more: a number that waits again must not be seen beside a window."""


def _line(call: Call, seen: Seen, tongue: Tongue, now: datetime) -> CallLine:
    word, mark = _STATES[call.state]
    window = seen.windows.get(call.window)
    return CallLine(
        number=call.number,
        window=tongue.say(words.phrase(window.name) if window else words.nameless_window(call.window)),
        word=tongue.say(word),
        mark=mark,
        lit=any(flash.call == key_of(call) and bright(flash, now) for flash in seen.flashes),
    )


def _caption(first: Call | None, seen: Seen, rules: ScreenRules, tongue: Tongue, now: datetime) -> Said:
    """What a voice says to this zone; where none does, what it would say of the call that draws the eye."""
    if not rules.calls.captions:
        return UNSAID
    said = [saying for saying in seen.sayings.values() if saying.running(now) and _in_zone(saying, rules)]
    if said:
        newest = max(said, key=lambda saying: saying.began)
        return tongue.say(words.phrase(newest.announcement.text))
    if first is None or not any(flash.call == key_of(first) and flash.running(now) for flash in seen.flashes):
        return UNSAID
    return tongue.say(words.announced(first.number, first.window))


def _in_zone(saying: Saying, rules: ScreenRules) -> bool:
    return rules.zone.holds(saying.announcement.number, saying.announcement.window)


def _queues(states: tuple[QueueState, ...], room: Room, tongue: Tongue, turn: int) -> tuple[Page[QueueState], bool]:
    """The page of queues, and whether they have two lines: English names alone always need them."""
    fits = len(tongue.languages) > 1 and len(states) <= room.tall_queues
    tall = room.tall_queues > 0 and (tongue.main == "en" or fits)
    return queue_page(states, room.tall_queues if tall else room.short_queues, turn), tall


def _queue_lines(page: Page[QueueState], tongue: Tongue) -> tuple[QueueLine, ...]:
    lines = tuple(queue_line(state, tongue) for state in page.entries)
    if not page.left_out:
        return lines
    waiting = sum(state.waiting for state in page.left_out)
    return (*lines, QueueLine(tongue.say(words.other_queues(len(page.left_out))), counted(waiting), UNSAID))


def queue_line(state: QueueState, tongue: Tongue) -> QueueLine:
    if state.waiting <= 0 and not state.open:
        minutes = words.QUEUE_CLOSED
    else:
        minutes = words.minutes(state.estimate) if state.estimate else words.TIME_UNKNOWN
    return QueueLine(tongue.say(words.phrase(state.name)), counted(state.waiting), tongue.say(minutes))


def counted(people: int) -> str:
    """A figure that is cut would be a wrong one."""
    return str(people) if people <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _notices(seen: Seen) -> tuple[Phrase, ...]:
    """The board's own first; it is one of the hall's as a rule."""
    own = (seen.board.notice,) if seen.board and seen.board.notice else ()
    every = (words.phrase(notice) for notice in (*own, *(seen.hall.notices if seen.hall else ())))
    return tuple(dict.fromkeys(every))
