"""What the plate of one window shows at a moment. Pure."""

from dataclasses import dataclass
from datetime import datetime

from queue_server.contract.views import WindowState
from screens import words
from screens.board.seen import Seen
from screens.drawing.marks import Mark
from screens.flashing import bright
from screens.rules import ScreenRules
from screens.tongue import UNSAID, Said, tongue_at
from screens.trouble import GRACE_S, Trouble, local_time, trouble_of
from screens.words import NOTHING, Phrase


@dataclass(frozen=True, slots=True)
class PlatePicture:
    """Everything on the plate; without a ``number`` the ``word`` stands in its place.

    ``short`` is the word for a sign of four characters. ``lit`` is the bright half of a flash.
    """

    name: Said
    number: str
    mark: Mark
    word: Said
    short: str
    staff: Said
    clock: str
    lit: bool
    alarm: bool


@dataclass(frozen=True, slots=True)
class _Condition:
    """How a window's state is said; ``numbered`` where it stands beside a number."""

    mark: Mark
    word: Phrase
    short: Phrase
    numbered: bool = False


_CONDITIONS = {
    "called": _Condition(Mark.HERE, words.NEXT_PLEASE, NOTHING, numbered=True),
    "serving": _Condition(Mark.SERVING, words.NOW_SERVING, NOTHING, numbered=True),
    "open": _Condition(Mark.FREE, words.WAIT_FOR_YOUR_NUMBER, words.WAIT_SHORT),
    "paused": _Condition(Mark.PAUSED, words.WINDOW_PAUSED, words.PAUSED_SHORT),
    "closed": _Condition(Mark.OVER, words.WINDOW_CLOSED, words.CLOSED_SHORT),
}


def plate_of(seen: Seen, window_id: str, rules: ScreenRules, now: datetime) -> PlatePicture:
    """The picture at ``now``. Without a line no number is shown: what is old at a window would be wrong."""
    local = local_time(seen, now)
    tongue = tongue_at(rules.languages, now)
    window = seen.windows.get(window_id)
    name = tongue.say(words.phrase(window.name) if window else words.nameless_window(window_id))
    clock = words.clock_time(local)
    trouble = trouble_of(seen, local)
    if trouble is None and window is None:
        trouble = _not_known(seen, window_id, now)
    if trouble is not None:
        listen = tongue.say(words.LISTEN_SHORT).main
        word = tongue.say(words.LISTEN_TO_THE_CLERK)
        return PlatePicture(
            name, "", Mark.TROUBLE, word, listen, tongue.say(trouble.title), clock, lit=False, alarm=True
        )
    if window is None:
        word = tongue.say(words.CONNECTING)
        return PlatePicture(name, "", Mark.FREE, word, "", UNSAID, clock, lit=False, alarm=False)
    condition = _CONDITIONS[window.state]
    return PlatePicture(
        name=name,
        number=(window.ticket or "") if condition.numbered else "",
        mark=condition.mark,
        word=tongue.say(condition.word),
        short=tongue.say(condition.short).main,
        staff=tongue.say(words.staff(window.operator)) if window.operator else UNSAID,
        clock=clock,
        lit=_lit(seen, window, now),
        alarm=False,
    )


def called_at(seen: Seen, window_id: str) -> datetime | None:
    """Since when somebody is called to the window or served at it."""
    window = seen.windows.get(window_id)
    return window.since if window and _CONDITIONS[window.state].numbered else None


def _not_known(seen: Seen, window_id: str, now: datetime) -> Trouble | None:
    """All windows are told before the board: one that is not by then, the hall does not have."""
    if seen.board is None or (now - seen.board.at).total_seconds() < GRACE_S:
        return None
    return Trouble(words.no_such_window(window_id), NOTHING)


def _lit(seen: Seen, window: WindowState, now: datetime) -> bool:
    """The board tells of the recall that the window's own state does not."""
    return window.state == "called" and any(
        flash.call[:2] == (window.ticket, window.window) and bright(flash, now) for flash in seen.flashes
    )
