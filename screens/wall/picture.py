"""What the manager's wall shows at a moment. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from queue_server.contract.views import QueueState, WindowState
from screens.board.seen import Seen
from screens.drawing.marks import Mark
from screens.hall_board.paging import page_of, turn_at
from screens.hall_board.picture import QueueLine, counted, queue_line, which_page
from screens.rules import ScreenRules, Zone
from screens.tongue import UNSAID, Said, Tongue, tongue_at
from screens.trouble import Trouble, local_time, trouble_of
from screens.wall import words
from screens.wall.needs import needs_of, reporting
from screens.wall.seen import WallSeen
from screens.words import MINUTES, NOTHING, Phrase, clock_time, phrase

MOST_MINUTES = 99

UNKNOWN = "–"

_STATES = {
    "called": (Mark.GO, words.CALLED),
    "serving": (Mark.SERVING, words.SERVING),
    "open": (Mark.FREE, words.FREE),
    "paused": (Mark.PAUSED, words.PAUSED),
    "closed": (Mark.OVER, words.CLOSED),
}


@dataclass(frozen=True, slots=True)
class WallRoom:
    """How many of each there is room for."""

    needs: int
    queues: int
    windows: int


@dataclass(frozen=True, slots=True)
class NeedLine:
    """``where`` is a client, a window, a queue or a service; nothing for the wall's own line."""

    where: str
    what: Said
    urgent: bool


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many windows are in a state."""

    mark: Mark
    word: Said
    count: str


@dataclass(frozen=True, slots=True)
class WindowCell:
    """One window that is not closed; ``minutes`` is how long it has been so, nothing while it is free."""

    window: str
    mark: Mark
    number: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure, large."""

    figure: str
    label: Said


@dataclass(frozen=True, slots=True)
class WallPicture:
    """Everything on the wall. ``trouble`` says what is wrong with the wall's own line; what stands is then ``old``.

    ``well`` is said in place of ``needs`` where there are none, with a tick if it is good news.
    """

    hall: Said
    state: Said
    clock: str
    trouble: Said
    old: bool
    needs_head: Said
    needs_page: Said
    needs: tuple[NeedLine, ...]
    well: Said
    good: bool
    tiles: tuple[Tile, ...]
    queues_head: Said
    queues_page: Said
    minutes_head: Said
    queues: tuple[QueueLine, ...]
    counts: tuple[StateCount, ...]
    windows_page: Said
    windows: tuple[WindowCell, ...]


def wall_of(seen: WallSeen, rules: ScreenRules, room: WallRoom, hall_id: str, now: datetime) -> WallPicture:
    """The picture at ``now``."""
    hall = seen.hall
    local = local_time(hall, now)
    trouble = trouble_of(hall, local)
    tongue = tongue_at(rules.languages, now)
    turn = turn_at(now, rules.calls.page_seconds)
    board = rules.zone.of(hall.board) if hall.board else None
    queues = sorted(board.queues, key=lambda state: -state.waiting) if board else None
    windows = _windows(hall, rules.zone)
    working = [window for window in windows if window.state != "closed"]
    needs = needs_of(seen)
    need_page = page_of(needs, room.needs, turn)
    queue_page = page_of(queues or (), room.queues, turn)
    window_page = page_of(working, room.windows, turn)
    count = f" {len(needs)}" if needs else ""
    return WallPicture(
        hall=tongue.say(phrase(hall.hall.name) if hall.hall else Phrase(hall_id)),
        state=_state(hall, tongue, local),
        clock=clock_time(local),
        trouble=_trouble(trouble, tongue),
        old=trouble is not None,
        needs_head=tongue.say(Phrase(words.NEEDS_A_HAND.zh + count, words.NEEDS_A_HAND.en + count)),
        needs_page=which_page(need_page, tongue),
        needs=tuple(
            NeedLine(tongue.say(need.where).main, tongue.say(need.what), need.urgent) for need in need_page.entries
        ),
        well=UNSAID if needs or trouble else tongue.say(words.ALL_WELL if reporting(seen) else words.NOBODY_REPORTS),
        good=bool(reporting(seen)),
        tiles=_tiles(queues, windows, tongue, now),
        queues_head=tongue.say(words.QUEUES),
        queues_page=which_page(queue_page, tongue),
        minutes_head=tongue.say(MINUTES),
        queues=tuple(queue_line(state, tongue) for state in queue_page.entries),
        counts=_counts(windows, tongue),
        windows_page=which_page(window_page, tongue),
        windows=tuple(_cell(window, tongue, now) for window in window_page.entries),
    )


def _state(hall: Seen, tongue: Tongue, local: datetime) -> Said:
    if hall.hall is None:
        return UNSAID
    change = hall.hall.next_change.astimezone(local.tzinfo) if hall.hall.next_change else None
    today = change if change and change.date() == local.date() else None
    word, until = (words.HALL_OPEN if hall.hall.open else words.HALL_CLOSED), words.until(today)
    return tongue.say(Phrase(f"{word.zh} {until.zh}".strip(), f"{word.en} {until.en}".strip()))


def _trouble(trouble: Trouble | None, tongue: Tongue) -> Said:
    if trouble is None:
        return UNSAID
    title, until = tongue.say(trouble.title), tongue.say(trouble.until)
    if trouble.until == NOTHING:
        return title
    return Said(f"{title.main}，{until.main}", f"{title.second}, {until.second}" if title.second else "")


def _windows(hall: Seen, zone: Zone) -> list[WindowState]:
    """Those of the zone, by their ids: 2 before 10."""
    shown = (state for state in hall.windows.values() if zone.windows is None or state.window in zone.windows)
    return sorted(shown, key=lambda state: (not state.window.isdecimal(), state.window.zfill(12)))


def _tiles(
    queues: list[QueueState] | None, windows: list[WindowState], tongue: Tongue, now: datetime
) -> tuple[Tile, ...]:
    working = sum(window.state != "closed" for window in windows)
    return (
        Tile(UNKNOWN if queues is None else counted(sum(state.waiting for state in queues)), tongue.say(words.WAITING)),
        _longest(queues or [], tongue, now),
        Tile(f"{working}/{len(windows)}" if windows else UNKNOWN, tongue.say(words.WINDOWS_OPEN)),
    )


def _longest(queues: Iterable[QueueState], tongue: Tongue, now: datetime) -> Tile:
    """How long whoever waits longest has waited, and for what."""
    known = [(state.waiting_since, state) for state in queues if state.waiting > 0 and state.waiting_since]
    if not known:
        return Tile(UNKNOWN, tongue.say(words.LONGEST))
    since, state = min(known, key=lambda each: each[0])
    minutes = max(0, int((now - since).total_seconds() // 60))
    label, name = words.LONGEST, phrase(state.name)
    return Tile(counted(minutes), tongue.say(Phrase(f"{label.zh}\n{name.zh}", f"{label.en}\n{name.en or name.zh}")))


def _counts(windows: list[WindowState], tongue: Tongue) -> tuple[StateCount, ...]:
    states: Counter[str] = Counter(window.state for window in windows)
    return tuple(
        StateCount(mark, tongue.say(word), str(states[state]) if windows else UNKNOWN)
        for state, (mark, word) in _STATES.items()
    )


def _cell(window: WindowState, tongue: Tongue, now: datetime) -> WindowCell:
    mark, _ = _STATES[window.state]
    minutes = min(max(0, int((now - window.since).total_seconds() // 60)), MOST_MINUTES)
    told = tongue.say(words.minutes_short(minutes)).main if window.state != "open" else ""
    return WindowCell(window.window, mark, window.ticket or "", told)
