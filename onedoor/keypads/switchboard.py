"""Between the line, the desks and the hall: one thread, one turn after the other."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import structlog

from hardware.caller_line import CallerLine, Keypads, KeyPressed, Rated
from onedoor.keypads.desk import Desk, Failed, Known, NotRated, Order, Send, StartRater
from onedoor.keypads.line import LineKeeper
from onedoor.keypads.post import Answer, Post
from onedoor.keypads.settings import LineSettings
from onedoor.keypads.troubles import Trouble
from onedoor.keypads.wishes import Wishes
from queue_server.contract.connection import Connection
from queue_server.contract.topics import SERVER
from screens.board.hearing import with_news
from screens.board.seen import Seen
from screens.feed import Feed
from screens.health import HealthTeller
from screens.mishearing import MishearingLog

LISTEN_S = 0.2
"""How late a display may follow the hall. Keys do not wait for it: they end the listening."""

ANSWER_LISTEN_S = 0.02
"""The same while an answer is awaited, which comes within milliseconds and may be followed by the next command."""


class Switchboard:
    """Every keypad of a line at work. ``connection`` is not started yet; ``clock`` tells the time of day."""

    def __init__(
        self,
        connection: Connection,
        open_line: Callable[[], CallerLine],
        settings: LineSettings,
        *,
        clock: Callable[[], datetime],
        seconds: Callable[[], float],
        rest: Callable[[float], None],
    ) -> None:
        """``seconds`` only go forward, ``rest`` lets so many of them go by."""
        self._connection = connection
        self._clock = clock
        self._seconds = seconds
        self._desks: Mapping[int, Desk] = {keypad.address: Desk(keypad, settings) for keypad in settings.keypads}
        self._keys = Keypads()
        self._wishes = Wishes()
        self._post = Post(connection, clock=clock)
        self._seen = Seen(stale_since=clock())
        self._feed = Feed(connection, self._topics(), wake=_not_needed)
        self._tell_health = HealthTeller(connection, "caller_line", clock=clock).tell
        self._line = LineKeeper(open_line, self._wishes, self._tell_health, clock=seconds, rest=rest)
        self._log = structlog.get_logger("keypads")
        self._misheard = MishearingLog(self._log)

    def turn(self) -> None:
        """Wait a moment for a key, and do all that there is to do."""
        event = self._line.poll(self._patience_s())
        # What the hall told before the key was pressed comes first: the key is meant for what is so now.
        self._hear()
        self._take_answers()
        match event:
            case KeyPressed():
                self._pressed(event)
            case Rated():
                self._rated(event)
        self._show()
        self._line.tend()

    def close(self) -> None:
        if self._post.under_way:
            self._log.warning("commands_given_up", commands=self._post.under_way)
        self._line.close()

    def _topics(self) -> Iterable[str]:
        """The windows first, the board last: with it all is known."""
        topics = self._connection.topics
        yield from (topics.window(desk.keypad.window) for desk in self._desks.values())
        yield topics.presence(SERVER)
        yield topics.board

    def _patience_s(self) -> float:
        if self._line.due:
            return 0.0
        return ANSWER_LISTEN_S if self._post.under_way else LISTEN_S

    def _hear(self) -> None:
        news = self._feed.take()
        self._seen, misheard = with_news(self._seen, news, self._connection.topics, self._clock())
        self._misheard.note(news.messages, misheard)
        if news.line_up:
            self._tell_health(self._line.health)
            self._post.send_again(self._seconds())
        for desk in self._desks.values():
            desk.look(_known(self._seen, desk.keypad.window), self._seconds())

    def _take_answers(self) -> None:
        for answer in self._post.take(self._seconds()):
            self._note(answer)
            letter = answer.letter
            self._do(letter.desk, letter.desk.answered(letter.sent, answer.reply, self._seconds()))

    def _pressed(self, pressed: KeyPressed) -> None:
        desk = self._desks.get(pressed.address)
        if desk is None:
            self._log.warning("keypad_not_in_settings", address=pressed.address)
            self._wishes.beep(pressed.address, 1, self._seconds())
            return
        intent = self._keys.press(pressed, self._seconds())
        if intent is not None:
            self._log.info("key", address=pressed.address, window=desk.keypad.window, wants=type(intent).__name__)
            self._do(desk, desk.press(intent, self._seconds()))

    def _rated(self, rated: Rated) -> None:
        desk = self._desks.get(rated.address)
        if desk is None:
            self._log.warning("rater_not_in_settings", address=rated.address)
        else:
            self._do(desk, desk.rate(rated, self._seconds()))

    def _do(self, desk: Desk, orders: Iterable[Order]) -> None:
        now, keypad = self._seconds(), desk.keypad
        for order in orders:
            match order:
                case Send():
                    self._post.send(desk, order, now)
                case StartRater():
                    self._wishes.start_rater(keypad.address, now)
                case Failed(trouble, reason):
                    self._wishes.beep(keypad.address, trouble.beeps, now)
                    ours = trouble in (Trouble.DOES_NOT_FIT, Trouble.NO_ANSWER, Trouble.NOT_DONE)
                    told = self._log.warning if ours else self._log.info
                    told("key_failed", address=keypad.address, window=keypad.window, shown=int(trouble), reason=reason)
                case NotRated(reason):
                    self._log.info("not_rated", address=keypad.address, window=keypad.window, reason=reason)

    def _note(self, answer: Answer) -> None:
        """A command that is past its time for the server alone was made by another clock."""
        error = answer.reply.error if answer.reply else None
        if error and error.code == "expired" and self._seconds() < answer.letter.good_until:
            self._log.warning("clock_differs_from_server", address=answer.letter.desk.keypad.address)

    def _show(self) -> None:
        for address, desk in self._desks.items():
            self._wishes.wish(address, desk.display(self._seconds()))


def _known(seen: Seen, window: str) -> Known | None:
    """None while nobody can say what is so now: no line, no server, or nothing told over this line yet."""
    if not (seen.line_up and seen.server_online) or seen.stale_since is not None or seen.board is None:
        return None
    return Known(seen.windows.get(window), seen.board)


def _not_needed() -> None:
    """The feed is looked into at every turn."""
