"""The identity card reader (SAM_V protocol) and the cards that it reads."""

from hardware.drivers import Driver
from hardware.id_card._statuses import STATUSES, ReaderStatus
from hardware.id_card.card import (
    ForeignerCard2017,
    ForeignerCard2023,
    Holder,
    IdType,
    ResidencePermit,
    ResidentCard,
    Sex,
)
from hardware.id_card.driver import BAUD_RATES, Card, IdCardReader, Timing, open_reader
from hardware.id_card.errors import (
    CardTakenAwayError,
    CardUnreadableError,
    GarbledFrameError,
    IdCardError,
    InvalidCardTextError,
    InvalidIdNumberError,
    ReaderFaultyError,
    ReaderSilentError,
    UnsupportedCardError,
)
from hardware.id_card.id_number import check_digit, check_digit_ok

SAM_V = Driver(open=open_reader, example="serial:///dev/ttyUSB0?baud=auto")

__all__ = [
    "BAUD_RATES",
    "SAM_V",
    "STATUSES",
    "Card",
    "CardTakenAwayError",
    "CardUnreadableError",
    "ForeignerCard2017",
    "ForeignerCard2023",
    "GarbledFrameError",
    "Holder",
    "IdCardError",
    "IdCardReader",
    "IdType",
    "InvalidCardTextError",
    "InvalidIdNumberError",
    "ReaderFaultyError",
    "ReaderSilentError",
    "ReaderStatus",
    "ResidencePermit",
    "ResidentCard",
    "Sex",
    "Timing",
    "UnsupportedCardError",
    "check_digit",
    "check_digit_ok",
    "open_reader",
]
