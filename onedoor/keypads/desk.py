"""One keypad and its rater: what was pressed, what came of it, and what the display shows. No I/O, no clock.

Times are seconds of a clock that only goes forward.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hardware.caller_line import Intent, Rated, ticket_digits
from onedoor.keypads.errors import StoppedError
from onedoor.keypads.plans import Plan, Situation, plan_of
from onedoor.keypads.settings import Keypad, LineSettings
from onedoor.keypads.troubles import Trouble
from queue_server.contract.commands import CallNext, CallTicket, CommandData, Finish, RateService
from queue_server.contract.replies import Reply
from queue_server.contract.views import Board, Call, WindowState

SENSIBLE_S = 5.0
"""A key acts within this time or not at all: after it the clerk has looked up, and done something else."""

RATING_SENSIBLE_S = 60.0
"""A rating is as true a minute later, and the citizen cannot give it again."""

LAST_WORD_S = 2.0
"""So much longer an answer is waited for: sent again after its time, a command tells whether it was done."""

NOBODY_COMES_SO_SOON_S = 5.0
"""A key that ends a call so soon after it was pressed twice: nobody walks to a window and is served in this time."""

TROUBLE_SHOWN_S = 4.0
"""Long enough to look down at the keypad after the beep."""

MOST_PARKED = 30
"""Numbers remembered as parked at one window: more than anybody keeps in mind."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the hall tells of a window now; ``window`` is none where the hall has none of this id."""

    window: WindowState | None
    board: Board


@dataclass(frozen=True, slots=True)
class Display:
    """As ``CallerLine.show`` takes it."""

    waiting: int | None = None
    ticket_digits: str = ""


DARK = Display()


@dataclass(slots=True, eq=False)
class Run:
    """The plan of a press, under way. ``ticket`` was at the window when the key was pressed."""

    plan: Plan
    pressed_at: float
    ticket: str | None


@dataclass(frozen=True, slots=True)
class Send:
    """To be sent with an id of its own, and good for so many seconds; ``run`` is none for a rating."""

    data: CommandData
    good_for_s: float
    run: Run | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The clerk is to hear that a key did nothing, or not all. ``reason`` is for the log."""

    trouble: Trouble
    reason: str


@dataclass(frozen=True, slots=True)
class StartRater:
    """The citizen is to be asked."""


@dataclass(frozen=True, slots=True)
class NotRated:
    """A citizen's press that counts for nothing: for the log."""

    reason: str


Order = Send | Failed | StartRater | NotRated


@dataclass(frozen=True, slots=True)
class _Served:
    ticket: str
    at: float


@dataclass(frozen=True, slots=True)
class _Notice:
    trouble: Trouble
    until: float


class Desk:
    """One keypad at its window. One press is under way at a time: further ones are refused until it is answered."""

    def __init__(self, keypad: Keypad, settings: LineSettings) -> None:
        self.keypad = keypad
        self._settings = settings
        self._known: Known | None = None
        self._run: Run | None = None
        self._served: _Served | None = None
        self._called_at: float | None = None
        self._parked: tuple[str, ...] = ()
        self._notice: _Notice | None = None

    def look(self, known: Known | None, now: float) -> None:
        """What the hall tells now; none while the line or the server is away."""
        before, self._known = self._known, known
        if known is None or known.window is None:
            return
        self._parked = _parked_after(self._parked, known.board.calls, known.window.window)
        was = before.window if before else None
        if was and was.state == "serving" and was.ticket and was.ticket != known.window.ticket:
            # Somebody else may have ended it, at a screen of the same window.
            self._served = _Served(was.ticket, now)

    def press(self, intent: Intent, now: float) -> list[Order]:
        if self._known is None:
            return self._failed(Trouble.NOT_DONE, "no_server", now)
        window = self._known.window
        if window is None:
            return self._failed(Trouble.DOES_NOT_FIT, "unknown_window", now)
        if self._run is not None:
            return self._failed(Trouble.NO_ANSWER, "key_before_not_answered", now)
        self._notice = None
        self._run = Run(plan_of(intent, self._situation(window, now)), now, window.ticket)
        return self._go_on(self._run, None, now)

    def rate(self, rated: Rated, now: float) -> list[Order]:
        rating = self._settings.rating.scale.intent(rated)
        if rating is None:
            return [NotRated(f"value_{rated.value}_not_on_the_scale")]
        if self._served is None or not self._just_served(now):
            return [NotRated("nobody_served")]
        return [Send(RateService(ticket=self._served.ticket, score=rating.score), RATING_SENSIBLE_S)]

    def answered(self, sent: Send, reply: Reply | None, now: float) -> list[Order]:
        """The reply to what was sent; none where nobody answered in time."""
        if sent.run is None:
            code = _code_of(reply)
            return [NotRated(code)] if code else []
        if reply is None:
            self._end(sent.run)
            return self._failed(Trouble.NO_ANSWER, "no_answer", now)
        if reply.ok:
            self._remember(sent.data, sent.run, now)
        return self._go_on(sent.run, reply, now)

    def display(self, now: float) -> Display:
        if self._notice is not None and now < self._notice.until:
            return Display(None, str(int(self._notice.trouble)))
        if self._known is None:
            return DARK
        queues = self.keypad.queues
        waiting = sum(each.waiting for each in self._known.board.queues if queues is None or each.queue in queues)
        window = self._known.window
        return Display(waiting, ticket_digits(window.ticket) if window and window.ticket else "")

    def _situation(self, window: WindowState, now: float) -> Situation:
        return Situation(
            keypad=self.keypad,
            settings=self._settings,
            window=window,
            parked=self._parked,
            just_called=self._called_at is not None and now - self._called_at < NOBODY_COMES_SO_SOON_S,
            just_served=self._just_served(now),
        )

    def _just_served(self, now: float) -> bool:
        return self._served is not None and now - self._served.at <= self._settings.rating.within_s

    def _go_on(self, run: Run, reply: Reply | None, now: float) -> list[Order]:
        try:
            data = next(run.plan) if reply is None else run.plan.send(reply)
        except StopIteration as end:
            self._end(run)
            return [StartRater()] if end.value and self._settings.rating.ask else []
        except StoppedError as error:
            self._end(run)
            return self._failed(error.trouble, error.reason, now)
        left_s = run.pressed_at + SENSIBLE_S - now
        if left_s <= 0:
            self._end(run)
            return self._failed(Trouble.NOT_DONE, "too_late", now)
        return [Send(data, left_s, run)]

    def _end(self, run: Run) -> None:
        run.plan.close()
        self._run = None

    def _remember(self, done: CommandData, run: Run, now: float) -> None:
        match done:
            case Finish() if run.ticket is not None:
                self._served = _Served(run.ticket, now)
            case CallNext() | CallTicket():
                self._called_at = now

    def _failed(self, trouble: Trouble, reason: str, now: float) -> list[Order]:
        self._notice = _Notice(trouble, now + TROUBLE_SHOWN_S)
        return [Failed(trouble, reason)]


def _code_of(reply: Reply | None) -> str | None:
    if reply is None:
        return "no_answer"
    return reply.error.code if reply.error else None


def _parked_after(before: tuple[str, ...], calls: Iterable[Call], window: str) -> tuple[str, ...]:
    """Newest first. The board forgets its oldest calls; what it says of a number overrules what was remembered."""
    calls = tuple(calls)
    told = {call.number for call in calls}
    now_parked = [call.number for call in calls if call.window == window and call.state == "parked"]
    return (*now_parked, *(number for number in before if number not in told))[:MOST_PARKED]
