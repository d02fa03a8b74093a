"""The resident identity card reader (SAM_V protocol)."""

from hardware.id_card._statuses import STATUSES, ReaderStatus
from hardware.id_card.card import ResidentCard, Sex
from hardware.id_card.driver import Card, IdCardReader, Timing
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

__all__ = [
    "STATUSES",
    "Card",
    "CardTakenAwayError",
    "CardUnreadableError",
    "GarbledFrameError",
    "IdCardError",
    "IdCardReader",
    "InvalidCardTextError",
    "InvalidIdNumberError",
    "ReaderFaultyError",
    "ReaderSilentError",
    "ReaderStatus",
    "ResidentCard",
    "Sex",
    "Timing",
    "UnsupportedCardError",
    "check_digit",
    "check_digit_ok",
]
