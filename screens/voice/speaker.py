"""The voice's thread: says one announcement after the other, so that none is ever spoken into another."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from hardware.sound.errors import PlayerError, UnreadableError
from hardware.sound.player import Player
from hardware.sound.reading import Language
from queue_server.contract.views import PartHealth
from screens.failures import FailureLog
from screens.voice.announcer import Announcer, Left, Turn
from screens.voice.clips import ClipBook
from screens.voice.message import message_of
from screens.voice.rules import VoiceRules
from screens.voice.speech import Announcement

CHECK_EVERY_S = 60.0
"""A loudspeaker that is lost is looked at this often, so that staff see it come back before anybody is called."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is being said, for whoever cannot hear it. ``texts`` by language in the order of speaking.

    ``lasts_s`` is how long the announcement takes to be said.
    """

    announcement: Announcement
    texts: Mapping[Language, str]
    began: datetime
    lasts_s: float


TellCaption = Callable[[Caption], None]
TellHealth = Callable[[PartHealth], None]


class Speaker:
    """Says what an announcer chooses, through a player.

    ``tell_caption`` and ``tell_health`` are called in the speaker's thread. Health is told when it changes: it is
    ``unknown`` before the first look, ``ok`` on the player's own word, ``offline`` while it fails.
    """

    def __init__(
        self,
        rules: VoiceRules,
        book: ClipBook,
        player: Player,
        *,
        clock: Callable[[], datetime],
        tell_caption: TellCaption,
        tell_health: TellHealth,
        check_every_s: float = CHECK_EVERY_S,
    ) -> None:
        self._rules = rules
        self._book = book
        self._player = player
        self._clock = clock
        self._tell_caption = tell_caption
        self._tell_health = tell_health
        self._check_every_s = check_every_s
        self._announcer = Announcer(rules.zone, rules.repeat, rules.drop_after)
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="speaker")
        self._health = PartHealth(status="unknown")
        self._counts: Counter[str] = Counter()
        self._failures = FailureLog()
        self._log = structlog.get_logger("voice")

    @property
    def counts(self) -> dict[str, int]:
        """How many announcements were said, left for each reason, and failed for each error's code."""
        with self._changed:
            return dict(self._announcer.counts + self._counts)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Break off what is being said, and end the thread."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._player.stop()
        self._thread.join()

    def hear(self, new: Iterable[Announcement], gone: frozenset[Announcement], since: datetime) -> None:
        """Take in what was ``new`` at ``since``, and leave out who is ``gone``."""
        with self._changed:
            self._tell_left(self._announcer.hear(new, since))
            self._tell_left(self._announcer.withdraw(gone))
            self._changed.notify()

    def _run(self) -> None:
        self._guarded(self._check)
        while (turn := self._next()) is not None:
            self._guarded(partial(self._say, turn))

    def _guarded(self, work: Callable[[], None]) -> None:
        """One call that cannot be said must not silence all that follow."""
        try:
            work()
        except PlayerError as error:
            self._count(error.code)
            self._became(PartHealth(status="offline", detail=str(error)))
        except UnreadableError as error:
            self._count(error.code)
            self._log.error("announcement_unreadable", text=error.text, expected=error.expected)
        except Exception as error:  # noqa: BLE001 - see above; the log keeps what it was
            self._count("failed")
            repeated = self._failures.note(error, self._clock())
            if repeated is not None:
                self._log.error("announcement_failed", exc_info=error, unlogged_before=repeated)

    def _next(self) -> Turn | None:
        """Waits for somebody to be announced; meanwhile a loudspeaker that is lost is looked at from time to time."""
        while True:
            with self._changed:
                turn, left = self._announcer.next(self._clock())
                self._tell_left(left)
                if turn is not None or self._stopping:
                    return None if self._stopping else turn
                lost = self._health.status == "offline"
                news = self._changed.wait(self._check_every_s if lost else None)
            if not news:
                self._guarded(self._check)

    def _check(self) -> None:
        self._player.check()
        self._became(PartHealth(status="ok"))

    def _say(self, turn: Turn) -> None:
        announcement, now = turn.announcement, self._clock()
        message = message_of(announcement, self._rules, self._book, times=turn.times, now=now)
        self._tell_caption(Caption(announcement, message.captions, now, message.sound.seconds))
        if message.audible:
            self._player.play(message.sound, f"{announcement.number}-{announcement.window}")
            self._became(PartHealth(status="ok"))
        self._count("said" if message.audible else "shown_only")

    def _became(self, health: PartHealth) -> None:
        if health == self._health:
            return
        if health.status == "offline":
            self._log.error("loudspeaker_lost", reason=health.detail, **self.counts)
        elif self._health.status == "offline":
            self._log.info("loudspeaker_back", **self.counts)
        self._health = health
        self._tell_health(health)

    def _count(self, what: str) -> None:
        with self._changed:
            self._counts[what] += 1

    def _tell_left(self, left: Iterable[Left]) -> None:
        for each in left:
            self._log.info(
                "announcement_left",
                number=each.announcement.number,
                window=each.announcement.window,
                why=each.why,
                waiting=self._announcer.waiting,
            )
