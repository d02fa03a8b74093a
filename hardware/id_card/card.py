"""What is on the cards that the reader knows: one class a kind of card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from hardware.id_card._ethnicities import ETHNICITIES

if TYPE_CHECKING:
    from datetime import date


class IdType(StrEnum):
    """What a card proves, in the words of the contract's Holder."""

    RESIDENT_ID = "resident_id"
    HK_MO_TW = "hk_mo_tw"
    FOREIGNER = "foreigner"


class Sex(StrEnum):
    """GB/T 2261.1. What the card says: the ID number's own digit may disagree."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


class _Discreet:
    """Shows nothing of the person in its repr, so that nothing of the person gets into a log or a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@dataclass(frozen=True, slots=True, repr=False)
class ResidentCard(_Discreet):
    """居民身份证. `ethnicity` is a code of GB/T 3304; `valid_to` is None for 长期."""

    id_type: ClassVar = IdType.RESIDENT_ID

    name: str
    sex: Sex
    ethnicity: str
    birth: date
    address: str
    id_number: str
    authority: str
    valid_from: date
    valid_to: date | None

    @property
    def ethnicity_name(self) -> str | None:
        return ETHNICITIES.get(self.ethnicity)


@dataclass(frozen=True, slots=True, repr=False)
class ResidencePermit(_Discreet):
    """港澳台居民居住证. `travel_permit` is the number of its 通行证, `issue_count` how often it was issued."""

    id_type: ClassVar = IdType.HK_MO_TW

    name: str
    sex: Sex
    birth: date
    address: str
    id_number: str
    authority: str
    valid_from: date
    valid_to: date | None
    travel_permit: str
    issue_count: str


@dataclass(frozen=True, slots=True, repr=False)
class ForeignerCard2017(_Discreet):
    """外国人永久居留身份证 of 2017, with a number of 15 characters. `nationality` is three letters of ISO 3166."""

    id_type: ClassVar = IdType.FOREIGNER

    english_name: str
    sex: Sex
    id_number: str
    nationality: str
    chinese_name: str
    valid_from: date
    valid_to: date | None
    birth: date
    version: str
    authority_code: str

    @property
    def name(self) -> str:
        """The Chinese name where the card has one, otherwise the English name."""
        return self.chinese_name or self.english_name


@dataclass(frozen=True, slots=True, repr=False)
class ForeignerCard2023(_Discreet):
    """外国人永久居留身份证 issued from December 2023, with a number of 18 digits.

    `renewal_count` is how often it was renewed, `previous_number` what links it to a number of 2017.
    """

    id_type: ClassVar = IdType.FOREIGNER

    chinese_name: str
    sex: Sex
    renewal_count: str
    birth: date
    english_name: str
    id_number: str
    valid_from: date
    valid_to: date | None
    nationality: str
    previous_number: str

    @property
    def name(self) -> str:
        """The Chinese name where the card has one, otherwise the English name."""
        return self.chinese_name or self.english_name


Holder = ResidentCard | ResidencePermit | ForeignerCard2017 | ForeignerCard2023
"""Each has `id_type`, `id_number`, `name`, `sex`, `birth`, `valid_from` and `valid_to`."""
