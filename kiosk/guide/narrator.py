"""Says what is to be said, in a thread of its own; what is said is broken off when something else is to be said."""

import queue
import threading
from collections.abc import Callable
from typing import Protocol

import structlog

from hardware.sound import Output, Player, SoundError, amplified, player_for
from hardware.status import PartHealth, PartStatus
from kiosk.guide.clips import GuideClips
from kiosk.guide.spoken import Spoken

LOUDSPEAKER = "loudspeaker"
"""The part's name in the contract's Health, as of the hall's voice."""


class Voice(Protocol):
    """What the terminal needs of whoever speaks."""

    def start(self) -> None: ...

    def say(self, said: Spoken | None, volume: int) -> None:
        """Say this instead of whatever is being said; None is silence. ``volume`` is in percent."""

    def stop(self) -> None: ...


class NoNarrator:
    """For a terminal without a loudspeaker."""

    def start(self) -> None:
        """Nothing to start."""

    def say(self, said: Spoken | None, volume: int) -> None:
        """Nobody hears it."""

    def stop(self) -> None:
        """Nothing to stop."""


class Narrator:
    """``tell_health`` is called from here: ``ok`` on the player's own word."""

    def __init__(
        self,
        clips: GuideClips,
        output: Output,
        tell_health: Callable[[PartHealth], None],
        player: Callable[[Output], Player] = player_for,
    ) -> None:
        self._clips = clips
        self._output = output
        self._tell_health = tell_health
        self._new_player = player
        self._orders: queue.SimpleQueue[tuple[Spoken | None, int] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._playing: Player | None = None
        self._waiting = 0
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger("guide")
        self._thread = threading.Thread(target=self._run, name="guide", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def say(self, said: Spoken | None, volume: int) -> None:
        self._order((said, volume))

    def stop(self) -> None:
        self._order(None)
        self._thread.join()

    def _order(self, order: tuple[Spoken | None, int] | None) -> None:
        with self._lock:
            self._waiting += 1
            self._orders.put(order)
            if self._playing is not None:
                self._playing.stop()

    def _run(self) -> None:
        self._look()
        while (order := self._orders.get()) is not None:
            said, volume = order
            if said is not None and volume:
                self._say(said, volume)
            else:
                self._begun(None)

    def _look(self) -> None:
        try:
            self._new_player(self._output).check()
            self._set_health(PartHealth(PartStatus.OK))
        except SoundError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))

    def _say(self, said: Spoken, volume: int) -> None:
        player = self._new_player(self._output)
        if not self._begun(player):
            return  # something else is to be said already
        try:
            player.play(amplified(self._clips.sound(said), volume / 100), said.clips[0])
            self._set_health(PartHealth(PartStatus.OK))
        except SoundError as error:
            self._log.warning("guidance_not_said", code=error.code, reason=str(error))
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
        finally:
            with self._lock:
                self._playing = None

    def _begun(self, player: Player | None) -> bool:
        """Whether this order is the newest one."""
        with self._lock:
            self._waiting -= 1
            self._playing = player if self._waiting == 0 else None
            return self._waiting == 0

    def _set_health(self, health: PartHealth) -> None:
        if health != self._health:
            self._log.info("part_changed", part=LOUDSPEAKER, status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)
