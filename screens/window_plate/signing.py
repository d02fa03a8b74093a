"""Keeps the sign at a window right, whatever becomes of its line."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable
from hardware.window_sign import Shown, SignText, WindowSign

NOT_YET = PartHealth(PartStatus.UNKNOWN, "not_shown_yet")

NEVER_ANSWERS = "never_answers"
"""The detail of boards that have no voice: telling them again sooner would make nothing surer."""


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    again_s: float = 60.0
    """A sign that lost its power shows nothing, or its maker's name, until it is told again. A text that moves begins
    anew at each telling, so not more often."""

    retry_s: float = 5.0
    """After a sign that did not confirm: shorter than anybody needs to walk to the window."""


DEFAULT_TIMING = Timing()


class Signing:
    """Owns the sign in a thread of its own: a slow sign holds up no screen.

    ``tell`` is called in that thread whenever the sign's health changed, and once at the start.
    """

    def __init__(
        self,
        open_sign: Callable[[], WindowSign],
        tell: Callable[[PartHealth], None],
        timing: Timing = DEFAULT_TIMING,
    ) -> None:
        self._open_sign = open_sign
        self._tell = tell
        self._timing = timing
        self._changed = threading.Condition()
        self._wish: SignText | None = None
        self._tell_all = True
        self._stopping = False
        self._sign: WindowSign | None = None
        self._health = NOT_YET
        self._log = structlog.get_logger("window_sign")
        self._thread = threading.Thread(target=self._serve, name="window-sign", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wish(self, text: SignText) -> None:
        """What the sign is to show from now on; from any thread, at once."""
        with self._changed:
            if text != self._wish:
                self._wish = text
                self._changed.notify()

    def tell_again(self) -> None:
        """Tell the health anew: whoever kept it may have lost it."""
        with self._changed:
            self._tell_all = True
            self._changed.notify()

    def stop(self) -> None:
        """Clear the sign, give its port back and end the thread."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join()

    def _serve(self) -> None:
        shown: SignText | None = None
        wait_s = 0.0
        while (turn := self._next_turn(shown, wait_s)) is not None:
            wanted, tell_all = turn
            before = self._health
            if wanted is not None:
                self._health, wait_s = self._show(wanted)
                shown = wanted
            if tell_all or self._health != before:
                self._say(before)
        self._leave()

    def _next_turn(self, shown: SignText | None, wait_s: float) -> tuple[SignText | None, bool] | None:
        """What to show, and whether the health is to be told anyway; none at the end."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopping or self._tell_all or self._wish != shown, wait_s or self._timing.again_s
            )
            tell_all, self._tell_all = self._tell_all, False
            return None if self._stopping else (self._wish, tell_all)

    def _show(self, text: SignText) -> tuple[PartHealth, float]:
        """The sign's health, and how long it may stay as it is."""
        timing = self._timing
        try:
            sign = self._sign = self._sign or self._open_sign()
            outcome = sign.show(text)
            if outcome.shown is Shown.YES:
                return PartHealth(PartStatus.OK), timing.again_s
            if outcome.shown is Shown.NO:
                # What cannot be shown must not leave an old number standing.
                sign.clear()
            health = sign.health()
        except HardwareError as error:
            self._give_up()
            return PartHealth(PartStatus.OFFLINE, error.code), timing.retry_s
        except Exception:  # noqa: BLE001 - the driver may be somebody else's: whatever it raises, the screen goes on
            self._log.exception("sign_driver_failed")
            self._give_up()
            return PartHealth(PartStatus.OFFLINE, "driver_failed"), timing.again_s
        if health.status is PartStatus.OFFLINE:
            self._give_up()
        if health.status is PartStatus.OK:
            # The card answers and the text is not confirmed: the sign is not as it should be.
            health = PartHealth(PartStatus.UNKNOWN, outcome.detail)
        return health, timing.again_s if health.detail == NEVER_ANSWERS else timing.retry_s

    def _give_up(self) -> None:
        """The next attempt opens the sign anew."""
        sign, self._sign = self._sign, None
        if sign is not None:
            sign.close()

    def _say(self, before: PartHealth) -> None:
        if self._health != before:
            self._log.info("sign_health", status=self._health.status.value, detail=self._health.detail)
        self._tell(self._health)

    def _leave(self) -> None:
        if self._sign is not None:
            self._sign.clear()
            self._sign.close()
