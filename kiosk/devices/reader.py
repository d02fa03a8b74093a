"""The ID card reader in its thread: polled only while a card is wanted."""

import threading
from collections.abc import Callable
from typing import Protocol

import structlog

from hardware.errors import HardwareError, LinkError
from hardware.id_card import (
    Card,
    GarbledFrameError,
    Holder,
    IdCardError,
    ReaderFaultyError,
    ReaderSilentError,
)
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.flow.inputs import CardFailed, CardLaid, CardLeft, Input
from kiosk.flow.session import Person
from queue_server.contract.commands import IdType


class Reader(Protocol):
    """What this thread needs of a reader: see ``hardware.id_card.IdCardReader``."""

    def poll(self) -> Card | None: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class ReaderThread:
    """Opens the reader, polls it, opens it anew when it was gone. ``tell`` and ``tell_health`` are called from here."""

    def __init__(
        self,
        open_reader: Callable[[], Reader],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        self._open_reader = open_reader
        self._pace = pace
        self._tell = tell
        self._tell_health = tell_health
        self._changed = threading.Condition()
        self._watching = False
        self._stopped = False
        self._reopening = False
        self._lying = False
        self._last: Holder | None = None
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger("id_reader")
        self._thread = threading.Thread(target=self._run, name="id-card-reader", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def watch(self, *, wanted: bool) -> None:
        with self._changed:
            self._watching = wanted
            self._changed.notify()

    def reopen(self) -> None:
        """Close the reader and open it anew."""
        with self._changed:
            self._reopening = True
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped:
            try:
                reader = self._open_reader()
            except HardwareError as error:
                self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            else:
                self._serve(reader)
            self._wait(self._pace.reopen_s, watching=self._watching)

    def _serve(self, reader: Reader) -> None:
        """Until it is gone: it may come back as another port, or at another baud rate."""
        self._reopening = False
        try:
            self._look_after(reader)
        except LinkError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
        finally:
            reader.close()

    def _look_after(self, reader: Reader) -> None:
        there = self._asked(reader)
        while there and not (self._stopped or self._reopening):
            watching = self._watching
            if watching:
                there = self._poll(reader)
                self._wait(self._pace.poll_every_s, watching=True)
            elif not self._wait(self._pace.health_every_s, watching=False):
                there = self._asked(reader)

    def _asked(self, reader: Reader) -> bool:
        self._set_health(reader.health())
        return self._health.status is not PartStatus.OFFLINE

    def _wait(self, seconds: float, *, watching: bool) -> bool:
        """Wait as long as nothing else is wanted than ``watching``; true if something else is."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._stopped or self._reopening or self._watching != watching, seconds
            )

    def _poll(self, reader: Reader) -> bool:
        """False for a reader that says nothing."""
        try:
            card = reader.poll()
        except ReaderSilentError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            return False
        except ReaderFaultyError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
        except GarbledFrameError as error:
            # The first may be a card in motion; several in a row are the line, and nobody may be there to be told.
            if self._health.status is PartStatus.OK:
                self._tell(CardFailed(error.code, error.sentence.by_language()))
            self._set_health(PartHealth(PartStatus.UNKNOWN, error.code))
        except IdCardError as error:
            self._set_health(PartHealth(PartStatus.OK))
            self._tell(CardFailed(error.code, error.sentence.by_language()))
        else:
            self._set_health(PartHealth(PartStatus.OK))
            self._card_seen(card)
        return True

    def _card_seen(self, card: Card | None) -> None:
        """A reader that was opened anew knows no card before; this thread does."""
        lying = card is not None and (card.still_lying or card.holder == self._last)
        self._last = card.holder if card else None
        if lying != self._lying:
            self._lying = lying
            self._tell(CardLeft(lying))
        if card is not None and not lying:
            holder = card.holder
            self._tell(CardLaid(Person(IdType(holder.id_type.value), holder.id_number, holder.name, card=True)))

    def _set_health(self, health: PartHealth) -> None:
        if health != self._health:
            self._log.info("part_changed", part="id_reader", status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)
