"""Check digits, with the published examples."""

from datetime import date

import pytest

from queue_server.contract.id_numbers import age, birth_date, is_valid, kind_of, normalised


@pytest.mark.parametrize(
    ("id_type", "id_number"),
    [
        ("resident_id", "11010519491231002X"),  # GB 11643
        ("resident_id", "440524188001010014"),  # GB 11643
        ("foreigner", "932682198501010017"),  # NIA, 2023 card
        ("foreigner", "911124198108030024"),  # NIA, 2023 card
        ("foreigner", "CHN110105000123"),  # 2017 card: no check digit is published
        ("organisation", "91350100M000100Y43"),  # GB 32100
        ("organisation", "91512081MA62K0260E"),
    ],
)
def test_published_examples_are_valid(id_type, id_number):
    assert is_valid(id_type, id_number)


@pytest.mark.parametrize(
    ("id_type", "id_number"),
    [
        ("resident_id", "110105194912310021"),
        ("resident_id", "11010519491231002"),
        ("resident_id", "1101051949123100２X"),  # full-width digit
        ("resident_id", "932682198501010017"),
        ("hk_mo_tw", "11010519491231002X"),
        ("foreigner", "932682198501010018"),
        ("organisation", "91350100M000100Y4Z"),
        ("organisation", "91350100I000100Y43"),
        ("none", "11010519491231002X"),
    ],
)
def test_other_numbers_are_not(id_type, id_number):
    assert not is_valid(id_type, id_number)


@pytest.mark.parametrize("place", range(18))
def test_every_single_wrong_digit_is_noticed(place):
    good = "440524188001010014"
    wrong = str((int(good[place]) + 1) % 10)
    assert not is_valid("resident_id", good[:place] + wrong + good[place + 1 :])


def test_a_typed_number_is_brought_to_one_form():
    assert normalised(" 110105 19491231 002x ") == "11010519491231002X"


@pytest.mark.parametrize(
    ("id_number", "kind"),
    [
        ("11010519491231002X", "resident_id"),
        ("810000199408230021", "hk_mo_tw"),
        ("932682198501010017", "foreigner"),
        ("91350100M000100Y43", "organisation"),
        ("CHN110105000123", None),
        ("110105194912310021", None),
        ("", None),
    ],
)
def test_a_typed_number_tells_its_kind(id_number, kind):
    assert kind_of(id_number) == kind


@pytest.mark.parametrize(
    ("id_number", "born"),
    [
        ("11010519491231002X", date(1949, 12, 31)),
        ("932682198501010017", date(1985, 1, 1)),
        ("91350100M000100Y43", None),
        ("CHN110105000123", None),
    ],
)
def test_a_number_of_a_person_tells_the_day_of_birth(id_number, born):
    assert birth_date(id_number) == born


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2014, 12, 30), 64), (date(2014, 12, 31), 65), (date(2015, 1, 1), 65), (date(2016, 2, 29), 66)],
)
def test_age_is_counted_in_full_years(day, years):
    assert age(date(1949, 12, 31), day) == years
