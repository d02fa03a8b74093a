"""Cards for the simulator: invented names, numbers out of standards, and numbers born in 1900 that nobody has."""

from __future__ import annotations

from datetime import date

from hardware.id_card.card import ForeignerCard2017, ForeignerCard2023, Holder, ResidencePermit, ResidentCard, Sex
from hardware.id_card.id_number import check_digit

NEWEST_ADDRESS = "示例市新示例路2号"


def demo_cards() -> tuple[Holder, ...]:
    """In the order of `lay 1`, `lay 2`, …"""
    return (*_residents(), _permit(), _foreigner_2017(), _foreigner_2023())


def demo_card_of_type(mark: str) -> Holder:
    """For `lay type J`, `I` or `Y`."""
    cards: dict[str, Holder] = {"J": _permit(), "I": _foreigner_2017(), "Y": _foreigner_2023()}
    return cards[mark]


def _residents() -> tuple[ResidentCard, ...]:
    return (
        _resident("张示例", Sex.FEMALE, "01", "11010519491231002X", date(2040, 1, 1)),
        _resident("李样本", Sex.MALE, "01", "440524188001010014", None),
        _resident("王㐂测", Sex.MALE, "11", _number("110105", "001"), date(2035, 6, 30)),
        _resident("赵𠮷试", Sex.FEMALE, "08", _number("110105", "002"), date(2031, 12, 31)),
        _resident("阿依示范·样例", Sex.FEMALE, "05", _number("110105", "004"), None),
    )


def _permit() -> ResidencePermit:
    return ResidencePermit(
        name="陈示范",
        sex=Sex.FEMALE,
        birth=date(1900, 1, 1),
        address="示例市示例路3号",
        id_number=_number("810000", "002"),
        authority="示例市公安局",
        valid_from=date(2020, 1, 1),
        valid_to=date(2025, 1, 1),
        travel_permit="H00000000",
        issue_count="01",
    )


def _foreigner_2017() -> ForeignerCard2017:
    return ForeignerCard2017(
        english_name="SAMPLE, PAT EXAMPLE",
        sex=Sex.MALE,
        id_number="ZZZ110000010100",
        nationality="ZZZ",
        chinese_name="",
        valid_from=date(2018, 1, 1),
        valid_to=date(2028, 1, 1),
        birth=date(1900, 1, 1),
        version="01",
        authority_code="1500",
    )


def _foreigner_2023() -> ForeignerCard2023:
    return ForeignerCard2023(
        chinese_name="艾示例",
        sex=Sex.MALE,
        renewal_count="01",
        birth=date(1985, 1, 1),
        english_name="ABCDEFGHIJKLMNOPQR, STUVWXYZ EXAMPLE SAMPLE",
        id_number="932682198501010017",
        valid_from=date(2024, 1, 1),
        valid_to=date(2034, 1, 1),
        nationality="SAU",
        previous_number="",
    )


def _number(division: str, sequence: str) -> str:
    first_seventeen = f"{division}19000101{sequence}"
    return first_seventeen + check_digit(first_seventeen)


def _resident(name: str, sex: Sex, ethnicity: str, id_number: str, valid_to: date | None) -> ResidentCard:
    return ResidentCard(
        name=name,
        sex=sex,
        ethnicity=ethnicity,
        birth=date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14])),
        address="示例市示例路1号",
        id_number=id_number,
        authority="示例市公安局",
        valid_from=date(2020, 1, 1),
        valid_to=valid_to,
    )
