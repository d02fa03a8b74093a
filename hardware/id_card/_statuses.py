"""SW3, the reader's status byte: what each code means and which error a citizen's reading ends in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.id_card.errors import (
    CardTakenAwayError,
    CardUnreadableError,
    GarbledFrameError,
    IdCardError,
    ReaderFaultyError,
    UnsupportedCardError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hardware.words import Sentence

OK = 0x90
NOT_ON_CARD = 0x91
FOUND = 0x9F
NOT_FOUND = 0x80
SELECT_FAILED = 0x81
READ_FAILED = 0x41


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """`name` is stable and goes into health and logs. `error` is None where the code is no failure of a reading."""

    code: int
    name: str
    error: type[IdCardError] | None

    @property
    def sentence(self) -> Sentence | None:
        """For the citizen who meets this code."""
        return self.error.sentence if self.error else None


STATUSES: Mapping[int, ReaderStatus] = {
    code: ReaderStatus(code, name, error)
    for code, name, error in (
        (0x90, "ok", None),
        (0x91, "item_not_on_card", None),
        (0x9F, "card_found", None),
        (0x10, "host_check_wrong", GarbledFrameError),
        (0x11, "host_length_wrong", GarbledFrameError),
        (0x21, "unknown_command", ReaderFaultyError),
        (0x23, "no_permission", ReaderFaultyError),
        (0x24, "unknown_error", ReaderFaultyError),
        (0x31, "card_rejects_reader", CardUnreadableError),
        (0x32, "reader_rejects_card", CardUnreadableError),
        (0x33, "information_not_verified", CardUnreadableError),
        (0x37, "fingerprint_not_verified", CardUnreadableError),
        (0x3F, "information_length_wrong", CardUnreadableError),
        (0x40, "card_type_not_recognised", UnsupportedCardError),
        (0x41, "read_failed", CardUnreadableError),
        (0x47, "random_number_failed", CardUnreadableError),
        (0x60, "self_test_failed", ReaderFaultyError),
        (0x66, "not_authorised", ReaderFaultyError),
        (0x80, "no_card_found", None),
        (0x81, "select_failed", CardTakenAwayError),
    )
}
"""Every code of the SAM_V lists (several independent copies agree)."""


def error_of(sw3: int) -> IdCardError:
    """The error for a status that is not the hoped-for one; a code of no list means a faulty reader."""
    status = STATUSES.get(sw3)
    if status is None:
        return ReaderFaultyError(f"status_{sw3:02x}", sw3)
    return (status.error or ReaderFaultyError)(status.name, sw3)
