"""Does what staff ask for at the terminal and managers from afar, and remembers what must outlast a power cut."""

import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import structlog
from pydantic import ValidationError

from kiosk.flow.care import Care, StaffAction
from kiosk.remembered import Remembered
from queue_server.contract.commands import Printed
from queue_server.contract.views import Control, PartHealth

LOUDEST, STEP = 100, 10
USUAL_VOLUME = 60
CONTROLS_KNOWN = 100
"""Messages whose repeat is recognised: QoS 1 may bring one twice, and a lock is told at each return."""

ROLL_LOW_SHARE = 0.9
"""Of a roll's length: then somebody should have the next one ready."""

TERMINAL, PAPER = "terminal", "paper"
"""Parts of the contract's Health besides the devices."""

_LOCKED, _VOLUME, _ROLL, _REFUSED = "locked", "volume", "roll", "refused"
_LAST_LOCK, _TAKEN_BACK = "last_lock", "taken_back"
"""The id of the last lock that came from afar, and of the one that staff here took back."""


@dataclass(frozen=True, slots=True)
class Hands:
    """How things are done: each returns at once."""

    test_print: Callable[[], None]
    reload: Callable[[], None]
    restart: Callable[[], None]


class Caretaker:
    """Used from the program's own thread. ``changed`` is called when something of :meth:`care` may be another."""

    def __init__(
        self, remembered: Remembered, hands: Hands, *, roll_m: float | None, changed: Callable[[], None]
    ) -> None:
        self._remembered = remembered
        self._hands = hands
        self._roll_length_m = roll_m
        self._changed = changed
        self._seen: deque[str] = deque(maxlen=CONTROLS_KNOWN)
        self._done: str | None = None
        self._sample: Printed | None = None
        self._locked = remembered.get(_LOCKED) == "yes"
        self._volume = int(remembered.get(_VOLUME) or USUAL_VOLUME)
        self._printed, self._roll_mm = json.loads(remembered.get(_ROLL) or "[0, 0]")
        self._refused_on, self._refused = json.loads(remembered.get(_REFUSED) or '["", []]')
        self._log = structlog.get_logger("care")

    @property
    def care(self) -> Care:
        return Care(
            locked=self._locked,
            volume=self._volume,
            roll_printed=self._printed,
            roll_m=round(self._roll_mm / 1000, 1),
            refused=tuple(self._refused),
        )

    def parts(self) -> Mapping[str, PartHealth]:
        """For the Health message: whether it is locked or which lock staff here took back, which Control was carried
        out last, what came of the last test print, which numbers were refused today, and how much paper was used.
        """
        words = ["locked"] if self._locked else []
        if not self._locked and (taken_back := self._remembered.get(_TAKEN_BACK)):
            words.append(f"unlocked={taken_back}")
        words += [f"done={self._done}"] if self._done else []
        words += [f"test={self._sample.value}"] if self._sample else []
        words += [f"refused={','.join(self._refused)}"] if self._refused else []
        used = f"printed={self._printed} metres={self._roll_mm / 1000:.1f}"
        ends = self._roll_length_m is not None and self._roll_mm >= ROLL_LOW_SHARE * 1000 * self._roll_length_m
        return {
            TERMINAL: PartHealth(status="ok", detail=" ".join(words) or None),
            PAPER: PartHealth(status="low" if ends else "ok", detail=used),
        }

    def control_came(self, payload: bytes) -> None:
        """A Control message: the same one again does nothing again."""
        try:
            control = Control.model_validate_json(payload)
        except ValidationError as error:
            self._log.warning("message_not_understood", message="Control", mistakes=error.error_count())
            return
        if control.id in (*self._seen, self._remembered.get(_TAKEN_BACK)):
            return
        self._seen.append(control.id)
        self._done = control.id
        self._log.info("controlled", action=control.type, id=control.id)
        action = StaffAction(control.type)
        if action is StaffAction.LOCK:
            self._remembered.put(_LAST_LOCK, control.id)
        self._carry_out(action)

    def do(self, action: StaffAction) -> None:
        """What staff do at the terminal: they stand before it, so theirs is the last word on its lock."""
        if action in (StaffAction.LOCK, StaffAction.UNLOCK):
            lock = self._remembered.get(_LAST_LOCK) if action is StaffAction.UNLOCK else None
            self._remembered.put(_TAKEN_BACK, lock or "")
        self._carry_out(action)

    def _carry_out(self, action: StaffAction) -> None:
        match action:
            case StaffAction.LOCK | StaffAction.UNLOCK:
                self._locked = action is StaffAction.LOCK
                self._remembered.put(_LOCKED, "yes" if self._locked else "no")
            case StaffAction.LOUDER | StaffAction.QUIETER:
                by = STEP if action is StaffAction.LOUDER else -STEP
                self._volume = min(LOUDEST, max(0, self._volume + by))
                self._remembered.put(_VOLUME, str(self._volume))
            case StaffAction.NEW_ROLL:
                self._count(0, 0)
            case StaffAction.TEST_PRINT:
                self._sample = None
                self._hands.test_print()
            case StaffAction.RELOAD:
                self._hands.reload()
            case StaffAction.RESTART:
                self._hands.restart()
        self._changed()

    def sample_printed(self, printed: Printed) -> None:
        self._sample = printed
        self._changed()

    def paper_used(self, millimetres: int) -> None:
        """A ticket, or a part of one, came out."""
        self._count(self._printed + 1, self._roll_mm + millimetres)
        self._changed()

    def number_refused(self, number: str, day: date) -> None:
        """Somebody holds a number that the hall does not know: told to staff and managers until the end of ``day``."""
        self.day_is(day)
        self._remember_refused(day, [*self._refused, number])

    def day_is(self, day: date) -> None:
        """What was refused on another day concerns nobody in the hall any more."""
        if self._refused and self._refused_on != day.isoformat():
            self._remember_refused(day, [])

    def _remember_refused(self, day: date, numbers: list[str]) -> None:
        self._refused_on, self._refused = day.isoformat(), numbers
        self._remembered.put(_REFUSED, json.dumps([self._refused_on, numbers]))
        self._changed()

    def _count(self, printed: int, millimetres: int) -> None:
        self._printed, self._roll_mm = printed, millimetres
        self._remembered.put(_ROLL, json.dumps([printed, millimetres]))
