"""The ID card reader in its thread: polled only while a card is wanted."""

from collections.abc import Callable
from typing import Protocol

from hardware.id_card import (
    Card,
    GarbledFrameError,
    Holder,
    IdCardError,
    ReaderFaultyError,
    ReaderSilentError,
    ResidencePermit,
    ResidentCard,
    Sex,
)
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.devices.watching import DeviceThread
from kiosk.flow.inputs import CardFailed, CardLaid, CardLeft, Input
from kiosk.flow.session import Person
from queue_server.contract.commands import IdType

_SEX = {Sex.MALE: "男", Sex.FEMALE: "女"}


class Reader(Protocol):
    """What this thread needs of a reader: see ``hardware.id_card.IdCardReader``."""

    def poll(self) -> Card | None: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class ReaderThread(DeviceThread[Reader]):
    """Polls the reader; a card that stays is told once."""

    part = "id_reader"

    def __init__(
        self,
        open_reader: Callable[[], Reader],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        super().__init__(open_reader, pace, tell=tell, tell_health=tell_health)
        self._lying = False
        self._last: Holder | None = None

    def _look_after(self, device: Reader) -> None:
        there = self._there(device)
        while there and not self._leaving:
            watching = self._watching
            if watching:
                there = self._poll(device)
                self._wait(self._pace.poll_every_s, watching=True)
            elif not self._wait(self._pace.health_every_s, watching=False):
                there = self._there(device)

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
            self._tell(CardLaid(person_of(card.holder)))


def person_of(holder: Holder) -> Person:
    """Who the card says its holder is."""
    return Person(
        IdType(holder.id_type.value), holder.id_number, holder.name, card=True, proven=True, says=_said_by(holder)
    )


def _said_by(holder: Holder) -> dict[str, str]:
    """What a card says, as forms ask for it: see queue_server.catalogue.application.CARD_FIELDS."""
    said = {
        "name": holder.name,
        "id_number": holder.id_number,
        "birth": holder.birth.isoformat(),
        "sex": _SEX.get(holder.sex, ""),
    }
    if isinstance(holder, ResidentCard):
        said |= {"address": holder.address, "ethnicity": holder.ethnicity_name or ""}
    if isinstance(holder, ResidencePermit):
        said["address"] = holder.address
    return {field: value for field, value in said.items() if value}
