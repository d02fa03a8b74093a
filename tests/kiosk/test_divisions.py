"""Where somebody lives, step by step."""

import pytest

from kiosk.divisions import Divisions
from kiosk.flow.offered import Division

DIVISIONS = Divisions()


def test_from_the_country_to_a_district() -> None:
    provinces = DIVISIONS.below("")
    assert len(provinces) == 34
    assert Division("440000", "广东省") in provinces
    assert Division("440600", "佛山市") in DIVISIONS.below("440000")
    assert Division("440604", "禅城区") in DIVISIONS.below("440600")
    assert DIVISIONS.below("440604") == ()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("440604", "广东省佛山市禅城区"),
        ("110105", "北京市朝阳区"),
        ("469002", "海南省琼海市"),
        ("440600", "广东省佛山市"),
        ("000000", ""),
        ("", ""),
    ],
)
def test_a_division_is_named_in_full_and_nothing_twice(code: str, name: str) -> None:
    assert DIVISIONS.name(code) == name


def test_a_city_that_is_its_province_is_passed_over() -> None:
    assert Division("110105", "朝阳区") in DIVISIONS.below("110000")


def test_what_lies_below_no_city_lies_below_its_province() -> None:
    assert Division("469002", "琼海市") in DIVISIONS.below("460000")
    assert Division("441900", "东莞市") in DIVISIONS.below("440000")


def test_every_division_can_be_reached() -> None:
    def reached(code: str) -> set[str]:
        below = DIVISIONS.below(code)
        return {each.code for each in below}.union(*(reached(each.code) for each in below))

    assert len(reached("")) > 3000
