"""Cards for the simulator: invented names, example numbers of GB 11643 and numbers born in 1900 that nobody has."""

from __future__ import annotations

from datetime import date

from hardware.id_card.card import ResidentCard, Sex
from hardware.id_card.id_number import check_digit


def demo_cards() -> tuple[ResidentCard, ...]:
    """In the order of `lay 1`, `lay 2`, …"""
    return (
        _card("张示例", Sex.FEMALE, "01", "11010519491231002X", date(2040, 1, 1)),
        _card("李样本", Sex.MALE, "01", "440524188001010014", None),
        _card("王㐂测", Sex.MALE, "11", _number("001"), date(2035, 6, 30)),
        _card("赵𠮷试", Sex.FEMALE, "08", _number("002"), date(2031, 12, 31)),
        _card("阿依示范·样例", Sex.FEMALE, "05", _number("004"), None),
    )


def _number(sequence: str) -> str:
    first_seventeen = "11010519000101" + sequence
    return first_seventeen + check_digit(first_seventeen)


def _card(name: str, sex: Sex, ethnicity: str, id_number: str, valid_to: date | None) -> ResidentCard:
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
